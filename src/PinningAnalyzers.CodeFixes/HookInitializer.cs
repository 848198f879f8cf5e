using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using PinningAnalyzers.Clients;

namespace PinningAnalyzers.CodeFixes;

/// <summary>Sets the hook of a new object in its initializer, in what the initializer already says of the way to it.</summary>
internal static class HookInitializer
{
    // Settings that start as null; other objects on the way to a hook are there from the start.
    private static readonly string[] NullAtFirst = ["ClientAuthenticationOptions", "TlsOptions", "SslSettings"];

    /// <summary>Sets the hook that the finding names, where it takes the validator.</summary>
    public static NodeEdit? Plan(FixSite site, BaseObjectCreationExpressionSyntax creation, INamedTypeSymbol type) =>
        site.Finding.Properties.TryGetValue(ClientProperties.Hook, out string? hook) && hook is not null && site.Validator is { } validator
            ? Plan(site, creation, type, hook, validator)
            : null;

    /// <summary>Sets the hook at a path from the object.</summary>
    public static NodeEdit? Plan(FixSite site, BaseObjectCreationExpressionSyntax creation, INamedTypeSymbol type, string hook, ValidatorReference validator)
    {
        string[] path = hook.Split('.');
        var properties = new List<IPropertySymbol>();
        ITypeSymbol current = type;
        foreach (string name in path)
        {
            if (Property(current, name) is not { } property)
            {
                return null;
            }

            properties.Add(property);
            current = property.Type;
        }

        IPropertySymbol last = properties[properties.Count - 1];
        if (last.SetMethod is null || HookValue.For(last.Type, site, validator) is not { } value || ReachedBy(creation, path, 0) is not { } place)
        {
            return null;
        }

        string text = Assignment(site, properties, place.Depth, value.Text);
        SourceStyle style = site.Style;
        return place.Node switch
        {
            ExpressionSyntax { Parent: AssignmentExpressionSyntax } present when place.Depth == path.Length =>
                site.Edit(present, old => SyntaxFactory.ParseExpression(value.Text).WithTriviaFrom(old), validator, value.UsesExtension),
            InitializerExpressionSyntax initializer => site.Edit(initializer, old => Add((InitializerExpressionSyntax)old, text, style), validator, value.UsesExtension),
            BaseObjectCreationExpressionSyntax bare => site.Edit(bare, old => WithInitializer((BaseObjectCreationExpressionSyntax)old, text), validator, value.UsesExtension),
            _ => null,
        };
    }

    /// <summary>Adds an element behind the others, on a line of its own where they have one.</summary>
    public static InitializerExpressionSyntax Add(InitializerExpressionSyntax initializer, string text, SourceStyle style)
    {
        SeparatedSyntaxList<ExpressionSyntax> elements = initializer.Expressions;
        ExpressionSyntax element = Element(text);
        if (elements.Count == 0)
        {
            return SyntaxFactory.InitializerExpression(
                initializer.Kind(),
                initializer.OpenBraceToken.WithTrailingTrivia(SyntaxFactory.Space),
                SyntaxFactory.SingletonSeparatedList(element.WithTrailingTrivia(SyntaxFactory.Space)),
                initializer.CloseBraceToken.WithLeadingTrivia());
        }

        ExpressionSyntax last = elements[elements.Count - 1];
        bool isMultiLine = StartsLine(last.GetFirstToken());
        SyntaxTriviaList indentation = isMultiLine
            ? SyntaxFactory.TriviaList(last.GetLeadingTrivia().Where(trivia => trivia.IsKind(SyntaxKind.WhitespaceTrivia)).Take(1))
            : default;
        element = element.WithLeadingTrivia(indentation);
        SyntaxNodeOrTokenList items = elements.GetWithSeparators();
        SyntaxToken comma = SyntaxFactory.Token(SyntaxKind.CommaToken);
        if (elements.SeparatorCount == elements.Count)
        {
            SyntaxToken trailing = elements.GetSeparator(elements.Count - 1);
            items = items.Add(element);
            items = isMultiLine
                ? items.Add(comma.WithTrailingTrivia(SyntaxFactory.EndOfLine(style.NewLine)))
                : items.Replace(trailing, trailing.WithTrailingTrivia(SyntaxFactory.Space)).Replace(items.Last(), element.WithTrailingTrivia(trailing.TrailingTrivia));
        }
        else
        {
            items = items
                .Replace(last, last.WithoutTrailingTrivia())
                .Add(isMultiLine ? comma.WithTrailingTrivia(last.GetTrailingTrivia()) : comma.WithTrailingTrivia(SyntaxFactory.Space))
                .Add(element.WithTrailingTrivia(isMultiLine ? SyntaxFactory.TriviaList(SyntaxFactory.EndOfLine(style.NewLine)) : last.GetTrailingTrivia()));
        }

        return initializer.WithExpressions(SyntaxFactory.SeparatedList<ExpressionSyntax>(items));
    }

