using System;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace PinningAnalyzers.Callbacks;

// Enumerations and text.
internal sealed partial class CallbackExecution
{
    private AbstractValue? CallOfEnum(IMethodSymbol method, AbstractValue? subject, ImmutableArray<AbstractValue> arguments, IOperation operation)
    {
        if (method.IsStatic)
        {
            return method.ContainingType.SpecialType == SpecialType.System_Enum ? CallOfEnumType(method, arguments, operation)
                : method.ContainingType.Name == "Convert" && method.Name.StartsWith("ToInt", StringComparison.Ordinal) && arguments.Length > 0 && IsNumber(arguments[0]) ? arguments[0]
                : null;
        }

        if (subject is not AbstractValue.Constant { Value: { } value } constant || ConstantFolding.ToInt64(value) is not { } number)
        {
            return null;
        }

        if (method.Name == "HasFlag" && arguments.Length == 1)
        {
            return Map(arguments[0], one => one is AbstractValue.Constant { Value: { } flag } && ConstantFolding.ToInt64(flag) is { } bits
                ? AbstractValue.Of((number & bits) == bits)
                : Setting(method.ReturnType));
        }

        if (!constant.TellsErrors)
        {
            return null;
        }

        switch (method.Name)
        {
            case "Equals" when arguments.Length == 1:
                return Bool(AreEqual(subject, arguments[0]));
            case "CompareTo" when arguments.Length == 1:
                return Map(arguments[0], one => one is AbstractValue.Constant { Value: { } other } && ConstantFolding.ToInt64(other) is { } second
                    ? AbstractValue.Of(number.CompareTo(second))
                    : Setting(method.ReturnType));
            case "GetHashCode" or "GetTypeCode":
                return subject;
            case "ToString" when arguments.IsEmpty || arguments[0] is AbstractValue.Constant { Value: "G" or "g" or "F" or "f" or null }:
                return new AbstractValue.Constant(NameOfErrors((int)number), true);
            case "ToString" when arguments[0] is AbstractValue.Constant { Value: "D" or "d" }:
                return new AbstractValue.Constant(number.ToString(System.Globalization.CultureInfo.InvariantCulture), true);
            default:
                return null;
        }
    }

    private static bool IsNumber(AbstractValue value) =>
        value is AbstractValue.Alternatives several
            ? several.Cases.All(one => IsNumber(one.Value))
            : value is AbstractValue.Constant { Value: { } constant } && ConstantFolding.ToInt64(constant) is not null;

    /// <summary>The static methods of <c>Enum</c>, over a type that is named in the call.</summary>
    private AbstractValue? CallOfEnumType(IMethodSymbol method, ImmutableArray<AbstractValue> arguments, IOperation operation)
    {
        ITypeSymbol? type = method.TypeArguments.Length == 1
            ? method.TypeArguments[0]
            : (operation as IInvocationOperation)?.Arguments.Select(argument => argument.Value).OfType<ITypeOfOperation>().FirstOrDefault()?.TypeOperand;
        if (type is not { TypeKind: TypeKind.Enum })
        {
            return null;
        }

        switch (method.Name)
        {
            case "GetValues":
                return new AbstractValue.Sequence(type.GetMembers().OfType<IFieldSymbol>()
                    .Where(field => field.HasConstantValue)
                    .Take(MaximumItems)
                    .Select(field => (_conditions.True, AbstractValue.Of(field.ConstantValue) as AbstractValue))
                    .ToImmutableArray());
            case "GetName" or "IsDefined" when arguments.Length > 0:
                return Map(arguments[arguments.Length - 1], one => one is AbstractValue.Constant { Value: { } value, TellsErrors: var tells }
                    ? NameIn(type, value) is { } name && method.Name == "GetName" ? new AbstractValue.Constant(name, tells) : method.Name == "GetName" ? AbstractValue.Null : AbstractValue.Of(NameIn(type, value) is not null)
                    : Setting(method.ReturnType));
            default:
                return null;
        }
    }

    private static string? NameIn(ITypeSymbol type, object value) =>
        type.GetMembers().OfType<IFieldSymbol>().FirstOrDefault(field => field.HasConstantValue && ConstantFolding.AreEqual(field.ConstantValue, value))?.Name;

    /// <summary>The text of a value of <c>SslPolicyErrors</c>, as the runtime writes it.</summary>
    public static string NameOfErrors(int errors)
    {
        string[] names = ["RemoteCertificateNotAvailable", "RemoteCertificateNameMismatch", "RemoteCertificateChainErrors"];
        return errors == 0 ? "None" : string.Join(", ", names.Where((_, i) => (errors & (1 << i)) != 0));
    }

