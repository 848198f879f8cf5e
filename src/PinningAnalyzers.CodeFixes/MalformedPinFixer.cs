using System.Collections.Immutable;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace PinningAnalyzers.CodeFixes;

/// <summary>Rewrites a pin in another library's notation, or in hexadecimal, as this library writes it.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(MalformedPinFixer))]
public sealed class MalformedPinFixer : CodeFixProvider
{
    /// <summary>The key under which Fix All joins the fixes.</summary>
    public const string EquivalenceKey = nameof(MalformedPinFixer);

    /// <inheritdoc />
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(RuleIdentifiers.MalformedPin);

    /// <inheritdoc />
    public override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    /// <inheritdoc />
    public override Task RegisterCodeFixesAsync(CodeFixContext context) =>
        TextReplacement.RegisterAsync(context, "Write the pin as '{0}'", EquivalenceKey);
}
