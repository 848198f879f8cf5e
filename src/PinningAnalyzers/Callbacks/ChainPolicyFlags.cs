using System;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace PinningAnalyzers.Callbacks;

/// <summary>Finds the flags that make a chain build in spite of errors, and the policies that TLS uses.</summary>
internal static class ChainPolicyFlags
{
    private const string HookName = "CertificateChainPolicy";

    /// <summary>The part of an assigned value that overlooks what matters.</summary>
    public static IOperation? Find(IOperation? value)
    {
        switch (value)
        {
            case ILocalReferenceOperation { ConstantValue.HasValue: false } local:
                return OnlyValueOf(local) is { } only ? Find(only) : null;
            case IFieldReferenceOperation { ConstantValue: { HasValue: true, Value: { } flag } }:
                return IsDangerous(flag) ? value : null;
            case IBinaryOperation { OperatorKind: BinaryOperatorKind.Or } either:
                return Find(either.LeftOperand) ?? Find(either.RightOperand);
            case IBinaryOperation { ConstantValue.HasValue: false }:
                return null;
            case IConversionOperation { ConstantValue.HasValue: false } conversion:
                return Find(conversion.Operand);
            case IParenthesizedOperation parenthesized:
                return Find(parenthesized.Operand);
            case IConditionalOperation conditional:
                return Find(conditional.WhenTrue) ?? Find(conditional.WhenFalse);
            case { ConstantValue: { HasValue: true, Value: { } constant } }:
                return IsDangerous(constant) ? value : null;
            default:
                return null;
        }
    }

    /// <summary>The value that a local is declared with, where it gets no other.</summary>
    private static IOperation? OnlyValueOf(ILocalReferenceOperation reference)
    {
        IOperation? value = null;
        foreach (IOperation operation in RootGraph.RootOf(reference).Descendants())
        {
            switch (operation)
            {
                case IVariableDeclaratorOperation declarator when SymbolEqualityComparer.Default.Equals(declarator.Symbol, reference.Local):
                    value = declarator.Initializer?.Value;
                    break;
                case IAssignmentOperation { Target: ILocalReferenceOperation target } when SymbolEqualityComparer.Default.Equals(target.Local, reference.Local):
                case IArgumentOperation { Parameter.RefKind: not RefKind.None, Value: ILocalReferenceOperation given } when SymbolEqualityComparer.Default.Equals(given.Local, reference.Local):
                    return null;
            }
        }

        return value;
    }

    public static string NameOf(IOperation flag) => flag is IFieldReferenceOperation field ? field.Field.Name : flag.Syntax.ToString();

    /// <summary>Whether the policy whose flags are set here is, or becomes, the one by which TLS judges servers.</summary>
    public static bool IsUsedForTls(IPropertyReferenceOperation flags)
    {
        IOperation? policy = flags.Instance;
        if (policy is IInstanceReferenceOperation { ReferenceKind: InstanceReferenceKind.ImplicitReceiver })
        {
            policy = flags.Parent?.Parent?.Parent;
        }

        switch (policy)
        {
            case IPropertyReferenceOperation property:
                return IsHook(property);
            case IMemberInitializerOperation { InitializedMember: IPropertyReferenceOperation property }:
                return IsHook(property);
            case IObjectCreationOperation creation:
                return IsGiven(creation);
            case ILocalReferenceOperation local:
                return IsGivenLater(local.Local, flags);
            case IFieldReferenceOperation field:
                return IsGivenLater(field.Field, flags);
            default:
                return false;
        }
    }

    private static bool IsGiven(IObjectCreationOperation creation)
    {
        IOperation current = creation;
        while (current.Parent is IConversionOperation or IParenthesizedOperation or IConditionalOperation or ICoalesceOperation)
        {
            current = current.Parent;
        }

        return current.Parent switch
        {
            IAssignmentOperation { Target: IPropertyReferenceOperation property } => IsHook(property),
            IAssignmentOperation { Target: ILocalReferenceOperation local } => IsGivenLater(local.Local, creation),
            IAssignmentOperation { Target: IFieldReferenceOperation field } => IsGivenLater(field.Field, creation),
            IVariableInitializerOperation { Parent: IVariableDeclaratorOperation declarator } => IsGivenLater(declarator.Symbol, creation),
            IFieldInitializerOperation { InitializedFields.IsEmpty: false } field => IsGivenInType(field.InitializedFields[0], creation),
            IPropertyInitializerOperation { InitializedProperties.IsEmpty: false } property => IsGivenInType(property.InitializedProperties[0], creation),
            IReturnOperation => IsGivenInType(MemberAround(creation), creation),
            _ => false,
        };
    }

    private static bool IsGivenLater(ISymbol holder, IOperation from)
    {
        bool isReturned = false;
        foreach (IOperation operation in RootGraph.RootOf(from).Descendants())
        {
            if (operation is IAssignmentOperation { Target: IPropertyReferenceOperation { Property.Name: HookName } property, Value: { } value }
                && IsHook(property)
                && Refers(value, holder))
            {
                return true;
            }

            isReturned |= operation is IReturnOperation { ReturnedValue: { } returned } && Refers(returned, holder);
        }

        return (isReturned && IsGivenInType(MemberAround(from), from)) || (holder is IFieldSymbol && IsGivenInType(holder, from));
    }

    /// <summary>Whether another member of the type hands over what this field, property or method holds or makes.</summary>
    private static bool IsGivenInType(ISymbol? source, IOperation from)
    {
        if (source?.ContainingType is not { } type || from.SemanticModel is not { } model)
        {
            return false;
        }

        foreach (SyntaxReference declaration in type.DeclaringSyntaxReferences)
        {
            if (declaration.SyntaxTree != model.SyntaxTree)
            {
                continue;
            }

            // Names first: hardly any assignment is to this hook.
            foreach (SyntaxNode node in declaration.GetSyntax().DescendantNodes())
            {
                if (node is AssignmentExpressionSyntax { Left: { } left } assignment
                    && NameIn(left) == HookName
                    && model.GetOperation(assignment) is IAssignmentOperation { Target: IPropertyReferenceOperation hook, Value: { } value }
                    && IsHook(hook)
                    && Refers(value, source))
                {
                    return true;
                }
            }
        }

        return false;
    }

    private static string? NameIn(ExpressionSyntax target) => target switch
    {
        IdentifierNameSyntax name => name.Identifier.ValueText,
        MemberAccessExpressionSyntax access => access.Name.Identifier.ValueText,
        _ => null,
    };

    private static ISymbol? MemberAround(IOperation operation) => operation.SemanticModel?.GetEnclosingSymbol(operation.Syntax.SpanStart) switch
    {
        IMethodSymbol { AssociatedSymbol: IPropertySymbol property } => property,
        { } member => member,
        _ => null,
    };

    private static bool Refers(IOperation value, ISymbol holder)
    {
        ISymbol? symbol = value.WithoutConversions() switch
        {
            ILocalReferenceOperation local => local.Local,
            IFieldReferenceOperation field => field.Field,
            IPropertyReferenceOperation property => property.Property,
            IInvocationOperation invocation => invocation.TargetMethod.OriginalDefinition,
            _ => null,
        };
        return SymbolEqualityComparer.Default.Equals(symbol, holder);
    }

    private static bool IsHook(IPropertyReferenceOperation property) =>
        property.Property.Name == HookName && !property.Property.ContainingType.IsOrDerivesFrom(MetadataNames.SslServerAuthenticationOptions);

    private static bool IsDangerous(object constant) =>
        ConstantFolding.ToInt64(constant) is { } number && (number & CallbackExecution.DangerousFlags) != 0;
}
