using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace PinningAnalyzers.CodeFixes;

/// <summary>The statement that rejects on errors, and how it gets into a body.</summary>
internal sealed class GuardText
{
    private readonly string _condition;
    private readonly string _rejection;

    public GuardText(string condition, string rejection)
    {
        _condition = condition;
        _rejection = rejection;
    }

    /// <summary>Puts the statement first in a block.</summary>
    public BlockSyntax InsertInto(BlockSyntax block, string indent, SourceStyle style)
    {
        bool isOneLine = !block.OpenBraceToken.TrailingTrivia.Any(SyntaxKind.EndOfLineTrivia)
            && !(block.Statements.Count > 0 && block.Statements[0].GetLeadingTrivia().Any(SyntaxKind.EndOfLineTrivia));
        if (isOneLine)
        {
            StatementSyntax inline = SyntaxFactory.ParseStatement(_condition + " { " + _rejection + " }").WithTrailingTrivia(SyntaxFactory.Space);
            return block
                .WithOpenBraceToken(block.OpenBraceToken.WithTrailingTrivia(SyntaxFactory.Space))
                .WithStatements(block.Statements.Insert(0, inline));
        }

        string inner = block.Statements.Count > 0
            ? SourceStyle.IndentationOf(block.Statements[0], indent + style.Indent)
            : indent + style.Indent;
        SyntaxList<StatementSyntax> statements = block.Statements;
        if (statements.Count > 0)
        {
            StatementSyntax next = statements[0];
            statements = statements.Replace(next, next.WithLeadingTrivia(next.GetLeadingTrivia().Insert(0, SyntaxFactory.EndOfLine(style.NewLine))));
        }

        return block.WithStatements(statements.Insert(0, SyntaxFactory.ParseStatement(Lines(inner, style))));
    }

    /// <summary>Makes an expression body a block that begins with the statement.</summary>
    public SyntaxNode IntoBlock(SyntaxNode declaration, string indent, SourceStyle style)
    {
        switch (declaration)
        {
            case MethodDeclarationSyntax { ExpressionBody: { } body } method:
                return method
                    .WithParameterList(method.ParameterList.WithTrailingTrivia(Break(style)))
                    .WithExpressionBody(null)
                    .WithBody(Block(body.ArrowToken, body.Expression, indent, style).WithTrailingTrivia(method.SemicolonToken.TrailingTrivia))
                    .WithSemicolonToken(default);
            case LocalFunctionStatementSyntax { ExpressionBody: { } body } local:
                return local
                    .WithParameterList(local.ParameterList.WithTrailingTrivia(Break(style)))
                    .WithExpressionBody(null)
                    .WithBody(Block(body.ArrowToken, body.Expression, indent, style).WithTrailingTrivia(local.SemicolonToken.TrailingTrivia))
                    .WithSemicolonToken(default);
            case LambdaExpressionSyntax { ExpressionBody: { } body } lambda:
                return lambda
                    .WithArrowToken(lambda.ArrowToken.WithTrailingTrivia(Break(style)))
                    .WithBody(Block(lambda.ArrowToken, body, indent, style).WithTrailingTrivia(body.GetTrailingTrivia()));
            default:
                return declaration;
        }
    }

    private static SyntaxTriviaList Break(SourceStyle style) => SyntaxFactory.TriviaList(SyntaxFactory.EndOfLine(style.NewLine));

    private BlockSyntax Block(SyntaxToken arrow, ExpressionSyntax result, string indent, SourceStyle style)
    {
        string inner = indent + style.Indent;
        IEnumerable<SyntaxTrivia> above = arrow.LeadingTrivia.Concat(arrow.TrailingTrivia).Concat(result.GetLeadingTrivia());
        string comments = string.Concat(above
            .Where(trivia => trivia.Kind() is SyntaxKind.SingleLineCommentTrivia or SyntaxKind.MultiLineCommentTrivia)
            .Select(comment => inner + comment + style.NewLine));
        string value = result.WithoutTrivia().ToFullString();
        string text = indent + "{" + style.NewLine
            + Lines(inner, style) + style.NewLine
            + comments
            + inner + (result is ThrowExpressionSyntax ? string.Empty : "return ") + value + ";" + style.NewLine
            + indent + "}";
        return (BlockSyntax)SyntaxFactory.ParseStatement(text);
    }

    private string Lines(string indent, SourceStyle style) =>
        indent + _condition + style.NewLine
        + indent + "{" + style.NewLine
        + indent + style.Indent + _rejection + style.NewLine
        + indent + "}" + style.NewLine;
}
