using System;
using System.Collections.Generic;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace PinningAnalyzers.Clients;

/// <summary>
/// Where in a graph the way of a client begins, and from where on nothing more can happen to it: without that, every client of a
/// long method is followed through the whole of it. Made once a graph.
/// </summary>
internal sealed class FlowExtent
{
    private const int Nowhere = -1;

    private readonly ControlFlowGraph _graph;
    private readonly Dictionary<object, int> _lastMentions = [];

    // Of names in lambdas: to read them costs less than to make the lambda's graph.
    private readonly Dictionary<string, int> _lastNames = [];
    private readonly Dictionary<(SyntaxNode Syntax, OperationKind Kind), int> _origins = [];
    private readonly int[] _lowestAhead;
    private readonly bool[] _comesToAnEnd;
    private int _firstOtherValue = int.MaxValue;
    private int _lastNullTest = Nowhere;

    public FlowExtent(ControlFlowGraph graph, CancellationToken cancellation)
    {
        _graph = graph;
        _lowestAhead = new int[graph.Blocks.Length];
        _comesToAnEnd = new bool[graph.Blocks.Length];
        foreach (BasicBlock block in graph.Blocks)
        {
            foreach (IOperation operation in block.Operations)
            {
                cancellation.ThrowIfCancellationRequested();
                Read(operation, block.Ordinal);
            }

            if (block.BranchValue is { } value)
            {
                Read(value, block.Ordinal);
                bool outcome = true;
                if (block.ConditionKind != ControlFlowConditionKind.None && ClientFlow.NullTested(value, ref outcome) is not null)
                {
                    _lastNullTest = block.Ordinal;
                }
            }
        }

        // When a local function runs is not told by where it stands.
        foreach (IMethodSymbol function in graph.LocalFunctions)
        {
            MentionNested(graph.GetLocalFunctionControlFlowGraph(function, cancellation), int.MaxValue);
        }

        LookAhead();
        FindEnds();
    }

    /// <summary>The number of the block that makes the client; negative where none does.</summary>
    public int BlockOf(FlowRoot root) => root.Syntax is { } syntax && _origins.TryGetValue((syntax, root.Kind), out int block) ? block : Nowhere;

    /// <summary>The block to begin with: that of the origin where nothing before it is remembered, else the first.</summary>
    public BasicBlock StartFor(int origin)
    {
        BasicBlock first = _graph.Blocks[0];
        if (origin < 0 || _firstOtherValue < origin)
        {
            return first;
        }

        BasicBlock block = _graph.Blocks[origin];
        if (!block.IsReachable)
        {
            return first;
        }

        for (ControlFlowRegion? region = block.EnclosingRegion; region is not null; region = region.EnclosingRegion)
        {
            if (!region.CaptureIds.IsEmpty || region.Kind == ControlFlowRegionKind.Finally)
            {
                return first;
            }
        }

        return block;
    }

    /// <summary>
    /// Whether the path comes to an end with what is known of a client that exists: no block ahead makes it again, names what
    /// holds it, or tests a hook's value.
    /// </summary>
    public bool IsSettled(BasicBlock block, FlowState state, int origin)
    {
        int lowest = _lowestAhead[block.Ordinal];
        if (origin < 0
            || origin >= lowest
            || !state.Has(FlowMarks.Exists)
            || !_comesToAnEnd[block.Ordinal]
            || _lastNullTest >= lowest)
        {
            return false;
        }

        foreach (KeyValuePair<object, FlowValue> held in state.Values.Held)
        {
            if (!_lastMentions.TryGetValue(held.Key, out int last) || last >= lowest || LastNamed(held.Key) >= lowest)
            {
                return false;
            }
        }

        return true;
    }

    private void Read(IOperation operation, int block)
    {
        foreach (IOperation inner in operation.DescendantsAndSelf())
        {
            Mention(inner, block);
            AddOrigin(inner, block);
            if (_firstOtherValue == int.MaxValue && ClientFlow.MayBeRemembered(inner))
            {
                _firstOtherValue = block;
            }

            if (inner.Kind == OperationKind.FlowAnonymousFunction)
            {
                MentionNames(inner.Syntax, block);
            }
        }
    }

    /// <summary>Whatever the way of a client may begin with: what makes it, or gives it.</summary>
    private void AddOrigin(IOperation operation, int block)
    {
        if (operation.Kind is OperationKind.ObjectCreation or OperationKind.Invocation or OperationKind.PropertyReference && !_origins.ContainsKey((operation.Syntax, operation.Kind)))
        {
            _origins.Add((operation.Syntax, operation.Kind), block);
        }
    }

