using System.Collections.Generic;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace PinningAnalyzers.Callbacks;

// Certificates, chains and their policies, hashes.
internal sealed partial class CallbackExecution
{
    private const string PolicyName = "ChainPolicy";
    private const string TrustModeName = "TrustMode";
    private const string FlagsName = "VerificationFlags";
    private const string BuiltName = "Build";
    private const string ContentName = "content";
    private const string ItemsName = "items";
    private const string AlgorithmName = "algorithm";
    private const string PresenceName = "presence";
    private const string ChangedName = "changed";
    private const string IndexName = "index";
    private const string EscapedName = "escaped";
    private const int CustomRootTrust = 1;

    /// <summary>What makes a chain build although it proves nothing. Revocation settings are not among them.</summary>
    public const int DangerousFlags = IgnoreNotTimeValid | AllowUnknownCertificateAuthority | IgnoreInvalidName | IgnoreInvalidBasicConstraints | IgnoreWrongUsage;

    private const int IgnoreNotTimeValid = 0x1;
    private const int IgnoreInvalidBasicConstraints = 0x8;
    private const int AllowUnknownCertificateAuthority = 0x10;
    private const int IgnoreWrongUsage = 0x20;
    private const int IgnoreInvalidName = 0x40;

    private readonly Dictionary<int, AbstractValue.ObjectValue> _policyOwners = new();

    private static AbstractValue OfCertificate(AbstractValue.Certificate certificate, string member) =>
        IdentityTable.OfCertificate(member) is { } fact
            ? new AbstractValue.Identity(fact.Strength, fact.What, certificate)
            : new AbstractValue.Opaque(true, null, null);

    private AbstractValue OfIdentity(AbstractValue.Identity identity, string member)
    {
        switch (member)
        {
            case "Length" or "Count" or "LongLength":
                return identity.Strength == IdentityStrength.Free ? new AbstractValue.Length(0) : new AbstractValue.Length(1);
            case "HasValue":
                return AbstractValue.Of(true);
            case "IsEmpty" when identity.Strength != IdentityStrength.Free:
                return AbstractValue.Of(false);
        }

        if (IdentityTable.IsParameter(member))
        {
            return new AbstractValue.Identity(IdentityStrength.Free, member, identity.Owner);
        }

        return identity.Strength == IdentityStrength.Free && IdentityTable.ExtensionContent(member) is { } content
            ? new AbstractValue.Identity(content.Strength, content.What, identity.Owner)
            : identity;
    }

    private AbstractValue OfChainPart(AbstractValue.ChainPart part, IPropertySymbol property)
    {
        switch (part.Kind)
        {
            case ChainPartKind.Element when property.Name == "Certificate":
                return part.IsLeaf
                    ? new AbstractValue.Certificate(CertificateOrigin.Leaf, Chain)
                    : new AbstractValue.Certificate(CertificateOrigin.Element, part.Chain);
            case ChainPartKind.Element or ChainPartKind.Status:
                // What kinds of errors there are is a setting: it varies from one server to the next.
                return Setting(property.Type);
            default:
                return property.Name is "Length" or "Count" ? LengthOf(part) : Setting(property.Type);
        }
    }

    private AbstractValue OfObject(AbstractValue.ObjectValue thing, IPropertySymbol property, ImmutableArray<AbstractValue> arguments, IOperation operation)
    {
        switch (thing.Kind)
        {
            case ObjectKind.CallbackChain or ObjectKind.OwnChain:
                return property.Name switch
                {
                    "ChainElements" => new AbstractValue.ChainPart(ChainPartKind.Elements, thing, false),
                    "ChainStatus" => new AbstractValue.ChainPart(ChainPartKind.Statuses, thing, false),
                    PolicyName => PolicyOf(thing),
                    _ => Setting(property.Type),
                };
            case ObjectKind.Policy:
                return property.Name == "ExtraStore" && (!_policyOwners.TryGetValue(thing.Id, out AbstractValue.ObjectValue? owner) || owner.Kind == ObjectKind.CallbackChain)
                    ? new AbstractValue.ChainPart(ChainPartKind.ExtraStore, owner ?? thing, false)
                    : Read(new StateKey(property.Name, thing.Id)) ?? Setting(property.Type, new StateKey(property.Name, thing.Id));
            case ObjectKind.Arguments:
                return OfArguments(thing, property);
            case ObjectKind.ForeignEvidence:
                return Unknown();
            case ObjectKind.Hasher:
                return property.Name == "Hash" ? Digest(thing, Read(new StateKey(ContentName, thing.Id)) ?? Setting(property.Type)) : Setting(property.Type);
            case ObjectKind.Enumerator:
                return property.Name == "Current" ? Current(thing, property.Type) : Setting(property.Type);
            case ObjectKind.Created when property.DeclaringSyntaxReferences.IsEmpty:
                return OfCreated(thing, property);
            default:
                return ReadOwn(property, thing, arguments, operation);
        }
    }

