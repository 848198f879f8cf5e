using System;
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
    public NodeEdit Edit(SyntaxNode node, Func<SyntaxNode, SyntaxNode> rewrite, ValidatorReference? validator, bool usesExtension = false) =>
        new(
            Document.Id,
            node,
            usesExtension ? old => ImportAdder.Request(rewrite(old), ImportAdder.RuntimeNamespace) : rewrite,
            validator is { IsInNewFile: true });

    /// <summary>A name for a lambda's parameter: before C# 8 it must not hide any local around.</summary>
    public string FreeParameterName(string wanted)
    {
        string name = wanted;
        for (int number = 2; Model.LookupSymbols(Position, name: name).Any(found => found.Kind is SymbolKind.Local or SymbolKind.Parameter or SymbolKind.RangeVariable); number++)
        {
            name = wanted + number;
        }

        return name;
    }

    /// <summary>A name that nothing in the member around has.</summary>
    public string FreeName(string wanted) => ParameterNames.Free(wanted, ParameterNames.NamesAround(Node));

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

        if (imported is null || !ImportAdder.HasPlace(Node, Style) || !Means(space, imported))
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

    /// <summary>Whether the name means this namespace where the directive would stand: a nearer one may bear it too.</summary>
    private bool Means(string space, INamespaceSymbol imported)
    {
        string first = space.Split('.')[0];
        if (ImportAdder.NamespaceFor(Node) is { } holder)
        {
            return Model.LookupNamespacesAndTypes(holder.Usings[0].Span.End, name: first).All(found => found is INamespaceSymbol { ContainingNamespace.IsGlobalNamespace: true });
        }

        return imported.IsGlobalNamespace || Model.Compilation.GlobalNamespace.GetTypeMembers(first).IsEmpty;
    }
}
