using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace PinningAnalyzers.CodeFixes;

/// <summary>
/// Appends <c>.UsePins(validator)</c>: an extension call, because other analyzers in wide use report every assignment to the
/// callback of a handler as an error.
/// </summary>
internal static class UsePinsCall
{
    private const string Method = "UsePins";
    private const string Space = "CertificatePinning";

    /// <summary>Null where no <c>UsePins</c> takes this type.</summary>
    public static NodeEdit? Plan(FixSite site, BaseObjectCreationExpressionSyntax creation, INamedTypeSymbol type)
    {
        if (!Fits(site, type) || site.Validator is not { } validator)
        {
            return null;
        }

        string typeName = site.NameOf(type);
        bool isInScope = site.IsInScope(type, Method, MetadataNames.PinningExtensions);
        bool isExtension = isInScope || site.CanImport(Space);
        return site.Edit(
            creation,
            current =>
            {
                ExpressionSyntax named = Named((BaseObjectCreationExpressionSyntax)current, typeName);
                ExpressionSyntax call = isExtension ? Extension(named, validator) : Static(named, validator);
                return isExtension && !isInScope ? ImportAdder.Request(call, Space) : call;
            },
            validator);
    }

    private static bool Fits(FixSite site, INamedTypeSymbol type) =>
        site.Model.Compilation.GetTypesByMetadataName(MetadataNames.PinningExtensions)
            .SelectMany(extensions => extensions.GetMembers(Method))
            .OfType<IMethodSymbol>()
            .Any(method => method.Parameters.Length == 2
                && method.Parameters[1].Type.Is(MetadataNames.PinValidator)
                && method.ReduceExtensionMethod(type) is not null);

    /// <summary>A target-typed <c>new()</c> has no type of its own to call a method on.</summary>
    private static ExpressionSyntax Named(BaseObjectCreationExpressionSyntax creation, string typeName)
    {
        if (creation is not ImplicitObjectCreationExpressionSyntax target)
        {
            return creation;
        }

        return SyntaxFactory.ObjectCreationExpression(
            target.NewKeyword.WithTrailingTrivia(SyntaxFactory.Space),
            SyntaxFactory.ParseTypeName(typeName),
            target.ArgumentList,
            target.Initializer);
    }

    private static ExpressionSyntax Extension(ExpressionSyntax receiver, ValidatorReference validator)
    {
        SyntaxTriviaList trailing = receiver.GetTrailingTrivia();
        ExpressionSyntax member = SyntaxFactory.MemberAccessExpression(
            SyntaxKind.SimpleMemberAccessExpression,
            receiver.WithoutTrailingTrivia(),
            SyntaxFactory.IdentifierName(Method));
        return SyntaxFactory.InvocationExpression(member, Arguments(validator)).WithTrailingTrivia(trailing);
    }

    private static ExpressionSyntax Static(ExpressionSyntax receiver, ValidatorReference validator) =>
        SyntaxFactory.InvocationExpression(
            SyntaxFactory.ParseExpression("global::" + MetadataNames.PinningExtensions + "." + Method),
            CreationWriter.Append(
                SyntaxFactory.ArgumentList(SyntaxFactory.SingletonSeparatedList(SyntaxFactory.Argument(receiver.WithoutTrivia()))),
                SyntaxFactory.Argument(SyntaxFactory.ParseExpression(validator.Text))))
            .WithTriviaFrom(receiver);

    private static ArgumentListSyntax Arguments(ValidatorReference validator) =>
        SyntaxFactory.ArgumentList(SyntaxFactory.SingletonSeparatedList(SyntaxFactory.Argument(SyntaxFactory.ParseExpression(validator.Text))));
}
