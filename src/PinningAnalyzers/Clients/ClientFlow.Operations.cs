using System.Collections.Generic;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace PinningAnalyzers.Clients;

/// <content>What expressions hold.</content>
internal sealed partial class ClientFlow
{
    /// <summary>Runs an expression: its effects on the state, and what it holds.</summary>
    private FlowValue? Evaluate(IOperation? operation)
    {
        if (operation is null)
        {
            return null;
        }

        if (++_expressionDepth > DeepestExpression)
        {
            _result.IsIncomplete = true;
            _expressionDepth--;
            return null;
        }

        FlowValue? value = EvaluateCore(operation);
        _expressionDepth--;
        return value;
    }

    /// <remarks>By kind first: it is a field, and to ask an operation for its interfaces, one after another, takes longer than all else here.</remarks>
    private FlowValue? EvaluateCore(IOperation operation)
    {
        switch (operation.Kind)
        {
            case OperationKind.LocalReference:
                return Read(((ILocalReferenceOperation)operation).Local);
            case OperationKind.ParameterReference:
                return Read(((IParameterReferenceOperation)operation).Parameter);
            case OperationKind.FlowCaptureReference:
                return _state.Values.Find(((IFlowCaptureReferenceOperation)operation).Id);
            case OperationKind.InstanceReference:
                return _root.IsSelf && ((IInstanceReferenceOperation)operation).ReferenceKind == InstanceReferenceKind.ContainingTypeInstance ? FlowValue.Tracked(string.Empty) : null;
            case OperationKind.FlowCapture:
                Capture((IFlowCaptureOperation)operation);
                return null;
            case OperationKind.FieldReference or OperationKind.PropertyReference or OperationKind.MethodReference or OperationKind.EventReference:
                return EvaluateMember((IMemberReferenceOperation)operation);
            case OperationKind.Conversion:
                return EvaluateConversion((IConversionOperation)operation);
            case OperationKind.ObjectCreation:
                return EvaluateCreation((IObjectCreationOperation)operation);
            case OperationKind.Invocation:
                return EvaluateInvocation((IInvocationOperation)operation);
            case OperationKind.SimpleAssignment when (ISimpleAssignmentOperation)operation is var assignment:
                return Assign(assignment.Target, assignment.Value);
            case OperationKind.CompoundAssignment when operation is ICompoundAssignmentOperation { Target: IMemberReferenceOperation, OperatorKind: BinaryOperatorKind.Add } combination:
                return Assign(combination.Target, combination.Value);
            case OperationKind.EventAssignment when operation is IEventAssignmentOperation { Adds: true } subscription:
                return Assign(subscription.EventReference, subscription.HandlerValue);
            case OperationKind.DeconstructionAssignment:
                Deconstruct((IDeconstructionAssignmentOperation)operation);
                return null;
            case OperationKind.DelegateCreation:
                Evaluate(((IDelegateCreationOperation)operation).Target);
                return null;
            case OperationKind.FlowAnonymousFunction:
                EnterNested((IFlowAnonymousFunctionOperation)operation);
                return null;
            case OperationKind.Tuple:
                return EvaluateTuple((ITupleOperation)operation);
            case OperationKind.Await:
                return Evaluate(((IAwaitOperation)operation).Operation);
            case OperationKind.IsPattern:
                EvaluatePattern((IIsPatternOperation)operation);
                return null;
            // The null that the graph gives to `options?.Callback` is nobody's decision against a callback.
            case OperationKind.DefaultValue when !operation.IsImplicit:
            case OperationKind.Literal when operation.ConstantValue is { HasValue: true, Value: null }:
                return FlowValue.Null;
            default:
                EvaluateChildren(operation);
                return null;
        }
    }

    private void EvaluateChildren(IOperation operation)
    {
        foreach (IOperation child in operation.ChildOperations)
        {
            if (Evaluate(child) is not { HoldsClient: true } value || !HandsOn(operation))
            {
                continue;
            }

            if (!_client.CanBePinnedLater && IsReceiver(child))
            {
                Mark(FlowMarks.Used);
            }
            else
            {
                Leave(value.Path ?? string.Empty);
            }
        }
    }

    /// <summary>Whether an operation hands on what is in it, in a way that is not followed; the rest only looks at it.</summary>
    private static bool HandsOn(IOperation operation) =>
        operation is IArrayInitializerOperation or IDynamicInvocationOperation or IDynamicObjectCreationOperation or IInvalidOperation
            or IAnonymousObjectCreationOperation or IWithOperation or IFunctionPointerInvocationOperation
            or IReturnOperation { Kind: OperationKind.YieldReturn }
        || operation.Kind == OperationKind.None
        || operation.GetType().Name.StartsWith("CollectionExpression", System.StringComparison.Ordinal);

