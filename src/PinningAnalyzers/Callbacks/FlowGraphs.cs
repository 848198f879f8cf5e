using System.Collections.Concurrent;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace PinningAnalyzers.Callbacks;

/// <summary>The control-flow graphs of one compilation's code, each made once.</summary>
internal sealed class FlowGraphs
{
    private readonly Compilation _compilation;
    private readonly ConcurrentDictionary<SyntaxTree, SemanticModel> _models = new();
    private readonly ConcurrentDictionary<SyntaxNode, ControlFlowGraph?> _roots = new();
    private readonly NestedGraphs _nested = new();
    private readonly ConcurrentDictionary<ISymbol, IOperation?> _initializers = new(SymbolEqualityComparer.Default);
    private readonly ConcurrentDictionary<ISymbol, bool> _singleValues = new(SymbolEqualityComparer.Default);

    private ITypeSymbol? _nullReferenceException;

    public FlowGraphs(Compilation compilation) => _compilation = compilation;

    /// <summary>What a member of null throws.</summary>
    public ITypeSymbol? NullReferenceException => _nullReferenceException ??= _compilation.GetTypesByMetadataName("System.NullReferenceException").FirstOrDefault();

    /// <summary>Lends the model that the compiler analyses a file with: it has bound most of the file already.</summary>
    public void Use(SemanticModel? model)
    {
        if (model is not null)
        {
            _models.TryAdd(model.SyntaxTree, model);
        }
    }

    /// <summary>The graph of a method, accessor, constructor, operator or local function; null where its source is not here.</summary>
    public ControlFlowGraph? Of(IMethodSymbol method, CancellationToken cancellation)
    {
        method = method.PartialImplementationPart ?? method;
        method = method.OriginalDefinition;
        if (method.MethodKind is MethodKind.LocalFunction or MethodKind.AnonymousFunction)
        {
            ISymbol? outer = method.ContainingSymbol;
            while (outer is IMethodSymbol { MethodKind: MethodKind.LocalFunction or MethodKind.AnonymousFunction })
            {
                outer = outer.ContainingSymbol;
            }

            return outer is null ? null : Find(OfDeclaration(outer, cancellation), method, cancellation);
        }

        return OfDeclaration(method, cancellation);
    }

    /// <summary>The graph of a function whose operation is at hand.</summary>
    public ControlFlowGraph? Of(IOperation inside, IMethodSymbol function, CancellationToken cancellation)
    {
        IOperation root = RootGraph.RootOf(inside);
        return Find(_roots.GetOrAdd(root.Syntax, _ => RootGraph.Of(root, cancellation)), function, cancellation);
    }

    /// <summary>The value that a field or property with an initializer starts with.</summary>
    public IOperation? InitializerOf(ISymbol member, CancellationToken cancellation) =>
        _initializers.GetOrAdd(member.OriginalDefinition, symbol =>
        {
            foreach (SyntaxReference reference in symbol.DeclaringSyntaxReferences)
            {
                SyntaxNode? value = reference.GetSyntax(cancellation) switch
                {
                    VariableDeclaratorSyntax declarator => declarator.Initializer,
                    PropertyDeclarationSyntax property => property.Initializer,
                    _ => null,
                };
                if (value is not null && OperationOf(value, cancellation) is ISymbolInitializerOperation initializer)
                {
                    return initializer.Value;
                }
            }

            return null;
        });

    /// <summary>Whether a field or property keeps the value of its initializer: it is read-only, and no constructor writes it.</summary>
    public bool KeepsInitialValue(ISymbol member, CancellationToken cancellation)
    {
        bool isReadOnly = member switch
        {
            IFieldSymbol field => field.IsReadOnly,
            IPropertySymbol property => property.SetMethod is null && !property.IsVirtual && !property.IsOverride && !property.IsAbstract,
            _ => false,
        };
        return isReadOnly && _singleValues.GetOrAdd(member.OriginalDefinition, symbol => !IsWrittenInConstructor(symbol, cancellation));
    }

