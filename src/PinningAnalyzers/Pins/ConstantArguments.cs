using System;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace PinningAnalyzers.Pins;

/// <summary>The arguments of a call by the names of their parameters, in whatever order they were written.</summary>
internal readonly struct ConstantArguments(ConstantReader reader, ImmutableArray<IArgumentOperation> arguments)
{
    public int Count => arguments.Length;

    /// <summary>The argument of a method with one parameter.</summary>
    public double? OnlyNumber => Only is { } value ? Number(value) : null;

    /// <summary>The argument of a method with one parameter.</summary>
    public TimeSpan? OnlyDuration => Only is { } value ? Duration(value) : null;

    private IOperation? Only => arguments.Length == 1 ? arguments[0].Value : null;

    public IOperation? this[string parameter]
    {
        get
        {
            foreach (IArgumentOperation argument in arguments)
            {
                if (argument.Parameter?.Name == parameter)
                {
                    return argument.Value;
                }
            }

            return null;
        }
    }

    public bool Has(string parameter) => this[parameter] is not null;

    public string? Text(string parameter) => this[parameter] is { } value && reader.TryReadText(value, out ConstantText text) ? text.Value : null;

    public double? Number(string parameter) => Number(this[parameter]);

    public double? Number(string parameter, double otherwise) => this[parameter] is { } value ? Number(value) : otherwise;

    public TimeSpan? Duration(string parameter) => Duration(this[parameter]);

    private double? Number(IOperation? value) => reader.Resolve(value)?.ConstantValue is { HasValue: true, Value: IConvertible number and not string }
        ? number.ToDouble(null)
        : null;

    /// <summary>A <c>TimeSpan</c>, or a <c>TimeOnly</c> as the time since midnight.</summary>
    private TimeSpan? Duration(IOperation? value) => reader.Resolve(value) switch
    {
        IFieldReferenceOperation { Field: { Name: "Zero", ContainingType: var type } } when type.Is(MetadataNames.TimeSpan) => TimeSpan.Zero,
        IPropertyReferenceOperation { Property: { Name: "MinValue", ContainingType: var type } } when type.Is(MetadataNames.TimeOnly) => TimeSpan.Zero,
        IPropertyReferenceOperation { Property: { Name: "MaxValue", ContainingType: var type } } when type.Is(MetadataNames.TimeOnly) => new TimeSpan(TimeSpan.TicksPerDay - 1),
        IDefaultValueOperation => TimeSpan.Zero,
        IObjectCreationOperation { Arguments: var parts } creation when IsTime(creation.Type) => new ConstantArguments(reader, parts).Sum(),
        IInvocationOperation { TargetMethod: { IsStatic: true, ContainingType: var type } method } call when type.Is(MetadataNames.TimeSpan) => new ConstantArguments(reader, call.Arguments).From(method.Name),
        IUnaryOperation { OperatorKind: UnaryOperatorKind.Minus, Operand: var operand } => -Duration(operand),
        _ => null,
    };

    private static bool IsTime(ITypeSymbol? type) => type.Is(MetadataNames.TimeSpan) || type.Is(MetadataNames.TimeOnly);

    /// <summary>What <c>TimeSpan.FromHours</c> and its kin return; newer frameworks give them further parameters, by unit.</summary>
    private TimeSpan? From(string method) =>
        OnlyNumber is { } amount
            ? method switch
            {
                "FromDays" => TimeSpan.FromDays(amount),
                "FromHours" => TimeSpan.FromHours(amount),
                "FromMinutes" => TimeSpan.FromMinutes(amount),
                "FromSeconds" => TimeSpan.FromSeconds(amount),
                _ => null,
            }
            : Sum();

    private TimeSpan? Sum()
    {
        TimeSpan sum = TimeSpan.Zero;
        foreach (IArgumentOperation argument in arguments)
        {
            double? amount = Number(argument.Value);
            switch (argument.Parameter?.Name)
            {
                case "days" when amount is { } days:
                    sum += TimeSpan.FromDays(days);
                    break;
                case "hours" or "hour" when amount is { } hours:
                    sum += TimeSpan.FromHours(hours);
                    break;
                case "minutes" or "minute" when amount is { } minutes:
                    sum += TimeSpan.FromMinutes(minutes);
                    break;
                case "seconds" or "second" when amount is { } seconds:
                    sum += TimeSpan.FromSeconds(seconds);
                    break;
                case "milliseconds" or "millisecond" or "microseconds" or "microsecond" when amount is not null:
                    // Less than a second decides no day.
                    break;
                default:
                    return null;
            }
        }

        return sum;
    }
}