    private void MentionNested(ControlFlowGraph nested, int block)
    {
        foreach (ControlFlowGraph graph in nested.WithNested())
        {
            foreach (IOperation operation in graph.Operations())
            {
                Mention(operation, block);
            }
        }
    }

    private void MentionNames(SyntaxNode lambda, int block)
    {
        foreach (SyntaxToken token in lambda.DescendantTokens())
        {
            if (token.IsKind(SyntaxKind.IdentifierToken) && (!_lastNames.TryGetValue(token.ValueText, out int last) || last < block))
            {
                _lastNames[token.ValueText] = block;
            }
        }
    }

    private int LastNamed(object holder) => holder is ISymbol symbol && _lastNames.TryGetValue(symbol.Name, out int last) ? last : Nowhere;

    private void Mention(IOperation operation, int block)
    {
        // By kind first: each interface that an operation is asked for costs more than the answer.
        object? holder = operation.Kind switch
        {
            OperationKind.LocalReference => ((ILocalReferenceOperation)operation).Local,
            OperationKind.ParameterReference => ((IParameterReferenceOperation)operation).Parameter,
            OperationKind.FieldReference or OperationKind.PropertyReference or OperationKind.EventReference or OperationKind.MethodReference => ((IMemberReferenceOperation)operation).Member,
            OperationKind.FlowCapture => ((IFlowCaptureOperation)operation).Id,
            OperationKind.FlowCaptureReference => ((IFlowCaptureReferenceOperation)operation).Id,
            OperationKind.DeclarationPattern => ((IDeclarationPatternOperation)operation).DeclaredSymbol,
            OperationKind.RecursivePattern => ((IRecursivePatternOperation)operation).DeclaredSymbol,
            _ => null,
        };
        if (holder is not null && (!_lastMentions.TryGetValue(holder, out int last) || last < block))
        {
            _lastMentions[holder] = block;
        }
    }

    /// <summary>For each block, the lowest that can still be reached from it or from one after it.</summary>
    private void LookAhead()
    {
        int lowest = int.MaxValue;
        for (int i = _lowestAhead.Length - 1; i >= 0; i--)
        {
            BasicBlock block = _graph.Blocks[i];
            lowest = Math.Min(Math.Min(lowest, i), Math.Min(LowestOf(block.ConditionalSuccessor), LowestOf(block.FallThroughSuccessor)));
            _lowestAhead[i] = lowest;
        }
    }

    private static int LowestOf(ControlFlowBranch? branch)
    {
        int lowest = branch?.Destination?.Ordinal ?? int.MaxValue;

        // Which regions a branch leaves, Roslyn makes out when it is asked: most leave none.
        if (branch is not null && branch.Source.EnclosingRegion != branch.Destination?.EnclosingRegion)
        {
            foreach (ControlFlowRegion region in branch.FinallyRegions)
            {
                lowest = Math.Min(lowest, region.FirstBlockOrdinal);
            }
        }

        return lowest;
    }

    /// <summary>The blocks from which some way comes to an end without an exception.</summary>
    private void FindEnds()
    {
        var pending = new Stack<BasicBlock>();
        BasicBlock exit = _graph.Blocks[_graph.Blocks.Length - 1];
        _comesToAnEnd[exit.Ordinal] = true;
        pending.Push(exit);
        while (pending.Count > 0)
        {
            foreach (ControlFlowBranch branch in pending.Pop().Predecessors)
            {
                if (!_comesToAnEnd[branch.Source.Ordinal] && IsTaken(branch))
                {
                    _comesToAnEnd[branch.Source.Ordinal] = true;
                    pending.Push(branch.Source);
                }
            }
        }
    }

    private static bool IsTaken(ControlFlowBranch branch)
    {
        if (branch.Semantics is not (ControlFlowBranchSemantics.Regular or ControlFlowBranchSemantics.Return))
        {
            return false;
        }

        if (branch.Source is { ConditionKind: not ControlFlowConditionKind.None, BranchValue.ConstantValue: { HasValue: true, Value: bool constant } } source)
        {
            bool followsCondition = constant == (source.ConditionKind == ControlFlowConditionKind.WhenTrue);
            return branch.IsConditionalSuccessor == followsCondition;
        }

        return true;
    }
}
