using System;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace PinningAnalyzers.Callbacks;

// Code that cannot be seen: what it may answer, and when it may throw.
internal sealed partial class CallbackExecution
{
    /// <summary>What code that cannot be seen may answer: it depends on how much of the server it was told.</summary>
    private AbstractValue CallUnseen(IMethodSymbol method, AbstractValue? receiver, ImmutableArray<AbstractValue> arguments, IOperation operation, ImmutableArray<IOperation?> places)
    {
        Exposure exposure = Highest(arguments);
        if (ExposureOf(receiver) > exposure)
        {
            exposure = ExposureOf(receiver);
        }

        if (MayRun(arguments) && !method.ReturnsVoid && exposure < Exposure.Server)
        {
            exposure = Exposure.Server;
        }

        AbstractValue result = UnseenResult(method.ReturnType, exposure, WeakestOf(receiver is null ? arguments : arguments.Add(receiver)));
        for (int i = 0; i < places.Length && i < method.Parameters.Length; i++)
        {
            if (method.Parameters[i].RefKind is RefKind.Ref or RefKind.Out && places[i] is { } place)
            {
                Assign(place, UnseenResult(method.Parameters[i].Type, exposure, WeakestOf(arguments)), null);
            }
        }

        if (receiver is AbstractValue.ObjectValue thing)
        {
            foreach (AbstractValue argument in arguments)
            {
                Exposes(thing, argument);
            }
        }
        else if (receiver is AbstractValue.Opaque { IsUnknown: false } unseen && Highest(arguments) >= Exposure.Server && method.ReturnsVoid)
        {
            _given.Add(unseen.Key);
        }

        foreach (AbstractValue argument in arguments)
        {
            if (argument is AbstractValue.ObjectValue { Kind: ObjectKind.Created } handedOver)
            {
                Write(new StateKey(EscapedName, handedOver.Id), AbstractValue.Of(true));
                foreach (string name in (string[])[ItemsName, PresenceName])
                {
                    if (Read(new StateKey(name, handedOver.Id)) is not null)
                    {
                        Write(new StateKey(name, handedOver.Id), exposure >= Exposure.Weak ? Unknown() : Setting(null));
                    }
                }
            }
        }

        if (exposure >= Exposure.Server)
        {
            MayThrow(method, receiver, arguments);
        }

        return result;
    }

    /// <summary>Unseen code that is given the certificate or the chain may throw; where it returns nothing, that is all that it can say.</summary>
    private void MayThrow(IMethodSymbol method, AbstractValue? receiver, ImmutableArray<AbstractValue> arguments)
    {
        if (IsCheck(method)
            || (method.ReturnsVoid && receiver is AbstractValue.ObjectValue { Kind: ObjectKind.ForeignEvidence })
            || (ReturnsNothing(method) && IsNamedAsCheck(method) && arguments.Any(argument => AskOf(argument, static one => one is not AbstractValue.Constant { Value: not null }) && ExposureOf(argument) >= Exposure.Server)))
        {
            ThrowWhere(_conditions.Ask(IsInsideTry() ? ChoiceKind.CheckThrows : ChoiceKind.Unknown), null);
        }
        else if (IsInsideTry() && method.Parameters.Any(parameter => IsServerType(parameter.Type)))
        {
            ThrowWhere(_conditions.Ask(ChoiceKind.CallThrows), null);
        }
    }

    /// <summary>Code that does not compile, or not yet: what is missing may be the check.</summary>
    private void MayThrow(ImmutableArray<AbstractValue> given)
    {
        if (given.Any(IsEvidence))
        {
            ThrowWhere(_conditions.Ask(IsInsideTry() ? ChoiceKind.CheckThrows : ChoiceKind.Unknown), null);
        }
    }

    private bool IsEvidence(AbstractValue value) => value is AbstractValue.Certificate || IsMissing(value) || (value is AbstractValue.ObjectValue thing && ExposureOf(thing) >= Exposure.Server);

    private static bool IsCheck(IMethodSymbol method) => ReturnsNothing(method) && method.Parameters.Any(parameter => IsServerType(parameter.Type));

    private static bool ReturnsNothing(IMethodSymbol method) => method.ReturnsVoid || method.ReturnType is INamedTypeSymbol { Name: "Task" or "ValueTask", Arity: 0 };

