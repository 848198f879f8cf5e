using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace PinningAnalyzers.Sources;

/// <summary>From the names in a file to the code that says them: what is to be asked, without a walk through all the rest.</summary>
/// <param name="root">The root of the file.</param>
/// <param name="text">The topics of its text.</param>
/// <param name="isRenaming">Whether the file may use types under names that its directives alone connect with them.</param>
internal sealed class MentionedCode(SyntaxNode root, TextTopics text, bool isRenaming)
{
    /// <summary>The creations whose type is one of these topics.</summary>
    public IEnumerable<BaseObjectCreationExpressionSyntax> Creations(Topics topics) => isRenaming && topics != Topics.None
        ? root.DescendantNodes().OfType<BaseObjectCreationExpressionSyntax>()
        : Names(topics).Select(CreationOf).OfType<BaseObjectCreationExpressionSyntax>();

    /// <summary>The calls that are named by one of these topics, or stand where services are at hand.</summary>
    public IEnumerable<InvocationExpressionSyntax> Calls(Topics topics)
    {
        if (isRenaming && topics != Topics.None)
        {
            return root.DescendantNodes().OfType<InvocationExpressionSyntax>();
        }

        var calls = new HashSet<InvocationExpressionSyntax>(Names(topics & ~Topics.Services).Select(CallOf).OfType<InvocationExpressionSyntax>());
        foreach (SyntaxNode scope in new HashSet<SyntaxNode>(Names(topics & Topics.Services).Select(ScopeOf)))
        {
            calls.UnionWith(scope.DescendantNodes().OfType<InvocationExpressionSyntax>());
        }

        return calls;
    }

    /// <summary>The references to members of these topics: to properties, and to methods that are not called there.</summary>
    public IEnumerable<ExpressionSyntax> References(Topics topics) => Names(topics)
        .Select(name => name.Parent)
        .OfType<SimpleNameSyntax>()
        .Select(name => name.Parent is MemberAccessExpressionSyntax access && access.Name == name ? access : (ExpressionSyntax)name);

    /// <summary>The tokens of the mentions; what stands in comments and strings has none.</summary>
    private IEnumerable<SyntaxToken> Names(Topics topics)
    {
        foreach (Mention mention in text.Mentions)
        {
            if ((mention.Topics & topics) != 0)
            {
                SyntaxToken token = root.FindToken(mention.Position);
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

    /// <summary>The code that may use the services which are named here.</summary>
    private SyntaxNode ScopeOf(SyntaxToken name)
    {
        MemberDeclarationSyntax? member = name.Parent?.FirstAncestorOrSelf<MemberDeclarationSyntax>();
        return member switch
        {
            // What a type holds is used in all of it.
            BaseFieldDeclarationSyntax or BasePropertyDeclarationSyntax when IsType(name) => member.Parent ?? member,
            null or GlobalStatementSyntax => root,
            _ => member,
        };
    }

    private static bool IsType(SyntaxToken name) => name.ValueText.EndsWith("Collection", StringComparison.Ordinal);
}
