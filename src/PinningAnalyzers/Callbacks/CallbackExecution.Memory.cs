using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace PinningAnalyzers.Callbacks;

// Locals, parameters, members: reading and writing.
internal sealed partial class CallbackExecution
{
    private readonly Dictionary<ISymbol, AbstractValue> _initialValues = new(SymbolEqualityComparer.Default);
    private readonly HashSet<ISymbol> _initializing = new(SymbolEqualityComparer.Default);

    private AbstractValue? Read(StateKey key) => _memory.TryGetValue(key, out AbstractValue? value) ? value : null;

    private void Write(StateKey key, AbstractValue value) => _memory = _memory.SetItem(key, value);

    private AbstractValue ReadLocal(ILocalReferenceOperation reference)
    {
        if (Read(new StateKey(reference.Local, 0)) is { } value)
        {
            return value;
        }

        // A local of the code around the callback: known where it has one value for good.
        return InitialValue(reference.Local, () =>
            _graphs.InitializerOf(reference.Local, _cancellation) is { } initializer && _graphs.HasOneValue(reference.Local, RootOf(initializer))
                ? initializer
                : null)
            ?? Setting(reference.Type, reference.Local);
    }

    private static IOperation RootOf(IOperation operation)
    {
        while (operation.Parent is { } parent)
        {
            operation = parent;
        }

        return operation;
    }

    private AbstractValue ReadParameter(IParameterReferenceOperation reference) =>
        Read(new StateKey(reference.Parameter.OriginalDefinition, 0)) ?? Setting(reference.Type, reference.Parameter);

    private AbstractValue? FindReceiver() => _frame?.Receiver;

    private AbstractValue ReadField(IFieldReferenceOperation reference)
    {
        AbstractValue? receiver = reference.Instance is null ? null : Evaluate(reference.Instance);
        if (reference.Field is { IsStatic: true, Name: "Empty", ContainingType.SpecialType: SpecialType.System_String })
        {
            return AbstractValue.Of(string.Empty);
        }

        return receiver is null ? ReadMember(reference.Field, null) : Map(receiver, one => ReadMember(reference.Field, one));
    }

    /// <summary>A field, or a property that stands for one.</summary>
    private AbstractValue ReadMember(ISymbol member, AbstractValue? receiver)
    {
        switch (receiver)
        {
            case AbstractValue.Sequence { IsTuple: true } tuple when TupleIndex(member) is { } index && index < tuple.Items.Length:
                return tuple.Items[index].Value;
            case AbstractValue.Identity or AbstractValue.Certificate or AbstractValue.ChainPart:
                return receiver;
            case AbstractValue.Opaque { IsUnknown: true }:
                return receiver;
        }

        ITypeSymbol? type = (member as IFieldSymbol)?.Type ?? (member as IPropertySymbol)?.Type;
        int owner = (receiver as AbstractValue.ObjectValue)?.Id ?? 0;
        var key = new StateKey(member.OriginalDefinition, owner);
        if (owner != 0 && Read(new StateKey(EscapedName, owner)) is not null)
        {
            // Code that cannot be seen had the object in its hands.
            return ExposureOf(receiver) >= Exposure.Weak ? Unknown() : Setting(type);
        }

        AbstractValue? value = Read(key);
        if (value is not null && !ReferenceEquals(value, Unset) && value is not AbstractValue.Alternatives)
        {
            return value;
        }

        AbstractValue initial = InitialValue(member, () => _graphs.KeepsInitialValue(member, _cancellation) ? _graphs.InitializerOf(member, _cancellation) : null)
            ?? (receiver is AbstractValue.ObjectValue { Kind: ObjectKind.Created } && member.DeclaringSyntaxReferences.Length > 0 && _graphs.InitializerOf(member, _cancellation) is null && value is null
                ? DefaultOf(type)
                : Setting(type, receiver is AbstractValue.Opaque opaque ? (object)(opaque.Key, member.Name) : key));
        return value is null ? initial : Map(value, one => ReferenceEquals(one, Unset) ? initial : one);
    }