    /// <summary>A check may be given what was made of the certificate instead of the certificate, and a log is not called so.</summary>
    private static bool IsNamedAsCheck(IMethodSymbol method)
    {
        foreach (string verb in CheckingVerbs)
        {
            if (method.Name.StartsWith(verb, StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }

    private static readonly string[] CheckingVerbs = ["Validate", "Verify", "Ensure", "Check", "Demand", "Require", "Assert", "Authenticate", "Authorize"];

    private static bool IsServerType(ITypeSymbol type) =>
        CallbackShapes.IsCertificate(type)
        || CallbackShapes.IsChain(type)
        || CallbackShapes.IsArgumentObject(type)
        || type is IArrayTypeSymbol { ElementType.Name: "X509Certificate" } or { Name: "SecTrust" or "ISSLSession" };

    private AbstractValue UnseenResult(ITypeSymbol? type, Exposure exposure, AbstractValue.Identity? identity) => exposure switch
    {
        Exposure.Server or Exposure.Unknown => Unknown(),
        Exposure.Weak or Exposure.Free when identity is not null => identity,
        Exposure.Weak => Unknown(),
        _ => Setting(type),
    };

    /// <summary>The identity among these values that tells most.</summary>
    private static AbstractValue.Identity? WeakestOf(ImmutableArray<AbstractValue> values)
    {
        AbstractValue.Identity? best = null;
        foreach (AbstractValue value in values)
        {
            AbstractValue.Identity? identity = value as AbstractValue.Identity
                ?? (value as AbstractValue.Alternatives)?.Cases.Select(one => one.Value).OfType<AbstractValue.Identity>().FirstOrDefault()
                ?? (value as AbstractValue.Sequence)?.Items.Select(one => one.Value).OfType<AbstractValue.Identity>().FirstOrDefault();
            if (identity is not null && (best is null || identity.Strength > best.Strength))
            {
                best = identity;
            }
        }

        return best;
    }

    /// <summary>Guards that throw, in whatever library: their names say when.</summary>
    private AbstractValue? ByName(IMethodSymbol method, ImmutableArray<AbstractValue> arguments)
    {
        if (arguments.Length > 0 && IsNullGuard(method))
        {
            ThrowWhere(IsNull(arguments[0]), null);
            return method.ReturnsVoid ? Setting(null) : arguments[0];
        }

        if (!method.Name.StartsWith("ThrowIf", StringComparison.Ordinal))
        {
            return null;
        }

        arguments = Settled(arguments);
        Condition throws = (method.Name, arguments.Length) switch
        {
            ("ThrowIfNullOrEmpty" or "ThrowIfNullOrWhiteSpace", > 0) => IsEmptyText(arguments[0]),
            ("ThrowIfEqual", > 1) => AreEqual(arguments[0], arguments[1]),
            ("ThrowIfNotEqual", > 1) => _conditions.Not(AreEqual(arguments[0], arguments[1])),
            ("ThrowIfGreaterThan", > 1) => Decide(Relate(BinaryOperatorKind.GreaterThan, arguments[0], arguments[1])),
            ("ThrowIfGreaterThanOrEqual", > 1) => Decide(Relate(BinaryOperatorKind.GreaterThanOrEqual, arguments[0], arguments[1])),
            ("ThrowIfLessThan", > 1) => Decide(Relate(BinaryOperatorKind.LessThan, arguments[0], arguments[1])),
            ("ThrowIfLessThanOrEqual", > 1) => Decide(Relate(BinaryOperatorKind.LessThanOrEqual, arguments[0], arguments[1])),
            ("ThrowIfNegative", > 0) => Decide(Relate(BinaryOperatorKind.LessThan, arguments[0], AbstractValue.Of(0))),
            ("ThrowIfNegativeOrZero", > 0) => Decide(Relate(BinaryOperatorKind.LessThanOrEqual, arguments[0], AbstractValue.Of(0))),
            ("ThrowIfZero", > 0) => AreEqual(arguments[0], AbstractValue.Of(0)),
            ("ThrowIf" or "ThrowIfTrue", > 0) => Decide(arguments[0]),
            ("ThrowIfFalse", > 0) => _conditions.Not(Decide(arguments[0])),
            _ => _conditions.Ask(Highest(arguments) >= Exposure.Weak ? ChoiceKind.Unknown : ChoiceKind.Setting),
        };
        ThrowWhere(throws, null);
        return Setting(method.ReturnType);
    }

    private AbstractValue Relate(BinaryOperatorKind kind, AbstractValue left, AbstractValue right) =>
        Map(left, one => Map(right, two => one is AbstractValue.Constant a && two is AbstractValue.Constant b && ConstantFolding.Compute(kind, a.Value, b.Value) is { } known
            ? AbstractValue.Of(known)
            : Bool(Order(kind, one, two))));

    private static bool IsNullGuard(IMethodSymbol method) =>
        method.Name is "ThrowIfNull" or "NotNull" or "IsNotNull" or "ArgumentNotNull" or "ThrowIfArgumentNull" or "EnsureNotNull" or "CheckNotNull" or "RequireNotNull" or "AssertNotNull"
        && (method.ReturnsVoid || SymbolEqualityComparer.Default.Equals(method.ReturnType, method.Parameters[0].Type));

    private Condition IsEmptyText(AbstractValue value) => Test(value, one => one switch
    {
        AbstractValue.Constant constant => _conditions.Constant(string.IsNullOrWhiteSpace(constant.Value as string)),
        AbstractValue.Identity { Strength: IdentityStrength.Strong } => _conditions.False,
        AbstractValue.Identity => _conditions.Ask(ChoiceKind.Free),
        AbstractValue.Opaque opaque => Answer(opaque.Key, "empty", opaque.IsUnknown ? ChoiceKind.Unknown : ChoiceKind.Setting),
        _ => _conditions.False,
    });
}
