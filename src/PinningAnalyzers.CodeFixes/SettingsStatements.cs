using System;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace PinningAnalyzers.CodeFixes;

/// <summary>
/// A client that takes settings, or a text that they are parsed from, and whose hook no initializer reaches: the settings are
/// completed in statements of their own.
/// </summary>
internal sealed class SettingsStatements
{
    private static readonly SettingsStatements[] All =
    [
        new("MongoDB.Driver.MongoClient", "MongoDB.Driver.MongoClientSettings", "settings", "SslSettings", "SslSettings.ServerCertificateValidationCallback")
        {
            FromText = "FromConnectionString",
            FromAddress = "FromUrl",
        },
        new("StackExchange.Redis.ConnectionMultiplexer", "StackExchange.Redis.ConfigurationOptions", "options", "CertificateValidation", initializer: null)
        {
            FromText = "Parse",
        },
    ];

    private readonly string _client;

    private readonly string _type;

    private readonly string _name;

    private readonly string _hook;

    private readonly string? _initializer;

    private SettingsStatements(string client, string type, string name, string hook, string? initializer)
    {
        _client = client;
        _type = type;
        _name = name;
        _hook = hook;
        _initializer = initializer;
    }

    private string? FromText { get; set; }

    private string? FromAddress { get; set; }

    public static NodeEdit? Plan(FixSite site, ExpressionSyntax made, ArgumentListSyntax? arguments, string client)
    {
        if (Array.Find(All, line => line._client == client) is not { } own
            || arguments is null or { Arguments.Count: 0 }
            || site.Model.Compilation.GetTypesByMetadataName(own._type).FirstOrDefault() is not { } settings
            || site.Validator is not { } validator)
        {
            return null;
        }

        ExpressionSyntax given = arguments.Arguments[0].Expression;
        return site.Model.GetTypeInfo(given, site.CancellationToken).Type switch
        {
            { } type when type.Is(own._type) => own.PlanGiven(site, made, given, settings, validator),
            { SpecialType: SpecialType.System_String } when own.FromText is { } parse => own.Extract(site, made, given, $"{site.NameOf(settings)}.{parse}({given.WithoutTrivia()})", settings, validator),
            { Name: "MongoUrl" } when own.FromAddress is { } parse => own.Extract(site, made, given, $"{site.NameOf(settings)}.{parse}({given.WithoutTrivia()})", settings, validator),
            _ => null,
        };
    }

    private NodeEdit? PlanGiven(FixSite site, ExpressionSyntax made, ExpressionSyntax given, INamedTypeSymbol settings, ValidatorReference validator)
    {
        VariableDeclaratorSyntax? local = site.Model.GetSymbolInfo(given, site.CancellationToken).Symbol is ILocalSymbol symbol
            ? symbol.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(site.CancellationToken) as VariableDeclaratorSyntax
            : null;
        if (local is null)
        {
            return given switch
            {
                BaseObjectCreationExpressionSyntax creation when _initializer is not null => HookInitializer.Plan(site, creation, settings, _initializer, validator),
                BaseObjectCreationExpressionSyntax or InvocationExpressionSyntax => Extract(site, made, given, given.WithoutTrivia().ToString(), settings, validator),
                _ => null,
            };
        }

        if (_initializer is not null && local.Initializer?.Value is BaseObjectCreationExpressionSyntax own)
        {
            return HookInitializer.Plan(site, own, settings, _initializer, validator);
        }

        // What a later statement puts in the place of the whole would take the hook away.
        bool isTouched = local.FirstAncestorOrSelf<MemberDeclarationSyntax>()?.DescendantNodes().OfType<MemberAccessExpressionSyntax>()
            .Any(access => access.Name.Identifier.ValueText == _hook && access.Expression.ToString() == local.Identifier.Text) ?? false;
        if (isTouched
            || local.Initializer?.Value is not { } value
            || StatementWriter.Around(value) is not LocalDeclarationStatementSyntax declaration
            || Setting(site, local.Identifier.Text, settings, validator) is not { } text)
        {
            return null;
        }

        string indent = SourceStyle.IndentationAt(site.Tree, declaration.SpanStart);
        SourceStyle style = site.Style;
        return site.Edit(declaration, old => StatementWriter.Behind((StatementSyntax)old, text, indent, style), validator);
    }

    /// <summary>Gives the settings a name in a statement before the one that makes the client.</summary>
    private NodeEdit? Extract(FixSite site, ExpressionSyntax made, ExpressionSyntax given, string value, INamedTypeSymbol settings, ValidatorReference validator)
    {
        string name = site.FreeName(_name);
        if (StatementWriter.Around(made) is not { } statement || Setting(site, name, settings, validator) is not { } text)
        {
            return null;
        }

        string indent = SourceStyle.IndentationAt(site.Tree, statement.SpanStart);
        SourceStyle style = site.Style;
        int place = given.SpanStart - statement.FullSpan.Start;
        return site.Edit(
            statement,
            old =>
            {
                ArgumentSyntax argument = old.FindToken(old.FullSpan.Start + place).Parent!.FirstAncestorOrSelf<ArgumentSyntax>(each => each.SpanStart == old.FullSpan.Start + place)!;
                var changed = (StatementSyntax)old.ReplaceNode(argument.Expression, SyntaxFactory.IdentifierName(name).WithTriviaFrom(argument.Expression));
                return StatementWriter.Before(changed, [$"var {name} = {value};", text], indent, style);
            },
            validator);
    }

    private string? Setting(FixSite site, string name, INamedTypeSymbol settings, ValidatorReference validator) =>
        settings.GetMembers(_hook).FirstOrDefault() switch
        {
            IEventSymbol { Type: INamedTypeSymbol { DelegateInvokeMethod: { } invoke } } when CallbackFit.TakesValidator(invoke) => $"{name}.{_hook} += {validator.Validate};",
            IPropertySymbol { SetMethod: not null } property when HookInitializer.Property(property.Type, _initializer!.Substring(_hook.Length + 1)) is { SetMethod: not null } inner && HookValue.For(inner.Type, site, validator) is { UsesExtension: false } value
                => $"{name}.{_hook} = new {site.NameOf(property.Type)} {{ {inner.Name} = {value.Text} }};",
            _ => null,
        };
}