    /// <summary>Parsed where it will stand: alone, a nested initializer is no expression.</summary>
    private static ExpressionSyntax Element(string text) =>
        ((ObjectCreationExpressionSyntax)SyntaxFactory.ParseExpression("new T { " + text + " }")).Initializer!.Expressions[0].WithoutTrivia();

    /// <summary>Gives a creation without an initializer one; its empty argument list goes.</summary>
    public static BaseObjectCreationExpressionSyntax WithInitializer(BaseObjectCreationExpressionSyntax creation, string text)
    {
        SyntaxTriviaList trailing = creation.GetTrailingTrivia();
        BaseObjectCreationExpressionSyntax head = creation.WithoutTrailingTrivia();
        if (head is ObjectCreationExpressionSyntax { ArgumentList.Arguments.Count: 0 } named
            && named.Type.GetTrailingTrivia().Concat(named.ArgumentList.GetLeadingTrivia()).Concat(named.ArgumentList.OpenParenToken.TrailingTrivia).All(trivia => trivia.IsKind(SyntaxKind.WhitespaceTrivia)))
        {
            head = named.WithType(named.Type.WithoutTrailingTrivia()).WithArgumentList(null);
        }

        return ((BaseObjectCreationExpressionSyntax)SyntaxFactory.ParseExpression(head.ToFullString() + " { " + text + " }"))
            .WithLeadingTrivia(creation.GetLeadingTrivia())
            .WithTrailingTrivia(trailing);
    }

    public static IPropertySymbol? Property(ITypeSymbol? type, string name)
    {
        for (; type is not null; type = type.BaseType)
        {
            if (type.GetMembers(name).OfType<IPropertySymbol>().FirstOrDefault(property => !property.IsStatic && !property.IsIndexer) is { } found)
            {
                return found;
            }
        }

        return null;
    }

    /// <summary>How far along the path the initializers already go: the place to write at; null where an object made elsewhere is on the way.</summary>
    private static (SyntaxNode Node, int Depth)? ReachedBy(SyntaxNode node, string[] path, int depth)
    {
        InitializerExpressionSyntax? initializer = node as InitializerExpressionSyntax ?? (node as BaseObjectCreationExpressionSyntax)?.Initializer;
        AssignmentExpressionSyntax? next = initializer?.Expressions.OfType<AssignmentExpressionSyntax>().FirstOrDefault(element => element.Left.ToString() == path[depth]);
        if (initializer?.IsKind(SyntaxKind.CollectionInitializerExpression) ?? false)
        {
            // Without elements it reads as either kind.
            return initializer.Expressions.Count == 0 ? (initializer, depth) : null;
        }

        if (next is null)
        {
            return ((SyntaxNode?)initializer ?? node, depth);
        }

        if (depth == path.Length - 1)
        {
            return (next.Right, depth + 1);
        }

        return next.Right is InitializerExpressionSyntax or BaseObjectCreationExpressionSyntax ? ReachedBy(next.Right, path, depth + 1) : null;
    }

    private static string Assignment(FixSite site, IReadOnlyList<IPropertySymbol> properties, int depth, string value)
    {
        string text = value;
        for (int i = properties.Count - 1; i >= depth; i--)
        {
            IPropertySymbol property = properties[i];
            if (i < properties.Count - 1)
            {
                bool isMissing = Array.IndexOf(NullAtFirst, property.Name) >= 0 && property.SetMethod is not null;
                text = isMissing ? "new " + site.NameOf(property.Type) + " { " + text + " }" : "{ " + text + " }";
            }

            text = property.Name + " = " + text;
        }

        return text;
    }

    private static bool StartsLine(SyntaxToken token) =>
        token.GetPreviousToken().TrailingTrivia.Any(trivia => trivia.IsKind(SyntaxKind.EndOfLineTrivia))
        || token.LeadingTrivia.Any(trivia => trivia.IsKind(SyntaxKind.EndOfLineTrivia));
}
