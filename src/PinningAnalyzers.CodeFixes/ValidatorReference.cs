using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace PinningAnalyzers.CodeFixes;

/// <summary>How the project's validator is named at one place.</summary>
internal sealed class ValidatorReference
{
    public ValidatorReference(string text, bool isInNewFile)
    {
        Text = text;
        IsInNewFile = isInNewFile;
    }

    /// <summary>The expression: <c>Pins.Validator</c>.</summary>
    public string Text { get; }

    /// <summary>Whether the file that declares it has yet to be added.</summary>
    public bool IsInNewFile { get; }

    /// <summary>The callback that fits every hook.</summary>
    public ExpressionSyntax Validate => Member("Validate");

    /// <summary>The method that makes pinned handlers, for a hook that takes a factory.</summary>
    public ExpressionSyntax HandlerFactory => Member("CreateHandler");

    /// <summary>A new pinned handler.</summary>
    public ExpressionSyntax NewHandler => SyntaxFactory.ParseExpression(Text + ".CreateHandler()");

    private ExpressionSyntax Member(string name) => SyntaxFactory.ParseExpression(Text + "." + name);
}