    private static int? TupleIndex(ISymbol member)
    {
        string name = (member as IFieldSymbol)?.CorrespondingTupleField?.Name ?? member.Name;
        return name.StartsWith("Item", System.StringComparison.Ordinal) && int.TryParse(name.Substring(4), out int number) ? number - 1 : null;
    }

    /// <summary>The value that a symbol has for good, where that can be said from its initializer alone.</summary>
    private AbstractValue? InitialValue(ISymbol symbol, System.Func<IOperation?> find)
    {
        if (_initialValues.TryGetValue(symbol, out AbstractValue? known))
        {
            return known;
        }

        if (_initializing.Count > MaximumCalls || !_initializing.Add(symbol))
        {
            return null;
        }

        AbstractValue? value = find() is { } initializer ? EvaluateInitializer(initializer) : DefaultFor(symbol);
        _initializing.Remove(symbol);
        if (value is not null)
        {
            _initialValues[symbol] = value;
        }

        return value;
    }

    /// <summary>A read-only boolean that nobody ever writes.</summary>
    private AbstractValue? DefaultFor(ISymbol symbol) =>
        symbol is IFieldSymbol { IsReadOnly: true, Type.SpecialType: SpecialType.System_Boolean, DeclaringSyntaxReferences.IsEmpty: false } field
        && _graphs.KeepsInitialValue(field, _cancellation)
        && _graphs.InitializerOf(field, _cancellation) is null
            ? AbstractValue.Of(false)
            : null;

    private AbstractValue? EvaluateInitializer(IOperation initializer)
    {
        while (initializer is IConversionOperation { OperatorMethod: null } conversion && !conversion.ConstantValue.HasValue)
        {
            initializer = conversion.Operand;
        }

        switch (initializer)
        {
            case { ConstantValue.HasValue: true }:
            case IDelegateCreationOperation or IAnonymousFunctionOperation or IMethodReferenceOperation:
            case IFieldReferenceOperation or IPropertyReferenceOperation or ILocalReferenceOperation:
            case IBinaryOperation or IUnaryOperation or ITupleOperation:
            case IArrayCreationOperation { Initializer.ElementValues.Length: <= 32 }:
                return Evaluate(initializer);
            case IObjectCreationOperation { Type: INamedTypeSymbol { TypeKind: TypeKind.Class, DeclaringSyntaxReferences.IsEmpty: false } type }:
                return new AbstractValue.ObjectValue(NextId(), ObjectKind.Receiver, type, true);
            default:
                return null;
        }
    }

    private AbstractValue ReadProperty(IPropertyReferenceOperation reference)
    {
        AbstractValue? receiver = reference.Instance is null ? null : Evaluate(reference.Instance);
        ImmutableArray<AbstractValue> arguments = reference.Arguments.Select(argument => Evaluate(argument.Value)).ToImmutableArray();
        if (receiver is null)
        {
            return ReadProperty(reference.Property, null, arguments, reference);
        }

        AbstractValue value = Map(receiver, one => ReadProperty(reference.Property, one, arguments, reference));
        ThrowWhereNull(receiver);
        return value;
    }

    private AbstractValue ReadProperty(IPropertySymbol property, AbstractValue? receiver, ImmutableArray<AbstractValue> arguments, IOperation operation)
    {
        if (property.Name == "RemoteCertificate" && property.ContainingType.Is(MetadataNames.SslStream))
        {
            return _scenario.HasCertificate ? Leaf : NoCertificate;
        }

        if (receiver is not null && property.IsIndexer && property.Parameters.Length == arguments.Length && IsReadByModel(property, receiver))
        {
            return ReadElement(receiver, arguments, property.Type);
        }

        return receiver switch
        {
            null => ReadOwn(property, null, arguments, operation),
            AbstractValue.Constant { Value: null } when property.ContainingType is { IsValueType: false } && operation is IPropertyReferenceOperation => Dereference(receiver, property.Type),
            AbstractValue.Constant { Value: string text } when property.Name == "Length" => AbstractValue.Of(text.Length),
            AbstractValue.Certificate certificate => OfCertificate(certificate, property.Name),
            AbstractValue.Identity identity => OfIdentity(identity, property.Name),
            AbstractValue.ChainPart part => OfChainPart(part, property),
            AbstractValue.Sequence sequence when property.Name is "Length" or "Count" or "LongLength" => CountOf(sequence.Items),
            AbstractValue.ObjectValue thing => OfObject(thing, property, arguments, operation),
            AbstractValue.Opaque { IsUnknown: true } => Unknown(),
            AbstractValue.Opaque opaque when IsOrdinary(property) => Setting(property.Type, (opaque.Key, property.Name)),
            _ when property.Name is "Result" or "Value" => receiver,
            _ when property.Name is "HasValue" => Bool(_conditions.Not(IsNull(receiver))),
            _ => ReadOwn(property, receiver, arguments, operation),
        };
    }

