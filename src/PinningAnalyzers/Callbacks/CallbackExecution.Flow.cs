using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace PinningAnalyzers.Callbacks;

// Blocks, branches, loops, exceptions.
internal sealed partial class CallbackExecution
{
    /// <summary>Executes a body from its entry, under the current condition and memory; how it ends is collected in the frame.</summary>
    private void RunBody(Frame frame)
    {
        Frame? outer = _frame;
        _frame = frame;
        RunBlocks(0, 0, frame.Graph.Blocks.Length - 1);
        _frame = outer;
    }

    /// <summary>Executes a range of blocks; returns what reaches the end of a <c>finally</c>.</summary>
    private (Condition Live, ImmutableDictionary<StateKey, AbstractValue> Memory)? RunBlocks(int start, int first, int last)
    {
        Frame frame = _frame!;
        var run = new BlockRun(first, last, frame.Run);
        frame.Run = run;
        run.Pending[start] = (_live, _memory);
        while (run.Pending.Count > 0)
        {
            if (!Step())
            {
                break;
            }

            int next = run.Pending.Keys[0];
            (_live, _memory) = run.Pending.Values[0];
            run.Pending.RemoveAt(0);
            if (!_live.IsFalse)
            {
                BasicBlock? outer = frame.Block;
                frame.Block = frame.Graph.Blocks[next];
                RunBlock(frame.Block);
                frame.Block = outer;
            }
        }

        frame.Run = run.Outer;
        return run.End;
    }

    private void RunBlock(BasicBlock block)
    {
        foreach (IOperation operation in block.Operations)
        {
            // A block may be thousands of statements long.
            _cancellation.ThrowIfCancellationRequested();
            EvaluateVarying(operation);
            if (_live.IsFalse)
            {
                return;
            }
        }

        if (block.ConditionalSuccessor is { } conditional)
        {
            Condition answer = block.BranchValue is { } question ? Decide(EvaluateVarying(question)) : _conditions.False;
            Condition taken = block.ConditionKind == ControlFlowConditionKind.WhenTrue ? answer : _conditions.Not(answer);
            Condition live = _live;
            ImmutableDictionary<StateKey, AbstractValue> memory = _memory;
            Follow(conditional, _conditions.And(live, taken), memory, null);
            Follow(block.FallThroughSuccessor, _conditions.And(live, _conditions.Not(taken)), memory, null);
        }
        else
        {
            AbstractValue? value = null;
            if (block.BranchValue is { } result)
            {
                value = block.FallThroughSuccessor?.Semantics == ControlFlowBranchSemantics.Throw ? EvaluateThrown(result) : Evaluate(result);
            }

            Follow(block.FallThroughSuccessor, _live, _memory, value);
        }
    }

    /// <summary>Of an exception that is made to be thrown, its type says all: its constructor is not entered.</summary>
    private AbstractValue EvaluateThrown(IOperation thrown)
    {
        if (thrown.WithoutConversions() is not IObjectCreationOperation { Initializer: null } creation)
        {
            return Evaluate(thrown);
        }

        EvaluateTexts(creation.Arguments);
        return Unknown();
    }

    /// <summary>Nor is a method that writes a text for it: that often stands in a file full of texts, and something is thrown whatever it says.</summary>
    private void EvaluateTexts(ImmutableArray<IArgumentOperation> arguments)
    {
        foreach (IArgumentOperation argument in arguments)
        {
            if (argument.Value.WithoutConversions() is IInvocationOperation { Type.SpecialType: SpecialType.System_String, Instance: null or IInstanceReferenceOperation } text
                && !IsFrameworkCode(text.TargetMethod))
            {
                EvaluateTexts(text.Arguments);
            }
            else
            {
                Evaluate(argument.Value);
            }
        }
    }

