using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace PinningAnalyzers.Callbacks;

// Operators.
internal sealed partial class CallbackExecution
{
    private AbstractValue Unary(IUnaryOperation unary)
    {
        AbstractValue operand = EvaluateVarying(unary.Operand);
        switch (unary.OperatorKind)
        {
            case UnaryOperatorKind.Not:
                return Fold(operand, AbstractValue.Null, static (value, _) => value.Value is bool isTrue ? AbstractValue.Of(!isTrue) : null) ?? Bool(_conditions.Not(Decide(operand)));
            case UnaryOperatorKind.BitwiseNegation:
                return Map(operand, one => one is AbstractValue.Constant { Value: { } value } constant && ConstantFolding.ToInt64(value) is { } number
                    ? new AbstractValue.Constant((int)~number, constant.TellsErrors)
                    : one is AbstractValue.Constant ? Setting(unary.Type) : Negated(one, unary));
            case UnaryOperatorKind.Minus:
                return Map(operand, one => one is AbstractValue.Constant { Value: { } value } constant && ConstantFolding.ToInt64(value) is { } number
                    ? new AbstractValue.Constant((int)-number, constant.TellsErrors)
                    : one is AbstractValue.Constant ? Setting(unary.Type) : Negated(one, unary));
            default:
                return operand;
        }
    }

    private static AbstractValue Negated(AbstractValue value, IUnaryOperation unary) =>
        value is AbstractValue.Opaque { IsUnknown: false } opaque ? Setting(unary.Type, new PartKey(opaque.Key, unary.OperatorKind.ToString())) : value;

    private AbstractValue Binary(IBinaryOperation binary)
    {
        AbstractValue left = EvaluateVarying(binary.LeftOperand);
        if (binary.OperatorKind is BinaryOperatorKind.ConditionalAnd or BinaryOperatorKind.ConditionalOr && IsBool(Settled(left)))
        {
            // Outside a flow graph the short circuit is here.
            Condition first = Decide(left);
            Condition second = Decide(Evaluate(binary.RightOperand));
            return Bool(binary.OperatorKind == BinaryOperatorKind.ConditionalAnd ? _conditions.And(first, second) : _conditions.Or(first, second));
        }

        AbstractValue right = EvaluateVarying(binary.RightOperand);
        if (binary.OperatorKind is BinaryOperatorKind.Equals or BinaryOperatorKind.NotEquals && (binary.OperatorMethod is null || IsFrameworkCode(binary.OperatorMethod)))
        {
            return IsNullLiteral(binary.RightOperand) ? Bool(IsNullAsIn(binary, left))
                : IsNullLiteral(binary.LeftOperand) ? Bool(IsNullAsIn(binary, right))
                : Compute(binary.OperatorKind, Missed(left, binary.RightOperand), Missed(right, binary.LeftOperand), binary);
        }

        if (binary is { OperatorKind: BinaryOperatorKind.Add, Type.SpecialType: SpecialType.System_String })
        {
            (left, right) = (TextOf(Settled(left), binary.LeftOperand), TextOf(Settled(right), binary.RightOperand));
        }

        if (binary.OperatorMethod is { } method && !IsFrameworkCode(method))
        {
            return Call(method, null, ImmutableArray.Create(left, right), binary, ImmutableArray<IOperation?>.Empty);
        }

        if (right is AbstractValue.Opaque && IsCounterBelowLength(binary, Settled(left), right))
        {
            return AbstractValue.Of(true);
        }

        return Compute(binary.OperatorKind, left, right, binary);
    }

    private Condition IsNullAsIn(IBinaryOperation comparison, AbstractValue value) =>
        comparison.OperatorKind == BinaryOperatorKind.Equals ? IsNull(value) : _conditions.Not(IsNull(value));

    private static bool IsNullLiteral(IOperation? operation) => operation is { ConstantValue: { HasValue: true, Value: null } };

    /// <summary>
    /// What is compared with something that is no literal. Where the server showed no certificate, null and the empty text
    /// stand for an identity that is not there, wherever they were put in its place.
    /// </summary>
    private AbstractValue Missed(AbstractValue value, IOperation? with) =>
        with is { ConstantValue.HasValue: true } || !MayStandForNothing(value) || _scenarios.HasCertificate
            ? value
            : Map(value, one => IsNothing(one) ? NoCertificate : one);

    private static bool IsNothing(AbstractValue value) => value is AbstractValue.Constant { Value: null or "" } or AbstractValue.Sequence { Items.IsEmpty: true };

