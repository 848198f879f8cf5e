using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace PinningAnalyzers.CodeFixes;

/// <summary>A client whose factory takes an action on its options: the hooks are set there.</summary>
internal static class ConfigureArgument
{
    private static readonly (string Client, string Options, string[] Hooks)[] All =
    [
        ("Microsoft.AspNetCore.SignalR.Client.HubConnectionBuilderHttpExtensions", "Microsoft.AspNetCore.Http.Connections.Client.HttpConnectionOptions", ["HttpMessageHandlerFactory", "WebSocketConfiguration"]),
        ("StackExchange.Redis.ConnectionMultiplexer", "StackExchange.Redis.ConfigurationOptions", ["CertificateValidation"]),
    ];

    // What these say goes to the handler that is there from the start, and would be lost with it.
    private static readonly string[] SettingsOfTheHandler = ["ClientCertificates", "Cookies", "Credentials", "Proxy", "UseDefaultCredentials"];

    public static NodeEdit? Plan(FixSite site, InvocationExpressionSyntax call, string client)
    {
        (_, string? optionsName, string[] hooks) = Array.Find(All, line => line.Client == client);
        if (optionsName is null
            || site.Model.GetSymbolInfo(call, site.CancellationToken).Symbol is not IMethodSymbol method
            || site.Model.Compilation.GetTypesByMetadataName(optionsName).FirstOrDefault() is not { } options
            || site.Validator is not { } validator)
        {
            return null;
        }

        foreach (ArgumentSyntax argument in call.ArgumentList.Arguments)
        {
            if (site.Model.GetTypeInfo(argument.Expression, site.CancellationToken).ConvertedType is { } type && IsActionOn(type, options))
            {
                return argument.Expression is LambdaExpressionSyntax lambda ? Complete(site, lambda, options, hooks, validator) : null;
            }
        }

        return PlaceFor(method, options) is { } index
            && index <= call.ArgumentList.Arguments.Count
            && call.ArgumentList.Arguments.All(argument => argument.NameColon is null)
            && Lambda(site, call, options, hooks, validator) is { } text
            ? site.Edit(call.ArgumentList, old => Insert((ArgumentListSyntax)old, index, text), validator)
            : null;
    }

    /// <summary>Where the action stands in an overload that is the same but for it.</summary>
    private static int? PlaceFor(IMethodSymbol method, INamedTypeSymbol options)
    {
        IMethodSymbol whole = method.ReducedFrom ?? method;
        foreach (IMethodSymbol other in whole.ContainingType.GetMembers(whole.Name).OfType<IMethodSymbol>())
        {
            IParameterSymbol? action = other.Parameters.FirstOrDefault(parameter => IsActionOn(parameter.Type, options));
            if (action is not null
                && other.Parameters.Where(parameter => !ReferenceEquals(parameter, action)).Select(parameter => parameter.Type).SequenceEqual(whole.Parameters.Select(parameter => parameter.Type), SymbolEqualityComparer.Default))
            {
                return action.Ordinal - (method.ReducedFrom is null ? 0 : 1);
            }
        }

        return null;
    }

    private static bool IsActionOn(ITypeSymbol type, INamedTypeSymbol options) =>
        type is INamedTypeSymbol { DelegateInvokeMethod: { ReturnsVoid: true, Parameters.Length: 1 } invoke } && SymbolEqualityComparer.Default.Equals(invoke.Parameters[0].Type, options);

    private static string? Lambda(FixSite site, InvocationExpressionSyntax call, INamedTypeSymbol options, string[] hooks, ValidatorReference validator)
    {
        string name = site.FreeParameterName("options");
        if (Settings(site, name, options, hooks, validator) is not { } settings)
        {
            return null;
        }

        if (settings.Count == 1)
        {
            return $"{name} => {settings[0]}";
        }

        string newLine = site.Style.NewLine;
        string indent = SourceStyle.IndentationAt(site.Tree, call.ArgumentList.SpanStart);
        return $"{name} =>{newLine}{indent}{{{newLine}"
            + string.Concat(settings.Select(setting => $"{indent}{site.Style.Indent}{setting};{newLine}"))
            + $"{indent}}}";
    }

    private static List<string>? Settings(FixSite site, string name, INamedTypeSymbol options, IEnumerable<string> hooks, ValidatorReference validator)
    {
        var settings = new List<string>();
        foreach (string hook in hooks)
        {
            switch (options.GetMembers(hook).FirstOrDefault())
            {
                case IPropertySymbol { SetMethod: not null } property when HookValue.For(property.Type, site, validator) is { UsesExtension: false } value:
                    settings.Add($"{name}.{hook} = {value.Text}");
                    break;
                case IEventSymbol { Type: INamedTypeSymbol { DelegateInvokeMethod: { } invoke } } when CallbackFit.TakesValidator(invoke):
                    settings.Add($"{name}.{hook} += {validator.Validate}");
                    break;
                default:
                    return null;
            }
        }

        return settings;
    }

    /// <summary>Adds what is missing behind what the action does already.</summary>
    private static NodeEdit? Complete(FixSite site, LambdaExpressionSyntax lambda, INamedTypeSymbol options, string[] hooks, ValidatorReference validator)
    {
        string? name = lambda switch
        {
            SimpleLambdaExpressionSyntax simple => simple.Parameter.Identifier.Text,
            ParenthesizedLambdaExpressionSyntax { ParameterList.Parameters: { Count: 1 } parameters } => parameters[0].Identifier.Text,
            _ => null,
        };
        List<string> set = lambda.Body.DescendantNodesAndSelf().OfType<MemberAccessExpressionSyntax>().Where(access => access.Expression.ToString() == name).Select(access => access.Name.Identifier.ValueText).ToList();
        if (name is null or "_"
            || set.Exists(member => Array.IndexOf(SettingsOfTheHandler, member) >= 0)
            || Settings(site, name, options, hooks.Where(hook => !set.Contains(hook)), validator) is not { Count: > 0 } settings)
        {
            return null;
        }

        string indent = SourceStyle.IndentationAt(site.Tree, lambda.SpanStart);
        SourceStyle style = site.Style;
        return site.Edit(lambda, old => LambdaWriter.Append((LambdaExpressionSyntax)old, settings, indent, style), validator);
    }

    private static ArgumentListSyntax Insert(ArgumentListSyntax list, int index, string text)
    {
        ArgumentSyntax added = SyntaxFactory.Argument(SyntaxFactory.ParseExpression(text));
        if (index == list.Arguments.Count)
        {
            return CreationWriter.Append(list, added);
        }

        SyntaxToken comma = SyntaxFactory.Token(SyntaxKind.CommaToken).WithTrailingTrivia(SyntaxFactory.Space);
        SyntaxNodeOrTokenList items = list.Arguments.GetWithSeparators().InsertRange(2 * index, [added, comma]);
        return list.WithArguments(SyntaxFactory.SeparatedList<ArgumentSyntax>(items));
    }
}
