using Microsoft.CodeAnalysis;

namespace PinningAnalyzers.Pins;

/// <summary>A text that is known at build time, and the expression that says it.</summary>
internal readonly struct ConstantText(string value, SyntaxNode origin)
{
    public string Value { get; } = value;

    /// <summary>The literal, where it stands in the file of the call; else the expression in that file that leads to it.</summary>
    public SyntaxNode Origin { get; } = origin;
}
