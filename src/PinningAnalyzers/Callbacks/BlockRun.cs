using System.Collections.Generic;
using System.Collections.Immutable;

namespace PinningAnalyzers.Callbacks;

/// <summary>The blocks of a range that wait to be executed; a <c>finally</c> is a run of its own.</summary>
internal sealed class BlockRun
{
    public BlockRun(int first, int last, BlockRun? outer)
    {
        First = first;
        Last = last;
        Outer = outer;
    }

    public int First { get; }

    public int Last { get; }

    public BlockRun? Outer { get; }

    /// <summary>By the block's number, so that a loop is finished before what follows it, and paths meet again where they can.</summary>
    public SortedList<int, (Condition Live, ImmutableDictionary<StateKey, AbstractValue> Memory)> Pending { get; } = new();

    /// <summary>What arrived at the end of the <c>finally</c>.</summary>
    public (Condition Live, ImmutableDictionary<StateKey, AbstractValue> Memory)? End { get; set; }

    public bool Contains(int block) => block >= First && block <= Last;
}
