using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace PinningAnalyzers.CodeFixes;

/// <summary>Writes into <c>new T(…) { … }</c> and leaves its comments and lines where they are.</summary>
internal static class CreationWriter
{
    /// <summary>Adds arguments behind those that are there; the list too where only an initializer was written.</summary>
    public static BaseObjectCreationExpressionSyntax WithArguments(BaseObjectCreationExpressionSyntax creation, params ArgumentSyntax[] arguments)
    {
        ArgumentListSyntax? list = creation.ArgumentList;
        if (list is null && creation is ObjectCreationExpressionSyntax named)
        {
            ArgumentListSyntax added = Append(SyntaxFactory.ArgumentList(), arguments).WithTrailingTrivia(named.Type.GetTrailingTrivia());
            return named.WithType(named.Type.WithoutTrailingTrivia()).WithArgumentList(added);
        }

        return list is null ? creation : creation.WithArgumentList(Append(list, arguments));
    }

    /// <summary>Adds arguments behind those that are there.</summary>
    public static ArgumentListSyntax Append(ArgumentListSyntax list, params ArgumentSyntax[] arguments)
    {
        foreach (ArgumentSyntax argument in arguments)
        {
            SeparatedSyntaxList<ArgumentSyntax> present = list.Arguments;
            if (present.Count == 0)
            {
                list = list.WithArguments(SyntaxFactory.SingletonSeparatedList(argument));
                continue;
            }

            ArgumentSyntax last = present[present.Count - 1];
            SyntaxNodeOrTokenList items = present.GetWithSeparators()
                .Replace(last, last.WithoutTrailingTrivia())
                .Add(SyntaxFactory.Token(SyntaxKind.CommaToken).WithTrailingTrivia(SyntaxFactory.Space))
                .Add(argument.WithTrailingTrivia(last.GetTrailingTrivia()));
            list = list.WithArguments(SyntaxFactory.SeparatedList<ArgumentSyntax>(items));
        }

        return list;
    }

    /// <summary>A target-typed <c>new()</c> has no type of its own to call a method on.</summary>
    public static ExpressionSyntax Named(BaseObjectCreationExpressionSyntax creation, string typeName)
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
}
