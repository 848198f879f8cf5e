using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace PinningAnalyzers.CodeFixes;

/// <summary>Pins a new message handler.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(UnpinnedHandlerFixer))]
public sealed class UnpinnedHandlerFixer : PinningFixer
{
    /// <summary>The key under which Fix All joins the fixes.</summary>
    public const string EquivalenceKey = nameof(UnpinnedHandlerFixer);

    /// <inheritdoc />
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(RuleIdentifiers.UnpinnedHandler);

    internal override ImmutableArray<FixOffer> Offers { get; } = ImmutableArray.Create(new FixOffer("Pin the handler", EquivalenceKey));

    internal override NodeEdit? Plan(FixSite site, string equivalenceKey)
    {
        if (site.Node is not BaseObjectCreationExpressionSyntax creation
            || site.Model.GetTypeInfo(creation, site.CancellationToken).Type is not INamedTypeSymbol type)
        {
            return null;
        }

        return UsePinsCall.Plan(site, creation, type) ?? HookInitializer.Plan(site, creation, type);
    }
}
