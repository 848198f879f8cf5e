using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace PinningAnalyzers.CodeFixes;

/// <summary>Adds statements to a lambda that returns nothing.</summary>
internal static class LambdaWriter
{
    public static LambdaExpressionSyntax Append(LambdaExpressionSyntax lambda, IReadOnlyList<string> statements, string indent, SourceStyle style)
    {
        string inner = indent + style.Indent;
        if (lambda.Body is not BlockSyntax block)
        {
            IEnumerable<string> all = new[] { lambda.Body.WithoutTrivia().ToFullString() }.Concat(statements);
            string text = indent + "{" + style.NewLine
                + string.Concat(all.Select(statement => inner + statement + ";" + style.NewLine))
                + indent + "}";
            return lambda
                .WithArrowToken(lambda.ArrowToken.WithTrailingTrivia(SyntaxFactory.EndOfLine(style.NewLine)))
                .WithBody(SyntaxFactory.ParseStatement(text).WithTrailingTrivia(lambda.Body.GetTrailingTrivia()));
        }

        SyntaxToken close = block.CloseBraceToken;
        bool isOneLine = !block.OpenBraceToken.TrailingTrivia.Any(SyntaxKind.EndOfLineTrivia) && !close.GetPreviousToken().TrailingTrivia.Any(SyntaxKind.EndOfLineTrivia);
        if (isOneLine)
        {
            return lambda.WithBody(block.WithStatements(block.Statements.AddRange(statements.Select(statement => SyntaxFactory.ParseStatement(statement + "; ")))));
        }

        string own = block.Statements.Count > 0 ? SourceStyle.IndentationOf(block.Statements[0], inner) : inner;
        IEnumerable<StatementSyntax> added = statements.Select(statement => SyntaxFactory.ParseStatement(own + statement + ";" + style.NewLine));
        return lambda.WithBody(block.WithStatements(block.Statements.AddRange(added)));
    }
}
