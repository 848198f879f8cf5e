using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace PinningAnalyzers.Callbacks;

// Expressions.
internal sealed partial class CallbackExecution
{
    private AbstractValue Evaluate(IOperation? operation)
    {
        if (operation is null)
        {
            return Setting(null);
        }

        if (_depth >= MaximumDepth || !Step())
        {
            _steps = _depth >= MaximumDepth ? MaximumSteps + 1 : _steps;
            return Unknown();
        }

        _depth++;
        try
        {
            return operation.ConstantValue is { HasValue: true, Value: var constant } ? AbstractValue.Of(constant) : EvaluateKind(operation);
        }
        finally
        {
            _depth--;
        }
    }

    private AbstractValue EvaluateKind(IOperation operation)
    {
        switch (operation)
        {
            case IExpressionStatementOperation statement:
                return Evaluate(statement.Operation);
            case ITranslatedQueryOperation query:
                return Evaluate(query.Operation);
            case IParenthesizedOperation parenthesized:
                return Evaluate(parenthesized.Operand);
            case IFlowCaptureOperation capture:
                return Capture(capture);
            case IFlowCaptureReferenceOperation reference:
                return Read(new StateKey(reference.Id, _frame!.Id)) ?? Setting(reference.Type);
            case IIsNullOperation isNull:
                return Bool(IsNull(Evaluate(isNull.Operand)));
            case ILocalReferenceOperation local:
                return ReadLocal(local);
            case IParameterReferenceOperation parameter:
                return ReadParameter(parameter);
            case IFieldReferenceOperation field:
                return ReadField(field);
            case IPropertyReferenceOperation property:
                return ReadProperty(property);
            case IArrayElementReferenceOperation element:
                return ReadElement(Evaluate(element.ArrayReference), element.Indices.Select(Evaluate).ToImmutableArray(), element.Type);
            case IImplicitIndexerReferenceOperation element:
                return ReadElement(Evaluate(element.Instance), ImmutableArray.Create(EvaluateIndex(element.Argument)), element.Type);
            case IInstanceReferenceOperation:
                return FindReceiver() ?? Setting(operation.Type, "this");
            case IConversionOperation conversion:
                return Convert(conversion);
            case IUnaryOperation unary:
                return Unary(unary);
            case IBinaryOperation binary:
                return Binary(binary);
            case ITupleBinaryOperation binary:
                return CompareTuples(binary);
            case IIsTypeOperation isType:
                return Bool(IsType(Evaluate(isType.ValueOperand), isType.TypeOperand, isType.IsNegated));
            case IIsPatternOperation pattern:
                return Bool(MatchesPattern(Evaluate(pattern.Value), pattern.Pattern));
            case ISimpleAssignmentOperation assignment:
                return Assign(assignment.Target, Evaluate(assignment.Value), assignment.Value);
            case ICompoundAssignmentOperation assignment:
                return Assign(assignment.Target, Compute(assignment.OperatorKind, Evaluate(assignment.Target), Evaluate(assignment.Value), assignment), assignment.OperatorKind == BinaryOperatorKind.Or ? assignment.Value : null);
            case IIncrementOrDecrementOperation step:
                return Increment(step);
            case IDeconstructionAssignmentOperation deconstruction:
                return Deconstruct(deconstruction.Target, Evaluate(deconstruction.Value));
            case IDeclarationExpressionOperation declaration:
                return Setting(declaration.Type);
            case IReturnOperation { Kind: OperationKind.YieldReturn, ReturnedValue: { } handedOut }:
                _frame!.Yielded.Add((_live, Evaluate(handedOut)));
                return Setting(null);
            case IInvocationOperation invocation:
                return Invoke(invocation);
            case IObjectCreationOperation creation:
                return Create(creation);
            case IAnonymousObjectCreationOperation anonymous:
                return CreateAnonymous(anonymous);
            case IDelegateCreationOperation creation:
                return CreateDelegate(creation);
            case IFlowAnonymousFunctionOperation lambda:
                return new AbstractValue.Function(lambda.Symbol, lambda, _frame!.Graph, FindReceiver());
            case IAnonymousFunctionOperation lambda:
                return new AbstractValue.Function(lambda.Symbol, lambda, null, FindReceiver());
            case IMethodReferenceOperation method:
                return new AbstractValue.Function(method.Method, null, _frame?.Graph, method.Instance is null ? null : Evaluate(method.Instance));
            case ITupleOperation tuple:
                return new AbstractValue.Sequence(tuple.Elements.Select(element => (_conditions.True, Evaluate(element))).ToImmutableArray(), isTuple: true);
            case IArrayCreationOperation newArray:
                return newArray.Initializer is { } elements ? Evaluate(elements) : Setting(newArray.Type);
            case IArrayInitializerOperation initializer:
                return new AbstractValue.Sequence(initializer.ElementValues.Select(element => (_conditions.True, Evaluate(element))).ToImmutableArray());
            case IInterpolatedStringOperation text:
                return Join(text.ChildOperations.Select(Evaluate).ToImmutableArray(), text.Type);
            case IInterpolationOperation part:
                return Evaluate(part.Expression);
            case IInterpolatedStringTextOperation part:
                return Evaluate(part.Text);
            case IAwaitOperation awaited:
                return Evaluate(awaited.Operation);
            case IDefaultValueOperation defaultValue:
                return DefaultOf(defaultValue.Type);
            case ICaughtExceptionOperation:
                return new AbstractValue.Sequence(ImmutableArray<(Condition, AbstractValue)>.Empty);
            case IConditionalOperation conditional:
                return Choose(Decide(Evaluate(conditional.Condition)), Evaluate(conditional.WhenTrue), Evaluate(conditional.WhenFalse));
            case ICoalesceOperation coalesce:
                AbstractValue first = Evaluate(coalesce.Value);
                return Choose(IsNull(first), Evaluate(coalesce.WhenNull), first);
            case IInvalidOperation:
                VisitChildren(operation);
                return Unknown();
            case IAssignmentOperation or IEventAssignmentOperation:
                VisitChildren(operation);
                return Setting(operation.Type);
            default:
                return Join(VisitChildren(operation), operation.Type);
        }
    }

