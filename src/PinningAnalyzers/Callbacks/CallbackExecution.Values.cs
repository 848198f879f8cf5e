using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;

namespace PinningAnalyzers.Callbacks;

// Values: merging, deciding, comparing.
internal sealed partial class CallbackExecution
{

    private readonly Dictionary<(object Key, string Question), Condition> _answers = new();

    private AbstractValue Unknown() => new AbstractValue.Opaque(true, null, null);

    private static AbstractValue Setting(ITypeSymbol? type, object? key = null) => new AbstractValue.Opaque(false, key, type);

    private AbstractValue Bool(Condition condition) =>
        condition.IsConstant ? AbstractValue.Of(condition.IsTrue) : new AbstractValue.Truth(condition);

    /// <summary>The value on two paths that meet: one where <paramref name="condition"/> holds, the other elsewhere.</summary>
    private AbstractValue Choose(Condition condition, AbstractValue then, AbstractValue otherwise)
    {
        if (condition.IsTrue || AreAlike(then, otherwise))
        {
            return then;
        }

        if (condition.IsFalse)
        {
            return otherwise;
        }

        if (AskOf(then, IsBool) && AskOf(otherwise, IsBool))
        {
            return Bool(_conditions.If(condition, Decide(then), Decide(otherwise)));
        }

        var cases = new List<(Condition When, AbstractValue Value)>();
        Add(cases, condition, then);
        Add(cases, _conditions.Not(condition), otherwise);
        if (cases.Count == 1)
        {
            return cases[0].Value;
        }

        return cases.Count > MaximumAlternatives ? Blur(cases) : new AbstractValue.Alternatives(cases.ToImmutableArray());
    }

    private void Add(List<(Condition When, AbstractValue Value)> cases, Condition condition, AbstractValue value)
    {
        if (value is AbstractValue.Alternatives alternatives)
        {
            Condition rest = condition;
            foreach ((Condition when, AbstractValue inner) in alternatives.Cases)
            {
                AddOne(cases, _conditions.And(rest, when), inner);
                rest = _conditions.And(rest, _conditions.Not(when));
            }
        }
        else
        {
            AddOne(cases, condition, value);
        }
    }

    private void AddOne(List<(Condition When, AbstractValue Value)> cases, Condition condition, AbstractValue value)
    {
        if (condition.IsFalse)
        {
            return;
        }

        for (int i = 0; i < cases.Count; i++)
        {
            if (AreAlike(cases[i].Value, value))
            {
                cases[i] = (_conditions.Or(cases[i].When, condition), value);
                return;
            }
        }

        cases.Add((condition, value));
    }

    private AbstractValue Blur(List<(Condition When, AbstractValue Value)> cases)
    {
        Exposure exposure = cases.Max(one => ExposureOf(one.Value));
        return exposure >= Exposure.Weak ? Unknown() : Setting(null);
    }

    private static bool IsBool(AbstractValue value) => value is AbstractValue.Truth or AbstractValue.Constant { Value: bool };

    private static bool AreSame(AbstractValue left, AbstractValue right)
    {
        if (ReferenceEquals(left, right))
        {
            return true;
        }

        return (left, right) switch
        {
            (AbstractValue.Constant a, AbstractValue.Constant b) => Equals(a.Value, b.Value) && a.TellsErrors == b.TellsErrors,
            (AbstractValue.Truth a, AbstractValue.Truth b) => ReferenceEquals(a.Condition, b.Condition),
            (AbstractValue.Certificate a, AbstractValue.Certificate b) => AreSame(a, b),
            (AbstractValue.Identity a, AbstractValue.Identity b) => a.Strength == b.Strength && a.What == b.What && AreSame(a.Owner, b.Owner),
            (AbstractValue.Length a, AbstractValue.Length b) => a.Minimum == b.Minimum,
            (AbstractValue.ObjectValue a, AbstractValue.ObjectValue b) => a.Id == b.Id,
            (AbstractValue.ChainPart a, AbstractValue.ChainPart b) => a.Kind == b.Kind && a.IsLeaf == b.IsLeaf && a.Chain.Id == b.Chain.Id,
            (AbstractValue.Opaque a, AbstractValue.Opaque b) => a.IsUnknown == b.IsUnknown && a.Key.Equals(b.Key),
            _ => false,
        };
    }

    private static bool AreSame(AbstractValue.Certificate left, AbstractValue.Certificate right) =>
        left.Origin == right.Origin && left.Chain?.Id == right.Chain?.Id;

