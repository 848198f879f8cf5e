using System.Collections.Generic;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace PinningAnalyzers.Clients;

/// <summary>
/// Follows one client through the flow graph of one body, path by path: who holds it, whether its hook has a value, where it goes.
/// </summary>
internal sealed partial class ClientFlow
{
    /// <summary>Pairs of block and state visited before the flow gives up and nothing is said.</summary>
    private const int MostSteps = 3000;

    private const int DeepestExpression = 120;

    /// <summary>Values remembered at once before the flow gives up: each more makes every one after it dearer.</summary>
    private const int MostValues = 500;

    private readonly ClientJudge _judge;
    private readonly TlsClient _client;
    private readonly ControlFlowGraph _graph;
    private readonly FlowRoot _root;
    private readonly FlowScopes _scopes;
    private readonly FlowExtent? _extent;
    private readonly int _depth;
    private readonly bool _stopsWhenUnseen;

    // The block that makes the client; negative where that is not known.
    private readonly int _origin;

    // What is true of the client already when the expression that makes it is done: a factory did it.
    private readonly FlowMarks _fromFactory;
    private readonly FlowResult _result = new();
    private readonly Dictionary<CaptureId, IOperation> _captured = [];
    private HashSet<ISymbol>? _hookValues;
    private int _steps;
    private int _expressionDepth;

    // The exact type of the client, where its creation was seen.
    private ITypeSymbol? _made;

    // The state of the path under way; operations of a block change it in place.
    private FlowState _state = FlowState.Start;

    /// <param name="stopsWhenUnseen">Whether all is said once a path ends after code that cannot be seen had the client in hand.</param>
    public ClientFlow(ClientJudge judge, TlsClient client, ControlFlowGraph graph, FlowRoot root, int depth, ITypeSymbol? made = null, FlowMarks fromFactory = FlowMarks.None, bool stopsWhenUnseen = false)
    {
        _judge = judge;
        _client = client;
        _graph = graph;
        _root = root;
        _scopes = judge.Bodies.ScopesOf(graph);
        _extent = root.Syntax is null ? null : judge.Bodies.ExtentOf(graph, judge.Cancellation);
        _origin = _extent?.BlockOf(root) ?? -1;
        _depth = depth;
        _made = made;
        _fromFactory = fromFactory;
        _stopsWhenUnseen = stopsWhenUnseen;
    }

    private int AllCovered => (1 << _client.Groups) - 1;

    public FlowResult Run(FlowState start)
    {
        // A state handed in from outside may tell of conditions on the way to the origin.
        BasicBlock first = ReferenceEquals(start, FlowState.Start) && _extent is not null ? _extent.StartFor(_origin) : _graph.Blocks[0];
        Walk(first, start, _result.Ends, finallyRegion: null);
        return _result;
    }

    /// <summary>Visits every pair of block and state once; <paramref name="finallyRegion"/> bounds the walk through a finally block.</summary>
    private void Walk(BasicBlock first, FlowState start, List<FlowState> ends, ControlFlowRegion? finallyRegion)
    {
        var visited = new HashSet<(int Block, FlowState State)>();
        var pending = new Stack<(BasicBlock Block, FlowState State)>();
        pending.Push((first, start));
        while (pending.Count > 0 && !_result.IsIncomplete && !IsDecided())
        {
            (BasicBlock block, FlowState state) = pending.Pop();
            state = _scopes.At(block, state);
            if (!visited.Add((block.Ordinal, state)))
            {
                continue;
            }

            _judge.Cancellation.ThrowIfCancellationRequested();
            if (finallyRegion is null && _extent?.IsSettled(block, state, _origin) == true)
            {
                ends.Add(state);
                continue;
            }

            if (++_steps > MostSteps)
            {
                _result.IsIncomplete = true;
                return;
            }

            PushHandlers(block, state, atEntry: true, pending);
            Execute(block, state, pending, ends, finallyRegion);
        }
    }

    private bool IsDecided()
    {
        List<FlowState> ends = _result.Ends;
        return _stopsWhenUnseen && ends.Count > 0 && ends[ends.Count - 1] is var last && last.Has(FlowMarks.Exists) && last.Has(FlowMarks.Unseen);
    }