    /// <summary>Whether a local has the value of its initializer wherever it is read.</summary>
    public bool HasOneValue(ILocalSymbol local, IOperation root) =>
        _singleValues.GetOrAdd(local, symbol =>
        {
            foreach (IOperation operation in root.Descendants())
            {
                if (operation is ILocalReferenceOperation reference
                    && SymbolEqualityComparer.Default.Equals(reference.Local, symbol)
                    && IsWrite(reference))
                {
                    return false;
                }
            }

            return true;
        });

    /// <summary>The declaration of a local that a nested function captured, looked up in the code around it.</summary>
    public IOperation? InitializerOf(ILocalSymbol local, CancellationToken cancellation)
    {
        foreach (SyntaxReference reference in local.DeclaringSyntaxReferences)
        {
            if (reference.GetSyntax(cancellation) is VariableDeclaratorSyntax { Initializer: { } initializer }
                && OperationOf(initializer, cancellation) is IVariableInitializerOperation { Value: { } value })
            {
                return value;
            }
        }

        return null;
    }

    /// <summary>What an extension method is called on where it is named as a method group; null where it is named as a static method.</summary>
    public IOperation? ExtendedBy(IMethodReferenceOperation group, CancellationToken cancellation) =>
        group.Syntax is MemberAccessExpressionSyntax access ? OperationOf(access.Expression, cancellation) : null;

    private static bool IsWrite(ILocalReferenceOperation reference) => reference.Parent switch
    {
        IAssignmentOperation assignment => ReferenceEquals(assignment.Target, reference),
        IIncrementOrDecrementOperation => true,
        IArgumentOperation argument => argument.Parameter is { RefKind: RefKind.Ref or RefKind.Out },
        ITupleOperation or IAddressOfOperation or IDeclarationExpressionOperation => true,
        IVariableInitializerOperation { Parent: IVariableDeclaratorOperation { Symbol.IsRef: true } } => true,
        _ => false,
    };

    private static bool IsWrittenInConstructor(ISymbol member, CancellationToken cancellation)
    {
        foreach (IMethodSymbol constructor in member.ContainingType.InstanceConstructors.Concat(member.ContainingType.StaticConstructors))
        {
            foreach (SyntaxReference reference in constructor.DeclaringSyntaxReferences)
            {
                if (reference.GetSyntax(cancellation) is ConstructorDeclarationSyntax syntax
                    && syntax.DescendantTokens().Any(token => token.ValueText == member.Name))
                {
                    return true;
                }
            }
        }

        return false;
    }

    private ControlFlowGraph? OfDeclaration(ISymbol member, CancellationToken cancellation)
    {
        foreach (SyntaxReference reference in member.DeclaringSyntaxReferences)
        {
            SyntaxNode syntax = reference.GetSyntax(cancellation);
            SyntaxNode? root = syntax switch
            {
                VariableDeclaratorSyntax declarator => declarator.Initializer,
                PropertyDeclarationSyntax property => (SyntaxNode?)property.ExpressionBody ?? property.Initializer,
                TypeDeclarationSyntax => null,
                _ => syntax,
            };
            if (root is null)
            {
                continue;
            }

            ControlFlowGraph? graph = _roots.GetOrAdd(root, node => OperationOf(node, cancellation) is { } operation ? RootGraph.Of(operation, cancellation) : null);
            if (graph is not null)
            {
                return graph;
            }
        }

        return null;
    }

    private IOperation? OperationOf(SyntaxNode node, CancellationToken cancellation)
    {
        if (!_compilation.ContainsSyntaxTree(node.SyntaxTree))
        {
            return null;
        }

        // A callback's verdict hangs on the methods that it calls, in whatever file they stand; the graphs are made once and
        // only for methods that a callback reaches, so the cost that RS1030 warns of stays small.
#pragma warning disable RS1030
        SemanticModel model = _models.GetOrAdd(node.SyntaxTree, tree => _compilation.GetSemanticModel(tree));
#pragma warning restore RS1030
        return model.GetOperation(node, cancellation);
    }

    private ControlFlowGraph? Find(ControlFlowGraph? graph, IMethodSymbol function, CancellationToken cancellation) =>
        graph is null ? null : _nested.FunctionIn(graph, function, cancellation);
}