    /// <summary>A call that does not bind, for want of a reference or while it is typed: whatever it will be, it does not pin what has no hook, such as an HttpClient.</summary>
    private static bool IsReceiver(IOperation child) => child.Syntax.Parent is MemberAccessExpressionSyntax access && access.Expression == child.Syntax;

    private void Mark(FlowMarks marks)
    {
        _state = _state.With(marks);
        _result.Ever |= marks;
    }

    private FlowValue? Read(ISymbol symbol) => Lookup(symbol) ?? (_root.IsHolder(symbol) ? FlowValue.Tracked(_root.Path) : null);

    private FlowValue? Lookup(ISymbol symbol) => _state.Values.Find(symbol);

    /// <summary>What an operand holds, without its effects.</summary>
    private FlowValue? Peek(IOperation operand) => operand switch
    {
        ILocalReferenceOperation local => Read(local.Local),
        IParameterReferenceOperation parameter => Read(parameter.Parameter),
        IFlowCaptureReferenceOperation reference => _state.Values.Find(reference.Id),
        IConversionOperation conversion => AfterCast(conversion, Peek(conversion.Operand)),
        IMemberReferenceOperation member when _root.IsHolder(member.Member) => FlowValue.Tracked(_root.Path),
        IMemberReferenceOperation { Instance: { } instance } member when Peek(instance)?.Path is { } path && _client.LeadsOn(Join(path, member.Member.Name)) =>
            FlowValue.Tracked(Join(path, member.Member.Name)),
        IMemberReferenceOperation { Member.Name: InnerHandler, Instance: { } around } when Peek(around)?.IsAround == true => FlowValue.Tracked(string.Empty),
        IInstanceReferenceOperation { ReferenceKind: InstanceReferenceKind.ContainingTypeInstance } when _root.IsSelf => FlowValue.Tracked(string.Empty),
        _ => null,
    };

    private void Set(object key, FlowValue? value)
    {
        if (_state.Values.Count >= MostValues)
        {
            _result.IsIncomplete = true;
            return;
        }

        _state = _state.With(value is null ? _state.Values.Without(key) : _state.Values.With(key, value));
    }

    private void Capture(IFlowCaptureOperation capture)
    {
        _captured[capture.Id] = capture.Value;
        Set(capture.Id, Evaluate(capture.Value));
    }

    private FlowValue? EvaluateMember(IMemberReferenceOperation member)
    {
        if (_root.IsOrigin(member))
        {
            Evaluate(member.Instance);
            return Make(ImmutableArray<IArgumentOperation>.Empty);
        }

        if (_root.IsHolder(member.Member))
        {
            Evaluate(member.Instance);
            return FlowValue.Tracked(_root.Path);
        }

        FlowValue? instance = Evaluate(member.Instance);
        if (member is IPropertyReferenceOperation indexer)
        {
            foreach (IArgumentOperation argument in indexer.Arguments)
            {
                Evaluate(argument.Value);
            }
        }

        if (instance?.IsAround == true && member.Member.Name == InnerHandler)
        {
            return FlowValue.Tracked(string.Empty);
        }

        if (member.Member.Name == "ConnectionString" && IsConnectionText(instance))
        {
            return instance;
        }

        if (instance?.Path is { } path)
        {
            string longer = Join(path, member.Member.Name);
            return member.Member.Name == "Result" || _client.LeadsOn(longer) ? FlowValue.Tracked(member.Member.Name == "Result" ? path : longer) : null;
        }

        if (member is IFieldReferenceOperation { Field: { ContainingType.IsTupleType: true } element } && instance is not null)
        {
            int index = element.ContainingType.TupleElements.IndexOf(element, 0, SymbolEqualityComparer.Default);
            return instance.Item(index >= 0 ? index : TupleIndex(element));
        }

        return null;
    }

    /// <summary>Whether it is a builder of connection strings, which stands for the string that it makes.</summary>
    private static bool IsConnectionText(FlowValue? value) => value?.Made is { } made && ClientCatalogue.Find(made.Type) is { Rule: null, TextKind: not ConnectionTextKind.None };

    private static int TupleIndex(IFieldSymbol element) =>
        element.Name.StartsWith("Item", System.StringComparison.Ordinal) && int.TryParse(element.Name.Substring(4), out int position) ? position - 1 : -1;

    private static string Join(string path, string member) => path.Length == 0 ? member : path + "." + member;

