using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using PinningAnalyzers.Clients;

namespace PinningAnalyzers.CodeFixes;

/// <summary>Pins a library's client through the hook that the library gives it.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(UnpinnedLibraryClientFixer))]
public sealed class UnpinnedLibraryClientFixer : PinningFixer
{
    /// <summary>The key under which Fix All joins the fixes.</summary>
    public const string EquivalenceKey = nameof(UnpinnedLibraryClientFixer);

    private static readonly string[] DriverVerifies = ["VerifyCA", "VerifyFull", "RootCertificate", "SslCa", "CACertificateFile"];

    /// <inheritdoc />
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(RuleIdentifiers.UnpinnedLibraryClient);

    internal override ImmutableArray<FixOffer> Offers { get; } = ImmutableArray.Create(new FixOffer("Pin the client", EquivalenceKey));

    internal override NodeEdit? Plan(FixSite site, string equivalenceKey)
    {
        site.Finding.Properties.TryGetValue(ClientProperties.ClientType, out string? client);
        ArgumentListSyntax? arguments = site.Node switch
        {
            BaseObjectCreationExpressionSyntax creation => creation.ArgumentList,
            InvocationExpressionSyntax call => call.ArgumentList,
            _ => null,
        };
        if (client is null || arguments is null && site.Node is not BaseObjectCreationExpressionSyntax || RefusesCallbacks(site, client))
        {
            return null;
        }

        if (LibrarySettings.Find(client) is { } settings)
        {
            return arguments is null ? null : PlanSettings(site, arguments, settings);
        }

        if (site.Node is InvocationExpressionSyntax made)
        {
            return ConfigureArgument.Plan(site, made, client) ?? BuilderForm.Plan(site, made, made.ArgumentList, client) ?? SettingsStatements.Plan(site, made, made.ArgumentList, client);
        }

        return site.Node is BaseObjectCreationExpressionSyntax own && site.Model.GetTypeInfo(own, site.CancellationToken).Type is INamedTypeSymbol type
            ? BuilderForm.Plan(site, own, own.ArgumentList, client)
                ?? SettingsStatements.Plan(site, own, own.ArgumentList, client)
                ?? HookInitializer.Plan(site, own, type)
                ?? BuilderForm.PlanCall(site, own, type)
            : null;
    }

    /// <summary>
    /// Npgsql throws, and MySqlConnector does not call a callback, where the connection is to be verified by the driver itself:
    /// the mode, or the driver's own root, has to be changed first, by someone who knows why it was chosen.
    /// </summary>
    private static bool RefusesCallbacks(FixSite site, string client)
    {
        if (!client.StartsWith("Npgsql.", StringComparison.Ordinal) && !client.StartsWith("MySqlConnector.", StringComparison.Ordinal))
        {
            return false;
        }

        SyntaxNode member = site.Node.FirstAncestorOrSelf<MemberDeclarationSyntax>(each => each is not GlobalStatementSyntax) ?? site.Tree.GetRoot(site.CancellationToken);
        IEnumerable<string> names = member.DescendantNodes().OfType<IdentifierNameSyntax>().Select(name => name.Identifier.ValueText);
        IEnumerable<string?> texts = member.DescendantNodes().OfType<ExpressionSyntax>()
            .Where(each => each is LiteralExpressionSyntax or IdentifierNameSyntax or MemberAccessExpressionSyntax or InterpolatedStringExpressionSyntax or BinaryExpressionSyntax)
            .Select(each => site.Model.GetConstantValue(each, site.CancellationToken).Value as string ?? (each as InterpolatedStringExpressionSyntax)?.ToString());
        return names.Concat(texts).Any(text => text is not null && Array.Exists(DriverVerifies, word => text.Replace(" ", string.Empty).IndexOf(word, StringComparison.OrdinalIgnoreCase) >= 0));
    }

    /// <summary>The hook is in an object handed to the client: it is completed where it is made, or added.</summary>
    private static NodeEdit? PlanSettings(FixSite site, ArgumentListSyntax arguments, LibrarySettings settings)
    {
        foreach (ArgumentSyntax argument in arguments.Arguments)
        {
            if (site.Model.GetTypeInfo(argument.Expression, site.CancellationToken).Type is INamedTypeSymbol type && type.Is(settings.Type))
            {
                return CreationOf(site, argument.Expression) is { } creation && site.Validator is { } present
                    ? HookInitializer.Plan(site, creation, type, settings.Hook, present)
                    : null;
            }
        }

        if (site.Model.Compilation.GetTypesByMetadataName(settings.Type).FirstOrDefault() is not { } added
            || HookInitializer.Property(added, settings.Hook) is not { } hook
            || site.Validator is not { } validator
            || HookValue.For(hook.Type, site, validator) is not { UsesExtension: false } value
            || arguments.Arguments.Count != 1)
        {
            return null;
        }

        string initializer = " { " + settings.Hook + " = " + value.Text + " }";
        if (settings.TakesAddress)
        {
            ExpressionSyntax address = arguments.Arguments[0].Expression;
            return site.Edit(address, old => SyntaxFactory.ParseExpression("new " + site.NameOf(added) + "(" + old.WithoutTrivia() + ")" + initializer).WithTriviaFrom(old), validator);
        }

        ArgumentSyntax last = SyntaxFactory.Argument(SyntaxFactory.ParseExpression("new " + site.NameOf(added) + initializer));
        return site.Edit(arguments, old => CreationWriter.Append((ArgumentListSyntax)old, last), validator);
    }

    /// <summary>Where the settings are made: in the argument itself, or in the declaration of the local that is handed over.</summary>
    private static BaseObjectCreationExpressionSyntax? CreationOf(FixSite site, ExpressionSyntax expression)
    {
        if (expression is BaseObjectCreationExpressionSyntax creation)
        {
            return creation;
        }

        return site.Model.GetSymbolInfo(expression, site.CancellationToken).Symbol is ILocalSymbol local
            && local.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(site.CancellationToken) is VariableDeclaratorSyntax { Initializer.Value: BaseObjectCreationExpressionSyntax made }
            ? made
            : null;
    }
}