    /// <summary>After a member was asked for: where there was nothing, it threw.</summary>
    private void ThrowWhereNull(AbstractValue receiver)
    {
        if (_nullMet)
        {
            _nullMet = false;
            ThrowWhere(Test(receiver, one => _conditions.Constant(one is AbstractValue.Constant { Value: null })), null);
        }
    }

    private static bool IsReadByModel(IPropertySymbol property, AbstractValue receiver) =>
        receiver is AbstractValue.ChainPart or AbstractValue.Sequence or AbstractValue.Identity
        || (receiver is AbstractValue.Opaque && property.DeclaringSyntaxReferences.IsEmpty)
        || (receiver is AbstractValue.ObjectValue { Kind: ObjectKind.Created } && property.DeclaringSyntaxReferences.IsEmpty);

    /// <summary>Without source, and with nothing of the server in it.</summary>
    private static bool IsOrdinary(IPropertySymbol property) => property.DeclaringSyntaxReferences.IsEmpty && property.Name is not ("Result" or "Value" or "HasValue");

    /// <summary>A member of null: throws.</summary>
    private AbstractValue Dereference(AbstractValue nothing, ITypeSymbol? type)
    {
        _nullMet = true;
        return nothing is AbstractValue.Constant { TellsErrors: true } ? Missing("Missing") : Setting(type);
    }

    /// <summary>Whether a member of null was just asked for, so that the paths on which it was are to be split off.</summary>
    private bool _nullMet;

    private AbstractValue Missing(string member) => new AbstractValue.Identity(IdentityStrength.Strong, member, Leaf);

    /// <summary>A property with source: what was written to it, what it starts with, or what its getter computes.</summary>
    private AbstractValue ReadOwn(IPropertySymbol property, AbstractValue? receiver, ImmutableArray<AbstractValue> arguments, IOperation operation)
    {
        if (property is { IsStatic: true, ContainingType.Name: "HashAlgorithmName" } && IsFrameworkCode(property))
        {
            return AbstractValue.Of(property.Name);
        }

        if (property.DeclaringSyntaxReferences.IsEmpty || property.GetMethod is not { } getter)
        {
            return ReadMember(property, receiver);
        }

        if (Target(getter, receiver, operation is IPropertyReferenceOperation { Instance: IInstanceReferenceOperation { Syntax: Microsoft.CodeAnalysis.CSharp.Syntax.BaseExpressionSyntax } }) is not { } target)
        {
            return ExposureOf(receiver) >= Exposure.Weak ? Unknown() : Setting(property.Type, (receiver as AbstractValue.Opaque)?.Key is { } key ? (key, property.Name) : new StateKey(property, (receiver as AbstractValue.ObjectValue)?.Id ?? 0));
        }

        return _graphs.Of(target, _cancellation) is null
            ? ReadMember(target.AssociatedSymbol ?? property, receiver)
            : Call(target, receiver, arguments, operation, ImmutableArray<IOperation?>.Empty);
    }

