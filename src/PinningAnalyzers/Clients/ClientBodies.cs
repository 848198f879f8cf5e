using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PinningAnalyzers.Sources;

namespace PinningAnalyzers.Clients;

/// <summary>The bodies of one compilation, as flow graphs; kept as long as the compilation is analysed.</summary>
internal sealed class ClientBodies
{
    private const int ShortGraph = 8;

    private readonly Compilation _compilation;
    private readonly ConcurrentDictionary<SyntaxNode, ControlFlowGraph?> _graphs = new();
    private readonly NestedGraphs _nested = new();
    private readonly ConcurrentDictionary<ControlFlowGraph, FlowScopes> _scopes = new();
    private readonly ConcurrentDictionary<ControlFlowGraph, FlowExtent> _extents = new();
    private readonly ConcurrentDictionary<SyntaxNode, NameMentions> _mentions = new();

    public ClientBodies(Compilation compilation)
    {
        _compilation = compilation;
        HooksFromOutside = new HooksFromOutside(compilation);
    }

    public Compilation Compilation => _compilation;

    public HooksFromOutside HooksFromOutside { get; }

    /// <summary>Whether a symbol is declared in this compilation.</summary>
    /// <remarks>In an editor the other projects of a solution are there as sources too; a build knows them as assemblies, and both must come to one result.</remarks>
    public bool HasSource(ISymbol symbol) =>
        !symbol.DeclaringSyntaxReferences.IsEmpty && SymbolEqualityComparer.Default.Equals(symbol.ContainingAssembly, _compilation.Assembly);

    /// <summary>The graph in which an operation of a syntax tree runs: that of the innermost function around it.</summary>
    public ControlFlowGraph? GraphAround(IOperation operation, CancellationToken cancellation)
    {
        var functions = new Stack<IOperation>();
        IOperation root = operation;
        while (root.Parent is { } parent)
        {
            root = parent;
            if (root is IAnonymousFunctionOperation or ILocalFunctionOperation)
            {
                functions.Push(root);
            }
        }

        ControlFlowGraph? graph = GraphAroundRoot(root, cancellation);
        while (graph is not null && functions.Count > 0)
        {
            IOperation inner = functions.Pop();
            graph = inner is ILocalFunctionOperation function ? graph.FindLocalFunction(function.Symbol) : _nested.LambdaIn(graph, inner.Syntax, cancellation);
        }

        return graph;
    }

    /// <summary>Where the locals of a graph live: asked for every client in it.</summary>
    public FlowScopes ScopesOf(ControlFlowGraph graph) => _scopes.GetOrAdd(graph, static made => new FlowScopes(made));

    /// <summary>Where in a graph something can happen to its clients; null for a graph so short that it is sooner gone through.</summary>
    public FlowExtent? ExtentOf(ControlFlowGraph graph, CancellationToken cancellation) =>
        graph.Blocks.Length <= ShortGraph ? null : _extents.GetOrAdd(graph, made => new FlowExtent(made, cancellation));

    /// <summary>The graph of a whole operation tree.</summary>
    public ControlFlowGraph? GraphAroundRoot(IOperation root, CancellationToken cancellation) => _graphs.GetOrAdd(root.Syntax, _ => RootGraph.Of(root, cancellation));

    /// <summary>The graph of a method's body; null where it has none here.</summary>
    public ControlFlowGraph? GraphOf(IMethodSymbol method, CancellationToken cancellation)
    {
        IMethodSymbol definition = method.OriginalDefinition;
        definition = definition.PartialImplementationPart ?? definition;
        foreach (SyntaxReference reference in definition.DeclaringSyntaxReferences)
        {
            SyntaxNode syntax = reference.GetSyntax(cancellation);
            if (syntax is not TypeDeclarationSyntax && BodyOf(syntax) is { } body && GraphOfBody(body, cancellation) is { } graph)
            {
                return graph;
            }
        }

        return null;
    }

    public ControlFlowGraph? GraphOfBody(SyntaxNode body, CancellationToken cancellation) => _graphs.GetOrAdd(body, node =>
    {
        if (!_compilation.ContainsSyntaxTree(node.SyntaxTree))
        {
            return null;
        }

        IOperation? root = _compilation.GetSemanticModel(node.SyntaxTree).GetOperation(node, cancellation);
        return root is null ? null : RootGraph.Of(root, cancellation);
    });

