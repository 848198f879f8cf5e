using System;
using System.Collections.Immutable;

namespace PinningAnalyzers.Callbacks;

/// <summary>
/// The scenarios that one execution stands for. It asks for what it has to know of them, and those that answer otherwise than
/// the first are left for another execution: for the others, all that was done is what their own would have done.
/// </summary>
internal sealed class CallbackScenarios
{
    private readonly ImmutableArray<CallbackScenario> _all;
    private readonly int _first;
    private int _members;

    /// <param name="members">One bit for each of the scenarios; the lowest is the first.</param>
    public CallbackScenarios(ImmutableArray<CallbackScenario> all, int members)
    {
        _all = all;
        _members = members;
        while (!Contains(_first))
        {
            _first++;
        }
    }

    /// <summary>How many there are, in the execution or not.</summary>
    public int Count => _all.Length;

    public int First => _first;

    public bool IsWithoutErrors => Ask(static scenario => scenario.Errors == 0);

    public bool HasCertificate => Ask(static scenario => scenario.HasCertificate);

    public bool HasChainErrors => Ask(static scenario => scenario.HasChainErrors);

    public bool HasNameMismatch => Ask(static scenario => scenario.HasNameMismatch);

    public bool PlatformTrusts => Ask(static scenario => scenario.PlatformTrusts);

    /// <summary>A single scenario.</summary>
    public static CallbackScenarios Only(CallbackScenario scenario) => new(ImmutableArray.Create(scenario), 1);

    public bool Contains(int scenario) => (_members & (1 << scenario)) != 0;

    /// <summary>What the first says of itself; those that differ are left out from now on.</summary>
    public T Ask<T>(Func<int, T> question)
        where T : struct
    {
        T answer = question(_first);
        for (int other = _first + 1; other < _all.Length; other++)
        {
            if (Contains(other) && !answer.Equals(question(other)))
            {
                _members &= ~(1 << other);
            }
        }

        return answer;
    }

    /// <summary>A value for each scenario, as long as nobody has looked at it.</summary>
    public AbstractValue Each(Func<CallbackScenario, AbstractValue> value)
    {
        var values = new AbstractValue[_all.Length];
        for (int scenario = 0; scenario < values.Length; scenario++)
        {
            values[scenario] = value(_all[scenario]);
        }

        return new AbstractValue.Varying(values.ToImmutableArray());
    }

    private bool Ask(Func<CallbackScenario, bool> question) => Ask(scenario => question(_all[scenario]));
}
