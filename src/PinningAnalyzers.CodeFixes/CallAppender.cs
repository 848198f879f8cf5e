using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace PinningAnalyzers.CodeFixes;

/// <summary>Appends a call to an expression: on a line of its own where the chain has one line a call.</summary>
internal static class CallAppender
{
    /// <param name="call">The call with its dot: <c>.UsePins(Pins.Validator)</c>.</param>
    /// <param name="imports">The namespaces that the call needs.</param>
    public static NodeEdit Plan(FixSite site, ExpressionSyntax receiver, string call, string[]? imports, ValidatorReference validator)
    {
        string lineBreak = LineBreakBefore(receiver, site.Style);
        return site.Edit(
            receiver,
            old =>
            {
                string text = old.WithoutTrivia().ToFullString() + lineBreak + call;
                ExpressionSyntax appended = SyntaxFactory.ParseExpression(text).WithTriviaFrom(old);

                return (imports ?? []).Aggregate(appended, ImportAdder.Request);
            },
            validator);
    }

    /// <summary>The line break and indentation of the last dot of the chain; nothing where it stands behind its receiver.</summary>
    private static string LineBreakBefore(ExpressionSyntax chain, SourceStyle style)
    {
        if (chain is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax access }
            && access.Expression.GetTrailingTrivia().Any(SyntaxKind.EndOfLineTrivia))
        {
            return style.NewLine + string.Concat(access.OperatorToken.LeadingTrivia.Where(trivia => trivia.IsKind(SyntaxKind.WhitespaceTrivia)));
        }

        return string.Empty;
    }
}
