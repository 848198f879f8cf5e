using System.Collections.Generic;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;

namespace PinningAnalyzers.Callbacks;

/// <summary>One body in execution: where it stands, and how it has ended so far.</summary>
internal sealed class Frame
{
    public Frame(int id, ControlFlowGraph graph, IMethodSymbol? method, AbstractValue? receiver, Frame? caller)
    {
        Id = id;
        Graph = graph;
        Method = method;
        Receiver = receiver;
        Caller = caller;
        Depth = caller is null ? 0 : caller.Depth + 1;
    }

    public int Id { get; }

    public ControlFlowGraph Graph { get; }

    public IMethodSymbol? Method { get; }

    public AbstractValue? Receiver { get; }

    public Frame? Caller { get; }

    /// <summary>How many calls lie between the callback and this body.</summary>
    public int Depth { get; }

    /// <summary>The block being executed.</summary>
    public BasicBlock? Block { get; set; }

    /// <summary>The innermost run over a range of blocks.</summary>
    public BlockRun? Run { get; set; }

    public List<Ending> Returns { get; } = new();

    public List<Ending> Throws { get; } = new();

    /// <summary>What an iterator hands out.</summary>
    public List<(Condition Present, AbstractValue Value)> Yielded { get; } = new();

    /// <summary>What the temporaries stand for, so that an assignment to one reaches the place behind it.</summary>
    public Dictionary<CaptureId, IOperation> Captured { get; } = new();

    /// <summary>How often each loop head was reached from below, and under which condition last.</summary>
    public Dictionary<int, (int Count, Condition Last)> BackEdges { get; } = new();
}
