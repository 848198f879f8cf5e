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
        if (client is not null && LibrarySettings.Find(client) is { } settings)
        {
            return arguments is null ? null : PlanSettings(site, arguments, settings);
        }

        return site.Node is BaseObjectCreationExpressionSyntax own && site.Model.GetTypeInfo(own, site.CancellationToken).Type is INamedTypeSymbol type
            ? HookInitializer.Plan(site, own, type) ?? PlanCall(site, own, type)
            : null;
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
            || HookInitializer.ValueFor(hook.Type, validator) is not { } value
            || arguments.Arguments.Count != 1)
        {
            return null;
        }

        string initializer = " { " + settings.Hook + " = " + value + " }";
        if (settings.TakesAddress)
        {
            ExpressionSyntax address = arguments.Arguments[0].Expression;
            return site.Edit(address, old => SyntaxFactory.ParseExpression("new " + site.NameOf(added) + "(" + old.WithoutTrivia() + ")" + initializer).WithTriviaFrom(old), validator);
        }

        ArgumentSyntax last = SyntaxFactory.Argument(SyntaxFactory.ParseExpression("new " + site.NameOf(added) + initializer));
        return site.Edit(arguments, old => CreationWriter.Append((ArgumentListSyntax)old, last), validator);
    }

    /// <summary>A builder takes the validator in a call that returns the builder.</summary>
    private static NodeEdit? PlanCall(FixSite site, BaseObjectCreationExpressionSyntax creation, INamedTypeSymbol type)
    {
        if (creation is ImplicitObjectCreationExpressionSyntax || site.Validator is not { } validator || ClientCatalogue.Find(type) is not { IsFluent: true } client)
        {
            return null;
        }

        foreach (MemberPath hook in client.Hooks)
        {
            bool takesValidator = hook.IsCall && type.GetMembers(hook.Path).OfType<IMethodSymbol>().Any(method =>
                method.Parameters.Length == 1
                && SymbolEqualityComparer.Default.Equals(method.ReturnType, type)
                && method.Parameters[0].Type is INamedTypeSymbol { DelegateInvokeMethod: { } invoke }
                && CallbackFit.TakesValidator(invoke));
            if (takesValidator)
            {
                return CallAppender.Plan(site, creation, "." + hook.Path + "(" + validator.Validate + ")", imports: null, validator);
            }
        }

        return null;
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
