using System.Collections.Generic;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace PinningAnalyzers;

/// <summary>Looks into a flow graph and those of the functions nested in it.</summary>
internal static class FlowGraphExtensions
{
    /// <summary>The graph and all those of the functions in it.</summary>
    public static IEnumerable<ControlFlowGraph> WithNested(this ControlFlowGraph graph)
    {
        var pending = new Stack<ControlFlowGraph>();
        pending.Push(graph);
        while (pending.Count > 0)
        {
            ControlFlowGraph current = pending.Pop();
            yield return current;
            foreach (IMethodSymbol function in current.LocalFunctions)
            {
                pending.Push(current.GetLocalFunctionControlFlowGraph(function));
            }

            foreach (IOperation operation in current.Operations())
            {
                if (operation is IFlowAnonymousFunctionOperation function)
                {
                    pending.Push(current.GetAnonymousFunctionControlFlowGraph(function));
                }
            }
        }
    }

    /// <summary>Every operation of the graph, without those of nested functions.</summary>
    public static IEnumerable<IOperation> Operations(this ControlFlowGraph graph)
    {
        foreach (BasicBlock block in graph.Blocks)
        {
            foreach (IOperation operation in block.Operations)
            {
                foreach (IOperation inner in operation.DescendantsAndSelf())
                {
                    yield return inner;
                }
            }

            if (block.BranchValue is { } value)
            {
                foreach (IOperation inner in value.DescendantsAndSelf())
                {
                    yield return inner;
                }
            }
        }
    }

    /// <summary>The graph of a local function that this graph, or one around it, declares.</summary>
    public static ControlFlowGraph? FindLocalFunction(this ControlFlowGraph graph, IMethodSymbol function)
    {
        for (ControlFlowGraph? current = graph; current is not null; current = current.Parent)
        {
            foreach (IMethodSymbol candidate in current.LocalFunctions)
            {
                if (SymbolEqualityComparer.Default.Equals(candidate, function.OriginalDefinition))
                {
                    return current.GetLocalFunctionControlFlowGraph(candidate);
                }
            }
        }

        return null;
    }
}
