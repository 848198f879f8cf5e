using System;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace PinningAnalyzers.Callbacks;

// Values that differ from one scenario to the next: computed with for all of them, until something hangs on which it is.
internal sealed partial class CallbackExecution
{
    private AbstractValue Evaluate(IOperation? operation) => Settled(EvaluateVarying(operation));

    /// <summary>The value of the first scenario; those in which it is another are left for another execution.</summary>
    private AbstractValue Settled(AbstractValue value) => value switch
    {
        AbstractValue.Varying varying => Settled(varying),
        AbstractValue.Alternatives { Cases: var cases } => Settled(cases) is var settled && settled.Equals(cases) ? value : new AbstractValue.Alternatives(settled),
        _ => value,
    };

    private AbstractValue Settled(AbstractValue.Varying varying)
    {
        ImmutableArray<AbstractValue> values = varying.Values;
        AbstractValue first = values[_scenarios.First];
        _scenarios.Ask(scenario => AreSame(values[scenario], first));
        return first;
    }

    private ImmutableArray<(Condition When, AbstractValue Value)> Settled(ImmutableArray<(Condition When, AbstractValue Value)> cases)
    {
        for (int i = 0; i < cases.Length; i++)
        {
            if (cases[i].Value is AbstractValue.Varying varying)
            {
                cases = cases.SetItem(i, (cases[i].When, Settled(varying)));
            }
        }

        return cases;
    }

    private ImmutableArray<AbstractValue> Settled(ImmutableArray<AbstractValue> values)
    {
        for (int i = 0; i < values.Length; i++)
        {
            if (Settled(values[i]) is var settled && !ReferenceEquals(settled, values[i]))
            {
                values = values.SetItem(i, settled);
            }
        }

        return values;
    }

    /// <summary>Asks a value something; where it varies, the scenarios that answer alike stay together.</summary>
    private T AskOf<T>(AbstractValue value, Func<AbstractValue, T> question)
        where T : struct =>
        value is AbstractValue.Varying { Values: var values } ? _scenarios.Ask(scenario => question(values[scenario])) : question(value);

    private bool AreAlike(AbstractValue left, AbstractValue right) =>
        left is AbstractValue.Varying || right is AbstractValue.Varying
            ? ReferenceEquals(left, right) || _scenarios.Ask(scenario => AreSame(In(scenario, left), In(scenario, right)))
            : AreSame(left, right);

    /// <summary>Computes with two values of which one varies, scenario by scenario; null where neither does, or where they are not all constant.</summary>
    private AbstractValue? Fold(AbstractValue left, AbstractValue right, Func<AbstractValue.Constant, AbstractValue.Constant, AbstractValue.Constant?> compute)
    {
        if (left is not AbstractValue.Varying && right is not AbstractValue.Varying)
        {
            return null;
        }

        var results = new AbstractValue[_scenarios.Count];
        for (int scenario = 0; scenario < results.Length; scenario++)
        {
            if (!_scenarios.Contains(scenario))
            {
                // Never to be looked at.
                results[scenario] = AbstractValue.Null;
            }
            else if (In(scenario, left) is AbstractValue.Constant a && In(scenario, right) is AbstractValue.Constant b && compute(a, b) is { } result)
            {
                results[scenario] = result;
            }
            else
            {
                return null;
            }
        }

        return new AbstractValue.Varying(results.ToImmutableArray());
    }

    private static AbstractValue In(int scenario, AbstractValue value) => value is AbstractValue.Varying varying ? varying.Values[scenario] : value;

    private static bool AreEqual(AbstractValue.Constant left, AbstractValue.Constant right) =>
        !IsMissing(left) && !IsMissing(right) && ConstantFolding.AreEqual(left.Value, right.Value);

    /// <summary>What <c>HasFlag</c> says of errors that vary.</summary>
    private AbstractValue? FoldFlag(IMethodSymbol method, AbstractValue errors, AbstractValue[] arguments) =>
        method is { Name: "HasFlag", ContainingType.SpecialType: SpecialType.System_Enum } && arguments.Length == 1
            ? Fold(errors, arguments[0], static (value, flag) => ConstantFolding.ToInt64(value.Value) is { } number && ConstantFolding.ToInt64(flag.Value) is { } bits
                ? AbstractValue.Of((number & bits) == bits)
                : null)
            : null;
}