    private FlowValue? EvaluateConversion(IConversionOperation conversion)
    {
        FlowValue? value = Evaluate(conversion.Operand);
        if (value?.Path is { Length: 0 } && conversion.Type?.Name is "FtpWebRequest" or "FileWebRequest")
        {
            Mark(FlowMarks.ExemptAddress);
        }

        return AfterCast(conversion, value);
    }

    /// <summary>What <c>as</c> gives for a type that the client is not of is null.</summary>
    private FlowValue? AfterCast(IConversionOperation conversion, FlowValue? value) =>
        conversion is { IsTryCast: true, Type: { } type } && value is not null && IsOf(value, type) == false ? FlowValue.Null : value;

    private FlowValue? EvaluateTuple(ITupleOperation tuple)
    {
        var items = new FlowValue?[tuple.Elements.Length];
        bool any = false;
        for (int i = 0; i < items.Length; i++)
        {
            items[i] = Evaluate(tuple.Elements[i]);
            any |= items[i] is not null;
        }

        return any ? FlowValue.Tuple(items) : null;
    }

    private void EvaluatePattern(IIsPatternOperation test)
    {
        Declare(test.Pattern, Evaluate(test.Value));
    }

    /// <summary>The variable that a pattern declares holds what is tested.</summary>
    private void Declare(IPatternOperation pattern, FlowValue? value)
    {
        switch (pattern)
        {
            case IDeclarationPatternOperation { DeclaredSymbol: { } declared }:
                Set(declared, value);
                break;
            case IRecursivePatternOperation { DeclaredSymbol: { } declared }:
                Set(declared, value);
                break;
            case INegatedPatternOperation negated:
                Declare(negated.Pattern, value);
                break;
            case IBinaryPatternOperation both:
                Declare(both.LeftPattern, value);
                Declare(both.RightPattern, value);
                break;
        }
    }

    /// <summary>The variables and members whose value some assignment in this body gives to a hook.</summary>
    private HashSet<ISymbol> HookValues => _hookValues ??= FindHookValues();

    private HashSet<ISymbol> FindHookValues()
    {
        var symbols = new HashSet<ISymbol>(SymbolEqualityComparer.Default);
        foreach (BasicBlock block in _graph.Blocks)
        {
            foreach (IOperation operation in block.Operations)
            {
                foreach (IOperation inner in operation.DescendantsAndSelf())
                {
                    AddHookValue(inner, symbols);
                }
            }
        }

        return symbols;
    }

    private void AddHookValue(IOperation operation, HashSet<ISymbol> symbols)
    {
        if (operation is IAssignmentOperation { Target: IMemberReferenceOperation target } assignment)
        {
            foreach (MemberPath hook in _client.Hooks)
            {
                if (!hook.IsCall && hook.Path.EndsWith(target.Member.Name, System.StringComparison.Ordinal))
                {
                    AddSource(assignment.Value, symbols);
                }
            }
        }
        else if (operation is IInvocationOperation call)
        {
            foreach (IArgumentOperation argument in call.Arguments)
            {
                if (_client.FindHook(call.TargetMethod.Name, isCall: true) is not null || call.TargetMethod.Name == "UsePins")
                {
                    AddSource(argument.Value, symbols);
                }
            }
        }
    }

    private void AddSource(IOperation value, HashSet<ISymbol> symbols)
    {
        if (SymbolOf(value) is { } symbol)
        {
            symbols.Add(symbol);
        }
        else if (value.WithoutConversions() is IDelegateCreationOperation { Target: IFlowAnonymousFunctionOperation function })
        {
            // A lambda that asks a callback handed in from outside: without that callback there is nothing to ask.
            foreach (IOperation inner in _graph.GetAnonymousFunctionControlFlowGraphInScope(function).Operations())
            {
                if (inner is IInvocationOperation { TargetMethod.MethodKind: MethodKind.DelegateInvoke, Instance: { } called } && SymbolOf(called) is { } callback)
                {
                    symbols.Add(callback);
                }
            }
        }
    }

    /// <summary>The variable or member that an expression names; null for any other expression.</summary>
    public static ISymbol? SymbolOf(IOperation operation)
    {
        return operation.WithoutConversions() switch
        {
            ILocalReferenceOperation local => local.Local,
            IParameterReferenceOperation parameter => parameter.Parameter,
            IMemberReferenceOperation member => member.Member,
            IDelegateCreationOperation { Target: { } target } => SymbolOf(target),
            IIsPatternOperation { Pattern: IRecursivePatternOperation { DeclaredSymbol: { } declared } } => declared,
            IIsPatternOperation { Pattern: IDeclarationPatternOperation { DeclaredSymbol: { } declared } } => declared,
            _ => null,
        };
    }
}
