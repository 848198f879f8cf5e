using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using PinningAnalyzers.Clients;

namespace PinningAnalyzers.CodeFixes;

/// <summary>Gives a registered client a pinned primary handler, at the end of the chain that registers it.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(UnpinnedRegistrationFixer))]
public sealed class UnpinnedRegistrationFixer : PinningFixer
{
    /// <summary>The key under which Fix All joins the fixes.</summary>
    public const string EquivalenceKey = nameof(UnpinnedRegistrationFixer);

    private const string Space = "Microsoft.Extensions.DependencyInjection";
    private const string BuilderExtensions = Space + ".HttpClientBuilderExtensions";
    private const string CollectionExtensions = Space + ".HttpClientFactoryServiceCollectionExtensions";
    private const string SetHandler = "ConfigurePrimaryHttpMessageHandler";
    private const string SetDefaults = "ConfigureHttpClientDefaults";

    /// <inheritdoc />
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(RuleIdentifiers.UnpinnedRegistration);

    internal override ImmutableArray<FixOffer> Offers { get; } = ImmutableArray.Create(new FixOffer("Register the client with a pinned handler", EquivalenceKey));

    internal override NodeEdit? Plan(FixSite site, string equivalenceKey)
    {
        if (site.Node.FirstAncestorOrSelf<InvocationExpressionSyntax>() is not { } registration || TypeOf(site, registration) is not { } type)
        {
            return null;
        }

        if (type.Is(ClientCatalogue.ServiceCollection))
        {
            return Declares(site, CollectionExtensions, SetDefaults) && site.Validator is { } collectionValidator
                ? Append(site, registration, type, SetDefaults, CollectionExtensions, "http => http." + SetHandler + "(" + collectionValidator.HandlerFactory + ")", collectionValidator)
                : null;
        }

        InvocationExpressionSyntax chain = registration;
        while (chain.Parent is MemberAccessExpressionSyntax { Parent: InvocationExpressionSyntax next } access
            && access.Expression == chain
            && TypeOf(site, next) is { } nextType && nextType.Is(ClientCatalogue.HttpClientBuilder))
        {
            if (access.Name.Identifier.ValueText is SetHandler or "UseSocketsHttpHandler" or "ConfigureHttpMessageHandlerBuilder")
            {
                // A handler that is made or changed there would lose its settings to another one.
                return null;
            }

            chain = next;
        }

        return type.Is(ClientCatalogue.HttpClientBuilder) && site.Validator is { } validator
            ? Append(site, chain, type, SetHandler, BuilderExtensions, validator.HandlerFactory.ToString(), validator)
            : null;
    }

    private static NodeEdit Append(FixSite site, InvocationExpressionSyntax chain, ITypeSymbol type, string method, string declaringType, string argument, ValidatorReference validator)
    {
        string[]? imports = site.IsInScope(type, method, declaringType) ? null : [Space];
        return CallAppender.Plan(site, chain, "." + method + "(" + argument + ")", imports, validator);
    }

    private static ITypeSymbol? TypeOf(FixSite site, ExpressionSyntax expression) => site.Model.GetTypeInfo(expression, site.CancellationToken).Type;

    private static bool Declares(FixSite site, string type, string method) =>
        site.Model.Compilation.GetTypesByMetadataName(type).Any(found => !found.GetMembers(method).IsEmpty);
}
