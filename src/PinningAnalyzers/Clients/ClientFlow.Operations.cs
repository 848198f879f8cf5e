using System.Collections.Generic;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace PinningAnalyzers.Clients;

/// <content>What expressions hold, and what assignments do.</content>
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

    private FlowValue? EvaluateCore(IOperation operation)
    {
        switch (operation)
        {
            case ILocalReferenceOperation local:
                return Read(local.Local);
            case IParameterReferenceOperation parameter:
                return Read(parameter.Parameter);
            case IFlowCaptureReferenceOperation reference:
                return Lookup(reference.Id);
            case IInstanceReferenceOperation { ReferenceKind: InstanceReferenceKind.ContainingTypeInstance }:
                return _root.IsSelf ? FlowValue.Tracked(string.Empty) : null;
            case IFlowCaptureOperation capture:
                Capture(capture);
                return null;
            case IMemberReferenceOperation member:
                return EvaluateMember(member);
            case IConversionOperation conversion:
                return EvaluateConversion(conversion);
            case IObjectCreationOperation creation:
                return EvaluateCreation(creation);
            case IInvocationOperation invocation:
                return EvaluateInvocation(invocation);
            case ISimpleAssignmentOperation assignment:
                return Assign(assignment.Target, assignment.Value);
            case ICompoundAssignmentOperation { Target: IMemberReferenceOperation, OperatorKind: BinaryOperatorKind.Add } combination:
                return Assign(combination.Target, combination.Value);
            case IEventAssignmentOperation { Adds: true } subscription:
                return Assign(subscription.EventReference, subscription.HandlerValue);
            case IDeconstructionAssignmentOperation deconstruction:
                Deconstruct(deconstruction);
                return null;
            case IDelegateCreationOperation creation:
                Evaluate(creation.Target);
                return null;
            case IFlowAnonymousFunctionOperation function:
                EnterNested(function);
                return null;
            case ITupleOperation tuple:
                return EvaluateTuple(tuple);
            case IAwaitOperation await:
                return Evaluate(await.Operation);
            case IIsPatternOperation pattern:
                EvaluatePattern(pattern);
                return null;
            case IDefaultValueOperation:
            case ILiteralOperation { ConstantValue: { HasValue: true, Value: null } }:
                return FlowValue.Null;
            default:
                EvaluateChildren(operation);
                return null;
        }
    }

    private void EvaluateChildren(IOperation operation)
    {
        // These hand the client on in ways that are not followed; the rest only looks at it.
        bool handsOn = operation is IArrayInitializerOperation or IDynamicInvocationOperation or IDynamicObjectCreationOperation or IInvalidOperation
            or IAnonymousObjectCreationOperation or IWithOperation or IFunctionPointerInvocationOperation
            or IReturnOperation { Kind: OperationKind.YieldReturn }
            || operation.Kind == OperationKind.None
            || operation.GetType().Name.StartsWith("CollectionExpression", System.StringComparison.Ordinal);
        foreach (IOperation child in operation.ChildOperations)
        {
            if (Evaluate(child)?.HoldsClient == true && handsOn)
            {
                Mark(FlowMarks.Unseen);
            }
        }
    }

    private void Mark(FlowMarks marks)
    {
        _state = _state.With(marks);
        _result.Ever |= marks;
    }

    private FlowValue? Read(ISymbol symbol) => _root.IsHolder(symbol) && !_state.Values.ContainsKey(symbol)
        ? FlowValue.Tracked(string.Empty)
        : Lookup(symbol);

    private FlowValue? Lookup(object key) => _state.Values.TryGetValue(key, out FlowValue? value) ? value : null;

    /// <summary>What an operand holds, without its effects.</summary>
    private FlowValue? Peek(IOperation operand) => operand switch
    {
        ILocalReferenceOperation local => Read(local.Local),
        IParameterReferenceOperation parameter => Read(parameter.Parameter),
        IFlowCaptureReferenceOperation reference => Lookup(reference.Id),
        IConversionOperation conversion => Peek(conversion.Operand),
        IMemberReferenceOperation member when _root.IsHolder(member.Member) => FlowValue.Tracked(string.Empty),
        _ => null,
    };

    private void Set(object key, FlowValue? value)
    {
        ImmutableDictionary<object, FlowValue> values = value is null ? _state.Values.Remove(key) : _state.Values.SetItem(key, value);
        if (!ReferenceEquals(values, _state.Values))
        {
            _state = new FlowState(values, _state.Marks, _state.Covered);
        }
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
            return FlowValue.Tracked(string.Empty);
        }

        FlowValue? instance = Evaluate(member.Instance);
        if (member is IPropertyReferenceOperation indexer)
        {
            foreach (IArgumentOperation argument in indexer.Arguments)
            {
                Evaluate(argument.Value);
            }
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

        return value;
    }

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
        FlowValue? value = Evaluate(test.Value);
        if (test.Pattern is IDeclarationPatternOperation { DeclaredSymbol: { } declared })
        {
            Set(declared, value);
        }
        else if (test.Pattern is IRecursivePatternOperation { DeclaredSymbol: { } named })
        {
            Set(named, value);
        }
    }

    private void Deconstruct(IDeconstructionAssignmentOperation deconstruction)
    {
        if (deconstruction.Target is not ITupleOperation targets || Unwrap(deconstruction.Value) is not ITupleOperation values || targets.Elements.Length != values.Elements.Length)
        {
            Deconstruct(deconstruction.Target, Evaluate(deconstruction.Value));
            return;
        }

        for (int i = 0; i < targets.Elements.Length; i++)
        {
            if (targets.Elements[i] is IMemberReferenceOperation member)
            {
                Assign(member, values.Elements[i]);
            }
            else
            {
                Deconstruct(targets.Elements[i], Evaluate(values.Elements[i]));
            }
        }
    }

    private void Deconstruct(IOperation target, FlowValue? value)
    {
        switch (target)
        {
            case IDeclarationExpressionOperation declaration:
                Deconstruct(declaration.Expression, value);
                break;
            case ITupleOperation tuple:
                for (int i = 0; i < tuple.Elements.Length; i++)
                {
                    Deconstruct(tuple.Elements[i], value?.Item(i));
                }

                break;
            default:
                Evaluate((target as IMemberReferenceOperation)?.Instance);
                Store(target, value, valueOperation: null);
                break;
        }
    }

    private FlowValue? Assign(IOperation target, IOperation valueOperation)
    {
        FlowValue? owner = target is IMemberReferenceOperation member ? Evaluate(member.Instance) : null;
        if (target is IPropertyReferenceOperation indexer)
        {
            foreach (IArgumentOperation argument in indexer.Arguments)
            {
                Evaluate(argument.Value);
            }
        }

        FlowValue? value = Evaluate(valueOperation);
        if (owner?.Path is { } path && target is IMemberReferenceOperation changed)
        {
            Change(Join(path, changed.Member.Name), valueOperation, value, changed);
        }

        Store(target, value, valueOperation);
        return value;
    }

    /// <summary>A member of the client, or of something in it, gets a value.</summary>
    private void Change(string path, IOperation valueOperation, FlowValue? value, IMemberReferenceOperation member)
    {
        if (_client.FindHook(path, isCall: false) is not null)
        {
            foreach (MemberPath hook in _client.Hooks)
            {
                if (hook.IsAt(path, isCall: false))
                {
                    SetHook(hook, valueOperation, value);
                }
            }
        }
        else if (_client.LeadsOn(path) && ClientCatalogue.FindBase(member.Type) is { Rule: null } settings)
        {
            // Other settings take the place of those that may have been configured.
            SetCovered(_state.Covered & ~GroupsBelow(path));
            ApplySettings(_judge.JudgeValue(valueOperation, value, settings, _depth), GroupsBelow(path));
        }

        if (_client.FindSwitch(path, isCall: false) is { } turnOn && TurnsOn(turnOn, valueOperation))
        {
            Mark(FlowMarks.TlsOn);
        }

        if (_client.FindAddress(path, isCall: false) is not null)
        {
            SetAddress(valueOperation);
        }
    }

    private int GroupsBelow(string path)
    {
        int groups = 0;
        foreach (MemberPath hook in _client.Hooks)
        {
            groups |= hook.IsBelow(path) ? 1 << hook.Group : 0;
        }

        return groups;
    }

    /// <summary>A switch is turned on by a value that is not known to be off: zero, false, or another constant than the one it asks for.</summary>
    private static bool TurnsOn(MemberPath turnOn, IOperation value)
    {
        IOperation inner = value;
        while (inner is IConversionOperation conversion)
        {
            inner = conversion.Operand;
        }

        if (inner.ConstantValue is not { HasValue: true, Value: { } constant })
        {
            // A setting read from elsewhere: on in one of its branches is for the code that reads it to say.
            return false;
        }

        if (turnOn.Constant is null && inner is IFieldReferenceOperation named)
        {
            return named.Field.Name is not ("None" or "Disable" or "Disabled" or "Allow" or "Prefer" or "Preferred");
        }

        return constant is true || (constant is not bool && MatchesConstant(turnOn.Constant, constant));
    }

    private static bool MatchesConstant(long? wanted, object constant) =>
        constant is System.IConvertible and not string && System.Convert.ToInt64(constant, System.Globalization.CultureInfo.InvariantCulture) == (wanted ?? 1);

    private void SetHook(MemberPath hook, IOperation valueOperation, FlowValue? value)
    {
        if (hook.Constant is { } wanted)
        {
            if (valueOperation.ConstantValue is { HasValue: true, Value: { } constant })
            {
                bool matches = MatchesConstant(wanted, constant);
                if (matches || System.Array.FindAll(_client.Hooks, other => other.Group == hook.Group).Length == 1)
                {
                    Cover(hook.Group, matches);
                }
            }
            else
            {
                Mark(FlowMarks.Unseen);
            }

            return;
        }

        if (value?.IsNull == true)
        {
            Cover(hook.Group, covered: false);
            return;
        }

        CoverBy(valueOperation, value, hook);
    }

    private void Cover(int group, bool covered)
    {
        int bit = 1 << group;
        int all = covered ? _state.Covered | bit : _state.Covered & ~bit;
        FlowMarks marks = covered ? _state.Marks : _state.Marks & ~FlowMarks.Partly;
        _state = new FlowState(_state.Values, marks, all);
        _result.EverCovered |= all;
    }

    private void SetAddress(IOperation valueOperation)
    {
        bool isExempt = _judge.Addresses.IsExempt(valueOperation);
        FlowMarks marks = isExempt ? _state.Marks | FlowMarks.ExemptAddress : _state.Marks & ~FlowMarks.ExemptAddress;
        _state = new FlowState(_state.Values, marks, _state.Covered);
        _result.Ever |= marks;
        if (_client.TextKind != ConnectionTextKind.None)
        {
            ReadConnectionText(valueOperation);
        }
    }

    private void ReadConnectionText(IOperation valueOperation)
    {
        if (_judge.Addresses.ConstantText(valueOperation) is { Text: { } text } && ConnectionText.TurnsTlsOn(_client.TextKind, text))
        {
            Mark(FlowMarks.TlsOn);
            if (ConnectionText.Host(_client.TextKind, text) is { } host && _judge.Addresses.IsExemptHost(host))
            {
                Mark(FlowMarks.ExemptAddress);
            }
        }
    }

    /// <summary>Where an assigned value ends up: another variable holds the client, or it has left the body.</summary>
    private void Store(IOperation target, FlowValue? value, IOperation? valueOperation)
    {
        switch (target)
        {
            case ILocalReferenceOperation local:
                Set(local.Local, value);
                if (value?.HoldsClient == true && !IsDeclaredHere(local.Local))
                {
                    StoreIn(local.Local);
                }

                break;
            case IParameterReferenceOperation parameter:
                Set(parameter.Parameter, value);
                if (value?.HoldsClient == true && parameter.Parameter.RefKind != RefKind.None)
                {
                    StoreIn(parameter.Parameter);
                }

                break;
            case IFlowCaptureReferenceOperation reference:
                if (_captured.TryGetValue(reference.Id, out IOperation? original) && original is not IFlowCaptureReferenceOperation)
                {
                    FlowValue? owner = original is IMemberReferenceOperation { Instance: { } instance } ? Peek(instance) : null;
                    if (owner?.Path is { } path && original is IMemberReferenceOperation member && valueOperation is not null)
                    {
                        Change(Join(path, member.Member.Name), valueOperation, value, member);
                    }

                    Store(original, value, valueOperation);
                }

                break;
            case IMemberReferenceOperation member when value?.HoldsClient == true && !_root.IsHolder(member.Member):
                StoreInMember(member);
                break;
            case IArrayElementReferenceOperation or IDynamicMemberReferenceOperation or IDynamicIndexerAccessOperation or IImplicitIndexerReferenceOperation
                when value?.HoldsClient == true:
                Mark(FlowMarks.Unseen);
                break;
        }
    }

    private void StoreInMember(IMemberReferenceOperation target)
    {
        ISymbol member = target.Member;
        if (member is IPropertySymbol { IsIndexer: true })
        {
            Mark(FlowMarks.Unseen);
        }
        else if (!member.DeclaringSyntaxReferences.IsEmpty)
        {
            StoreIn(member);
        }
        else if (IsClientType(member.ContainingType) || IsOwnLibrary(member.ContainingType))
        {
            Mark(FlowMarks.Used);
        }
        else
        {
            Mark(FlowMarks.Unseen);
        }
    }

    private void StoreIn(ISymbol holder)
    {
        Mark(FlowMarks.Used);
        _result.StoredIn.Add(holder.OriginalDefinition);
    }

    /// <summary>Types whose constructors and setters take handlers and clients to connect with, and do nothing to them.</summary>
    private static bool IsClientType(ITypeSymbol? type)
    {
        for (ITypeSymbol? current = type; current is not null; current = current.BaseType)
        {
            if (current.Name is "HttpMessageHandler" or "HttpMessageInvoker" || ClientCatalogue.Find(current) is not null)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether a type belongs to the library of the client followed, which connects with what it is given: <c>QuicConnection</c>, <c>MqttClientOptions</c>.</summary>
    private bool IsOwnLibrary(ITypeSymbol? type) =>
        _client.Rule is RuleIdentifiers.UnpinnedStream or RuleIdentifiers.UnpinnedLibraryClient
        && type?.ContainingNamespace is { IsGlobalNamespace: false } space
        && _client.Type.Length > _client.Name.Length
        && space.ToDisplayString() == _client.Type.Substring(0, _client.Type.Length - _client.Name.Length - 1);

    private bool IsDeclaredHere(ILocalSymbol local)
    {
        foreach (SyntaxReference reference in local.DeclaringSyntaxReferences)
        {
            if (reference.SyntaxTree == _graph.OriginalOperation.Syntax.SyntaxTree && _graph.OriginalOperation.Syntax.Span.Contains(reference.Span))
            {
                return true;
            }
        }

        return false;
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
        else if (Unwrap(value) is IDelegateCreationOperation { Target: IFlowAnonymousFunctionOperation function })
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
        while (operation is IConversionOperation conversion)
        {
            operation = conversion.Operand;
        }

        return operation switch
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
