using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace PinningAnalyzers.CodeFixes;

/// <summary>Gives a new <c>HttpClient</c> a pinned handler.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(UnpinnedHttpClientFixer))]
public sealed class UnpinnedHttpClientFixer : PinningFixer
{
    /// <summary>The key under which Fix All joins the fixes.</summary>
    public const string EquivalenceKey = nameof(UnpinnedHttpClientFixer);

    /// <inheritdoc />
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(RuleIdentifiers.UnpinnedHttpClient);

    internal override ImmutableArray<FixOffer> Offers { get; } = ImmutableArray.Create(new FixOffer("Create the client with a pinned handler", EquivalenceKey));

    internal override NodeEdit? Plan(FixSite site, string equivalenceKey)
    {
        switch (site.Node)
        {
            case BaseObjectCreationExpressionSyntax { ArgumentList: null or { Arguments.Count: 0 } } creation when site.Validator is { } validator:
                return site.Edit(creation, current => CreationWriter.WithArguments((BaseObjectCreationExpressionSyntax)current, Argument(validator)), validator);

            case ConstructorDeclarationSyntax constructor when site.Validator is { } validator && DerivesDirectly(site, constructor.Parent):
                return PlanConstructor(site, constructor, validator);

            case TypeDeclarationSyntax type when site.Validator is { } validator && DerivesDirectly(site, type):
                return PlanType(site, type, validator);

            default:
                return null;
        }
    }

    private static NodeEdit? PlanConstructor(FixSite site, ConstructorDeclarationSyntax constructor, ValidatorReference validator)
    {
        switch (constructor.Initializer)
        {
            case null:
                return site.Edit(constructor, current => WithBase((ConstructorDeclarationSyntax)current, validator), validator);
            case { RawKind: (int)SyntaxKind.BaseConstructorInitializer, ArgumentList.Arguments.Count: 0 } initializer:
                return site.Edit(
                    initializer.ArgumentList,
                    current => ((ArgumentListSyntax)current).AddArguments(Argument(validator)),
                    validator);
            default:
                return null;
        }
    }

    private static NodeEdit? PlanType(FixSite site, TypeDeclarationSyntax type, ValidatorReference validator)
    {
        if (type.ParameterList is not null)
        {
            return type.BaseList?.Types.FirstOrDefault() switch
            {
                PrimaryConstructorBaseTypeSyntax { ArgumentList.Arguments.Count: 0 } called => site.Edit(
                    called.ArgumentList,
                    current => ((ArgumentListSyntax)current).AddArguments(Argument(validator)),
                    validator),
                SimpleBaseTypeSyntax named => site.Edit(
                    named,
                    current => SyntaxFactory.PrimaryConstructorBaseType(
                        ((SimpleBaseTypeSyntax)current).Type.WithoutTrailingTrivia(),
                        Arguments(validator).WithTrailingTrivia(current.GetTrailingTrivia())),
                    validator),
                _ => null,
            };
        }

        return type.OpenBraceToken.IsKind(SyntaxKind.OpenBraceToken) && type.Members.OfType<ConstructorDeclarationSyntax>().All(member => member.Modifiers.Any(SyntaxKind.StaticKeyword))
            ? site.Edit(type, current => WithConstructor((TypeDeclarationSyntax)current, type, site.Style, validator), validator)
            : null;
    }

    private static ConstructorDeclarationSyntax WithBase(ConstructorDeclarationSyntax constructor, ValidatorReference validator)
    {
        ParameterListSyntax parameters = constructor.ParameterList;
        ConstructorInitializerSyntax initializer = SyntaxFactory.ConstructorInitializer(
            SyntaxKind.BaseConstructorInitializer,
            SyntaxFactory.Token(SyntaxKind.ColonToken).WithLeadingTrivia(SyntaxFactory.Space).WithTrailingTrivia(SyntaxFactory.Space),
            SyntaxFactory.Token(SyntaxKind.BaseKeyword),
            Arguments(validator));
        return constructor
            .WithParameterList(parameters.WithoutTrailingTrivia())
            .WithInitializer(initializer.WithTrailingTrivia(parameters.GetTrailingTrivia()));
    }

    private static TypeDeclarationSyntax WithConstructor(TypeDeclarationSyntax current, TypeDeclarationSyntax original, SourceStyle style, ValidatorReference validator)
    {
        string indent = SourceStyle.IndentationAt(original.SyntaxTree, original.SpanStart);
        string inner = indent + style.Indent;
        string access = current.Modifiers.Any(SyntaxKind.AbstractKeyword) ? "protected " : "public ";
        string text = inner + access + current.Identifier.Text + "() : base(" + validator.Text + ".CreateHandler())" + style.NewLine
            + inner + "{" + style.NewLine
            + inner + "}" + style.NewLine
            + (current.Members.Count > 0 ? style.NewLine : string.Empty);
        MemberDeclarationSyntax constructor = SyntaxFactory.ParseMemberDeclaration(text)!;
        int first = current.Members.IndexOf(member => member is not BaseFieldDeclarationSyntax);
        return first <= 0
            ? current.WithMembers(current.Members.Insert(0, constructor))
            : current.WithMembers(current.Members.Insert(first, constructor.WithLeadingTrivia(constructor.GetLeadingTrivia().Insert(0, SyntaxFactory.EndOfLine(style.NewLine))).WithTrailingTrivia(SyntaxFactory.EndOfLine(style.NewLine))));
    }

    /// <summary>Whether the base is <c>HttpClient</c> itself, whose constructors are known.</summary>
    private static bool DerivesDirectly(FixSite site, SyntaxNode? type) =>
        type is TypeDeclarationSyntax declaration
        && site.Model.GetDeclaredSymbol(declaration, site.CancellationToken) is { BaseType: { } baseType }
        && baseType.Is(MetadataNames.HttpClient);

    private static ArgumentSyntax Argument(ValidatorReference validator) => SyntaxFactory.Argument(validator.NewHandler);

    private static ArgumentListSyntax Arguments(ValidatorReference validator) =>
        SyntaxFactory.ArgumentList(SyntaxFactory.SingletonSeparatedList(Argument(validator)));
}