    private AbstractValue OfCreated(AbstractValue.ObjectValue thing, IPropertySymbol property)
    {
        if (property.Name is "Count" or "Length" or "IsEmpty")
        {
            if (Read(new StateKey(ItemsName, thing.Id)) is { } items)
            {
                return property.Name == "IsEmpty" ? Bool(_conditions.Not(IsAnyThere(ItemsOf(items)))) : LengthOf(items);
            }

            if (Read(new StateKey(PresenceName, thing.Id)) is { } presence)
            {
                return property.Name == "IsEmpty" ? Bool(_conditions.Not(Decide(presence))) : Choose(Decide(presence), new AbstractValue.Length(1), AbstractValue.Of(0));
            }
        }

        if (Read(new StateKey(property, thing.Id)) is { } written)
        {
            return written;
        }

        return Read(new StateKey(ContentName, thing.Id)) is { } content && content is AbstractValue.Identity identity
            ? OfIdentity(identity, property.Name)
            : IsChanged(thing) || ExposureOf(thing) >= Exposure.Weak ? Unknown() : Setting(property.Type, new StateKey(property, thing.Id));
    }

    private AbstractValue OfArguments(AbstractValue.ObjectValue arguments, IPropertySymbol property)
    {
        ParameterRole role = CallbackShapes.IsErrors(property.Type) ? ParameterRole.Errors
            : CallbackShapes.IsCertificate(property.Type) ? ParameterRole.Certificate
            : CallbackShapes.IsChain(property.Type) ? ParameterRole.Chain
            : ParameterRole.Other;
        return Read(new StateKey(property, arguments.Id)) ?? ValueOf(role, property.Type) ?? Setting(property.Type, new StateKey(property, arguments.Id));
    }

    private AbstractValue PolicyOf(AbstractValue.ObjectValue chain)
    {
        var key = new StateKey(PolicyName, chain.Id);
        if (Read(key) is { } policy && !ReferenceEquals(policy, Unset))
        {
            return Map(policy, one => ReferenceEquals(one, Unset) ? DefaultPolicy(chain) : one);
        }

        AbstractValue made = DefaultPolicy(chain);
        Write(key, made);
        return made;
    }

    private readonly Dictionary<int, AbstractValue.ObjectValue> _defaultPolicies = new();

    private AbstractValue DefaultPolicy(AbstractValue.ObjectValue chain)
    {
        if (!_defaultPolicies.TryGetValue(chain.Id, out AbstractValue.ObjectValue? policy))
        {
            policy = new AbstractValue.ObjectValue(NextId(), ObjectKind.Policy, null, true);
            _defaultPolicies.Add(chain.Id, policy);
            _policyOwners[policy.Id] = chain;
        }

        return policy;
    }

    private void ConfigureChain(AbstractValue.ObjectValue thing, string property, AbstractValue value, IOperation? from)
    {
        Write(new StateKey(property, thing.Id), value);
        if (property == PolicyName && value is AbstractValue.ObjectValue { Kind: ObjectKind.Policy } policy)
        {
            _policyOwners[policy.Id] = thing;
        }
        else if (property == FlagsName && thing.Kind == ObjectKind.Policy && from is not null)
        {
            FlaggedPolicies.Add(new FlaggedPolicy(from, thing.Id));
        }
    }

    /// <summary>Whether an element of the chain that belongs to this policy was compared with something of the program's own.</summary>
    public bool IsCompared(FlaggedPolicy policy) =>
        _policyOwners.TryGetValue(policy.Chain, out AbstractValue.ObjectValue? chain) && _comparedChains.Contains(chain.Id);