    private ImmutableDictionary<StateKey, AbstractValue> Merge(
        Condition condition,
        ImmutableDictionary<StateKey, AbstractValue> then,
        ImmutableDictionary<StateKey, AbstractValue> otherwise)
    {
        if (ReferenceEquals(then, otherwise))
        {
            return then;
        }

        ImmutableDictionary<StateKey, AbstractValue>.Builder merged = otherwise.ToBuilder();
        foreach (KeyValuePair<StateKey, AbstractValue> pair in then)
        {
            if (!otherwise.TryGetValue(pair.Key, out AbstractValue? other))
            {
                merged[pair.Key] = pair.Key.HasInitialValue ? Choose(condition, pair.Value, Unset) : pair.Value;
            }
            else if (!ReferenceEquals(pair.Value, other))
            {
                merged[pair.Key] = Choose(condition, pair.Value, other);
            }
        }

        foreach (KeyValuePair<StateKey, AbstractValue> pair in otherwise)
        {
            if (pair.Key.HasInitialValue && !then.ContainsKey(pair.Key))
            {
                merged[pair.Key] = Choose(condition, Unset, pair.Value);
            }
        }

        return merged.ToImmutable();
    }

    /// <summary>Stands for what a member held before anything was written to it.</summary>
    private static readonly AbstractValue Unset = new AbstractValue.Opaque(false, null, null);

    /// <summary>Applies a function to a value, case by case; cases that cannot be here are left out.</summary>
    private AbstractValue Map(AbstractValue value, Func<AbstractValue, AbstractValue> function)
    {
        value = Settled(value);
        if (value is not AbstractValue.Alternatives alternatives)
        {
            return function(value);
        }

        AbstractValue? result = null;
        for (int i = alternatives.Cases.Length - 1; i >= 0; i--)
        {
            (Condition when, AbstractValue one) = alternatives.Cases[i];
            if (_conditions.And(_live, when).IsFalse)
            {
                continue;
            }

            AbstractValue mapped = function(one);
            result = result is null ? mapped : Choose(when, mapped, result);
        }

        return result ?? Setting(null);
    }

    private Condition Test(AbstractValue value, Func<AbstractValue, Condition> question) =>
        Decide(Map(value, one => Bool(question(one))));

    /// <summary>The condition under which a boolean is true.</summary>
    private Condition Decide(AbstractValue value) => value switch
    {
        AbstractValue.Constant { Value: bool constant } => _conditions.Constant(constant),
        AbstractValue.Truth truth => truth.Condition,
        AbstractValue.Varying { Values: var values } when values[_scenarios.First] is AbstractValue.Constant { Value: bool } =>
            _conditions.Constant(AskOf(value, static one => one is AbstractValue.Constant { Value: true })),
        AbstractValue.Varying => Decide(Settled(value)),
        AbstractValue.Alternatives => Decide(Map(value, one => Bool(Decide(one)))),
        AbstractValue.Identity identity => Matches(identity, null),
        AbstractValue.Opaque { IsUnknown: true } opaque => Answer(opaque.Key, "true", ChoiceKind.Unknown),
        AbstractValue.Opaque opaque => Answer(opaque.Key, "true", ChoiceKind.Setting),
        AbstractValue.Certificate or AbstractValue.ChainPart => _conditions.Ask(ChoiceKind.Unknown),
        _ => _conditions.Ask(ChoiceKind.Setting),
    };

    private Condition Answer(object key, string question, ChoiceKind kind)
    {
        if (!_answers.TryGetValue((key, question), out Condition? answer))
        {
            answer = _conditions.Ask(kind);
            _answers.Add((key, question), answer);
        }

        return answer;
    }

    private Condition IsNull(AbstractValue value) => Test(value, one => one switch
    {
        AbstractValue.Constant constant => _conditions.Constant(constant.Value is null),
        AbstractValue.Opaque opaque => Answer(opaque.Key, "null", opaque.IsUnknown ? ChoiceKind.Unknown : ChoiceKind.Setting),
        AbstractValue.Identity { Strength: IdentityStrength.Free } => _conditions.Ask(ChoiceKind.Free),
        _ => _conditions.False,
    });

    /// <summary>Whether an identity of the stranger is the one it is compared with.</summary>
    private Condition Matches(AbstractValue.Identity identity, AbstractValue? other)
    {
        if (other is AbstractValue.Identity second)
        {
            if (identity.Strength == IdentityStrength.Strong && second.Strength == IdentityStrength.Strong)
            {
                // Two of his own certificates: whether they are the same is up to him.
                return AreSame(identity.Owner, second.Owner) ? _conditions.True : _conditions.Ask(ChoiceKind.Free);
            }

            if (identity.Strength == IdentityStrength.Weak && AreSame(identity, second))
            {
                return _conditions.True;
            }

            if (second.Strength > identity.Strength)
            {
                identity = second;
            }
        }

        return identity.Strength switch
        {
            IdentityStrength.Free => _conditions.Ask(ChoiceKind.Free),
            IdentityStrength.Weak => _conditions.Ask(ChoiceKind.Weak, identity.What),
            _ => StrongMatch(identity.Owner),
        };
    }