    /// <summary>The bodies of a type, in all its parts and the types nested in it, that mention a name in a way that matters.</summary>
    public IEnumerable<ControlFlowGraph> GraphsMentioning(INamedTypeSymbol type, string name, Func<SyntaxNode, bool> matters, CancellationToken cancellation)
    {
        foreach (SyntaxReference reference in type.DeclaringSyntaxReferences)
        {
            NameMentions mentions = _mentions.GetOrAdd(reference.GetSyntax(cancellation), static declaration => new NameMentions(declaration));
            SyntaxNode? last = null;
            foreach (SyntaxNode mention in mentions.Of(name, cancellation))
            {
                cancellation.ThrowIfCancellationRequested();
                if (matters(mention) && BodyAround(mention) is { } body && body != last && GraphOfBody(body, cancellation) is { } graph)
                {
                    last = body;
                    yield return graph;
                }
            }
        }
    }

    /// <summary>The bodies of a type that may read what a member of it holds: those that mention it, and its own accessors, where <c>field</c> does.</summary>
    public IEnumerable<ControlFlowGraph> GraphsOf(INamedTypeSymbol type, ISymbol member, Func<SyntaxNode, bool> matters, CancellationToken cancellation)
    {
        foreach (ControlFlowGraph graph in GraphsMentioning(type, member.Name, matters, cancellation))
        {
            yield return graph;
        }

        if (member is IPropertySymbol property)
        {
            foreach (IMethodSymbol? accessor in new[] { property.GetMethod, property.SetMethod })
            {
                if (accessor is not null && GraphOf(accessor, cancellation) is { } graph)
                {
                    yield return graph;
                }
            }
        }
    }

    /// <summary>What a field or property starts with, or a property without a setter gives back.</summary>
    public IEnumerable<ControlFlowGraph> InitializersOf(ISymbol member, CancellationToken cancellation)
    {
        foreach (SyntaxReference reference in member.DeclaringSyntaxReferences)
        {
            SyntaxNode? initializer = reference.GetSyntax(cancellation) switch
            {
                VariableDeclaratorSyntax declarator => declarator.Initializer,
                PropertyDeclarationSyntax property => (SyntaxNode?)property.Initializer ?? property.ExpressionBody,
                _ => null,
            };
            if (initializer is not null && GraphOfBody(initializer, cancellation) is { } graph)
            {
                yield return graph;
            }
        }
    }

    /// <summary>The member's body, or initializer, around a node: what has an operation tree of its own.</summary>
    private static SyntaxNode? BodyAround(SyntaxNode node)
    {
        for (SyntaxNode? current = node; current is not null; current = current.Parent)
        {
            switch (current)
            {
                case BaseMethodDeclarationSyntax or AccessorDeclarationSyntax:
                    return current;
                case ArrowExpressionClauseSyntax { Parent: BasePropertyDeclarationSyntax }:
                    return current;
                case EqualsValueClauseSyntax { Parent: PropertyDeclarationSyntax }:
                case EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax { Parent.Parent: BaseFieldDeclarationSyntax } }:
                    return current;
                case GlobalStatementSyntax:
                    return current.Parent;
                case BaseTypeDeclarationSyntax:
                    return null;
            }
        }

        return null;
    }

    private static SyntaxNode? BodyOf(SyntaxNode syntax) => syntax switch
    {
        BaseMethodDeclarationSyntax or AccessorDeclarationSyntax or CompilationUnitSyntax => syntax,
        ArrowExpressionClauseSyntax => syntax,
        BasePropertyDeclarationSyntax property => PropertyBody(property),
        _ => null,
    };

    private static SyntaxNode? PropertyBody(BasePropertyDeclarationSyntax property) => property switch
    {
        PropertyDeclarationSyntax { ExpressionBody: { } arrow } => arrow,
        IndexerDeclarationSyntax { ExpressionBody: { } arrow } => arrow,
        _ => null,
    };
}
