using Microsoft.CodeAnalysis.Operations;

namespace PinningAnalyzers.Callbacks;

/// <summary>Computes with constants as the compiled program would.</summary>
internal static class ConstantFolding
{
    public static long? ToInt64(object? value) => value switch
    {
        int number => number,
        long number => number,
        short number => number,
        sbyte number => number,
        byte number => number,
        ushort number => number,
        uint number => number,
        char number => number,
        ulong number when number <= long.MaxValue => (long)number,
        _ => null,
    };

    public static bool AreEqual(object? left, object? right) =>
        ToInt64(left) is { } a && ToInt64(right) is { } b ? a == b : Equals(left, right);

    /// <summary>The result of an operator over constants, or null where it has none here.</summary>
    public static object? Compute(BinaryOperatorKind kind, object? left, object? right)
    {
        if (left is string || right is string)
        {
            return kind == BinaryOperatorKind.Add ? string.Concat(left, right) : null;
        }

        if (left is bool a && right is bool b)
        {
            return kind switch
            {
                BinaryOperatorKind.And or BinaryOperatorKind.ConditionalAnd => a && b,
                BinaryOperatorKind.Or or BinaryOperatorKind.ConditionalOr => a || b,
                BinaryOperatorKind.ExclusiveOr => a ^ b,
                _ => null,
            };
        }

        if (ToInt64(left) is not { } x || ToInt64(right) is not { } y)
        {
            return null;
        }

        return kind switch
        {
            BinaryOperatorKind.LessThan => x < y,
            BinaryOperatorKind.LessThanOrEqual => x <= y,
            BinaryOperatorKind.GreaterThan => x > y,
            BinaryOperatorKind.GreaterThanOrEqual => x >= y,
            _ => Narrow(kind switch
            {
                BinaryOperatorKind.And => x & y,
                BinaryOperatorKind.Or => x | y,
                BinaryOperatorKind.ExclusiveOr => x ^ y,
                BinaryOperatorKind.Add => unchecked(x + y),
                BinaryOperatorKind.Subtract => unchecked(x - y),
                BinaryOperatorKind.Multiply => unchecked(x * y),
                BinaryOperatorKind.Divide when y is not 0 and not -1 => x / y,
                BinaryOperatorKind.Remainder when y is not 0 and not -1 => x % y,
                BinaryOperatorKind.LeftShift => x << (int)(y & 31),
                BinaryOperatorKind.RightShift => x >> (int)(y & 31),
                _ => null,
            }),
        };
    }

    private static object? Narrow(long? value) => value switch
    {
        null => null,
        >= int.MinValue and <= int.MaxValue => (int)value.Value,
        _ => value,
    };
}
