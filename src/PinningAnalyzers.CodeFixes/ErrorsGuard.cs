using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using PinningAnalyzers.Callbacks;

namespace PinningAnalyzers.CodeFixes;

/// <summary>Puts <c>if (errors != SslPolicyErrors.None) { return false; }</c> first in a callback, wherever its body is.</summary>
internal static class ErrorsGuard
{
    private const string ParameterName = "errors";

    public static NodeEdit? Plan(FixSite site)
    {
        switch (site.Node)
        {
            case AnonymousFunctionExpressionSyntax function
                when site.Model.GetSymbolInfo(function, site.CancellationToken).Symbol is IMethodSymbol method:
                return PlanFunction(site, function, method);
            case ExpressionSyntax group when site.Model.GetSymbolInfo(group, site.CancellationToken).Symbol is IMethodSymbol target:
                return PlanTarget(site, target.PartialImplementationPart ?? target.OriginalDefinition);
            default:
                return null;
        }
    }

    private static NodeEdit? PlanTarget(FixSite site, IMethodSymbol method)
    {
        if (method.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(site.CancellationToken) is not { } declaration
            || site.Document.Project.Solution.GetDocument(declaration.SyntaxTree) is not { } document
            || document is SourceGeneratedDocument
            || method.Parameters.FirstOrDefault(IsErrorsOrCarriesThem) is not { } parameter
            || parameter.Name is "_" or "")
        {
            return null;
        }

        SyntaxNode? body = declaration switch
        {
            MethodDeclarationSyntax member => (SyntaxNode?)member.Body ?? member.ExpressionBody,
            LocalFunctionStatementSyntax local => (SyntaxNode?)local.Body ?? local.ExpressionBody,
            _ => null,
        };
        if (body is null || IsGuarded(body, parameter.Name) || Guard(site, method, parameter, parameter.Name, declaration) is not { } guard)
        {
            return null;
        }

        string indent = SourceStyle.IndentationAt(declaration.SyntaxTree, declaration.SpanStart);
        SourceStyle style = SourceStyle.Of(declaration.SyntaxTree, document.Project.AnalyzerOptions.AnalyzerConfigOptionsProvider.GetOptions(declaration.SyntaxTree));
        return body is BlockSyntax
            ? new NodeEdit(document.Id, body, old => guard.InsertInto((BlockSyntax)old, indent, style))
            : new NodeEdit(document.Id, declaration, old => guard.IntoBlock(old, indent, style));
    }

    private static NodeEdit? PlanFunction(FixSite site, AnonymousFunctionExpressionSyntax function, IMethodSymbol method)
    {
        if (method.Parameters.FirstOrDefault(IsErrorsOrCarriesThem) is not { } parameter)
        {
            return null;
        }

        ParameterNames? names = ParameterNames.For(site, function, method, parameter, ParameterName);
        if (names is null || IsGuarded(function.Body, names.Errors) || Guard(site, method, parameter, names.Errors, function) is not { } guard)
        {
            return null;
        }

        string indent = SourceStyle.IndentationAt(site.Tree, function.SpanStart);
        SourceStyle style = site.Style;
        return site.Edit(
            function,
            old =>
            {
                var named = names.Apply((AnonymousFunctionExpressionSyntax)old);
                return named.Body is BlockSyntax block
                    ? named.WithBody(guard.InsertInto(block, indent, style))
                    : guard.IntoBlock(named, indent, style);
            },
            validator: null);
    }

    private static bool IsErrorsOrCarriesThem(IParameterSymbol parameter) =>
        CallbackShapes.IsErrors(parameter.Type) || (parameter.Type is INamedTypeSymbol type && CallbackShapes.IsArgumentObject(type));

    /// <summary>Whether the first statement already rejects on errors.</summary>
    private static bool IsGuarded(SyntaxNode body, string name) =>
        body is BlockSyntax { Statements: { Count: > 0 } statements }
        && statements[0] is IfStatementSyntax { Condition: BinaryExpressionSyntax { RawKind: (int)SyntaxKind.NotEqualsExpression } condition }
        && condition.Left.ToString().Split('.')[0] == name
        && condition.Right.ToString().EndsWith("None", System.StringComparison.Ordinal);

    private static GuardText? Guard(FixSite site, IMethodSymbol method, IParameterSymbol parameter, string name, SyntaxNode place)
    {
        ITypeSymbol? errors = parameter.Type;
        string expression = name;
        if (!CallbackShapes.IsErrors(errors))
        {
            IPropertySymbol? property = PropertiesOf(errors).FirstOrDefault(each => CallbackShapes.IsErrors(each.Type));
            errors = property?.Type;
            expression += "." + property?.Name;
        }

        string? rejected = Rejection(method, site, place);
        if (errors is null || rejected is null)
        {
            return null;
        }

        return new GuardText($"if ({expression} != {NameAt(site, errors, place)}.None)", $"return {rejected};");
    }

    private static IEnumerable<IPropertySymbol> PropertiesOf(ITypeSymbol? type)
    {
        for (; type is not null; type = type.BaseType)
        {
            foreach (IPropertySymbol property in type.GetMembers().OfType<IPropertySymbol>())
            {
                yield return property;
            }
        }
    }

    private static string? Rejection(IMethodSymbol method, FixSite site, SyntaxNode place)
    {
        if (method.IsAsync || method.ReturnType.SpecialType == SpecialType.System_Boolean)
        {
            return "false";
        }

        return method.ReturnType switch
        {
            INamedTypeSymbol { Name: "Task", Arity: 1 } task => NameAt(site, task.BaseType!, place) + ".FromResult(false)",
            INamedTypeSymbol { Name: "ValueTask", Arity: 1 } task => "new " + NameAt(site, task, place) + "(false)",
            _ => null,
        };
    }

    /// <summary>How a type is named where the callback's body is, which may be another file or project.</summary>
    private static string NameAt(FixSite site, ITypeSymbol type, SyntaxNode place) =>
        site.Model.Compilation.ContainsSyntaxTree(place.SyntaxTree)
            ? type.ToMinimalDisplayString(site.Model.Compilation.GetSemanticModel(place.SyntaxTree), place.SpanStart)
            : type.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat);
}
