using System.Collections.Generic;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace PinningAnalyzers.Pins;

/// <summary>The branches and functions that must be entered to reach an operation, outermost first.</summary>
internal readonly struct BranchPath
{
    private readonly List<IOperation> _arms;
    private readonly int _position;

    private BranchPath(List<IOperation> arms, int position)
    {
        _arms = arms;
        _position = position;
    }

    public static BranchPath To(BuilderCall call)
    {
        var arms = new List<IOperation>();
        IOperation child = call.Operation;
        for (IOperation? parent = child.Parent; parent is not null; child = parent, parent = parent.Parent)
        {
            if (IsArm(parent, child))
            {
                arms.Add(child);
            }
        }

        arms.Reverse();
        return new BranchPath(arms, call.Position);
    }

    /// <summary>
    /// Whether an earlier call runs before this one whenever both of their branches are taken: one stands straight ahead of the
    /// other, not in the other arm of a condition, nor in a function that runs who knows when.
    /// </summary>
    public bool Follows(BranchPath earlier)
    {
        int common = 0;
        while (common < _arms.Count && common < earlier._arms.Count && _arms[common] == earlier._arms[common])
        {
            common++;
        }

        if (common < earlier._arms.Count)
        {
            return common == _arms.Count && !earlier.Leaves(common);
        }

        return !HasFunction(common);
    }

    /// <summary>Whether this call may run before the other: it stands before it, shares a loop with it, or one of them is in a function that runs who knows when.</summary>
    public bool MayPrecede(BranchPath other)
    {
        int common = 0;
        for (; common < _arms.Count && common < other._arms.Count && _arms[common] == other._arms[common]; common++)
        {
            if (_arms[common].Parent is ILoopOperation)
            {
                return true;
            }
        }

        return _position < other._position || HasFunction(common) || other.HasFunction(common);
    }

    private bool HasFunction(int from)
    {
        for (int i = from; i < _arms.Count; i++)
        {
            if (_arms[i].Parent is IAnonymousFunctionOperation or ILocalFunctionOperation)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether the branch is left for good behind this operation, or is a function.</summary>
    private bool Leaves(int from)
    {
        if (HasFunction(from))
        {
            return true;
        }

        foreach (IOperation operation in _arms[from].DescendantsAndSelf())
        {
            if (operation.Syntax.Span.End > _position && IsExit(operation, _arms[from]))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsExit(IOperation operation, IOperation arm) => operation switch
    {
        IReturnOperation or IThrowOperation => true,
        IBranchOperation { BranchKind: BranchKind.Break } => arm is not ISwitchCaseOperation,
        IBranchOperation => true,
        _ => false,
    };

    private static bool IsArm(IOperation parent, IOperation child) => parent switch
    {
        IConditionalOperation conditional => child != conditional.Condition,
        ISwitchOperation @switch => child != @switch.Value,
        ISwitchExpressionOperation @switch => child != @switch.Value,
        ITryOperation @try => child != @try.Finally,
        ILoopOperation loop => child == loop.Body,
        ICoalesceOperation coalesce => child == coalesce.WhenNull,
        IConditionalAccessOperation access => child == access.WhenNotNull,
        IBinaryOperation { OperatorKind: BinaryOperatorKind.ConditionalAnd or BinaryOperatorKind.ConditionalOr } binary => child == binary.RightOperand,
        IAnonymousFunctionOperation or ILocalFunctionOperation => true,
        _ => false,
    };
}
