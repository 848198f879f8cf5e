using System;
using System.Collections.Generic;
using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace PinningAnalyzers.Pins;

/// <summary>Evaluates dates that are constant in the user's eyes. A date without an offset counts as UTC.</summary>
internal sealed class ConstantDates(ConstantReader reader)
{
    private static readonly string[] Iso8601 = IsoFormats();

    /// <summary>The instant that an expression of type <c>DateTimeOffset</c>, <c>DateTime</c> or <c>DateOnly</c> says; null where it is not constant.</summary>
    public DateTimeOffset? Read(IOperation? expression)
    {
        try
        {
            return Evaluate(expression);
        }
        catch (Exception exception) when (exception is ArgumentException or OverflowException)
        {
            // No such date (30 February, an offset of 20 hours): it fails at run time, which is no question of expiry.
            return null;
        }
    }

    private static string[] IsoFormats()
    {
        var formats = new List<string> { "yyyy-MM-dd", "yyyy-MM-ddK", "yyyy-MM" };
        foreach (string separator in new[] { "'T'", "' '" })
        {
            foreach (string time in new[] { "HH':'mm", "HH':'mm':'ss", "HH':'mm':'ss'.'FFFFFFF" })
            {
                formats.Add("yyyy-MM-dd" + separator + time + "K");
                formats.Add("yyyy-MM-dd" + separator + time + "' 'zzz");
            }
        }

        return formats.ToArray();
    }

    private DateTimeOffset? Evaluate(IOperation? expression)
    {
        switch (reader.Resolve(expression))
        {
            case IObjectCreationOperation creation when IsDate(creation.Type):
                return Construct(new ConstantArguments(reader, creation.Arguments));

            case IDefaultValueOperation value when IsDate(value.Type):
                return DateTimeOffset.MinValue;

            // DateTime to DateTimeOffset.
            case IConversionOperation conversion:
                return Evaluate(conversion.Operand);

            case IInvocationOperation call when IsDate(call.TargetMethod.ContainingType):
                var arguments = new ConstantArguments(reader, call.Arguments);
                return call.Instance is null
                    ? CallStatic(call.TargetMethod.Name, arguments)
                    : Evaluate(call.Instance) is { } instant ? Derive(call.TargetMethod.Name, instant, arguments) : null;

            case IFieldReferenceOperation { Instance: null } field when IsDate(field.Field.ContainingType):
                return WellKnown(field.Field.Name);

            case IPropertyReferenceOperation { Instance: { } instance } property when IsDate(property.Property.ContainingType):
                return Evaluate(instance) is { } whole ? Part(property.Property.Name, whole) : null;

            default:
                return null;
        }
    }

    private DateTimeOffset? Construct(ConstantArguments arguments)
    {
        if (arguments.Count == 0)
        {
            return DateTimeOffset.MinValue;
        }

        TimeSpan? offset = arguments.Has("offset") ? arguments.Duration("offset") : TimeSpan.Zero;
        return !arguments.Has("calendar") && offset is { } known && Date(arguments) is { } date
            ? new DateTimeOffset(DateTime.SpecifyKind(date, DateTimeKind.Unspecified), known)
            : null;
    }

    private DateTime? Date(ConstantArguments arguments)
    {
        if (arguments.Has("year"))
        {
            return arguments.Number("year") is { } year
                && arguments.Number("month") is { } month
                && arguments.Number("day") is { } day
                && arguments.Number("hour", 0) is { } hour
                && arguments.Number("minute", 0) is { } minute
                && arguments.Number("second", 0) is { } second
                    ? new DateTime((int)year, (int)month, (int)day, (int)hour, (int)minute, (int)second)
                    : null;
        }

        // DateTimeOffset(DateTime dateTime …), DateTimeOffset(DateOnly date, TimeOnly time …)
        TimeSpan? time = arguments.Has("time") ? arguments.Duration("time") : TimeSpan.Zero;
        return time is { } known && Evaluate(arguments["dateTime"] ?? arguments["date"]) is { } instant ? instant.UtcDateTime + known : null;
    }

    private DateTimeOffset? CallStatic(string method, ConstantArguments arguments) => method switch
    {
        "Parse" => Parse(arguments, Iso8601),
        "ParseExact" => arguments.Text("format") is { } format ? Parse(arguments, [format]) : null,
        "SpecifyKind" => Evaluate(arguments["value"]),
        "FromDateTime" => Evaluate(arguments["dateTime"]),
        "FromUnixTimeSeconds" => arguments.OnlyNumber is { } seconds ? DateTimeOffset.FromUnixTimeSeconds((long)seconds) : null,
        "FromUnixTimeMilliseconds" => arguments.OnlyNumber is { } milliseconds ? DateTimeOffset.FromUnixTimeMilliseconds((long)milliseconds) : null,
        _ => null,
    };

    private static DateTimeOffset? Parse(ConstantArguments arguments, string[] formats) =>
        DateTimeOffset.TryParseExact(
            arguments.Text("input") ?? arguments.Text("s"),
            formats,
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal | DateTimeStyles.AllowWhiteSpaces,
            out DateTimeOffset instant)
                ? instant
                : null;

    private static DateTimeOffset? Derive(string method, DateTimeOffset instant, ConstantArguments arguments) => method switch
    {
        "ToUniversalTime" or "ToLocalTime" or "ToOffset" => instant,
        "ToDateTime" => arguments.Duration("time") is { } time ? instant + time : null,
        "Add" => arguments.OnlyDuration is { } span ? instant + span : null,
        "Subtract" => arguments.OnlyDuration is { } span ? instant - span : null,
        "AddYears" => arguments.OnlyNumber is { } years ? instant.AddYears((int)years) : null,
        "AddMonths" => arguments.OnlyNumber is { } months ? instant.AddMonths((int)months) : null,
        "AddDays" => arguments.OnlyNumber is { } days ? instant.AddDays(days) : null,
        "AddHours" => arguments.OnlyNumber is { } hours ? instant.AddHours(hours) : null,
        "AddMinutes" => arguments.OnlyNumber is { } minutes ? instant.AddMinutes(minutes) : null,
        "AddSeconds" => arguments.OnlyNumber is { } seconds ? instant.AddSeconds(seconds) : null,
        _ => null,
    };

    private static DateTimeOffset? WellKnown(string field) => field switch
    {
        "MinValue" => DateTimeOffset.MinValue,
        "MaxValue" => DateTimeOffset.MaxValue,
        "UnixEpoch" => DateTimeOffset.FromUnixTimeSeconds(0),
        _ => null,
    };

    private static DateTimeOffset? Part(string property, DateTimeOffset instant) => property switch
    {
        "UtcDateTime" or "DateTime" or "LocalDateTime" => instant,
        "Date" => new DateTimeOffset(instant.Date, TimeSpan.Zero),
        _ => null,
    };

    private static bool IsDate(ITypeSymbol? type) =>
        type.Is(MetadataNames.DateTimeOffset) || type.Is(MetadataNames.DateTime) || type.Is(MetadataNames.DateOnly);
}