    private AbstractValue Assign(IOperation target, AbstractValue value, IOperation? from)
    {
        switch (target)
        {
            case ILocalReferenceOperation local:
                Write(new StateKey(local.Local, 0), value);
                break;
            case IParameterReferenceOperation parameter:
                Write(new StateKey(parameter.Parameter.OriginalDefinition, 0), value);
                break;
            case IFieldReferenceOperation field:
                AssignMember(field.Field, field.Instance, value);
                break;
            case IPropertyReferenceOperation property:
                AssignProperty(property, value, from);
                break;
            case IFlowCaptureReferenceOperation capture:
                Write(new StateKey(capture.Id, _frame!.Id), value);
                if (_frame.Captured.TryGetValue(capture.Id, out IOperation? place) && place is not IFlowCaptureReferenceOperation)
                {
                    Assign(place, value, from);
                }

                break;
            case IArrayElementReferenceOperation element when ExposureOf(value) >= Exposure.Weak:
                Assign(element.ArrayReference, value, null);
                break;
            case IArrayElementReferenceOperation:
                break;
            case IDeclarationExpressionOperation declaration:
                Assign(declaration.Expression, value, from);
                break;
            case IConversionOperation conversion:
                Assign(conversion.Operand, value, from);
                break;
            case ITupleOperation:
                Deconstruct(target, value);
                break;
        }

        return value;
    }

    private void AssignMember(ISymbol member, IOperation? instance, AbstractValue value)
    {
        AbstractValue? receiver = instance is null ? null : Evaluate(instance);
        if (receiver is null or AbstractValue.ObjectValue)
        {
            Write(new StateKey(member.OriginalDefinition, (receiver as AbstractValue.ObjectValue)?.Id ?? 0), value);
        }
    }

    private void AssignProperty(IPropertyReferenceOperation target, AbstractValue value, IOperation? from)
    {
        AbstractValue? receiver = target.Instance is null ? null : Evaluate(target.Instance);
        IPropertySymbol property = target.Property;
        if (receiver is AbstractValue.ObjectValue thing)
        {
            if (thing.Kind is ObjectKind.Policy or ObjectKind.CallbackChain or ObjectKind.OwnChain)
            {
                ConfigureChain(thing, property.Name, value, from);
                return;
            }

            Exposes(thing, value);
        }

        if (property.SetMethod is { DeclaringSyntaxReferences.IsEmpty: false } setter
            && Target(setter, receiver, false) is { } method
            && _graphs.Of(method, _cancellation) is not null)
        {
            Call(method, receiver, target.Arguments.Select(argument => Evaluate(argument.Value)).Append(value).ToImmutableArray(), target, ImmutableArray<IOperation?>.Empty);
            return;
        }

        if (receiver is null or AbstractValue.ObjectValue)
        {
            Write(new StateKey(property.OriginalDefinition, (receiver as AbstractValue.ObjectValue)?.Id ?? 0), value);
        }
    }

    private AbstractValue Increment(IIncrementOrDecrementOperation step)
    {
        AbstractValue before = Evaluate(step.Target);
        AbstractValue after = Compute(
            step.Kind == OperationKind.Increment ? BinaryOperatorKind.Add : BinaryOperatorKind.Subtract,
            before,
            AbstractValue.Of(1),
            step);
        Assign(step.Target, after, null);
        return step.IsPostfix ? before : after;
    }

    private AbstractValue Deconstruct(IOperation target, AbstractValue value)
    {
        while (target is IDeclarationExpressionOperation declaration)
        {
            target = declaration.Expression;
        }

        if (target is not ITupleOperation tuple)
        {
            return Assign(target, value, null);
        }

        for (int i = 0; i < tuple.Elements.Length; i++)
        {
            int index = i;
            AbstractValue part = Map(value, one => one switch
            {
                AbstractValue.Sequence { IsTuple: true } known when index < known.Items.Length => known.Items[index].Value,
                _ when ExposureOf(one) >= Exposure.Weak => Unknown(),
                _ => Setting(null),
            });
            Deconstruct(tuple.Elements[i], part);
        }

        return value;
    }

    private AbstractValue EvaluateIndex(IOperation argument)
    {
        if (argument is IUnaryOperation { OperatorKind: UnaryOperatorKind.Hat })
        {
            return new AbstractValue.Length(0);
        }

        return argument is IRangeOperation ? Unknown() : Evaluate(argument);
    }

