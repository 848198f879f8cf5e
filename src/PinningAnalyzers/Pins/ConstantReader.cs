using System.Collections.Generic;
using System.Text;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace PinningAnalyzers.Pins;

/// <summary>Reads what is constant in the user's eyes: literals, constants, <c>static readonly</c> fields and locals that are assigned once.</summary>
internal sealed class ConstantReader(Compilation compilation, CancellationToken cancellationToken)
{
    /// <summary>A field may be initialised from a field; a cycle of them is an error in the code, and must end here.</summary>
    private const int MostHops = 16;

    private readonly Definitions _definitions = new(compilation, cancellationToken);

    /// <summary>The operation that gives <paramref name="operation"/> its value: fields and locals replaced by what they were set to.</summary>
    public IOperation? Resolve(IOperation? operation)
    {
        IOperation? current = Unwrap(operation);
        for (int hops = 0; hops < MostHops && current is IFieldReferenceOperation or ILocalReferenceOperation; hops++)
        {
            if (_definitions.Of(current) is not { } definition)
            {
                return current;
            }

            current = Unwrap(definition);
        }

        return current;
    }

    public bool TryReadText(IOperation operation, out ConstantText text)
    {
        string? value = Fold(operation, 0);
        text = value is null ? default : new ConstantText(value, Origin(operation));
        return value is not null;
    }

    /// <summary>Adds the constant texts of a list of texts; false where some element, or the list itself, is not constant.</summary>
    public bool TryReadTexts(IOperation list, List<ConstantText> texts) => TryReadTexts(list, list.Syntax, texts, 0);

    /// <summary>Adds one constant text; what stands in another file is said by <paramref name="call"/>.</summary>
    public bool TryReadElement(IOperation? element, SyntaxNode call, List<ConstantText> texts)
    {
        if (element is null || !TryReadText(element, out ConstantText text))
        {
            return false;
        }

        // A finding belongs to the file under analysis: elsewhere the IDE would not show it.
        texts.Add(text.Origin.SyntaxTree == call.SyntaxTree ? text : new ConstantText(text.Value, call));
        return true;
    }

    private bool TryReadTexts(IOperation? list, SyntaxNode call, List<ConstantText> texts, int hops)
    {
        if (Resolve(list) is not { } definition || hops > MostHops)
        {
            return false;
        }

        // Collection expressions have no operation of their own before Roslyn 4.9.
        if (definition.Syntax is CollectionExpressionSyntax collection)
        {
            return TryReadElements(collection, call, texts, hops);
        }

        IArrayInitializerOperation? initializer = definition as IArrayInitializerOperation ?? (definition as IArrayCreationOperation)?.Initializer;
        if (initializer is null)
        {
            return IsEmptyArray(definition);
        }

        bool complete = true;
        foreach (IOperation element in initializer.ElementValues)
        {
            complete &= TryReadElement(element, call, texts);
        }

        return complete;
    }

    private bool TryReadElements(CollectionExpressionSyntax collection, SyntaxNode call, List<ConstantText> texts, int hops)
    {
        bool complete = true;
        foreach (CollectionElementSyntax element in collection.Elements)
        {
            complete &= element switch
            {
                ExpressionElementSyntax { Expression: var item } => TryReadElement(_definitions.OperationOf(item), call, texts),
                SpreadElementSyntax { Expression: var items } => TryReadTexts(_definitions.OperationOf(items), call, texts, hops + 1),
                _ => false,
            };
        }

        return complete;
    }

    private static bool IsEmptyArray(IOperation operation) => operation switch
    {
        IArrayCreationOperation { DimensionSizes: { Length: 1 } sizes } => sizes[0].ConstantValue is { HasValue: true, Value: 0 },
        IInvocationOperation { TargetMethod: { Name: "Empty", ContainingType: var type } } => type.Is(MetadataNames.Array),
        _ => false,
    };

    private string? Fold(IOperation? operation, int hops)
    {
        if (hops > MostHops || Resolve(operation) is not { } definition)
        {
            return null;
        }

        if (definition.ConstantValue is { HasValue: true } constant)
        {
            return constant.Value as string;
        }

        return definition switch
        {
            IFieldReferenceOperation { Field: { Name: nameof(string.Empty), ContainingType.SpecialType: SpecialType.System_String } } => string.Empty,
            IInterpolatedStringOperation interpolated => FoldParts(interpolated, hops),
            IBinaryOperation { OperatorKind: BinaryOperatorKind.Add, Type.SpecialType: SpecialType.System_String } sum =>
                Fold(sum.LeftOperand, hops + 1) is { } left && Fold(sum.RightOperand, hops + 1) is { } right ? left + right : null,
            _ => null,
        };
    }

    private string? FoldParts(IInterpolatedStringOperation interpolated, int hops)
    {
        var text = new StringBuilder();
        foreach (IInterpolatedStringContentOperation part in interpolated.Parts)
        {
            string? value = part switch
            {
                IInterpolatedStringTextOperation { Text: var literal } => literal.ConstantValue.Value as string,
                IInterpolationOperation { Alignment: null, FormatString: null, Expression: var expression } => Fold(expression, hops + 1),
                _ => null,
            };

            if (value is null)
            {
                return null;
            }

            text.Append(value);
        }

        return text.ToString();
    }

    /// <summary>Where the text is said: the literal behind constants, as long as it stays in the file of the call.</summary>
    private SyntaxNode Origin(IOperation operation)
    {
        SyntaxNode origin = operation.Syntax;
        IOperation? current = Unwrap(operation);
        for (int hops = 0; hops < MostHops && current is not null && current.Syntax.SyntaxTree == origin.SyntaxTree; hops++)
        {
            origin = current.Syntax;
            current = Unwrap(_definitions.Of(current));
        }

        return origin;
    }

    private static IOperation? Unwrap(IOperation? operation)
    {
        while (true)
        {
            switch (operation)
            {
                case IConversionOperation { OperatorMethod: null, Operand: var operand } when operation.Syntax is not CollectionExpressionSyntax:
                    operation = operand;
                    break;
                case IParenthesizedOperation { Operand: var operand }:
                    operation = operand;
                    break;
                default:
                    return operation;
            }
        }
    }
}
