using System;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using PinningAnalyzers.Clients;

namespace PinningAnalyzers.CodeFixes;

/// <summary>A client that its library's builder makes: the builder takes the validator in a call that returns the builder.</summary>
internal static class BuilderForm
{
    private static readonly (string Client, string Builder)[] Builders =
    [
        ("Flurl.Http.FlurlClient", "Flurl.Http.Configuration.FlurlClientBuilder"),
        ("MySqlConnector.MySqlDataSource", "MySqlConnector.MySqlDataSourceBuilder"),
        ("Npgsql.NpgsqlDataSource", "Npgsql.NpgsqlDataSourceBuilder"),
    ];

    /// <summary>Writes <c>new Builder(…).Hook(…).Build()</c> in the place of a client that was made without.</summary>
    public static NodeEdit? Plan(FixSite site, ExpressionSyntax made, ArgumentListSyntax? arguments, string client)
    {
        string? name = Array.Find(Builders, pair => pair.Client == client).Builder;
        if (name is null
            || arguments is null or { Arguments.Count: > 1 }
            || made is BaseObjectCreationExpressionSyntax { Initializer: not null }
            || site.Model.Compilation.GetTypesByMetadataName(name).FirstOrDefault() is not { } builder
            || site.Validator is not { } validator
            || Call(site, builder, validator) is not { } call)
        {
            return null;
        }

        string creation = "new " + site.NameOf(builder);
        return site.Edit(
            made,
            old =>
            {
                ArgumentListSyntax list = old is InvocationExpressionSyntax invocation ? invocation.ArgumentList : ((BaseObjectCreationExpressionSyntax)old).ArgumentList!;
                return SyntaxFactory.ParseExpression(creation + list.WithoutTrivia() + call.Text + ".Build()").WithTriviaFrom(old);
            },
            validator,
            call.UsesExtension);
    }

    /// <summary>Appends the call to a new builder.</summary>
    public static NodeEdit? PlanCall(FixSite site, BaseObjectCreationExpressionSyntax creation, INamedTypeSymbol type)
    {
        if (site.Validator is not { } validator || Call(site, type, validator) is not { } call)
        {
            return null;
        }

        string typeName = site.NameOf(type);
        return site.Edit(
            creation,
            old =>
            {
                ExpressionSyntax named = CreationWriter.Named((BaseObjectCreationExpressionSyntax)old, typeName);
                return SyntaxFactory.ParseExpression(named.WithoutTrivia().ToFullString() + call.Text).WithTriviaFrom(old);
            },
            validator,
            call.UsesExtension);
    }

    private static (string Text, bool UsesExtension)? Call(FixSite site, INamedTypeSymbol builder, ValidatorReference validator)
    {
        if (ClientCatalogue.Find(builder) is not { IsFluent: true } client)
        {
            return null;
        }

        foreach (MemberPath hook in client.Hooks)
        {
            foreach (IMethodSymbol method in hook.IsCall ? builder.GetMembers(hook.Path).OfType<IMethodSymbol>() : [])
            {
                bool returnsBuilder = SymbolEqualityComparer.Default.Equals(method.ReturnType, builder) || builder.AllInterfaces.Contains(method.ReturnType, SymbolEqualityComparer.Default);
                if (method.Parameters.Length == 1 && returnsBuilder && HookValue.For(method.Parameters[0].Type, site, validator) is { } value)
                {
                    return ($".{method.Name}({value.Text})", value.UsesExtension);
                }
            }
        }

        return null;
    }
}