    private static bool MayStandForNothing(AbstractValue value) => value is AbstractValue.Alternatives or AbstractValue.Varying || IsNothing(value);

    private static AbstractValue TextOf(AbstractValue value, IOperation from) =>
        CallbackShapes.IsErrors(from.WithoutConversions().Type) && value is AbstractValue.Constant { Value: { } number, TellsErrors: true } && ConstantFolding.ToInt64(number) is { } errors
            ? new AbstractValue.Constant(NameOfErrors((int)errors), true)
            : value;

    /// <summary>The first round of a loop over something that is compared: what has no elements is no pin.</summary>
    private static bool IsCounterBelowLength(IBinaryOperation binary, AbstractValue left, AbstractValue right) =>
        binary is { OperatorKind: BinaryOperatorKind.LessThan or BinaryOperatorKind.NotEquals, LeftOperand: ILocalReferenceOperation }
        && left is AbstractValue.Constant { Value: 0 }
        && right is AbstractValue.Opaque { IsUnknown: false }
        && binary.RightOperand is IPropertyReferenceOperation { Property.Name: "Length" or "Count" };

    private AbstractValue Compute(BinaryOperatorKind kind, AbstractValue left, AbstractValue right, IOperation operation)
    {
        if (Fold(left, right, (one, two) => ComputeConstant(kind, one, two)) is { } folded)
        {
            return folded;
        }

        (left, right) = (Settled(left), Settled(right));
        switch (kind)
        {
            case BinaryOperatorKind.Equals:
                return Bool(IsReferenceComparison(operation) ? AreIdentical(left, right) : AreEqual(left, right));
            case BinaryOperatorKind.NotEquals:
                return Bool(_conditions.Not(IsReferenceComparison(operation) ? AreIdentical(left, right) : AreEqual(left, right)));
        }

        return Map(left, one => Map(right, two => ComputeOne(kind, one, two, operation)));
    }

    private static AbstractValue.Constant? ComputeConstant(BinaryOperatorKind kind, AbstractValue.Constant left, AbstractValue.Constant right) => kind switch
    {
        BinaryOperatorKind.Equals => AbstractValue.Of(AreEqual(left, right)),
        BinaryOperatorKind.NotEquals => AbstractValue.Of(!AreEqual(left, right)),
        _ => ConstantFolding.Compute(kind, left.Value, right.Value) is { } result ? new AbstractValue.Constant(result, left.TellsErrors || right.TellsErrors) : null,
    };

    private AbstractValue ComputeOne(BinaryOperatorKind kind, AbstractValue left, AbstractValue right, IOperation operation)
    {
        if (left is AbstractValue.Constant a && right is AbstractValue.Constant b)
        {
            return ComputeConstant(kind, a, b) ?? Setting(operation.Type);
        }

        bool isTest = kind is BinaryOperatorKind.LessThan or BinaryOperatorKind.LessThanOrEqual or BinaryOperatorKind.GreaterThan or BinaryOperatorKind.GreaterThanOrEqual;
        if (operation.Type?.SpecialType == SpecialType.System_Boolean && !isTest)
        {
            switch (kind)
            {
                case BinaryOperatorKind.And or BinaryOperatorKind.ConditionalAnd:
                    return Bool(_conditions.And(Decide(left), Decide(right)));
                case BinaryOperatorKind.Or or BinaryOperatorKind.ConditionalOr:
                    return Bool(_conditions.Or(Decide(left), Decide(right)));
                case BinaryOperatorKind.ExclusiveOr:
                    return Bool(_conditions.Not(_conditions.Same(Decide(left), Decide(right))));
            }
        }

        if (isTest)
        {
            return Bool(Order(kind, left, right));
        }

        // `number & 0` and the like, where one side decides.
        if (kind == BinaryOperatorKind.And && (IsZero(left) || IsZero(right)))
        {
            return AbstractValue.Of(0);
        }

        if (left is AbstractValue.Constant or AbstractValue.Opaque { IsUnknown: false } && right is AbstractValue.Constant or AbstractValue.Opaque { IsUnknown: false })
        {
            // A mask that is a setting: what is left of the errors is a setting too.
            return Setting(operation.Type);
        }

        return Join(ImmutableArray.Create(left, right), operation.Type);
    }

    private static bool IsZero(AbstractValue value) => value is AbstractValue.Constant { Value: { } number } && ConstantFolding.ToInt64(number) == 0;

