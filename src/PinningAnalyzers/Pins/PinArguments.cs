using System;
using System.Collections.Generic;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace PinningAnalyzers.Pins;

/// <summary>The arguments of <c>Pin</c>, <c>Exclude</c>, <c>ForHost</c> and <c>CertificatePin.Parse</c>, as far as they are constant.</summary>
internal sealed class PinArguments
{
    private PinArguments(ConstantText? host, IReadOnlyList<ConstantText> pins, bool areAllPinsConstant)
    {
        Host = host;
        Pins = pins;
        AreAllPinsConstant = areAllPinsConstant;
    }

    /// <summary>The host or the pattern, at the argument: the constant behind it may be used for other things.</summary>
    public ConstantText? Host { get; }

    public IReadOnlyList<ConstantText> Pins { get; }

    public bool AreAllPinsConstant { get; }

    public int DifferentPins
    {
        get
        {
            var different = new HashSet<string>(StringComparer.Ordinal);
            foreach (ConstantText pin in Pins)
            {
                different.Add(pin.Value);
            }

            return different.Count;
        }
    }

    public static PinArguments OfHost(IInvocationOperation call, ConstantReader reader) => new(HostOf(call, reader), [], true);

    public static PinArguments OfPins(IInvocationOperation call, ConstantReader reader)
    {
        var pins = new List<ConstantText>();
        bool areAllConstant = true;
        foreach (IArgumentOperation argument in call.Arguments)
        {
            switch (argument.Parameter)
            {
                case null or { Ordinal: 0 }:
                    break;
                case { Type.SpecialType: SpecialType.System_String }:
                    areAllConstant &= reader.TryReadElement(argument.Value, argument.Value.Syntax, pins);
                    break;
                case var parameter when !parameter.Type.Is(MetadataNames.PinPolicy):
                    areAllConstant &= reader.TryReadTexts(argument.Value, pins);
                    break;
            }
        }

        return new PinArguments(HostOf(call, reader), pins, areAllConstant);
    }

    public static PinArguments OfParse(IInvocationOperation call, ConstantReader reader)
    {
        var pins = new List<ConstantText>();
        bool isConstant = call.Arguments is { Length: > 0 } all && all[0].Value is var text && reader.TryReadElement(text, text.Syntax, pins);
        return new PinArguments(null, pins, isConstant);
    }

    private static ConstantText? HostOf(IInvocationOperation call, ConstantReader reader)
    {
        foreach (IArgumentOperation argument in call.Arguments)
        {
            if (argument.Parameter is { Ordinal: 0, Type.SpecialType: SpecialType.System_String } && reader.TryReadText(argument.Value, out ConstantText text))
            {
                return new ConstantText(text.Value, argument.Value.Syntax);
            }
        }

        return null;
    }
}
