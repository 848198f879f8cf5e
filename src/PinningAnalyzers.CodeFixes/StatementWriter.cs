using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace PinningAnalyzers.CodeFixes;

/// <summary>
/// Puts statements before or behind another one, on lines of their own. They are written into its trivia, for a change of the
/// list that they stand in would be lost where two findings ask for one; what a fix writes is parsed anew in the end.
/// </summary>
internal static class StatementWriter
{
    /// <summary>The statement around an expression that is all that it does, where others can be put beside it.</summary>
    public static StatementSyntax? Around(ExpressionSyntax expression)
    {
        SyntaxNode value = expression;
        while (value.Parent is CastExpressionSyntax or ParenthesizedExpressionSyntax or AwaitExpressionSyntax or BinaryExpressionSyntax { RawKind: (int)SyntaxKind.AsExpression })
        {
            value = value.Parent;
        }

        StatementSyntax? statement = value.Parent switch
        {
            EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax { Parent: VariableDeclarationSyntax { Variables.Count: 1, Parent: LocalDeclarationStatementSyntax declaration } } } => declaration,
            AssignmentExpressionSyntax { RawKind: (int)SyntaxKind.SimpleAssignmentExpression, Left: IdentifierNameSyntax or MemberAccessExpressionSyntax, Parent: ExpressionStatementSyntax assigning } assignment when assignment.Right == value => assigning,
            ReturnStatementSyntax returning => returning,
            ExpressionStatementSyntax alone => alone,
            _ => null,
        };
        return statement is { Parent: BlockSyntax or SwitchSectionSyntax or GlobalStatementSyntax } ? statement : null;
    }

    public static StatementSyntax Behind(StatementSyntax statement, string text, string indent, SourceStyle style)
    {
        SyntaxTriviaList trailing = statement.GetTrailingTrivia();
        bool endsLine = trailing.Any(SyntaxKind.EndOfLineTrivia);
        string written = endsLine ? indent + text + style.NewLine : trailing.Any() ? text + " " : " " + text;
        return statement.WithTrailingTrivia(trailing.Add(Raw(written)));
    }

    public static StatementSyntax Before(StatementSyntax statement, string[] lines, string indent, SourceStyle style) =>
        statement.WithLeadingTrivia(statement.GetLeadingTrivia().Add(Raw(string.Concat(lines.Select(line => line + style.NewLine + indent)))));

    private static SyntaxTrivia Raw(string text) => SyntaxFactory.SyntaxTrivia(SyntaxKind.DisabledTextTrivia, text);
}