    /// <summary>Whether the stranger can show a certificate that he does not own in this place.</summary>
    private Condition StrongMatch(AbstractValue.Certificate certificate)
    {
        switch (certificate.Origin)
        {
            case CertificateOrigin.Leaf:
                _leafComparisons++;
                return _conditions.False;

            case CertificateOrigin.ExtraStore:
                return _conditions.Ask(ChoiceKind.Chain, "ChainPolicy.ExtraStore holds whatever the server sent");

            default:
                if (certificate.Chain is { } chain)
                {
                    _comparedChains.Add(chain.Id);
                }

                return _conditions.And(_conditions.Not(IsVerified(certificate.Chain)), _conditions.Ask(ChoiceKind.Chain, UnverifiedReason));
        }
    }

    private string UnverifiedReason => (_scenarios.HasChainErrors, _scenarios.HasNameMismatch) switch
    {
        (true, _) => "RemoteCertificateChainErrors is let through, so the chain is whatever the server sent",
        (_, true) => "RemoteCertificateNameMismatch is let through, so the chain may belong to any other site",
        _ => "nothing shows that the chain was verified",
    };

    private bool AreBothBool(AbstractValue left, AbstractValue right) => IsBool(left) || IsBool(right);

    /// <summary>Whether two values are equal, as <c>==</c> and the many methods that compare mean it.</summary>
    private Condition AreEqual(AbstractValue left, AbstractValue right) =>
        Fold(left, right, static (one, two) => AbstractValue.Of(AreEqual(one, two))) is { } folded
            ? Decide(folded)
            : Test(left, one => Test(right, two => AreEqualOne(one, two)));

    private Condition AreEqualOne(AbstractValue left, AbstractValue right)
    {
        switch (left, right)
        {
            case (AbstractValue.Constant { Value: null, TellsErrors: true }, _):
            case (_, AbstractValue.Constant { Value: null, TellsErrors: true }):
                // What is missing matches nothing. (Whether it is missing is asked elsewhere.)
                return _conditions.False;
            case (AbstractValue.Constant a, AbstractValue.Constant b):
                return _conditions.Constant(ConstantFolding.AreEqual(a.Value, b.Value));
            case (AbstractValue.Constant { Value: null }, _):
                return IsNull(right);
            case (_, AbstractValue.Constant { Value: null }):
                return IsNull(left);
            case (AbstractValue.Opaque { IsUnknown: true }, not AbstractValue.Identity):
            case (not AbstractValue.Identity, AbstractValue.Opaque { IsUnknown: true }):
                return _conditions.Ask(ChoiceKind.Unknown);
            case (AbstractValue.Truth, _) when AreBothBool(left, right) || right is AbstractValue.Opaque:
            case (_, AbstractValue.Truth) when AreBothBool(left, right) || left is AbstractValue.Opaque:
                return _conditions.Same(Decide(left), Decide(right));
            case (AbstractValue.Constant { Value: bool }, AbstractValue.Opaque):
            case (AbstractValue.Opaque, AbstractValue.Constant { Value: bool }):
                return _conditions.Same(Decide(left), Decide(right));
            case (AbstractValue.Identity identity, _):
                return Matches(identity, right);
            case (_, AbstractValue.Identity identity):
                return Matches(identity, left);
            case (AbstractValue.Length length, _):
                return EqualsLength(length, right);
            case (_, AbstractValue.Length length):
                return EqualsLength(length, left);
            case (AbstractValue.Certificate a, AbstractValue.Certificate b):
                return AreSame(a, b) ? _conditions.True : _conditions.Ask(ChoiceKind.Free);
            case (AbstractValue.Certificate a, _):
                return _conditions.Ask(ChoiceKind.Weak, "Equals (issuer and serial number)");
            case (_, AbstractValue.Certificate a):
                return _conditions.Ask(ChoiceKind.Weak, "Equals (issuer and serial number)");
            case (AbstractValue.Sequence a, AbstractValue.Sequence b) when a.Items.Length == b.Items.Length:
                return a.Items.Zip(b.Items, (x, y) => AreEqual(x.Value, y.Value)).Aggregate(_conditions.True, _conditions.And);
            case (AbstractValue.Sequence sequence, _):
                return AnyExposed(sequence, right);
            case (_, AbstractValue.Sequence sequence):
                return AnyExposed(sequence, left);
            case (AbstractValue.ObjectValue a, AbstractValue.ObjectValue b) when a.Id != b.Id && (IsComparedByReference(a) || IsComparedByReference(b)):
                return AreIdentical(a, b);
            case (AbstractValue.ObjectValue { Kind: ObjectKind.Created } made, _) when ContentOf(made) is { } content:
                return AreEqual(content, right);
            case (_, AbstractValue.ObjectValue { Kind: ObjectKind.Created } made) when ContentOf(made) is { } content:
                return AreEqual(left, content);
            case (AbstractValue.Opaque opaque, AbstractValue.Constant constant):
                return Answer(opaque.Key, "= " + constant.Value, ChoiceKind.Setting);
            case (AbstractValue.Constant constant, AbstractValue.Opaque opaque):
                return Answer(opaque.Key, "= " + constant.Value, ChoiceKind.Setting);
            default:
                return AreSame(left, right) ? _conditions.True : _conditions.Ask(ChoiceKind.Setting);
        }
    }