    private void Follow(ControlFlowBranch? branch, Condition live, ImmutableDictionary<StateKey, AbstractValue> memory, AbstractValue? value)
    {
        if (branch is null || live.IsFalse)
        {
            return;
        }

        (_live, _memory) = (live, memory);
        foreach (ControlFlowRegion region in branch.FinallyRegions)
        {
            if (!RunFinally(region))
            {
                return;
            }
        }

        Frame frame = _frame!;
        switch (branch.Semantics)
        {
            case ControlFlowBranchSemantics.Return:
                frame.Returns.Add(new Ending(_live, _memory, value, null, branch.Source.BranchValue?.Syntax));
                break;

            case ControlFlowBranchSemantics.Regular when branch.Destination is { } destination:
                if (destination.Kind == BasicBlockKind.Exit)
                {
                    frame.Returns.Add(new Ending(_live, _memory, value, null, branch.Source.BranchValue?.Syntax));
                }
                else
                {
                    Push(branch.Source.Ordinal, destination.Ordinal);
                }

                break;

            case ControlFlowBranchSemantics.Throw:
                Throw(ThrownType(branch.Source.BranchValue), branch.Source.EnclosingRegion);
                break;

            case ControlFlowBranchSemantics.Rethrow:
                Throw(CaughtType(branch.Source.EnclosingRegion), branch.Source.EnclosingRegion);
                break;

            case ControlFlowBranchSemantics.StructuredExceptionHandling:
                EndHandler(branch.Source);
                break;

            case ControlFlowBranchSemantics.Error:
                frame.Returns.Add(new Ending(_live, _memory, Unknown(), null, null));
                break;
        }
    }

    private bool RunFinally(ControlFlowRegion region)
    {
        if (RunBlocks(region.FirstBlockOrdinal, region.FirstBlockOrdinal, region.LastBlockOrdinal) is not { } end || end.Live.IsFalse)
        {
            return false;
        }

        (_live, _memory) = end;
        return true;
    }

    private void Push(int from, int to)
    {
        Frame frame = _frame!;
        BlockRun? run = frame.Run;
        while (run is not null && !run.Contains(to))
        {
            run = run.Outer;
        }

        if (run is null || !MayLoop(frame, from, to))
        {
            return;
        }

        run.Pending[to] = run.Pending.TryGetValue(to, out (Condition Live, ImmutableDictionary<StateKey, AbstractValue> Memory) waiting)
            ? (_conditions.Or(waiting.Live, _live), Merge(_live, _memory, waiting.Memory))
            : (_live, _memory);
    }

    /// <summary>Counts the rounds of a loop. A loop that the program counts runs to its end; another one is followed as long as a further round can tell anything.</summary>
    private bool MayLoop(Frame frame, int from, int to)
    {
        if (to > from)
        {
            frame.BackEdges.Remove(to);
            return true;
        }

        frame.BackEdges.TryGetValue(to, out (int Count, Condition Last) known);
        frame.BackEdges[to] = (known.Count + 1, _live);
        bool isCounted = ReferenceEquals(known.Last, _live);
        if (known.Count < (isCounted ? MaximumCountedRounds : MaximumRounds))
        {
            return true;
        }

        if (isCounted)
        {
            frame.Returns.Add(new Ending(_live, _memory, Unknown(), null, null));
        }

        return false;
    }

    /// <summary>Hands an exception to whatever encloses it in this function: beyond the root lie the regions of the function that a lambda stands in, which it leaves.</summary>
    private void Throw(ITypeSymbol? thrown, ControlFlowRegion? from)
    {
        for (ControlFlowRegion? region = from; region is { Kind: not ControlFlowRegionKind.Root }; region = region.EnclosingRegion)
        {
            if (region.Kind != ControlFlowRegionKind.Try || region.EnclosingRegion is not { } statement)
            {
                continue;
            }

            if (statement.Kind == ControlFlowRegionKind.TryAndFinally)
            {
                if (!RunFinally(statement.NestedRegions.Last()))
                {
                    return;
                }
            }
            else if (Catch(thrown, statement, 1))
            {
                return;
            }
        }

        _frame!.Throws.Add(new Ending(_live, _memory, null, thrown, null));
        _live = _conditions.False;
    }

