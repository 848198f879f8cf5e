using System;
using System.Collections.Generic;

namespace PinningAnalyzers.Clients;

/// <summary>One path's knowledge of the client followed: who holds it, and what has happened to it.</summary>
internal sealed class FlowState : IEquatable<FlowState>
{
    public static readonly FlowState Start = new(FlowValues.Empty, FlowMarks.None, 0);

    private int _hash;

    public FlowState(FlowValues values, FlowMarks marks, int covered)
    {
        Values = values;
        Marks = marks;
        Covered = covered;
    }

    public FlowValues Values { get; }

    public FlowMarks Marks { get; }

    /// <summary>Which of the client's transports have a hook with a value, one bit each.</summary>
    public int Covered { get; }

    public bool Has(FlowMarks mark) => (Marks & mark) != 0;

    public FlowState With(FlowMarks marks) => (Marks | marks) == Marks ? this : new(Values, Marks | marks, Covered);

    public FlowState With(FlowValues values) => ReferenceEquals(values, Values) ? this : new(values, Marks, Covered);

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

        foreach (KeyValuePair<object, FlowValue> held in Values.Held)
        {
            if (!held.Value.Equals(other.Values.Find(held.Key)))
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
        foreach (KeyValuePair<object, FlowValue> held in Values.Held)
        {
            hash ^= held.Key.GetHashCode() * 17 ^ held.Value.GetHashCode();
        }

        return _hash = hash;
    }
}
