using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace PinningAnalyzers.Callbacks;

// Properties and indexers: reading and writing.
internal sealed partial class CallbackExecution
{
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
            return _scenarios.HasCertificate ? Leaf : NoCertificate;
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
            AbstractValue.Certificate when IdentityTable.OfCertificate(property.Name) is null && !property.DeclaringSyntaxReferences.IsEmpty => ReadOwn(property, receiver, arguments, operation),
            AbstractValue.Certificate certificate => OfCertificate(certificate, property.Name),
            AbstractValue.Identity identity => OfIdentity(identity, property.Name),
            AbstractValue.ChainPart part => OfChainPart(part, property),
            AbstractValue.Sequence sequence when property.Name is "Length" or "Count" or "LongLength" => CountOf(sequence.Items),
            AbstractValue.Sequence sequence when property.Name == "IsEmpty" => Bool(_conditions.Not(IsAnyThere(sequence.Items))),
            AbstractValue.ObjectValue thing => OfObject(thing, property, arguments, operation),
            AbstractValue.Opaque { IsUnknown: true } => Unknown(),
            AbstractValue.Opaque opaque when IsOrdinary(property) && ExposureOf(opaque) >= Exposure.Server => Unknown(),
            AbstractValue.Opaque opaque when IsOrdinary(property) => Setting(property.Type, new PartKey(opaque.Key, property.Name)),
            AbstractValue.Function lazy when property.Name == "Value" => CallFunction(lazy, ImmutableArray<AbstractValue>.Empty),
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
            ThrowWhere(Test(receiver, one => _conditions.Constant(one is AbstractValue.Constant { Value: null })), _graphs.NullReferenceException);
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

        Exposure exposure = Highest(arguments);
        if (property.DeclaringSyntaxReferences.IsEmpty || property.GetMethod is not { } getter)
        {
            return exposure == Exposure.Nothing ? ReadMember(property, receiver) : UnseenResult(property.Type, exposure, WeakestOf(arguments));
        }

        if (Target(getter, receiver, operation is IPropertyReferenceOperation { Instance: IInstanceReferenceOperation { Syntax: Microsoft.CodeAnalysis.CSharp.Syntax.BaseExpressionSyntax } }) is not { } target)
        {
            return ExposureOf(receiver) >= Exposure.Weak ? Unknown()
                : exposure > Exposure.Nothing ? UnseenResult(property.Type, exposure, WeakestOf(arguments))
                : Setting(property.Type, (receiver as AbstractValue.Opaque)?.Key is { } key ? new PartKey(key, property.Name) : new StateKey(property, (receiver as AbstractValue.ObjectValue)?.Id ?? 0));
        }

        return _graphs.Of(target, _cancellation) is null
            ? ReadMember(target.AssociatedSymbol ?? property, receiver)
            : Call(target, receiver, arguments, operation, ImmutableArray<IOperation?>.Empty);
    }

    private void AssignProperty(IPropertyReferenceOperation target, AbstractValue value, IOperation? from)
    {
        AbstractValue? receiver = target.Instance is null ? null : Evaluate(target.Instance);
        IPropertySymbol property = target.Property;
        if (receiver is AbstractValue.ObjectValue thing)
        {
            if (thing.Kind is ObjectKind.Policy or ObjectKind.CallbackChain or ObjectKind.OwnChain)
            {
                ConfigureChain(thing, property.Name, Settled(value), from);
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

        if (receiver is AbstractValue.Opaque { IsUnknown: false } unseen && ExposureOf(value) >= Exposure.Server)
        {
            _given.Add(unseen.Key);
        }

        if (receiver is AbstractValue.ObjectValue { Kind: ObjectKind.Created } collection && property.IsIndexer)
        {
            Put(collection, _conditions.True);
            Absorb(collection, Settled(value));
            Change(collection);
        }
        else if (receiver is null or AbstractValue.ObjectValue)
        {
            Write(new StateKey(property.OriginalDefinition, (receiver as AbstractValue.ObjectValue)?.Id ?? 0), value);
        }
    }
}
