using System;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace PinningAnalyzers.Callbacks;

/// <summary>Tells the places where a delegate is made to judge servers from those where it is compared, removed, queried with, or judges clients.</summary>
internal static class CallbackPosition
{
    /// <summary>Whether the callback made (or named) at <paramref name="operation"/> is to be judged.</summary>
    public static bool IsJudged(IOperation operation, CallbackShape shape)
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
                    return !IsQuery(argument, call, shape) && !IsServerStream(call);

                case ISimpleAssignmentOperation assignment when ReferenceEquals(assignment.Value, current):
                    return !IsServerHook(assignment.Target);

                case ICompoundAssignmentOperation assignment when ReferenceEquals(assignment.Value, current):
                    return !IsServerHook(assignment.Target);

                case ICoalesceAssignmentOperation assignment when ReferenceEquals(assignment.Value, current):
                    return !IsServerHook(assignment.Target);

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

    /// <summary>Whether the delegate is a predicate handed to a query over a collection or a stream of events.</summary>
    public static bool IsQueryArgument(IDelegateCreationOperation creation) =>
        creation.Parent is IArgumentOperation { Parent: IInvocationOperation { TargetMethod.ContainingType: { } type } } && IsCollectionSpace(type.ContainingNamespace);

    private static bool IsServerHook(IOperation target) =>
        target is IPropertyReferenceOperation { Property: { } property }
        && (property.Name == "ClientCertificateValidation" || property.ContainingType.IsOrDerivesFrom(MetadataNames.SslServerAuthenticationOptions));

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
    private static bool IsServerStream(IOperation call)
    {
        if (call is not IObjectCreationOperation { Type: { Name: "SslStream" } } creation || !creation.Type.Is(MetadataNames.SslStream))
        {
            return false;
        }

        return StreamRole.IsServer(creation);
    }
}