    /// <summary>Hands an exception to the handlers of a <c>try</c>, from one of them on; true where nothing of it goes further.</summary>
    private bool Catch(ITypeSymbol? thrown, ControlFlowRegion statement, int handler)
    {
        for (int i = handler; i < statement.NestedRegions.Length; i++)
        {
            ControlFlowRegion region = statement.NestedRegions[i];
            Condition caught = Catches(region.ExceptionType, thrown, isLast: i == statement.NestedRegions.Length - 1);
            if (caught.IsFalse)
            {
                continue;
            }

            Condition live = _live;
            ImmutableDictionary<StateKey, AbstractValue> memory = _memory;
            _live = _conditions.And(live, caught);
            _memory = memory.SetItem(new StateKey(region, _frame!.Id), new AbstractValue.Opaque(false, null, thrown ?? region.ExceptionType));
            Push(-1, region.FirstBlockOrdinal);
            _memory = memory;
            _live = _conditions.And(live, _conditions.Not(caught));
            if (_live.IsFalse)
            {
                return true;
            }
        }

        return false;
    }

    private Condition Catches(ITypeSymbol? handled, ITypeSymbol? thrown, bool isLast)
    {
        if (handled is null or { SpecialType: SpecialType.System_Object } || handled.Is("System.Exception"))
        {
            return _conditions.True;
        }

        if (thrown is null || thrown.Is("System.Exception"))
        {
            // What exactly is thrown is not known. Some handler is there because something is; which of several, is a setting.
            return isLast ? _conditions.True : _conditions.Ask(ChoiceKind.Setting);
        }

        if (Derives(thrown, handled))
        {
            return _conditions.True;
        }

        return Derives(handled, thrown) ? _conditions.Ask(ChoiceKind.Setting) : _conditions.False;
    }

    private static bool Derives(ITypeSymbol type, ITypeSymbol from)
    {
        for (ITypeSymbol? current = type; current is not null; current = current.BaseType)
        {
            if (SymbolEqualityComparer.Default.Equals(current, from))
            {
                return true;
            }
        }

        return false;
    }

    private static ITypeSymbol? ThrownType(IOperation? value) => value?.WithoutConversions().Type;

    private ITypeSymbol? CaughtType(ControlFlowRegion? region)
    {
        for (; region is { Kind: not ControlFlowRegionKind.Root }; region = region.EnclosingRegion)
        {
            if (region.Kind is ControlFlowRegionKind.Catch or ControlFlowRegionKind.FilterAndHandler
                && _memory.TryGetValue(new StateKey(region, _frame!.Id), out AbstractValue? thrown))
            {
                return (thrown as AbstractValue.Opaque)?.Type;
            }
        }

        return null;
    }

    /// <summary>The end of a <c>finally</c>, or of a filter that said no.</summary>
    private void EndHandler(BasicBlock block)
    {
        for (ControlFlowRegion? region = block.EnclosingRegion; region is { Kind: not ControlFlowRegionKind.Root }; region = region.EnclosingRegion)
        {
            if (region.Kind == ControlFlowRegionKind.Finally)
            {
                BlockRun run = _frame!.Run!;
                run.End = run.End is { } end
                    ? (_conditions.Or(end.Live, _live), Merge(_live, _memory, end.Memory))
                    : (_live, _memory);
                return;
            }

            if (region.Kind == ControlFlowRegionKind.FilterAndHandler && region.EnclosingRegion is { } statement)
            {
                ITypeSymbol? thrown = CaughtType(region);
                if (!Catch(thrown, statement, statement.NestedRegions.IndexOf(region) + 1))
                {
                    Throw(thrown, statement.EnclosingRegion);
                }

                return;
            }
        }
    }

    /// <summary>Whether an exception thrown here would be caught inside the callback.</summary>
    private bool IsInsideTry()
    {
        for (Frame? frame = _frame; frame is not null; frame = frame.Caller)
        {
            for (ControlFlowRegion? region = frame.Block?.EnclosingRegion; region is { Kind: not ControlFlowRegionKind.Root }; region = region.EnclosingRegion)
            {
                if (region is { Kind: ControlFlowRegionKind.Try, EnclosingRegion.Kind: ControlFlowRegionKind.TryAndCatch })
                {
                    return true;
                }
            }
        }

        return false;
    }
}
