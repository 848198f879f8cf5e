using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace PinningAnalyzers.Clients;

/// <content>What conditions say about the client: which branch is taken, and what is then known.</content>
internal sealed partial class ClientFlow
{
    /// <summary>What is known of a condition: the client itself is never null, and is of the type it is tested for.</summary>
    private bool? Decide(IOperation condition)
    {
        switch (condition)
        {
            case { ConstantValue: { HasValue: true, Value: bool constant } }:
                return constant;
            case IIsNullOperation isNull:
                return NullnessOf(isNull.Operand);
            case IUnaryOperation { OperatorKind: UnaryOperatorKind.Not } not:
                return !Decide(not.Operand);
            case IBinaryOperation { OperatorKind: BinaryOperatorKind.Equals } equals when IsNullLiteral(equals.RightOperand):
                return NullnessOf(equals.LeftOperand);
            case IBinaryOperation { OperatorKind: BinaryOperatorKind.NotEquals } differs when IsNullLiteral(differs.RightOperand):
                return !NullnessOf(differs.LeftOperand);
            case IIsTypeOperation { IsNegated: false } test when Peek(test.ValueOperand) is { IsTracked: true } tested:
                return IsOf(tested, test.TypeOperand);
            case IIsPatternOperation pattern when Peek(pattern.Value) is { IsTracked: true } tested:
                return Decide(pattern.Pattern, pattern.Value, tested);
            default:
                return null;
        }
    }

    private bool? Decide(IPatternOperation pattern, IOperation value, FlowValue tested) => pattern switch
    {
        INegatedPatternOperation negated => !Decide(negated.Pattern, value, tested),
        IBinaryPatternOperation { OperatorKind: BinaryOperatorKind.Or } either => Decide(either.LeftPattern, value, tested) | Decide(either.RightPattern, value, tested),
        IBinaryPatternOperation both => Decide(both.LeftPattern, value, tested) & Decide(both.RightPattern, value, tested),
        IDeclarationPatternOperation { MatchesNull: false, MatchedType: { } type } => IsOf(tested, type),
        ITypePatternOperation test => IsOf(tested, test.MatchedType),
        IRecursivePatternOperation { PropertySubpatterns.Length: 0, DeconstructionSubpatterns.Length: 0 } test => IsOf(tested, test.MatchedType) == false ? false : !NullnessOf(value),
        IDiscardPatternOperation or IDeclarationPatternOperation => true,
        IConstantPatternOperation { Value: var constant } when IsNullLiteral(constant) => NullnessOf(value),
        _ => null,
    };

    /// <summary>Whether the client is of a type that it is tested for: by the type that was made, where that was seen; else the first test is trusted.</summary>
    private bool? IsOf(string path, ITypeSymbol type)
    {
        // What is followed is the end of a chain of handlers, and a client that speaks TLS.
        if (path.Length == 0 && (type.IsOrDerivesFrom(ClientCatalogue.DelegatingHandler) || type.Name is "FtpWebRequest" or "FileWebRequest"))
        {
            return false;
        }

        if (path.Length > 0 || _made is null)
        {
            return true;
        }

        return type.TypeKind switch
        {
            TypeKind.Class => _made.IsOrDerivesFrom(type),
            TypeKind.Interface => _made.AllInterfaces.Any(one => SymbolEqualityComparer.Default.Equals(one, type)),
            _ => null,
        };
    }

    /// <summary>The same for what holds the client, or is around it.</summary>
    private bool? IsOf(FlowValue value, ITypeSymbol type)
    {
        if (value.Path is { } path)
        {
            return IsOf(path, type);
        }

        return value.IsAround && type.TypeKind == TypeKind.Class && value.Made?.Type is { } around ? around.IsOrDerivesFrom(type) : null;
    }

    private bool? NullnessOf(IOperation operand) => Peek(operand) switch
    {
        null => null,

        // A field may not have been filled yet: code that does so on demand must be seen.
        { Path: not null } when SymbolOf(operand) is not (null or IParameterSymbol) and { } holder && _root.IsHolder(holder) => null,
        { IsNull: true } => true,
        _ => false,
    };

    /// <summary>On the edge where a value that the hook is given elsewhere is null, leaving the hook alone is the same as setting it.</summary>
    private FlowState Refine(FlowState state, IOperation condition, bool outcome)
    {
        if (NullTested(condition, ref outcome) is not { } tested)
        {
            return state;
        }

        if (outcome)
        {
            return SymbolOf(tested) is { } symbol && HookValues.Contains(symbol) ? new FlowState(state.Values, state.Marks, AllCovered) : state;
        }

        return HookAt(tested) is { } hook ? new FlowState(state.Values, state.Marks, state.Covered | (1 << hook.Group)) : state;
    }

    /// <summary>The hook of the client that an expression reads: where it is seen not to be null, it has its value already.</summary>
    private MemberPath? HookAt(IOperation operation)
    {
        if (operation is IFlowCaptureReferenceOperation reference && _captured.TryGetValue(reference.Id, out IOperation? captured))
        {
            operation = captured is IFlowCaptureReferenceOperation inner && _captured.TryGetValue(inner.Id, out IOperation? original) ? original : captured;
        }

        return operation is IMemberReferenceOperation { Instance: { } instance } member && Peek(instance)?.Path is { } path
            ? _client.FindHook(Join(path, member.Member.Name), isCall: false)
            : null;
    }

    /// <summary>The expression that a condition compares with null; <paramref name="isNull"/> becomes whether it is null where the condition has that outcome.</summary>
    internal static IOperation? NullTested(IOperation condition, ref bool isNull)
    {
        switch (condition)
        {
            case IUnaryOperation { OperatorKind: UnaryOperatorKind.Not } not:
                isNull = !isNull;
                return NullTested(not.Operand, ref isNull);
            case IIsNullOperation test:
                return test.Operand;
            case IBinaryOperation { OperatorKind: BinaryOperatorKind.Equals } equals when IsNullLiteral(equals.RightOperand):
                return equals.LeftOperand;
            case IBinaryOperation { OperatorKind: BinaryOperatorKind.NotEquals } differs when IsNullLiteral(differs.RightOperand):
                isNull = !isNull;
                return differs.LeftOperand;
            case IIsPatternOperation { Pattern: IConstantPatternOperation { Value: var constant } } pattern when IsNullLiteral(constant):
                return pattern.Value;
            case IIsPatternOperation { Pattern: INegatedPatternOperation { Pattern: IConstantPatternOperation { Value: var constant } } } pattern when IsNullLiteral(constant):
                isNull = !isNull;
                return pattern.Value;
            case IIsPatternOperation { Pattern: IRecursivePatternOperation { DeclaredSymbol: not null } or IDeclarationPatternOperation { DeclaredSymbol: not null } } pattern:
                isNull = !isNull;
                return pattern;
            default:
                return null;
        }
    }

    private static bool IsNullLiteral(IOperation operation) => operation.WithoutConversions().ConstantValue is { HasValue: true, Value: null };
}