    private AbstractValue? CallOfText(IMethodSymbol method, AbstractValue? subject, ImmutableArray<AbstractValue> arguments)
    {
        switch (method.ContainingType)
        {
            case { SpecialType: SpecialType.System_Boolean } when method.IsStatic && method.Name == "Parse" && arguments.Length > 0:
                return arguments[0] is AbstractValue.Constant { Value: string written } && bool.TryParse(written, out bool parsed) ? AbstractValue.Of(parsed) : null;
            case { Name: "Convert" } when method.Name == "ToBoolean" && arguments.Length > 0:
                return arguments[0] is AbstractValue.Constant { Value: { } number } && ConstantFolding.ToInt64(number) is { } bits ? AbstractValue.Of(bits != 0) : null;
            case { Name: "StringBuilder" } when subject is AbstractValue.ObjectValue { Kind: ObjectKind.Created } builder:
                return CallOfBuilder(method, builder, arguments);
            case not { SpecialType: SpecialType.System_String }:
                return null;
        }

        if (method.IsStatic)
        {
            return method.Name switch
            {
                "Join" when arguments.Length == 2 && arguments[1] is AbstractValue.Sequence or AbstractValue.ObjectValue { Kind: ObjectKind.Created } && Highest(arguments) == Exposure.Nothing =>
                    Choose(IsAnyThere(ItemsOf(arguments[1])), SomeText(method.ReturnType), AbstractValue.Of(string.Empty)),
                "IsNullOrEmpty" or "IsNullOrWhiteSpace" when arguments.Length == 1 => Bool(IsEmptyText(arguments[0])),
                "Equals" or "Compare" or "CompareOrdinal" when arguments.Length >= 2 && method.Parameters[1].Type.SpecialType == SpecialType.System_String =>
                    Map(arguments[0], left => Map(arguments[1], right => CompareTexts(method.Name == "Equals", left, right, ComparisonOf(arguments, 2)))),
                _ => null,
            };
        }

        if (method.Name is "Contains" or "StartsWith" or "EndsWith" && arguments.Length > 0 && arguments[0] is AbstractValue.Constant { Value: "" } && subject is AbstractValue.Identity)
        {
            // Every text contains the empty one.
            return AbstractValue.Of(true);
        }

        if (subject is not AbstractValue.Constant { Value: string text } constant)
        {
            return null;
        }

        if (arguments.Length > 0 && arguments[0] is AbstractValue.Constant { Value: string argument })
        {
            StringComparison comparison = ComparisonOf(arguments, 1);
            switch (method.Name)
            {
                case "Equals":
                    return AbstractValue.Of(text.Equals(argument, comparison));
                case "Contains":
                    return AbstractValue.Of(text.IndexOf(argument, comparison) >= 0);
                case "StartsWith":
                    return AbstractValue.Of(text.StartsWith(argument, comparison));
                case "EndsWith":
                    return AbstractValue.Of(text.EndsWith(argument, comparison));
                case "IndexOf":
                    return AbstractValue.Of(text.IndexOf(argument, comparison));
            }
        }

        return method.Name switch
        {
            "ToLower" or "ToLowerInvariant" => new AbstractValue.Constant(text.ToLowerInvariant(), constant.TellsErrors),
            "ToUpper" or "ToUpperInvariant" => new AbstractValue.Constant(text.ToUpperInvariant(), constant.TellsErrors),
            "Trim" when arguments.IsEmpty => new AbstractValue.Constant(text.Trim(), constant.TellsErrors),
            "ToString" => constant,
            _ => null,
        };
    }

    private static StringComparison ComparisonOf(ImmutableArray<AbstractValue> arguments, int position) =>
        arguments.Length > position && arguments[position] is AbstractValue.Constant { Value: true or 1 or 3 or 5 } ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal;

    /// <summary>Two texts compared by a static method: what is known folds, and where anything else is equal, the order is zero.</summary>
    private AbstractValue CompareTexts(bool isTest, AbstractValue left, AbstractValue right, StringComparison comparison)
    {
        if (left is AbstractValue.Constant { Value: string a } && right is AbstractValue.Constant { Value: string b })
        {
            return isTest ? AbstractValue.Of(string.Equals(a, b, comparison)) : AbstractValue.Of(string.Compare(a, b, comparison));
        }

        Condition same = AreEqual(left, right);
        return isTest ? Bool(same) : Choose(same, AbstractValue.Of(0), AbstractValue.Of(1));
    }

    /// <summary>A builder of text, of which it is known whether anything was written to it.</summary>
    private AbstractValue? CallOfBuilder(IMethodSymbol method, AbstractValue.ObjectValue builder, ImmutableArray<AbstractValue> arguments)
    {
        var presence = new StateKey(PresenceName, builder.Id);
        switch (method.Name)
        {
            case "Append" or "AppendLine" or "AppendFormat" or "AppendJoin" or "Insert":
                foreach (AbstractValue argument in arguments)
                {
                    Absorb(builder, argument);
                }

                bool isText = method.Name == "AppendLine" || arguments.Any(argument => argument is AbstractValue.Constant { Value: string { Length: > 0 } or char });
                Put(builder, isText ? _conditions.True : _conditions.Ask(ChoiceKind.Setting));
                return builder;
            case "Clear":
                Write(presence, AbstractValue.Of(false));
                return builder;
            case "ToString" when arguments.IsEmpty && Read(new StateKey(ContentName, builder.Id)) is null && Read(presence) is { } written:
                return Choose(Decide(written), SomeText(method.ReturnType), AbstractValue.Of(string.Empty));
            default:
                return null;
        }
    }

    /// <summary>A text of which nothing is known but that it is not empty.</summary>
    private AbstractValue SomeText(ITypeSymbol type)
    {
        var text = new AbstractValue.Opaque(false, null, type);
        foreach (string emptiness in (string[])["null", "empty", "= "])
        {
            _answers[(text.Key, emptiness)] = _conditions.False;
        }

        foreach (string nothing in (string[])["= 0", "<= 0"])
        {
            _answers[(new PartKey(text.Key, "Length"), nothing)] = _conditions.False;
        }

        return text;
    }
}
