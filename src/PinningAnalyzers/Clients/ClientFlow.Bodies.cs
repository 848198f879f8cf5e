using System.Collections.Generic;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace PinningAnalyzers.Clients;

/// <content>Entering the bodies that are handed the client: lambdas, local functions, methods and constructors with source.</content>
internal sealed partial class ClientFlow
{
    private bool HoldsAnything()
    {
        if (_root.IsSelf || (_root.IsThereFromStart && _root != FlowRoot.None))
        {
            return true;
        }

        foreach (KeyValuePair<object, FlowValue> held in _state.Values.Held)
        {
            if (held.Key is ISymbol && held.Value.HoldsClient)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>A lambda that captures the client may run at any time, or never: what it sets is unknown, what it uses is used.</summary>
    private void EnterNested(IFlowAnonymousFunctionOperation function)
    {
        if (_depth >= DeepestCall || !HoldsAnything())
        {
            return;
        }

        ControlFlowGraph graph = _graph.GetAnonymousFunctionControlFlowGraphInScope(function);
        FlowRoot root = _root.IsThereFromStart ? _root : FlowRoot.None;
        FlowResult nested = new ClientFlow(_judge, _client, graph, root, _depth + 1, _made).Run(SymbolsOnly(_state));
        _result.IsIncomplete |= nested.IsIncomplete;
        _result.StoredIn.UnionWith(nested.StoredIn);
        _result.EverCovered |= nested.EverCovered;
        FlowMarks seen = nested.Ever;
        if ((nested.EverCovered & ~_state.Covered) != 0)
        {
            seen |= FlowMarks.Unseen;
        }

        Mark(seen & (FlowMarks.Used | FlowMarks.ExemptUse | FlowMarks.Unseen | FlowMarks.TlsOn | FlowMarks.OwnConnection | FlowMarks.OtherConnection));
        _result.Ever |= seen & FlowMarks.ExemptAddress;
    }

    private static FlowState SymbolsOnly(FlowState state)
    {
        FlowValues values = state.Values;
        foreach (KeyValuePair<object, FlowValue> held in state.Values.Held)
        {
            if (held.Key is CaptureId)
            {
                values = values.Without(held.Key);
            }
        }

        return new FlowState(values, state.Marks & ~FlowMarks.Returned, state.Covered);
    }

    private FlowValue? EnterLocalFunction(IMethodSymbol method, IParameterSymbol? parameter, string path)
    {
        if (_graph.FindLocalFunction(method) is { } graph)
        {
            return EnterSource(graph, parameter, FlowValue.Tracked(path), isolated: false);
        }

        Mark(FlowMarks.Unseen);
        return null;
    }

    /// <summary>Runs a body in the compilation that is handed the client; <paramref name="isolated"/> where it does not see this body's variables.</summary>
    private FlowValue? EnterSource(ControlFlowGraph graph, IParameterSymbol? parameter, FlowValue value, bool isolated)
    {
        if (_depth >= DeepestCall)
        {
            Mark(FlowMarks.Unseen);
            return null;
        }

        FlowState outer = SymbolsOnly(_state);
        FlowValues values = isolated ? FlowValues.Empty : outer.Values;
        if (parameter is not null)
        {
            values = values.With(InBody(parameter), value);
        }

        FlowRoot root = !isolated && _root.IsThereFromStart ? _root : FlowRoot.None;
        FlowResult inner = new ClientFlow(_judge, _client, graph, root, _depth + 1, _made).Run(new FlowState(values, outer.Marks, outer.Covered));
        return Merge(inner) ? value : null;
    }

    /// <summary>The parameter as the body knows it: the two parts of a partial method have their own.</summary>
    private static IParameterSymbol InBody(IParameterSymbol parameter)
    {
        IParameterSymbol definition = parameter.OriginalDefinition;
        return definition.ContainingSymbol is IMethodSymbol { PartialImplementationPart: { } implementation } ? implementation.Parameters[definition.Ordinal] : definition;
    }

    /// <summary>Takes over what a body that was entered did to the client; true where it gives the client back.</summary>
    private bool Merge(FlowResult inner)
    {
        _result.StoredIn.UnionWith(inner.StoredIn);
        _result.EverCovered |= inner.EverCovered;
        if (inner.IsIncomplete)
        {
            Mark(FlowMarks.Unseen);
            return false;
        }

        if (inner.Ends.Count == 0)
        {
            return false;
        }

        int always = ~0;
        int sometimes = 0;
        FlowMarks any = FlowMarks.None;
        FlowMarks all = (FlowMarks)~0;
        foreach (FlowState end in inner.Ends)
        {
            always &= end.Covered;
            sometimes |= end.Covered;
            any |= end.Marks;
            all &= end.Marks;
        }

        const FlowMarks OnEveryPath = FlowMarks.ExemptAddress | FlowMarks.Replaced;
        FlowMarks marks = (any & ~(FlowMarks.Returned | OnEveryPath)) | (all & OnEveryPath);
        if (sometimes != always)
        {
            marks |= FlowMarks.Partly;
        }

        _state = new FlowState(_state.Values, marks, always);
        _result.Ever |= marks;
        return (any & FlowMarks.Returned) != 0;
    }

    /// <summary>A method of the client's own class: the client is its <c>this</c>. True where it gives the client back.</summary>
    private bool EnterOwnMethod(IInvocationOperation call, IMethodSymbol method) =>
        !call.IsVirtual && _judge.Bodies.GraphOf(method, _judge.Cancellation) is { } graph && EnterSelf(graph);

    private bool EnterSelf(ControlFlowGraph graph)
    {
        if (_depth >= DeepestCall)
        {
            Mark(FlowMarks.Unseen);
            return false;
        }

        var start = new FlowState(FlowValues.Empty, _state.Marks, _state.Covered);
        return Merge(new ClientFlow(_judge, _client, graph, FlowRoot.Self, _depth + 1, _made).Run(start));
    }

    /// <summary>Runs the constructor of a class derived from a client, and those before it that no initializer names.</summary>
    private void EnterConstructor(IMethodSymbol constructor)
    {
        INamedTypeSymbol type = constructor.ContainingType;
        if (!_judge.Bodies.HasSource(type))
        {
            return;
        }

        if (!DerivedClients.NamesNextConstructor(constructor) && DerivedClients.ParameterlessConstructor(type.BaseType) is { } before)
        {
            EnterConstructor(before);
        }

        if (_judge.Bodies.GraphOf(constructor, _judge.Cancellation) is { } graph)
        {
            EnterSelf(graph);
        }
    }

    private void ChainConstructor(IInvocationOperation call, IMethodSymbol constructor, FlowValue?[] values)
    {
        if (_root.IsSelf)
        {
            if (!_judge.Bodies.HasSource(constructor.ContainingType))
            {
                ReadArguments(call.Arguments, values);
            }
            else
            {
                EnterConstructor(constructor);
            }
        }

        for (int i = 0; i < values.Length; i++)
        {
            if (values[i]?.HoldsClient == true)
            {
                GiveToConstructor(call, constructor, call.Arguments[i].Parameter, values[i]!);
            }
        }
    }
}
