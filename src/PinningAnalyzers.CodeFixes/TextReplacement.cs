using System.Linq;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using PinningAnalyzers.Pins;

namespace PinningAnalyzers.CodeFixes;

/// <summary>Puts the text that a finding proposes in the place of the literal that it reports.</summary>
internal static class TextReplacement
{
    public static async Task RegisterAsync(CodeFixContext context, string title, string equivalenceKey)
    {
        SyntaxNode? root = await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false);
        Diagnostic diagnostic = context.Diagnostics.First();

        // A text that is put together, or named by a constant that may be used elsewhere, is for its author to change.
        if (root?.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true) is LiteralExpressionSyntax { RawKind: (int)SyntaxKind.StringLiteralExpression } literal
            && diagnostic.Properties.TryGetValue(PinProperties.Replacement, out string? replacement)
            && replacement is not null)
        {
            context.RegisterCodeFix(
                CodeAction.Create(string.Format(title, replacement), _ => Task.FromResult(Replace(context.Document, root, literal, replacement)), equivalenceKey),
                diagnostic);
        }
    }

    private static Document Replace(Document document, SyntaxNode root, LiteralExpressionSyntax literal, string replacement)
    {
        LiteralExpressionSyntax text = SyntaxFactory.LiteralExpression(SyntaxKind.StringLiteralExpression, SyntaxFactory.Literal(replacement));
        return document.WithSyntaxRoot(root.ReplaceNode(literal, text.WithTriviaFrom(literal)));
    }
}
