using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace PinningAnalyzers.Sources;

/// <summary>From the names in a file to the code that says them: what is to be asked, without a walk through all the rest.</summary>
/// <param name="model">That of the file.</param>
/// <param name="text">The topics of its text.</param>
/// <param name="isRenaming">Whether the file may use types under names that its directives alone connect with them.</param>
internal sealed class MentionedCode(SemanticModel model, TextTopics text, bool isRenaming, CancellationToken cancellation)
{
    private readonly SyntaxNode _root = model.SyntaxTree.GetRoot(cancellation);

    /// <summary>The creations whose type is one of these topics.</summary>
    public IEnumerable<IObjectCreationOperation> Creations(Topics topics) => Operations<IObjectCreationOperation>(isRenaming && topics != Topics.None
        ? _root.DescendantNodes().OfType<BaseObjectCreationExpressionSyntax>()
        : Names(topics).Select(CreationOf));

    /// <summary>The calls that are named by one of these topics, or stand where services are at hand.</summary>
    public IEnumerable<IInvocationOperation> Calls(Topics topics)
    {
        if (isRenaming && topics != Topics.None)
        {
            return Operations<IInvocationOperation>(_root.DescendantNodes().OfType<InvocationExpressionSyntax>());
        }

        var calls = new HashSet<SyntaxNode?>(Names(topics & ~Topics.Services).Select(CallOf));
        calls.UnionWith(ServiceCalls.Of(Names(topics & Topics.Services), _root));
        return Operations<IInvocationOperation>(calls);
    }

    /// <summary>The references to members of these topics: to properties, and to methods that are not called there.</summary>
    public IEnumerable<TOperation> References<TOperation>(Topics topics)
        where TOperation : IMemberReferenceOperation => Operations<TOperation>(Names(topics).Select(ReferenceOf));

    /// <summary>The types that have a method of one of these topics in this file.</summary>
    public IEnumerable<INamedTypeSymbol> TypesWithMethod(Topics topics)
    {
        var declarations = new HashSet<TypeDeclarationSyntax>(Names(topics).Select(name => (name.Parent as MethodDeclarationSyntax)?.Parent).OfType<TypeDeclarationSyntax>());

        // Two declarations may be parts of one type.
        return new HashSet<INamedTypeSymbol?>(declarations.Select(declaration => model.GetDeclaredSymbol(declaration, cancellation)), SymbolEqualityComparer.Default).OfType<INamedTypeSymbol>();
    }

    private IEnumerable<TOperation> Operations<TOperation>(IEnumerable<SyntaxNode?> code)
        where TOperation : IOperation
    {
        foreach (SyntaxNode? syntax in code)
        {
            if (syntax is not null && model.GetOperation(syntax, cancellation) is TOperation operation)
            {
                yield return operation;
            }
        }
    }

    /// <summary>The tokens of the mentions; what stands in comments and strings has none.</summary>
    private IEnumerable<SyntaxToken> Names(Topics topics)
    {
        foreach (Mention mention in text.Mentions)
        {
            if ((mention.Topics & topics) != 0)
            {
                SyntaxToken token = _root.FindToken(mention.Position);
                if ((token.IsKind(SyntaxKind.IdentifierToken) || token.IsKind(SyntaxKind.NewKeyword)) && token.Span.Contains(mention.Position))
                {
                    yield return token;
                }
            }
        }
    }

    private static BaseObjectCreationExpressionSyntax? CreationOf(SyntaxToken name)
    {
        SyntaxNode? node = name.Parent;
        while (node is NameSyntax)
        {
            node = node.Parent;
        }

        return node as BaseObjectCreationExpressionSyntax;
    }

    /// <summary>The call of the method that a name is, or that is looked up in the type that it is.</summary>
    private static InvocationExpressionSyntax? CallOf(SyntaxToken name)
    {
        SyntaxNode? node = name.Parent;
        while (node is NameSyntax or MemberAccessExpressionSyntax or MemberBindingExpressionSyntax)
        {
            node = node.Parent;
        }

        return node as InvocationExpressionSyntax;
    }

    private static SyntaxNode? ReferenceOf(SyntaxToken name) => name.Parent switch
    {
        SimpleNameSyntax { Parent: MemberAccessExpressionSyntax access } member when access.Name == member => access,
        SimpleNameSyntax alone => alone,
        _ => null,
    };
}