    private void Execute(BasicBlock block, FlowState state, Stack<(BasicBlock Block, FlowState State)> pending, List<FlowState> ends, ControlFlowRegion? finallyRegion)
    {
        _state = state;
        foreach (IOperation operation in block.Operations)
        {
            // A block may be thousands of statements long.
            _judge.Cancellation.ThrowIfCancellationRequested();
            Evaluate(operation);
        }

        bool? taken = null;
        FlowValue? value = null;
        if (block.BranchValue is { } branchValue)
        {
            value = Evaluate(branchValue);
            taken = block.ConditionKind == ControlFlowConditionKind.None ? null : Decide(branchValue);
        }

        PushHandlers(block, _state, atEntry: false, pending);
        if (block.ConditionKind == ControlFlowConditionKind.None)
        {
            Follow(block.FallThroughSuccessor, _state, value, pending, ends, finallyRegion);
            return;
        }

        bool conditionalWhen = block.ConditionKind == ControlFlowConditionKind.WhenTrue;
        FlowState after = _state;
        if (taken != !conditionalWhen)
        {
            Follow(block.ConditionalSuccessor, Refine(after, block.BranchValue!, conditionalWhen), null, pending, ends, finallyRegion);
        }

        if (taken != conditionalWhen)
        {
            Follow(block.FallThroughSuccessor, Refine(after, block.BranchValue!, !conditionalWhen), null, pending, ends, finallyRegion);
        }
    }

    private void Follow(ControlFlowBranch? branch, FlowState state, FlowValue? value, Stack<(BasicBlock Block, FlowState State)> pending, List<FlowState> ends, ControlFlowRegion? finallyRegion)
    {
        if (branch is null)
        {
            ends.Add(state);
            return;
        }

        if (branch.Semantics is ControlFlowBranchSemantics.Throw or ControlFlowBranchSemantics.Rethrow or ControlFlowBranchSemantics.Error or ControlFlowBranchSemantics.ProgramTermination)
        {
            return;
        }

        if (branch.Semantics == ControlFlowBranchSemantics.Return && value?.HoldsClient == true)
        {
            state = state.With(FlowMarks.Used | FlowMarks.Returned);
            _result.Ever |= FlowMarks.Returned | FlowMarks.Used;
            _result.ReturnedPath = value.Path ?? string.Empty;
        }

        // The end of a finally block: whoever entered it goes on.
        if (branch.Destination is not { } destination)
        {
            ends.Add(state);
            return;
        }

        var states = new List<FlowState> { state };
        foreach (ControlFlowRegion region in branch.FinallyRegions)
        {
            var through = new List<FlowState>();
            foreach (FlowState entering in states)
            {
                Walk(_graph.Blocks[region.FirstBlockOrdinal], entering, through, region);
            }

            states = through;
        }

        foreach (FlowState next in states)
        {
            if (destination.Kind == BasicBlockKind.Exit)
            {
                ends.Add(next);
            }
            else if (finallyRegion is null || Contains(finallyRegion, destination))
            {
                pending.Push((destination, next));
            }
        }
    }

    /// <summary>An exception may leave a try region before its first block and after each: what is then true reaches its handlers.</summary>
    /// <remarks>Beyond the root lie the regions of the function that a lambda stands in: their handlers are not the lambda's.</remarks>
    private void PushHandlers(BasicBlock block, FlowState state, bool atEntry, Stack<(BasicBlock Block, FlowState State)> pending)
    {
        for (ControlFlowRegion? region = block.EnclosingRegion; region is { Kind: not ControlFlowRegionKind.Root }; region = region.EnclosingRegion)
        {
            if (region.Kind != ControlFlowRegionKind.Try
                || region.EnclosingRegion is not { Kind: ControlFlowRegionKind.TryAndCatch } protectedRegion
                || (atEntry && block.Ordinal != region.FirstBlockOrdinal)
                || (state.Has(FlowMarks.Exists) && MakesClient(region)))
            {
                continue;
            }

            foreach (ControlFlowRegion handler in protectedRegion.NestedRegions)
            {
                if (handler.Kind is ControlFlowRegionKind.Catch or ControlFlowRegionKind.FilterAndHandler)
                {
                    pending.Push((_graph.Blocks[handler.FirstBlockOrdinal], state));
                }
            }
        }
    }

    /// <summary>A client that the region itself made is out of reach once an exception has left the region.</summary>
    private bool MakesClient(ControlFlowRegion region)
    {
        if (_root.Syntax is not { } origin)
        {
            return false;
        }

        // Only in short graphs it is not known which block that is.
        if (_origin >= 0)
        {
            return _origin >= region.FirstBlockOrdinal && _origin <= region.LastBlockOrdinal;
        }

        for (int i = region.FirstBlockOrdinal; i <= region.LastBlockOrdinal; i++)
        {
            BasicBlock block = _graph.Blocks[i];
            foreach (IOperation operation in block.Operations)
            {
                if (operation.Syntax.Span.Contains(origin.Span))
                {
                    return true;
                }
            }

            if (block.BranchValue?.Syntax.Span.Contains(origin.Span) == true)
            {
                return true;
            }
        }

        return false;
    }

    private static bool Contains(ControlFlowRegion region, BasicBlock block) =>
        block.Ordinal >= region.FirstBlockOrdinal && block.Ordinal <= region.LastBlockOrdinal;
}