    private ImmutableArray<AbstractValue> VisitChildren(IOperation operation) => operation.ChildOperations.Select(Evaluate).ToImmutableArray();

    private AbstractValue Capture(IFlowCaptureOperation capture)
    {
        AbstractValue value = Evaluate(capture.Value);
        _frame!.Captured[capture.Id] = capture.Value;
        _memory = _memory.SetItem(new StateKey(capture.Id, _frame.Id), value);
        return value;
    }

    /// <summary>A value made of several: it tells as much of the server as its parts do.</summary>
    private AbstractValue Join(ImmutableArray<AbstractValue> parts, ITypeSymbol? type)
    {
        AbstractValue? identity = null;
        Exposure highest = Exposure.Nothing;
        foreach (AbstractValue part in parts)
        {
            Exposure exposure = ExposureOf(part);
            if (exposure > highest)
            {
                highest = exposure;
                identity = part;
            }
        }

        return highest switch
        {
            Exposure.Nothing => FoldText(parts) ?? Setting(type),
            Exposure.Unknown => Unknown(),
            _ when identity is AbstractValue.Identity => identity,
            Exposure.Free => identity!,
            _ => FoldText(parts) ?? Unknown(),
        };
    }

    private static AbstractValue? FoldText(ImmutableArray<AbstractValue> parts)
    {
        bool tellsErrors = false;
        foreach (AbstractValue part in parts)
        {
            if (part is not AbstractValue.Constant { Value: string or null } text)
            {
                return null;
            }

            tellsErrors |= text.TellsErrors;
        }

        return parts.IsEmpty ? null : new AbstractValue.Constant(string.Concat(parts.Select(part => ((AbstractValue.Constant)part).Value)), tellsErrors);
    }

    private static AbstractValue DefaultOf(ITypeSymbol? type) => type switch
    {
        { SpecialType: SpecialType.System_Boolean } => AbstractValue.Of(false),
        { TypeKind: TypeKind.Enum } or { SpecialType: >= SpecialType.System_Char and <= SpecialType.System_UInt64 } => AbstractValue.Of(0),
        { IsReferenceType: true } or { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } => AbstractValue.Null,
        _ => Setting(type),
    };

    private AbstractValue Convert(IConversionOperation conversion)
    {
        AbstractValue value = Evaluate(conversion.Operand);
        if (conversion.OperatorMethod is { } method && !IsFrameworkCode(method))
        {
            return Call(method, null, ImmutableArray.Create(value), conversion, ImmutableArray<IOperation?>.Empty);
        }

        if (conversion.IsTryCast && conversion.Type is { } type && value is not AbstractValue.Constant { Value: null })
        {
            return Map(value, one => Choose(IsInstance(one, type), one, AbstractValue.Null));
        }

        if (value is AbstractValue.Opaque opaque && IsNullable(conversion.Type) && conversion.Operand.Type is { IsValueType: true } from && !IsNullable(from))
        {
            _answers[(opaque.Key, "null")] = _conditions.False;
        }

        return value;
    }

