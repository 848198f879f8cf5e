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
    private readonly Dictionary<StateKey, AbstractValue> _lasting = new();
    private readonly HashSet<int> _lastingObjects = new();

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
            _graphs.InitializerOf(reference.Local, _cancellation) is { } initializer && _graphs.HasOneValue(reference.Local, RootGraph.RootOf(initializer))
                ? initializer
                : null)
            ?? Setting(reference.Type, reference.Local);
    }

    /// <remarks>The parameter of an extension block belongs to the block's type, and is what its members are called on.</remarks>
    private AbstractValue ReadParameter(IParameterReferenceOperation reference) =>
        Read(new StateKey(reference.Parameter.OriginalDefinition, 0))
        ?? (reference.Parameter.ContainingSymbol is ITypeSymbol ? FindExtended(reference.Parameter.Name) : null)
        ?? Setting(reference.Type, reference.Parameter);

    private AbstractValue? FindExtended(string name)
    {
        if (FindReceiver() is { } receiver)
        {
            return receiver;
        }

        // Called as the static method that the compiler makes of it.
        return _frame?.Method is { IsStatic: true, Parameters.IsEmpty: false } method && method.Parameters[0].Name == name ? Read(new StateKey(method.Parameters[0], 0)) : null;
    }

    private AbstractValue? FindReceiver() => _frame?.Receiver;

    private AbstractValue ReadField(IFieldReferenceOperation reference)
    {
        AbstractValue? receiver = reference.Instance is null ? null : Evaluate(reference.Instance);
        if (reference.Field is { IsStatic: true, Name: "Empty", ContainingType: { } owner } && IsFrameworkCode(owner))
        {
            return owner.SpecialType == SpecialType.System_String ? AbstractValue.Of(string.Empty)
                : IsCollection(owner) ? new AbstractValue.Sequence(ImmutableArray<(Condition, AbstractValue)>.Empty)
                : Setting(reference.Type);
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

        AbstractValue? value = Read(key) ?? ReadLasting(member, key, type);
        if (value is not null && !ReferenceEquals(value, Unset) && value is not AbstractValue.Alternatives)
        {
            return value;
        }

        AbstractValue initial = InitialValueIn(receiver, member, key) ?? InitialValue(member, () => _graphs.KeepsInitialValue(member, _cancellation) ? _graphs.InitializerOf(member, _cancellation) : null)
            ?? (receiver is AbstractValue.ObjectValue { Kind: ObjectKind.Created } && member.DeclaringSyntaxReferences.Length > 0 && _graphs.InitializerOf(member, _cancellation) is null && value is null
                ? DefaultOf(type)
                : Setting(type, receiver is AbstractValue.Opaque opaque ? (object)new PartKey(opaque.Key, member.Name) : key));
        return value is null ? initial : Map(value, one => ReferenceEquals(one, Unset) ? initial : one);
    }

    /// <summary>What a member of an object made in the callback starts with: nobody else can have written it.</summary>
    private AbstractValue? InitialValueIn(AbstractValue? receiver, ISymbol member, StateKey key)
    {
        if (receiver is not AbstractValue.ObjectValue { Kind: ObjectKind.Created } || member.DeclaringSyntaxReferences.IsEmpty || _graphs.InitializerOf(member, _cancellation) is not { } initializer)
        {
            return null;
        }

        while (initializer is IConversionOperation { OperatorMethod: null, ConstantValue.HasValue: false } conversion)
        {
            initializer = conversion.Operand;
        }

        if (initializer is not IObjectCreationOperation { Initializer: null, Type: INamedTypeSymbol type } creation || !IsFrameworkCode(type))
        {
            return EvaluateInitializer(initializer);
        }

        // One for each object, and the same at each look.
        AbstractValue made = Create(creation);
        Write(key, made);
        return made;
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

    /// <summary>An object that was made before the callback and outlives it: its constructor runs by itself, and what it wrote to members that nobody else can write stays.</summary>
    private AbstractValue CreateLasting(IObjectCreationOperation creation, INamedTypeSymbol type)
    {
        if (creation.Initializer is not null || !IsShared(creation))
        {
            return new AbstractValue.ObjectValue(NextId(), ObjectKind.Receiver, type, true);
        }

        (Frame? frame, Condition live, ImmutableDictionary<StateKey, AbstractValue> memory) = (_frame, _live, _memory);
        (_frame, _live) = (null, _conditions.True);
        AbstractValue created = CreateObject(creation, creation.Arguments.Select(argument => Evaluate(argument.Value)).ToImmutableArray());
        int id = created is AbstractValue.ObjectValue made ? made.Id : NextId();
        foreach (KeyValuePair<StateKey, AbstractValue> pair in _memory)
        {
            if (pair.Key.Owner == id)
            {
                _lasting[pair.Key] = pair.Value;
            }
        }

        (_frame, _live, _memory) = (frame, live, memory);
        _lastingObjects.Add(id);
        return new AbstractValue.ObjectValue(id, ObjectKind.Receiver, type, true);
    }

    /// <summary>Whether a static member holds the object: results are shared so, and services hardly ever.</summary>
    private static bool IsShared(IObjectCreationOperation creation)
    {
        IOperation? around = creation.Parent;
        while (around is IConversionOperation)
        {
            around = around.Parent;
        }

        return around switch
        {
            IFieldInitializerOperation field => field.InitializedFields.Any(one => one.IsStatic),
            IPropertyInitializerOperation property => property.InitializedProperties.Any(one => one.IsStatic),
            _ => false,
        };
    }

    private AbstractValue? ReadLasting(ISymbol member, StateKey key, ITypeSymbol? type)
    {
        bool isReadOnly = member is IFieldSymbol { IsReadOnly: true } or IPropertySymbol { SetMethod: null or { IsInitOnly: true } };
        if (!isReadOnly || !_lastingObjects.Contains(key.Owner))
        {
            return null;
        }

        return _lasting.TryGetValue(key, out AbstractValue? written) ? written
            : _graphs.InitializerOf(member, _cancellation) is null ? DefaultOf(type)
            : null;
    }

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
            case IObjectCreationOperation { Type: INamedTypeSymbol { TypeKind: TypeKind.Class, DeclaringSyntaxReferences.IsEmpty: false } type } creation:
                return CreateLasting(creation, type);
            default:
                return null;
        }
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
            case IArrayElementReferenceOperation element:
                AssignElement(element, Settled(value));
                break;
            case IDeclarationExpressionOperation declaration:
                Assign(declaration.Expression, value, from);
                break;
            case IConversionOperation conversion:
                Assign(conversion.Operand, value, from);
                break;
            case ITupleOperation:
                Deconstruct(target, Settled(value));
                break;
        }

        return value;
    }

    private void AssignElement(IArrayElementReferenceOperation target, AbstractValue value)
    {
        AbstractValue array = Evaluate(target.ArrayReference);
        AbstractValue? index = target.Indices.Length == 1 ? Evaluate(target.Indices[0]) : null;
        if (array is AbstractValue.ObjectValue { Kind: ObjectKind.Created } made && Read(new StateKey(ItemsName, made.Id)) is AbstractValue.Sequence { Items: var items })
        {
            Exposes(made, value);
            ImmutableArray<(Condition, AbstractValue)> written = index is AbstractValue.Constant { Value: int position } && position >= 0 && position < items.Length
                ? items.SetItem(position, (_conditions.True, value))
                : items.Select(item => (item.Present, Choose(_conditions.Ask(ChoiceKind.Setting), value, item.Value))).ToImmutableArray();
            Write(new StateKey(ItemsName, made.Id), new AbstractValue.Sequence(written));
        }
        else if (ExposureOf(value) >= Exposure.Weak)
        {
            Assign(target.ArrayReference, value, null);
        }
    }

    private void AssignMember(ISymbol member, IOperation? instance, AbstractValue value)
    {
        AbstractValue? receiver = instance is null ? null : Evaluate(instance);
        if (receiver is null or AbstractValue.ObjectValue)
        {
            Write(new StateKey(member.OriginalDefinition, (receiver as AbstractValue.ObjectValue)?.Id ?? 0), value);
        }
        else if (instance is { Type: INamedTypeSymbol { IsValueType: true } type } && receiver is AbstractValue.Sequence { IsTuple: true } or AbstractValue.Opaque { IsUnknown: false })
        {
            AssignPart(instance, receiver, type, member, Settled(value));
        }
    }

    /// <summary>A part of a structure or tuple that was not made by a constructor: of the other parts nothing is known yet.</summary>
    private void AssignPart(IOperation instance, AbstractValue whole, INamedTypeSymbol type, ISymbol member, AbstractValue value)
    {
        if (type.IsTupleType && TupleIndex(member) is { } index && index >= 0 && index < type.TupleElements.Length)
        {
            ImmutableArray<(Condition Present, AbstractValue Value)> parts = whole is AbstractValue.Sequence { Items: var items } && items.Length == type.TupleElements.Length
                ? items
                : type.TupleElements.Select(part => (_conditions.True, Setting(part.Type))).ToImmutableArray();
            Assign(instance, new AbstractValue.Sequence(parts.SetItem(index, (_conditions.True, value)), isTuple: true), null);
        }
        else if (!type.DeclaringSyntaxReferences.IsEmpty)
        {
            var structure = new AbstractValue.ObjectValue(NextId(), ObjectKind.Created, type, true);
            Assign(instance, structure, null);
            Write(new StateKey(member.OriginalDefinition, structure.Id), value);
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
        AbstractValue.Opaque opaque => Setting(null, new PartKey(opaque.Key, "Length")),
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
                return FoundBy(index, ExposureOf(index) == Exposure.Nothing ? Setting(type, new PartKey(opaque.Key, "element")) : Setting(type));
            default:
                if (IsChanged(receiver))
                {
                    return Unknown();
                }

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
