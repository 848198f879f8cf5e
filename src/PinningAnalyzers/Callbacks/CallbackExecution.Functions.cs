using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace PinningAnalyzers.Callbacks;

// Functions as values: making them, calling them, handing them to others.
internal sealed partial class CallbackExecution
{
    /// <summary>A method group. The flow graph drops the receiver of an extension method's; the code as it is written has it.</summary>
    private AbstractValue Refer(IMethodReferenceOperation reference)
    {
        IOperation? receiver = reference.Instance ?? (reference.Method.IsExtensionMethod ? _graphs.ExtendedBy(reference, _cancellation) : null);
        return new AbstractValue.Function(reference.Method, null, _frame?.Graph, receiver is null ? null : Evaluate(receiver));
    }

    private AbstractValue CallFunction(AbstractValue.Function function, ImmutableArray<AbstractValue> arguments)
    {
        ControlFlowGraph? graph = function switch
        {
            { Lambda: IFlowAnonymousFunctionOperation lambda, Graph: { } around } => around.GetAnonymousFunctionControlFlowGraph(lambda, _cancellation),
            { Lambda: { } lambda } => _graphs.Of(lambda, function.Method, _cancellation),
            _ => null,
        };
        if (function.Lambda is not null)
        {
            return graph is null ? UnseenResult(function.Method.ReturnType, Highest(arguments), null) : Enter(function.Method, graph, function.Receiver, arguments, ImmutableArray<IOperation?>.Empty);
        }

        IOperation? at = _frame?.Block?.BranchValue ?? _frame?.Graph.OriginalOperation;
        if (arguments.Length < function.Method.Parameters.Length)
        {
            return at is not null && function is { Method.IsExtensionMethod: true, Receiver: { } extended }
                ? Call(function.Method, null, arguments.Insert(0, extended), at, ImmutableArray<IOperation?>.Empty)
                : Unknown();
        }

        return at is null ? Unknown() : Call(function.Method, function.Receiver, arguments, at, ImmutableArray<IOperation?>.Empty);
    }

    /// <summary>Unseen code that is given functions may call them, and may not: what they write may be written. True where one of them returns something.</summary>
    private bool MayRun(ImmutableArray<AbstractValue> arguments)
    {
        bool returns = false;
        foreach (AbstractValue argument in arguments)
        {
            if (argument is not AbstractValue.Function function)
            {
                continue;
            }

            Condition live = _live;
            ImmutableDictionary<StateKey, AbstractValue> memory = _memory;
            CallFunction(function, function.Method.Parameters.Select(parameter => Setting(parameter.Type)).ToImmutableArray());
            _memory = _live.IsFalse ? memory : Merge(_conditions.Ask(ChoiceKind.Setting), _memory, memory);
            _live = live;
            returns |= !function.Method.ReturnsVoid;
        }

        return returns;
    }
}
