using System;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace PinningAnalyzers.Callbacks;

/// <summary>Tells the places where a delegate is made to judge servers from those where it is compared, removed, queried with, or judges clients.</summary>
/// <param name="hasServers">Whether any stream is seen to authenticate as a server: where none does, none needs to be looked after.</param>
internal sealed class CallbackPosition(bool hasServers)
{
    /// <summary>Whether the callback made (or named) at <paramref name="operation"/> is to be judged.</summary>
    public bool IsJudged(IOperation operation, CallbackShape shape)
    {
        IOperation current = operation;
        for (IOperation? parent = operation.Parent; parent is not null; current = parent, parent = parent.Parent)
        {
            switch (parent)
            {
                case INameOfOperation:
                case IBinaryOperation { OperatorKind: BinaryOperatorKind.Equals or BinaryOperatorKind.NotEquals or BinaryOperatorKind.Subtract }:
                case IIsPatternOperation:
                case IEventAssignmentOperation { Adds: false }:
                case ICompoundAssignmentOperation { OperatorKind: BinaryOperatorKind.Subtract }:
                    return false;

                case IArgumentOperation { Parent: { } call } argument:
                    return !IsQuery(argument, call, shape) && !IsServerStream(call) && !IsServerArgument(argument, call);

                case ISimpleAssignmentOperation assignment when ReferenceEquals(assignment.Value, current):
                    return !IsServerHook(assignment.Target);

                case ICompoundAssignmentOperation assignment when ReferenceEquals(assignment.Value, current):
                    return !IsServerHook(assignment.Target);

                case ICoalesceAssignmentOperation assignment when ReferenceEquals(assignment.Value, current):
                    return !IsServerHook(assignment.Target);

                case IVariableDeclaratorOperation declarator:
                    return !JudgesClients(declarator.Symbol.Name) && !IsGivenToServersOnly(declarator);

                case ISymbolInitializerOperation initializer and not IVariableInitializerOperation:
                    return !JudgesClients(NameOfInitialized(initializer));

                case IVariableInitializerOperation:
                case IDelegateCreationOperation:
                case IConversionOperation:
                case IParenthesizedOperation:
                case IConditionalOperation:
                case ICoalesceOperation:
                case ISwitchExpressionOperation:
                case ISwitchExpressionArmOperation:
                    continue;

                default:
                    return true;
            }
        }

        return true;
    }

    /// <summary>Whether a lambda is handed to a method called like one of the usual queries, none of which is ever given a callback.</summary>
    public static bool IsHandedToQuery(SyntaxNode lambda) => lambda.Parent is ArgumentSyntax { Parent.Parent: InvocationExpressionSyntax { Expression: { } method } } && method switch
    {
        MemberAccessExpressionSyntax access => IsUsualQuery(access.Name.Identifier.ValueText),
        MemberBindingExpressionSyntax binding => IsUsualQuery(binding.Name.Identifier.ValueText),
        _ => false,
    };

    private static bool IsUsualQuery(string method) =>
        method is "Select" or "SelectMany" or "Where" or "Any" or "All" or "First" or "FirstOrDefault" or "Single" or "SingleOrDefault" or "Last" or "LastOrDefault"
            or "OrderBy" or "OrderByDescending" or "ThenBy" or "ThenByDescending" or "GroupBy" or "ToDictionary" or "ToLookup" or "Count" or "Sum" or "Min" or "Max"
            or "DistinctBy" or "TakeWhile" or "SkipWhile" or "Find" or "FindAll" or "FindIndex" or "Exists" or "RemoveAll" or "ConvertAll";

    /// <summary>Whether the delegate is a predicate handed to a query over a collection or a stream of events.</summary>
    public static bool IsQueryArgument(IDelegateCreationOperation creation) =>
        creation.Parent is IArgumentOperation { Parent: IInvocationOperation { TargetMethod.ContainingType: { } type } } && IsCollectionSpace(type.ContainingNamespace);

    private static bool IsServerHook(IOperation target) => target switch
    {
        IPropertyReferenceOperation { Property: { } property } => JudgesClients(property.Name) || property.ContainingType.IsOrDerivesFrom(MetadataNames.SslServerAuthenticationOptions),
        IFieldReferenceOperation field => JudgesClients(field.Field.Name),
        ILocalReferenceOperation local => JudgesClients(local.Local.Name),
        _ => false,
    };

    /// <summary>Only a server has clients whose certificates it could judge: a hook of this name is a server's.</summary>
    private static bool JudgesClients(string? hook) => hook is not null && hook.IndexOf("ClientCert", StringComparison.OrdinalIgnoreCase) >= 0;

    private static string? NameOfInitialized(ISymbolInitializerOperation initializer) => initializer switch
    {
        IFieldInitializerOperation { InitializedFields.IsEmpty: false } field => field.InitializedFields[0].Name,
        IPropertyInitializerOperation { InitializedProperties.IsEmpty: false } property => property.InitializedProperties[0].Name,
        _ => null,
    };

    private static bool IsServerArgument(IArgumentOperation argument, IOperation call) =>
        JudgesClients(argument.Parameter?.Name)
        || (call is IInvocationOperation { TargetMethod: { } method } && JudgesClients(method.Name) && method.ContainingType.Name.Contains("Server"));

    /// <summary>Whether a local holds the callback for servers alone.</summary>
    private bool IsGivenToServersOnly(IVariableDeclaratorOperation declarator)
    {
        bool isGiven = false;
        foreach (IOperation operation in RootGraph.RootOf(declarator).Descendants())
        {
            if (operation is ILocalReferenceOperation local && SymbolEqualityComparer.Default.Equals(local.Local, declarator.Symbol))
            {
                isGiven = true;
                if (IsJudged(local, CallbackShape.WithErrors))
                {
                    return false;
                }
            }
        }

        return isGiven;
    }

    private static bool IsQuery(IArgumentOperation argument, IOperation call, CallbackShape shape)
    {
        if (call is not IInvocationOperation { TargetMethod.ContainingType: { } type })
        {
            return false;
        }

        if (argument.Parameter is { Name: "comparer" or "keySelector" })
        {
            return true;
        }

        // Of the types that query, only predicates over argument objects have a callback's shape.
        return shape == CallbackShape.WithArgumentObject && IsCollectionSpace(type.ContainingNamespace);
    }

    private static bool IsCollectionSpace(INamespaceSymbol? space)
    {
        for (; space is { IsGlobalNamespace: false }; space = space.ContainingNamespace)
        {
            if (space is { Name: "Linq" or "Collections" or "Reactive" })
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>A stream that then authenticates as a server judges clients' certificates.</summary>
    private bool IsServerStream(IOperation call) =>
        hasServers && call is IObjectCreationOperation creation && creation.Type.IsOrDerivesFrom(MetadataNames.SslStream) && StreamRole.IsServer(creation);
}
