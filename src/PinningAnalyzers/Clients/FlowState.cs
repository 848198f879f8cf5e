using System;
using System.Collections.Immutable;

namespace PinningAnalyzers.Clients;

/// <summary>One path's knowledge of the client followed: who holds it, and what has happened to it.</summary>
internal sealed class FlowState : IEquatable<FlowState>
{
    public static readonly FlowState Start = new(ImmutableDictionary<object, FlowValue>.Empty, FlowMarks.None, 0);

    private int _hash;

    public FlowState(ImmutableDictionary<object, FlowValue> values, FlowMarks marks, int covered)
    {
        Values = values;
        Marks = marks;
        Covered = covered;
    }

    /// <summary>What locals, parameters and flow captures hold; the keys are their symbols and identifiers.</summary>
    public ImmutableDictionary<object, FlowValue> Values { get; }

    public FlowMarks Marks { get; }

    /// <summary>Which of the client's transports have a hook with a value, one bit each.</summary>
    public int Covered { get; }

    public bool Has(FlowMarks mark) => (Marks & mark) != 0;

    public FlowState With(FlowMarks marks) => new(Values, Marks | marks, Covered);

    public bool Equals(FlowState? other)
    {
        if (other is null || Marks != other.Marks || Covered != other.Covered || Values.Count != other.Values.Count)
        {
            return false;
        }

        if (ReferenceEquals(Values, other.Values))
        {
            return true;
        }

        foreach (System.Collections.Generic.KeyValuePair<object, FlowValue> pair in Values)
        {
            if (!other.Values.TryGetValue(pair.Key, out FlowValue? value) || !value.Equals(pair.Value))
            {
                return false;
            }
        }

        return true;
    }

    public override bool Equals(object? obj) => Equals(obj as FlowState);

    /// <remarks>Asked for at every block that a path enters.</remarks>
    public override int GetHashCode()
    {
        if (_hash != 0)
        {
            return _hash;
        }

        int hash = ((int)Marks * 31) ^ Covered;
        foreach (System.Collections.Generic.KeyValuePair<object, FlowValue> pair in Values)
        {
            hash ^= pair.Key.GetHashCode() * 17 ^ pair.Value.GetHashCode();
        }

        return _hash = hash;
    }
}
