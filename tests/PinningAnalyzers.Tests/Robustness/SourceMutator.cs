using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace PinningAnalyzers.Tests.Robustness;

/// <summary>Breaks a source as hands at a keyboard and bad merges do. The same seed breaks it in the same way.</summary>
internal sealed class SourceMutator(int seed)
{
    private const int MostChanges = 3;

    private static readonly CSharpParseOptions ParseOptions = new(LanguageVersion.Preview);

    private readonly Random _random = new(seed);

    public string Mutate(string source)
    {
        for (int changes = 1 + _random.Next(MostChanges); changes > 0; changes--)
        {
            SyntaxNode root = CSharpSyntaxTree.ParseText(source, ParseOptions).GetRoot();
            SyntaxToken[] tokens = [.. root.DescendantTokens().Where(token => token.Span.Length > 0)];
            if (tokens.Length < 2)
            {
                break;
            }

            source = MutateOnce(source, root, tokens);
        }

        return source;
    }

    private string MutateOnce(string source, SyntaxNode root, SyntaxToken[] tokens)
    {
        SyntaxToken token = Any(tokens);
        switch (_random.Next(10))
        {
            case 0:
                return Replace(source, token.Span, "");
            case 1:
                return Replace(source, token.Span, token.Text + " " + token.Text);
            case 2:
                int first = _random.Next(tokens.Length - 1);
                return Swap(source, tokens[first].Span, tokens[first + 1].Span);
            case 3:
                return Swap(source, token.Span, Any(tokens).Span);
            case 4:
                return Replace(source, token.Span, Any(tokens).Text);
            case 5:
                return source.Substring(0, token.SpanStart + _random.Next(token.Span.Length + 1));
            case 6:
                return Rename(source, root, tokens);
            case 7:
                return Replace(source, Any(Nodes(root)).Span, "");
            case 8:
                return Graft(source, root);
            default:
                TextSpan copied = Any(Nodes(root)).Span;
                return Replace(source, copied, source.Substring(copied.Start, copied.Length) + "\n" + source.Substring(copied.Start, copied.Length));
        }
    }

    /// <summary>A name becomes another, everywhere: a type that nobody declares, or one that means something else.</summary>
    private string Rename(string source, SyntaxNode root, SyntaxToken[] tokens)
    {
        SyntaxToken[] names = [.. tokens.Where(token => token.IsKind(SyntaxKind.IdentifierToken))];
        if (names.Length == 0)
        {
            return source;
        }

        string from = Any(names).Text;
        string to = _random.Next(2) == 0 ? "Undeclared" : Any(names).Text;
        return root.ReplaceTokens(
                names.Where(name => string.Equals(name.Text, from, StringComparison.Ordinal)),
                (name, _) => SyntaxFactory.Identifier(name.LeadingTrivia, to, name.TrailingTrivia))
            .ToFullString();
    }

    /// <summary>An expression takes the place of another.</summary>
    private string Graft(string source, SyntaxNode root)
    {
        ExpressionSyntax[] expressions = [.. root.DescendantNodes().OfType<ExpressionSyntax>()];
        return expressions.Length == 0 ? source : Replace(source, Any(expressions).Span, Any(expressions).ToString());
    }

    private static SyntaxNode[] Nodes(SyntaxNode root) => [.. root.DescendantNodes().Where(node => node is StatementSyntax or MemberDeclarationSyntax or ExpressionSyntax or ArgumentSyntax or ParameterSyntax)
        .DefaultIfEmpty(root)];

    private T Any<T>(IReadOnlyList<T> items) => items[_random.Next(items.Count)];

    private static string Replace(string source, TextSpan span, string text) => source.Substring(0, span.Start) + text + source.Substring(span.End);

    private static string Swap(string source, TextSpan one, TextSpan other)
    {
        if (one.Start > other.Start)
        {
            (one, other) = (other, one);
        }

        return one.End > other.Start
            ? source
            : source.Substring(0, one.Start)
                + source.Substring(other.Start, other.Length)
                + source.Substring(one.End, other.Start - one.End)
                + source.Substring(one.Start, one.Length)
                + source.Substring(other.End);
    }
}
