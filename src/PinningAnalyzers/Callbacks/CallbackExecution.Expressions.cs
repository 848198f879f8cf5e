using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace PinningAnalyzers.Callbacks;

// Expressions.
internal sealed partial class CallbackExecution
{
    /// <summary>Where null was found because the server showed no certificate.</summary>
    private readonly HashSet<SyntaxNode> _missing = new();

    private const OperationKind CollectionExpression = (OperationKind)0x7f;

    private AbstractValue EvaluateVarying(IOperation? operation)
    {
        if (operation is null)
        {
            return Setting(null);
        }

        if (_depth >= MaximumDepth)
        {
            return GiveUp();
        }

        if (!Step())
        {
            return Unknown();
        }

        _depth++;
        try
        {
            AbstractValue value = operation.ConstantValue is { HasValue: true, Value: var constant }
                ? constant is null && IsMissing(operation) ? NoCertificate : AbstractValue.Of(constant)
                : EvaluateKind(operation);
            return value.Nesting > MaximumNesting ? GiveUp() : value;
        }
        finally
        {
            _depth--;
        }
    }

    /// <summary>Ends the execution: nothing will be known of what it decides.</summary>
    private AbstractValue GiveUp()
    {
        _steps = MaximumSteps + 1;
        return Unknown();
    }

    private AbstractValue EvaluateKind(IOperation operation)
    {
        switch (operation)
        {
            case IExpressionStatementOperation statement:
                return EvaluateVarying(statement.Operation);
            case ITranslatedQueryOperation query:
                return Evaluate(query.Operation);
            case IParenthesizedOperation parenthesized:
                return EvaluateVarying(parenthesized.Operand);
            case IFlowCaptureOperation capture:
                return Capture(capture);
            case IFlowCaptureReferenceOperation reference:
                return Read(new StateKey(reference.Id, _frame!.Id)) ?? Setting(reference.Type);
            case IIsNullOperation isNull:
                return Bool(AskNull(isNull.Operand));
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
                return Bool(MatchesPattern(EvaluateVarying(pattern.Value), pattern.Pattern));
            case ISimpleAssignmentOperation assignment:
                return Assign(assignment.Target, EvaluateVarying(assignment.Value), assignment.Value);
            case ICompoundAssignmentOperation assignment:
                return Assign(assignment.Target, Compute(assignment.OperatorKind, EvaluateVarying(assignment.Target), EvaluateVarying(assignment.Value), assignment), assignment.OperatorKind == BinaryOperatorKind.Or ? assignment.Value : null);
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
                return Evaluate(creation.Target);
            case IFlowAnonymousFunctionOperation lambda:
                return new AbstractValue.Function(lambda.Symbol, lambda, _frame!.Graph, FindReceiver());
            case IAnonymousFunctionOperation lambda:
                return new AbstractValue.Function(lambda.Symbol, lambda, null, FindReceiver());
            case IMethodReferenceOperation method:
                return Refer(method);
            case ITupleOperation tuple:
                return new AbstractValue.Sequence(tuple.Elements.Select(element => (_conditions.True, Evaluate(element))).ToImmutableArray(), isTuple: true);
            case IArrayCreationOperation newArray:
                return newArray.Initializer is { } elements ? Evaluate(elements) : CreateArray(newArray);
            case IArrayInitializerOperation initializer:
                return new AbstractValue.Sequence(initializer.ElementValues.Select(element => (_conditions.True, Evaluate(element))).ToImmutableArray());
            case IInterpolatedStringOperation text:
                return Join(text.ChildOperations.Select(Evaluate).ToImmutableArray(), text.Type);
            case IInterpolationOperation part:
                return part.FormatString is null ? TextOf(Evaluate(part.Expression), part.Expression) : Evaluate(part.Expression);
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
                MayThrow(VisitChildren(operation));
                return Unknown();
            case IAssignmentOperation or IEventAssignmentOperation:
                VisitChildren(operation);
                return Setting(operation.Type);
            case { Syntax: CollectionExpressionSyntax } or { Kind: CollectionExpression }:
                return new AbstractValue.Sequence(operation.ChildOperations.SelectMany(ElementsOf).ToImmutableArray());
            default:
                return Join(VisitChildren(operation), operation.Type);
        }
    }

    /// <remarks>The oldest Roslyn that is supported has no operation for collection expressions, so their syntax tells; newer ones make one of arguments to a <c>params</c> span.</remarks>
    private IEnumerable<(Condition Present, AbstractValue Value)> ElementsOf(IOperation element) =>
        element.Syntax is SpreadElementSyntax && element.ChildOperations.Count > 0 ? ItemsOf(Evaluate(element.ChildOperations.First())) : One(_conditions.True, Evaluate(element));

    private Condition AskNull(IOperation operand)
    {
        AbstractValue value = Evaluate(operand);
        bool isMissing = value is AbstractValue.Alternatives several ? several.Cases.Any(one => IsMissing(one.Value)) : IsMissing(value);
        if (isMissing)
        {
            _missing.Add(operand.Syntax);
        }

        return IsNull(value);
    }

    private static bool IsMissing(AbstractValue value) => value is AbstractValue.Constant { Value: null, TellsErrors: true };

    /// <summary>Whether this is the null that <c>?.</c> makes of a certificate or chain that is not there.</summary>
    private bool IsMissing(IOperation operation) =>
        _missing.Count > 0
        && operation is IDefaultValueOperation { IsImplicit: true }
        && operation.Syntax.DescendantNodesAndSelf().Any(_missing.Contains);

    private ImmutableArray<AbstractValue> VisitChildren(IOperation operation) => operation.ChildOperations.Select(Evaluate).ToImmutableArray();

    private AbstractValue Capture(IFlowCaptureOperation capture)
    {
        AbstractValue value = EvaluateVarying(capture.Value);
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
        AbstractValue value = EvaluateVarying(conversion.Operand);
        if (conversion.IsTryCast)
        {
            value = Settled(value);
        }

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
