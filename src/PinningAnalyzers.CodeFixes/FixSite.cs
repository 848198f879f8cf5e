using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace PinningAnalyzers.CodeFixes;

/// <summary>One finding and what a fix may ask about the place it is at.</summary>
internal sealed class FixSite
{
    public FixSite(Document document, SyntaxTree tree, ProjectValidator validator, Diagnostic finding, CancellationToken cancellationToken)
    {
        Document = document;
        Tree = tree;
        Project = validator;
        Finding = finding;
        CancellationToken = cancellationToken;
        Model = validator.Compilation.GetSemanticModel(tree);
        Node = tree.GetRoot(cancellationToken).FindNode(finding.Location.SourceSpan, getInnermostNodeForTie: true);
    }

    public Document Document { get; }

    public SyntaxTree Tree { get; }

    public ProjectValidator Project { get; }

    public Diagnostic Finding { get; }

    public CancellationToken CancellationToken { get; }

    public SemanticModel Model { get; }

    /// <summary>The smallest node that holds what was reported.</summary>
    public SyntaxNode Node { get; }

    public int Position => Finding.Location.SourceSpan.Start;

    /// <summary>The validator as it is named here.</summary>
    public ValidatorReference? Validator => Project.At(Tree, Position);

    /// <summary>How a type is named here.</summary>
    public string NameOf(ITypeSymbol type) => type.WithNullableAnnotation(NullableAnnotation.NotAnnotated).ToMinimalDisplayString(Model, Position);

    public SourceStyle Style => SourceStyle.Of(Tree, Document.Project.AnalyzerOptions.AnalyzerConfigOptionsProvider.GetOptions(Tree));

    /// <summary>A change of a node in this document.</summary>
    public NodeEdit Edit(SyntaxNode node, System.Func<SyntaxNode, SyntaxNode> rewrite, ValidatorReference? validator) =>
        new(Document.Id, node, rewrite, validator is { IsInNewFile: true });

    /// <summary>Whether an extension method of this name and class can be called on this type without a further import.</summary>
    public bool IsInScope(ITypeSymbol receiver, string method, string declaringType) =>
        Model.LookupSymbols(Position, receiver, method, includeReducedExtensionMethods: true).Any(found => found.ContainingType.Is(declaringType));

    /// <summary>Whether importing the namespace leaves the meaning of every name in the file as it is.</summary>
    public bool CanImport(string space)
    {
        INamespaceSymbol? imported = Model.Compilation.GlobalNamespace;
        foreach (string part in space.Split('.'))
        {
            imported = imported?.GetNamespaceMembers().FirstOrDefault(member => member.Name == part);
        }

        if (imported is null || !ImportAdder.HasPlace(Node, Style))
        {
            return false;
        }

        foreach (SimpleNameSyntax name in Tree.GetRoot(CancellationToken).DescendantNodes().OfType<SimpleNameSyntax>())
        {
            if (!imported.GetTypeMembers(name.Identifier.ValueText).IsEmpty
                && Model.GetSymbolInfo(name, CancellationToken).Symbol is INamedTypeSymbol type
                && !SymbolEqualityComparer.Default.Equals(type.ContainingNamespace, imported))
            {
                return false;
            }
        }

        return true;
    }
}
