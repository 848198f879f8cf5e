using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace PinningAnalyzers.CodeFixes;

/// <summary>Gives a TLS stream, a web socket, QUIC options or an old-style request the validator as its callback.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(UnpinnedStreamFixer))]
public sealed class UnpinnedStreamFixer : PinningFixer
{
    /// <summary>The key under which Fix All joins the fixes.</summary>
    public const string EquivalenceKey = nameof(UnpinnedStreamFixer);

    private const string CallbackParameter = "userCertificateValidationCallback";
    private const string RequestType = "System.Net.HttpWebRequest";
    private const string RequestHook = "ServerCertificateValidationCallback";

    /// <inheritdoc />
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(RuleIdentifiers.UnpinnedStream);

    internal override ImmutableArray<FixOffer> Offers { get; } = ImmutableArray.Create(new FixOffer("Pin the connection", EquivalenceKey));

    internal override NodeEdit? Plan(FixSite site, string equivalenceKey)
    {
        switch (site.Node)
        {
            case BaseObjectCreationExpressionSyntax creation when site.Model.GetTypeInfo(creation, site.CancellationToken).Type is INamedTypeSymbol type:
                return type.Is(MetadataNames.SslStream) ? PlanStream(site, creation) : HookInitializer.Plan(site, creation, type);
            case InvocationExpressionSyntax call:
                return PlanRequest(site, call);
            default:
                return null;
        }
    }

    private static NodeEdit? PlanStream(FixSite site, BaseObjectCreationExpressionSyntax creation)
    {
        if (creation.ArgumentList is not { Arguments: { Count: > 0 } arguments } list || site.Validator is not { } validator)
        {
            return null;
        }

        ArgumentSyntax? present = arguments.FirstOrDefault(argument => argument.NameColon?.Name.Identifier.ValueText == CallbackParameter)
            ?? (arguments.Count > 2 && arguments.Take(3).All(argument => argument.NameColon is null) ? arguments[2] : null);
        if (present is not null)
        {
            return site.Model.GetConstantValue(present.Expression, site.CancellationToken) is { HasValue: true, Value: null }
                ? site.Edit(present.Expression, old => validator.Validate.WithTriviaFrom(old), validator)
                : null;
        }

        // From here on names are needed: positions after a named argument are not sure to be the right ones.
        // Before C# 7.2 nothing without a name may stand behind a name.
        bool knowsBoth = ((CSharpParseOptions)site.Tree.Options).LanguageVersion >= LanguageVersion.CSharp7_2;
        bool isNamed = knowsBoth
            ? arguments.Any(argument => argument.NameColon is not null) && (arguments.Count > 2 || arguments[0].NameColon is not null)
            : arguments.Count == 1 || arguments.Any(argument => argument.NameColon is not null);
        ArgumentSyntax callback = isNamed ? Named(CallbackParameter, validator.Validate) : SyntaxFactory.Argument(validator.Validate);
        bool hasOwnership = arguments.Count > 1;
        return site.Edit(
            list,
            old => hasOwnership
                ? CreationWriter.Append((ArgumentListSyntax)old, callback)
                : CreationWriter.Append((ArgumentListSyntax)old, Named("leaveInnerStreamOpen", SyntaxFactory.LiteralExpression(SyntaxKind.FalseLiteralExpression)), callback),
            validator);
    }

    private static ArgumentSyntax Named(string name, ExpressionSyntax value) =>
        SyntaxFactory.Argument(
            SyntaxFactory.NameColon(name).WithColonToken(SyntaxFactory.Token(SyntaxKind.ColonToken).WithTrailingTrivia(SyntaxFactory.Space)),
            default,
            value);

    /// <summary>A request is made by a static method, so that its hook is set in the next statement.</summary>
    private static NodeEdit? PlanRequest(FixSite site, InvocationExpressionSyntax call)
    {
        string? name = StatementWriter.Around(call) switch
        {
            LocalDeclarationStatementSyntax declaration => declaration.Declaration.Variables[0].Identifier.Text,
            ExpressionStatementSyntax { Expression: AssignmentExpressionSyntax assignment } => assignment.Left.ToString(),
            _ => null,
        };
        if (name is null
            || StatementWriter.Around(call) is not { } statement
            || site.Model.GetSpeculativeTypeInfo(statement.Span.End, SyntaxFactory.ParseExpression(name), SpeculativeBindingOption.BindAsExpression).Type is not { } type
            || !type.Is(RequestType)
            || site.Validator is not { } validator)
        {
            return null;
        }

        SourceStyle style = site.Style;
        string indent = SourceStyle.IndentationAt(site.Tree, statement.SpanStart);
        string text = name + "." + RequestHook + " = " + validator.Validate + ";";
        return site.Edit(statement, old => StatementWriter.Behind((StatementSyntax)old, text, indent, style), validator);
    }
}
