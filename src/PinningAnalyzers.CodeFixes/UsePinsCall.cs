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
    /// <summary>Null where no <c>UsePins</c> takes this type.</summary>
    public static NodeEdit? Plan(FixSite site, BaseObjectCreationExpressionSyntax creation, INamedTypeSymbol type)
    {
        if (!Fits(site, type) || site.Validator is not { } validator)
        {
            return null;
        }

        string typeName = site.NameOf(type);
        bool isInScope = site.IsInScope(type, Method, MetadataNames.PinningExtensions);
        bool isExtension = isInScope || site.CanImport(ImportAdder.RuntimeNamespace);
        return site.Edit(
            creation,
            current =>
            {
                ExpressionSyntax named = CreationWriter.Named((BaseObjectCreationExpressionSyntax)current, typeName);
                ExpressionSyntax call = isExtension ? Extension(named, validator) : Static(named, validator);
                return isExtension && !isInScope ? ImportAdder.Request(call, ImportAdder.RuntimeNamespace) : call;
            },
            validator);
    }

    /// <summary>Whether a <c>UsePins</c> takes this type.</summary>
    public static bool Fits(FixSite site, INamedTypeSymbol type) =>
        site.Model.Compilation.GetTypesByMetadataName(MetadataNames.PinningExtensions)
            .SelectMany(extensions => extensions.GetMembers(Method))
            .OfType<IMethodSymbol>()
            .Any(method => method.Parameters.Length == 2
                && method.Parameters[1].Type.Is(MetadataNames.PinValidator)
                && method.ReduceExtensionMethod(type) is not null);

    /// <summary>The call on something that has a name, and whether the file has yet to import what it needs.</summary>
    public static (string Text, bool NeedsImport) On(FixSite site, ITypeSymbol type, string name, ValidatorReference validator)
    {
        bool isInScope = site.IsInScope(type, Method, MetadataNames.PinningExtensions);
        return isInScope || site.CanImport(ImportAdder.RuntimeNamespace)
            ? ($"{name}.{Method}({validator.Text})", !isInScope)
            : ($"global::{MetadataNames.PinningExtensions}.{Method}({name}, {validator.Text})", false);
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