    private Condition Order(BinaryOperatorKind kind, AbstractValue left, AbstractValue right)
    {
        if (left is AbstractValue.Constant && right is AbstractValue.Length)
        {
            return Order(kind switch
            {
                BinaryOperatorKind.LessThan => BinaryOperatorKind.GreaterThan,
                BinaryOperatorKind.LessThanOrEqual => BinaryOperatorKind.GreaterThanOrEqual,
                BinaryOperatorKind.GreaterThan => BinaryOperatorKind.LessThan,
                _ => BinaryOperatorKind.LessThanOrEqual,
            }, right, left);
        }

        if (left is AbstractValue.Length length && right is AbstractValue.Constant { Value: { } value } && ConstantFolding.ToInt64(value) is { } bound)
        {
            return kind switch
            {
                BinaryOperatorKind.GreaterThan when length.Minimum > bound => _conditions.True,
                BinaryOperatorKind.GreaterThanOrEqual when length.Minimum >= bound => _conditions.True,
                BinaryOperatorKind.LessThan when length.Minimum >= bound => _conditions.False,
                BinaryOperatorKind.LessThanOrEqual when length.Minimum > bound => _conditions.False,
                _ => _conditions.Ask(ChoiceKind.Free),
            };
        }

        if (left is AbstractValue.Opaque { IsUnknown: false } opaque && right is AbstractValue.Constant { Value: { } limit })
        {
            Condition below = Answer(opaque.Key, (kind is BinaryOperatorKind.LessThan or BinaryOperatorKind.GreaterThanOrEqual ? "< " : "<= ") + limit, ChoiceKind.Setting);
            return kind is BinaryOperatorKind.LessThan or BinaryOperatorKind.LessThanOrEqual ? below : _conditions.Not(below);
        }

        Exposure exposure = ExposureOf(left) > ExposureOf(right) ? ExposureOf(left) : ExposureOf(right);
        AbstractValue.Identity? identity = left as AbstractValue.Identity ?? right as AbstractValue.Identity;
        return exposure switch
        {
            Exposure.Unknown => _conditions.Ask(ChoiceKind.Unknown),
            Exposure.Free => _conditions.Ask(ChoiceKind.Free),
            Exposure.Weak => _conditions.Ask(ChoiceKind.Weak, identity?.What ?? string.Empty),
            Exposure.Server when identity is not null => StrongMatch(identity.Owner),
            _ => _conditions.Ask(ChoiceKind.Setting),
        };
    }

    private static bool IsReferenceComparison(IOperation operation) =>
        operation is IBinaryOperation { OperatorMethod: null, LeftOperand.Type: { IsReferenceType: true } left, RightOperand.Type: { IsReferenceType: true } right }
        && left.SpecialType != SpecialType.System_String
        && right.SpecialType != SpecialType.System_String
        && left.TypeKind != TypeKind.Delegate;

    /// <summary>Whether two references are to one object: what the stranger sent is no object that the program holds already.</summary>
    private Condition AreIdentical(AbstractValue left, AbstractValue right) => Test(left, one => Test(right, two =>
    {
        if (one is AbstractValue.Constant || two is AbstractValue.Constant)
        {
            return AreEqualOne(one, two);
        }

        if (AreSame(one, two))
        {
            return _conditions.True;
        }

        if (ExposureOf(one) == Exposure.Unknown || ExposureOf(two) == Exposure.Unknown)
        {
            return _conditions.Ask(ChoiceKind.Unknown);
        }

        if (one is AbstractValue.ObjectValue && two is AbstractValue.ObjectValue && (IsNew(one) || IsNew(two)))
        {
            return _conditions.False;
        }

        return one is AbstractValue.Certificate or AbstractValue.Identity || two is AbstractValue.Certificate or AbstractValue.Identity
            ? _conditions.False
            : _conditions.Ask(ChoiceKind.Setting);
    }));

    /// <summary>Made in the callback, or by an initializer that was seen: it is no other object than itself.</summary>
    private bool IsNew(AbstractValue value) => value is AbstractValue.ObjectValue thing && (thing.Kind == ObjectKind.Created || _lastingObjects.Contains(thing.Id));

    private AbstractValue CompareTuples(ITupleBinaryOperation binary)
    {
        Condition equal = AreEqual(Evaluate(binary.LeftOperand), Evaluate(binary.RightOperand));
        return Bool(binary.OperatorKind == BinaryOperatorKind.NotEquals ? _conditions.Not(equal) : equal);
    }
}
