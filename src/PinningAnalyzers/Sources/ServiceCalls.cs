using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace PinningAnalyzers.Sources;

/// <summary>From where services are named to the calls that may be made on them, seen from the syntax: only these are then asked for their types.</summary>
/// <remarks>Services that are kept under a name that does not say so may be used in all of the code that sees the name.</remarks>
internal sealed class ServiceCalls
{
    private readonly SyntaxNode _root;

    private readonly HashSet<SyntaxNode> _calls = [];

    private readonly HashSet<SyntaxNode> _walked = [];

    private ServiceCalls(SyntaxNode root) => _root = root;

    /// <param name="names">The tokens that name services.</param>
    public static IEnumerable<SyntaxNode> Of(IEnumerable<SyntaxToken> names, SyntaxNode root)
    {
        var calls = new ServiceCalls(root);
        foreach (SyntaxToken name in names)
        {
            calls.Follow(name);
        }

        return calls._calls;
    }

    private void Follow(SyntaxToken name)
    {
        // What declares a name is no use of it.
        if (name.Parent is not SimpleNameSyntax simple)
        {
            return;
        }

        ExpressionSyntax expression = simple;
        while (expression.Parent is QualifiedNameSyntax or AliasQualifiedNameSyntax)
        {
            if (expression.Parent is QualifiedNameSyntax qualified && qualified.Left == expression)
            {
                // A namespace.
                return;
            }

            expression = (ExpressionSyntax)expression.Parent;
        }

        if (!SyntaxFacts.IsInTypeOnlyContext(expression))
        {
            FollowValue(expression);
        }
        else if (ServiceNames.IsCollection(name.ValueText.AsSpan()))
        {
            FollowType(expression);
        }
    }

    private void FollowType(ExpressionSyntax type)
    {
        ExpressionSyntax whole = type.Parent as NullableTypeSyntax ?? type;
        switch (whole.Parent)
        {
            case BaseMethodDeclarationSyntax or LocalFunctionStatementSyntax or DelegateDeclarationSyntax:
                break;

            case ParameterSyntax parameter:
                Keep(parameter.Identifier, parameter);
                break;

            case PropertyDeclarationSyntax property:
                Keep(property.Identifier, property);
                break;

            case VariableDeclarationSyntax variables:
                foreach (VariableDeclaratorSyntax variable in variables.Variables)
                {
                    Keep(variable.Identifier, variables);
                }

                break;

            case BaseObjectCreationExpressionSyntax creation:
                FollowValue(creation);
                break;

            default:
                WalkAround(whole);
                break;
        }
    }

    /// <summary>Goes outward from services through the expression that they are part of: to what is called on them, or takes them.</summary>
    private void FollowValue(ExpressionSyntax services)
    {
        SyntaxNode current = services;
        for (SyntaxNode? parent = services.Parent; parent is not null; current = parent, parent = parent.Parent)
        {
            switch (parent)
            {
                case InvocationExpressionSyntax call:
                    AddCall(call);
                    break;

                case ConditionalAccessExpressionSyntax access when access.Expression == current:
                    Walk(access.WhenNotNull);
                    break;

                case AnonymousFunctionExpressionSyntax:
                    return;

                case AssignmentExpressionSyntax assignment when assignment.Right == current:
                    KeepValue(NameOf(assignment.Left), assignment.Right);
                    break;

                case EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax variable } value:
                    KeepValue(variable.Identifier, value.Value);
                    return;

                case ExpressionSyntax or ArgumentSyntax or BaseArgumentListSyntax:
                    break;

                default:
                    return;
            }
        }
    }

    private void AddCall(InvocationExpressionSyntax call)
    {
        if (!_calls.Add(call))
        {
            return;
        }

        foreach (ArgumentSyntax argument in call.ArgumentList.Arguments)
        {
            // A lambda may be handed the services, and name them as it likes.
            if (argument.Expression is AnonymousFunctionExpressionSyntax function && ParametersOf(function) is { Count: > 0 } names && !names.Exists(IsServices))
            {
                Walk(function);
            }
        }
    }

    /// <summary>Services, or what may be services, are kept under a name.</summary>
    private void KeepValue(SyntaxToken name, ExpressionSyntax value)
    {
        if (MayBeServices(value))
        {
            Keep(name, value);
        }
    }

    private void Keep(SyntaxToken name, SyntaxNode where)
    {
        if (!IsServices(name) && name.ValueText != "_")
        {
            WalkAround(where);
        }
    }

    /// <summary>Whether the value of an expression that services are part of may be the services.</summary>
    private static bool MayBeServices(ExpressionSyntax value)
    {
        SyntaxToken name = NameOf(value);
        return name == default || IsServices(name) || name.ValueText.StartsWith("Add", StringComparison.Ordinal);
    }

    /// <summary>The name that an expression ends with; none where it ends with anything else.</summary>
    private static SyntaxToken NameOf(ExpressionSyntax expression) => expression switch
    {
        SimpleNameSyntax simple => simple.Identifier,
        MemberAccessExpressionSyntax access => access.Name.Identifier,
        MemberBindingExpressionSyntax binding => binding.Name.Identifier,
        ConditionalAccessExpressionSyntax conditional => NameOf(conditional.WhenNotNull),
        InvocationExpressionSyntax call => NameOf(call.Expression),
        AwaitExpressionSyntax awaited => NameOf(awaited.Expression),
        ParenthesizedExpressionSyntax inner => NameOf(inner.Expression),
        PostfixUnaryExpressionSyntax suppressed => NameOf(suppressed.Operand),
        ObjectCreationExpressionSyntax { Type: SimpleNameSyntax type } => type.Identifier,
        _ => default,
    };

    private static List<SyntaxToken>? ParametersOf(AnonymousFunctionExpressionSyntax function) => function switch
    {
        SimpleLambdaExpressionSyntax lambda => [lambda.Parameter.Identifier],
        ParenthesizedLambdaExpressionSyntax lambda => NamesOf(lambda.ParameterList),
        AnonymousMethodExpressionSyntax { ParameterList: { } parameters } => NamesOf(parameters),
        _ => null,
    };

    private static List<SyntaxToken> NamesOf(ParameterListSyntax parameters) => parameters.Parameters.Select(parameter => parameter.Identifier).ToList();

    private static bool IsServices(SyntaxToken name) => ServiceNames.IsServices(name.ValueText.AsSpan());

    /// <summary>Takes all calls in the code that may see what is declared here.</summary>
    private void WalkAround(SyntaxNode declaration)
    {
        MemberDeclarationSyntax? member = declaration.FirstAncestorOrSelf<MemberDeclarationSyntax>();
        Walk(member switch
        {
            // What a type holds is used in all of it.
            BaseFieldDeclarationSyntax or BasePropertyDeclarationSyntax => member.Parent ?? member,
            null or GlobalStatementSyntax => _root,
            _ => member,
        });
    }

    private void Walk(SyntaxNode code)
    {
        if (_walked.Add(code))
        {
            _calls.UnionWith(code.DescendantNodesAndSelf().OfType<InvocationExpressionSyntax>());
        }
    }
}
