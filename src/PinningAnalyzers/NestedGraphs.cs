using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;

namespace PinningAnalyzers;

/// <summary>The graphs of the functions that stand in other graphs. Each graph is searched for its lambdas once: a method may have hundreds.</summary>
internal sealed class NestedGraphs
{
    private readonly ConcurrentDictionary<ControlFlowGraph, Dictionary<SyntaxNode, IFlowAnonymousFunctionOperation>> _lambdas = new();

    /// <summary>The graph of a lambda that stands in this graph, but not in a function nested in it.</summary>
    public ControlFlowGraph? LambdaIn(ControlFlowGraph graph, SyntaxNode lambda, CancellationToken cancellation) =>
        _lambdas.GetOrAdd(graph, IndexLambdas).TryGetValue(lambda, out IFlowAnonymousFunctionOperation? function)
            ? graph.GetAnonymousFunctionControlFlowGraph(function, cancellation)
            : null;

    /// <summary>The graph of a lambda or local function, however deep it stands in this graph.</summary>
    public ControlFlowGraph? FunctionIn(ControlFlowGraph graph, IMethodSymbol function, CancellationToken cancellation)
    {
        if (function.DeclaringSyntaxReferences.IsEmpty)
        {
            return null;
        }

        ControlFlowGraph? around = function.ContainingSymbol is IMethodSymbol { MethodKind: MethodKind.LocalFunction or MethodKind.AnonymousFunction } outer
            ? FunctionIn(graph, outer, cancellation)
            : graph;
        if (function.MethodKind == MethodKind.LocalFunction)
        {
            return around?.FindLocalFunction(function);
        }

        SyntaxNode lambda = function.DeclaringSyntaxReferences[0].GetSyntax(cancellation);
        return (around is null ? null : LambdaIn(around, lambda, cancellation)) ?? Search(graph, lambda, cancellation);
    }

    /// <remarks>The functions that the clauses of a query are made into have no syntax that leads from one to the next.</remarks>
    private ControlFlowGraph? Search(ControlFlowGraph root, SyntaxNode lambda, CancellationToken cancellation)
    {
        foreach (ControlFlowGraph graph in root.WithNested())
        {
            if (LambdaIn(graph, lambda, cancellation) is { } found)
            {
                return found;
            }
        }

        return null;
    }

    private static Dictionary<SyntaxNode, IFlowAnonymousFunctionOperation> IndexLambdas(ControlFlowGraph graph)
    {
        var lambdas = new Dictionary<SyntaxNode, IFlowAnonymousFunctionOperation>();
        foreach (IOperation operation in graph.Operations())
        {
            if (operation is IFlowAnonymousFunctionOperation lambda && !lambdas.ContainsKey(lambda.Syntax))
            {
                lambdas.Add(lambda.Syntax, lambda);
            }
        }

        return lambdas;
    }
}