    private static bool IsComparedByReference(AbstractValue.ObjectValue thing) =>
        thing is { Kind: ObjectKind.Created, Type: INamedTypeSymbol { TypeKind: TypeKind.Class, IsRecord: false, DeclaringSyntaxReferences.IsEmpty: false } type }
        && !type.GetMembers("Equals").Any(member => member is IMethodSymbol);

    /// <summary>What of the server went into an object of the platform; null where nothing did.</summary>
    private AbstractValue? ContentOf(AbstractValue.ObjectValue made) =>
        Read(new StateKey(ContentName, made.Id)) is { } content && !ReferenceEquals(content, Unset) ? content : null;

    private Condition AnyExposed(AbstractValue.Sequence sequence, AbstractValue other)
    {
        AbstractValue? identity = sequence.Items.Select(item => item.Value).FirstOrDefault(value => value is AbstractValue.Identity);
        return identity is not null
            ? AreEqual(identity, other)
            : _conditions.Ask(ExposureOf(sequence) >= Exposure.Server ? ChoiceKind.Unknown : ChoiceKind.Setting);
    }

    private Condition EqualsLength(AbstractValue.Length length, AbstractValue other) =>
        other is AbstractValue.Constant { Value: { } value } && ConstantFolding.ToInt64(value) is { } number && number < length.Minimum
            ? _conditions.False
            : _conditions.Ask(ChoiceKind.Free);

    /// <summary>How much of the server a value tells.</summary>
    private Exposure ExposureOf(AbstractValue? value) => value switch
    {
        null => Exposure.Nothing,
        AbstractValue.Varying => AskOf(value, one => ExposureOf(one)),
        AbstractValue.Constant { TellsErrors: true } => Exposure.Server,
        AbstractValue.Certificate or AbstractValue.ChainPart => Exposure.Server,
        AbstractValue.Identity identity => identity.Strength switch
        {
            IdentityStrength.Strong => Exposure.Server,
            IdentityStrength.Weak => Exposure.Weak,
            _ => Exposure.Free,
        },
        AbstractValue.Length => Exposure.Free,
        AbstractValue.Opaque { IsUnknown: true } => Exposure.Unknown,
        AbstractValue.Opaque opaque when _given.Count > 0 && _given.Contains(opaque.Key) => Exposure.Server,
        AbstractValue.ObjectValue thing => ExposureOf(thing),
        AbstractValue.Alternatives alternatives => Highest(alternatives.Cases.Select(one => one.Value)),
        AbstractValue.Sequence sequence => Highest(sequence.Items.Select(one => one.Value)),
        AbstractValue.Function { Receiver: { } receiver } => ExposureOf(receiver),
        _ => Exposure.Nothing,
    };

    private Exposure ExposureOf(AbstractValue.ObjectValue thing) => thing.Kind switch
    {
        ObjectKind.CallbackChain or ObjectKind.Arguments or ObjectKind.ForeignEvidence => Exposure.Server,
        ObjectKind.OwnChain => Exposure.Server,
        ObjectKind.Created or ObjectKind.Hasher => _exposed.TryGetValue(thing.Id, out Exposure exposure) ? exposure : Exposure.Nothing,
        _ => Exposure.Nothing,
    };

    private Exposure Highest(IEnumerable<AbstractValue> values)
    {
        Exposure highest = Exposure.Nothing;
        foreach (AbstractValue value in values)
        {
            Exposure exposure = ExposureOf(value);
            if (exposure > highest)
            {
                highest = exposure;
            }
        }

        return highest;
    }

    /// <summary>The objects from elsewhere that the callback told who the server is.</summary>
    private readonly HashSet<object> _given = new();

    /// <summary>How much each object made in the callback was told.</summary>
    private readonly Dictionary<int, Exposure> _exposed = new();

    /// <summary>How often something that only the server knows was compared: what is constant for that reason is no constant of the program.</summary>
    private int _leafComparisons;

    /// <summary>The chains of which an element's key was compared with another.</summary>
    private readonly HashSet<int> _comparedChains = new();

    /// <summary>Where entered methods say yes.</summary>
    private readonly HashSet<SyntaxNode> _decidingInside = new();
}