    /// <summary>What <c>Build</c> answers for the stranger's certificate.</summary>
    private AbstractValue Build(AbstractValue.ObjectValue chain, AbstractValue certificate)
    {
        if (ExposureOf(certificate) < Exposure.Server)
        {
            return Setting(null);
        }

        Condition answer = Test(PolicyOf(chain), policy => policy is AbstractValue.ObjectValue { Kind: ObjectKind.Policy } known
            ? BuildOn(known)
            : _conditions.Ask(ChoiceKind.Unknown));
        Write(new StateKey(BuiltName, chain.Id), Bool(answer));
        return Bool(answer);
    }

    private Condition BuildOn(AbstractValue.ObjectValue policy)
    {
        Condition mayOverlook = Read(new StateKey(FlagsName, policy.Id)) is { } flags ? Test(flags, IsDangerous) : _conditions.False;
        Condition isOwn = Read(new StateKey(TrustModeName, policy.Id)) is { } mode
            ? Test(mode, one => ReferenceEquals(one, Unset) ? _conditions.False : AreEqual(one, AbstractValue.Of(CustomRootTrust)))
            : _conditions.False;

        // A private root vouches for its own servers, and does not look at the name.
        Condition own = _scenarios.HasNameMismatch ? _conditions.Ask(ChoiceKind.Setting) : _conditions.False;
        Condition trusted = _conditions.If(isOwn, own, _conditions.Constant(_scenarios.PlatformTrusts && _scenarios.HasCertificate));
        return _conditions.If(mayOverlook, _conditions.Ask(ChoiceKind.Unknown), trusted);
    }

    private Condition IsDangerous(AbstractValue flags) => flags switch
    {
        _ when ReferenceEquals(flags, Unset) => _conditions.False,
        AbstractValue.Constant { Value: { } value } when ConstantFolding.ToInt64(value) is { } number => _conditions.Constant((number & DangerousFlags) != 0),
        _ => _conditions.Ask(ChoiceKind.Unknown),
    };

    /// <summary>When the elements of this chain are known to belong together.</summary>
    private Condition IsVerified(AbstractValue.ObjectValue? chain)
    {
        if (chain is null)
        {
            return _conditions.False;
        }

        Condition platform = _conditions.Constant(chain.Kind == ObjectKind.CallbackChain && _scenarios.IsWithoutErrors);
        return Read(new StateKey(BuiltName, chain.Id)) is { } built
            ? Test(built, one => ReferenceEquals(one, Unset) ? platform : Decide(one))
            : platform;
    }

    /// <summary>Whether the chain's status tells of an error.</summary>
    private Condition HasStatus(AbstractValue.ObjectValue chain)
    {
        Condition platform = _conditions.Constant(chain.Kind == ObjectKind.CallbackChain && _scenarios.HasChainErrors);
        return Read(new StateKey(BuiltName, chain.Id)) is { } built
            ? Test(built, one => ReferenceEquals(one, Unset) ? platform : _conditions.Not(Decide(one)))
            : platform;
    }

    private AbstractValue HashOf(AbstractValue.Certificate certificate, string member, AbstractValue? algorithm)
    {
        string? weak = algorithm switch
        {
            null => "SHA-1",
            AbstractValue.Constant { Value: string name } => IdentityTable.WeakHashName(name),
            _ => null,
        };
        return weak is null
            ? new AbstractValue.Identity(IdentityStrength.Strong, member, certificate)
            : new AbstractValue.Identity(IdentityStrength.Weak, member + " (" + weak + ")", certificate);
    }

    private AbstractValue Digest(AbstractValue.ObjectValue hasher, AbstractValue data) =>
        Digest((Read(new StateKey(AlgorithmName, hasher.Id)) as AbstractValue.Constant)?.Value as string, data);

    /// <summary>A hash of something: a hash that can be forged makes any identity a weak one.</summary>
    private AbstractValue Digest(string? algorithm, AbstractValue data) => Map(data, one =>
    {
        if (one is AbstractValue.Identity { Strength: IdentityStrength.Strong } identity && IdentityTable.WeakHashName(algorithm) is { } weak)
        {
            return new AbstractValue.Identity(IdentityStrength.Weak, identity.What + " (" + weak + ")", identity.Owner);
        }

        return one is AbstractValue.Identity or AbstractValue.Opaque { IsUnknown: true } ? one : ExposureOf(one) >= Exposure.Server ? Unknown() : Setting(null);
    });
}