    private AbstractValue LengthOf(AbstractValue value) => Map(value, one => one switch
    {
        AbstractValue.Sequence sequence => CountOf(sequence.Items),
        AbstractValue.Identity or AbstractValue.ChainPart { Kind: ChainPartKind.Elements } => new AbstractValue.Length(1),
        AbstractValue.ChainPart { Kind: ChainPartKind.Statuses } statuses => CountOf(ItemsOf(statuses)),
        AbstractValue.ChainPart => new AbstractValue.Length(0),
        AbstractValue.Opaque { IsUnknown: true } => Unknown(),
        AbstractValue.Opaque opaque => Setting(null, (opaque.Key, "Length")),
        _ => Setting(null),
    });

    private AbstractValue CountOf(ImmutableArray<(Condition Present, AbstractValue Value)> items)
    {
        AbstractValue count = AbstractValue.Of(0);
        foreach ((Condition present, _) in items)
        {
            AbstractValue before = count;
            count = Choose(present, Map(before, one => one is AbstractValue.Constant { Value: int number } ? AbstractValue.Of(number + 1) : one), before);
        }

        return count;
    }

    private AbstractValue ReadElement(AbstractValue receiver, ImmutableArray<AbstractValue> arguments, ITypeSymbol? type) =>
        Map(receiver, one => arguments.Length == 1 ? Map(arguments[0], index => ReadElementOne(one, index, type)) : ReadElementOne(one, Setting(null), type));

    private AbstractValue ReadElementOne(AbstractValue receiver, AbstractValue index, ITypeSymbol? type)
    {
        int? position = index is AbstractValue.Constant { Value: int number } ? number : null;
        switch (receiver)
        {
            case AbstractValue.Identity identity:
                return identity;
            case AbstractValue.ChainPart { Kind: ChainPartKind.Elements } part:
                return new AbstractValue.ChainPart(ChainPartKind.Element, part.Chain, position == 0);
            case AbstractValue.ChainPart { Kind: ChainPartKind.Statuses } part:
                return new AbstractValue.ChainPart(ChainPartKind.Status, part.Chain, false);
            case AbstractValue.ChainPart { Kind: ChainPartKind.ExtraStore } part:
                return new AbstractValue.Certificate(CertificateOrigin.ExtraStore, part.Chain);
            case AbstractValue.Opaque { IsUnknown: true }:
                return Unknown();
            case AbstractValue.Opaque opaque:
                return FoundBy(index, ExposureOf(index) == Exposure.Nothing ? Setting(type, (opaque.Key, "element")) : Setting(type));
            default:
                ImmutableArray<(Condition Present, AbstractValue Value)> items = ItemsOf(receiver);
                if (position is { } exact && exact >= 0 && exact < items.Length)
                {
                    return items[exact].Value;
                }

                AbstractValue result = items.IsEmpty ? Setting(type) : items[items.Length - 1].Value;
                for (int i = items.Length - 2; i >= 0; i--)
                {
                    result = Choose(_conditions.Ask(ChoiceKind.Setting), items[i].Value, result);
                }

                return FoundBy(index, result);
        }
    }

    /// <summary>What a table holds under a key: nothing, where the key is a strong identity that it cannot know.</summary>
    private AbstractValue FoundBy(AbstractValue key, AbstractValue found)
    {
        if (key is not (AbstractValue.Identity or AbstractValue.Certificate))
        {
            return ExposureOf(key) == Exposure.Unknown ? Unknown() : found;
        }

        Condition match = AreEqual(key, Setting(null));
        ThrowWhere(_conditions.Not(match), null);
        return found;
    }

    /// <summary>Splits off the paths on which something throws.</summary>
    private void ThrowWhere(Condition condition, ITypeSymbol? type)
    {
        Condition live = _live;
        Condition throwing = _conditions.And(live, condition);
        if (throwing.IsFalse || _frame?.Block is not { } block)
        {
            return;
        }

        ImmutableDictionary<StateKey, AbstractValue> memory = _memory;
        _live = throwing;
        Throw(type, block.EnclosingRegion);
        _live = _conditions.And(live, _conditions.Not(condition));
        _memory = memory;
    }

    private void Exposes(AbstractValue.ObjectValue thing, AbstractValue value)
    {
        Exposure exposure = ExposureOf(value);
        if (exposure != Exposure.Nothing && (!_exposed.TryGetValue(thing.Id, out Exposure known) || known < exposure))
        {
            _exposed[thing.Id] = exposure;
        }
    }
}
