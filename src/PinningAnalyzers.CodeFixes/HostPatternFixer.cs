using System.Collections.Immutable;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace PinningAnalyzers.CodeFixes;

/// <summary>Takes away what surrounds the host in a URL or an address with a port.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(HostPatternFixer))]
public sealed class HostPatternFixer : CodeFixProvider
{
    /// <summary>The key under which Fix All joins the fixes.</summary>
    public const string EquivalenceKey = nameof(HostPatternFixer);

    /// <inheritdoc />
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(RuleIdentifiers.InvalidHostPattern);

    /// <inheritdoc />
    public override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    /// <inheritdoc />
    public override Task RegisterCodeFixesAsync(CodeFixContext context) =>
        TextReplacement.RegisterAsync(context, "Write the host as '{0}'", EquivalenceKey);
}
