using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace PinningAnalyzers.CodeFixes;

/// <summary>Gives the errors of an anonymous function a name: it may have discarded them, or declared no parameters at all.</summary>
internal sealed class ParameterNames
{
    private readonly int _ordinal;
    private readonly string? _newName;
    private readonly string? _newList;

    private ParameterNames(string errors, int ordinal, string? newName, string? newList)
    {
        Errors = errors;
        _ordinal = ordinal;
        _newName = newName;
        _newList = newList;
    }

    /// <summary>The name that the errors have in the end.</summary>
    public string Errors { get; }

    public static ParameterNames? For(FixSite site, AnonymousFunctionExpressionSyntax function, IMethodSymbol method, IParameterSymbol parameter, string wanted)
    {
        bool hasList = function is not AnonymousMethodExpressionSyntax { ParameterList: null };
        if (hasList && parameter.Name is not ("_" or ""))
        {
            return new ParameterNames(parameter.Name, parameter.Ordinal, null, null);
        }

        HashSet<string> taken = NamesAround(function);
        string free = Free(wanted, taken);
        if (hasList)
        {
            // A lone `_` is a parameter that the body may read.
            bool isRead = method.Parameters.Count(each => each.Name == "_") == 1 && function.Body.DescendantNodesAndSelf().OfType<IdentifierNameSyntax>().Any(name => name.Identifier.Text == "_");
            return isRead ? new ParameterNames("_", parameter.Ordinal, null, null) : new ParameterNames(free, parameter.Ordinal, free, null);
        }

        // Without a list the compiler names the parameters itself, in names that cannot be written.
        if (site.Model.GetTypeInfo(function, site.CancellationToken).ConvertedType is not INamedTypeSymbol { DelegateInvokeMethod: { } invoke })
        {
            return null;
        }

        taken.Add(free);
        var parts = new List<string>();
        foreach (IParameterSymbol each in invoke.Parameters)
        {
            string name = each.Ordinal == parameter.Ordinal ? free : Free(each.Name, taken);
            taken.Add(name);
            parts.Add(each.Type.ToMinimalDisplayString(site.Model, site.Position) + " " + name);
        }

        return new ParameterNames(free, parameter.Ordinal, null, "(" + string.Join(", ", parts) + ")");
    }

    public AnonymousFunctionExpressionSyntax Apply(AnonymousFunctionExpressionSyntax function)
    {
        if (_newList is not null && function is AnonymousMethodExpressionSyntax anonymous)
        {
            SyntaxToken keyword = anonymous.DelegateKeyword;
            ParameterListSyntax list = SyntaxFactory.ParseParameterList(_newList);
            return anonymous
                .WithDelegateKeyword(keyword.WithTrailingTrivia(SyntaxFactory.Space))
                .WithParameterList(list.WithTrailingTrivia(keyword.TrailingTrivia));
        }

        if (_newName is null)
        {
            return function;
        }

        ParameterSyntax? parameter = function switch
        {
            SimpleLambdaExpressionSyntax simple => simple.Parameter,
            ParenthesizedLambdaExpressionSyntax lambda => lambda.ParameterList.Parameters.ElementAtOrDefault(_ordinal),
            AnonymousMethodExpressionSyntax method => method.ParameterList?.Parameters.ElementAtOrDefault(_ordinal),
            _ => null,
        };
        return parameter is null
            ? function
            : function.ReplaceNode(parameter, parameter.WithIdentifier(SyntaxFactory.Identifier(_newName).WithTriviaFrom(parameter.Identifier)));
    }

    /// <summary>Every name in the member around: before C# 8 a parameter must not hide any local of it.</summary>
    public static HashSet<string> NamesAround(SyntaxNode node)
    {
        SyntaxNode member = node.FirstAncestorOrSelf<MemberDeclarationSyntax>(each => each is not GlobalStatementSyntax) ?? node.SyntaxTree.GetRoot();
        return new HashSet<string>(member.DescendantTokens().Where(token => token.IsKind(SyntaxKind.IdentifierToken)).Select(token => token.ValueText));
    }

    public static string Free(string wanted, HashSet<string> taken)
    {
        string name = wanted;
        for (int number = 2; taken.Contains(name); number++)
        {
            name = wanted + number;
        }

        return name;
    }
}