    private AbstractValue Unary(IUnaryOperation unary)
    {
        AbstractValue operand = Evaluate(unary.Operand);
        switch (unary.OperatorKind)
        {
            case UnaryOperatorKind.Not:
                return Bool(_conditions.Not(Decide(operand)));
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
        value is AbstractValue.Opaque { IsUnknown: false } opaque ? Setting(unary.Type, (opaque.Key, unary.OperatorKind.ToString())) : value;

    private AbstractValue Binary(IBinaryOperation binary)
    {
        AbstractValue left = Evaluate(binary.LeftOperand);
        if (binary.OperatorKind is BinaryOperatorKind.ConditionalAnd or BinaryOperatorKind.ConditionalOr && IsBool(left))
        {
            // Outside a flow graph the short circuit is here.
            Condition first = Decide(left);
            Condition second = Decide(Evaluate(binary.RightOperand));
            return Bool(binary.OperatorKind == BinaryOperatorKind.ConditionalAnd ? _conditions.And(first, second) : _conditions.Or(first, second));
        }

        AbstractValue right = Evaluate(binary.RightOperand);
        if (binary.OperatorMethod is { } method && !IsFrameworkCode(method))
        {
            return Call(method, null, ImmutableArray.Create(left, right), binary, ImmutableArray<IOperation?>.Empty);
        }

        if (IsCounterBelowLength(binary, left, right))
        {
            return AbstractValue.Of(true);
        }

        return Compute(binary.OperatorKind, left, right, binary);
    }

    /// <summary>The first round of a loop over something that is compared: what has no elements is no pin.</summary>
    private static bool IsCounterBelowLength(IBinaryOperation binary, AbstractValue left, AbstractValue right) =>
        binary is { OperatorKind: BinaryOperatorKind.LessThan or BinaryOperatorKind.NotEquals, LeftOperand: ILocalReferenceOperation }
        && left is AbstractValue.Constant { Value: 0 }
        && right is AbstractValue.Opaque { IsUnknown: false }
        && binary.RightOperand is IPropertyReferenceOperation { Property.Name: "Length" or "Count" };

    private AbstractValue Compute(BinaryOperatorKind kind, AbstractValue left, AbstractValue right, IOperation operation)
    {
        switch (kind)
        {
            case BinaryOperatorKind.Equals:
                return Bool(IsReferenceComparison(operation) ? AreIdentical(left, right) : AreEqual(left, right));
            case BinaryOperatorKind.NotEquals:
                return Bool(_conditions.Not(IsReferenceComparison(operation) ? AreIdentical(left, right) : AreEqual(left, right)));
        }

        return Map(left, one => Map(right, two => ComputeOne(kind, one, two, operation)));
    }

    private AbstractValue ComputeOne(BinaryOperatorKind kind, AbstractValue left, AbstractValue right, IOperation operation)
    {
        if (left is AbstractValue.Constant a && right is AbstractValue.Constant b)
        {
            return ConstantFolding.Compute(kind, a.Value, b.Value) is { } result
                ? new AbstractValue.Constant(result, a.TellsErrors || b.TellsErrors)
                : Setting(operation.Type);
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

        return one is AbstractValue.Certificate or AbstractValue.Identity || two is AbstractValue.Certificate or AbstractValue.Identity
            ? _conditions.False
            : _conditions.Ask(ChoiceKind.Setting);
    }));

    private AbstractValue CompareTuples(ITupleBinaryOperation binary)
    {
        Condition equal = AreEqual(Evaluate(binary.LeftOperand), Evaluate(binary.RightOperand));
        return Bool(binary.OperatorKind == BinaryOperatorKind.NotEquals ? _conditions.Not(equal) : equal);
    }

    private Condition IsType(AbstractValue value, ITypeSymbol type, bool isNegated)
    {
        Condition result = Test(value, one => IsInstance(one, type));
        return isNegated ? _conditions.Not(result) : result;
    }

    /// <summary>Whether a value is of a type; null is of none.</summary>
    private Condition IsInstance(AbstractValue value, ITypeSymbol type)
    {
        switch (value)
        {
            case AbstractValue.Constant { Value: null }:
                return _conditions.False;
            case AbstractValue.Certificate:
                // TLS hands out X509Certificate2 objects, whatever the parameter says.
                return _conditions.Constant(type.SpecialType == SpecialType.System_Object || CallbackShapes.IsCertificate(type));
            case AbstractValue.ObjectValue { Kind: ObjectKind.CallbackChain or ObjectKind.OwnChain }:
                return _conditions.Constant(type.SpecialType == SpecialType.System_Object || CallbackShapes.IsChain(type));
            case AbstractValue.ObjectValue { IsExact: true, Type: { } exact }:
                return _conditions.Constant(type.SpecialType == SpecialType.System_Object || Derives(exact, type) || exact.AllInterfaces.Contains(type, SymbolEqualityComparer.Default));
            case AbstractValue.Opaque opaque:
                return Answer(opaque.Key, "is " + type.MetadataName, opaque.IsUnknown ? ChoiceKind.Unknown : ChoiceKind.Setting);
            case AbstractValue.ObjectValue thing:
                return Answer(thing.Id, "is " + type.MetadataName, ChoiceKind.Setting);
            case AbstractValue.Identity { Strength: IdentityStrength.Free }:
                return _conditions.Ask(ChoiceKind.Free);
            default:
                return _conditions.True;
        }
    }
}
