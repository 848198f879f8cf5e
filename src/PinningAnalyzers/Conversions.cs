using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace PinningAnalyzers;

/// <summary>Looks through the conversions that the compiler and casts put around expressions.</summary>
internal static class Conversions
{
    /// <summary>What is converted, through however many conversions.</summary>
    public static IOperation WithoutConversions(this IOperation operation)
    {
        while (operation is IConversionOperation conversion)
        {
            operation = conversion.Operand;
        }

        return operation;
    }
}
