using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;

namespace PinningAnalyzers.Callbacks;

/// <summary>Recognises callbacks by the shape of their delegate type, so that libraries nobody listed are covered.</summary>
internal sealed class CallbackShapes
{
    private readonly ConcurrentDictionary<INamedTypeSymbol, CallbackShape> _known = new(SymbolEqualityComparer.Default);

    /// <summary>The shape of this delegate type. Delegates that cannot be callbacks are told apart without allocation.</summary>
    public CallbackShape Of(ITypeSymbol? type)
    {
        if (type is not INamedTypeSymbol { TypeKind: TypeKind.Delegate, DelegateInvokeMethod: { } invoke } named
            || !CanJudge(invoke))
        {
            return CallbackShape.None;
        }

        if (_known.TryGetValue(named, out CallbackShape shape))
        {
            return shape;
        }

        shape = Classify(named, invoke);
        _known.TryAdd(named, shape);
        return shape;
    }

    public static bool IsErrors(ITypeSymbol? type) => type is { Name: "SslPolicyErrors" } && type.Is(MetadataNames.SslPolicyErrors);

    public static bool IsCertificate(ITypeSymbol? type) => type is { TypeKind: TypeKind.Class } && type.IsOrDerivesFrom(MetadataNames.X509Certificate);

    public static bool IsChain(ITypeSymbol? type) => type is { Name: "X509Chain" } && type.Is(MetadataNames.X509Chain);

    /// <summary>Whether objects of this type carry a certificate and the errors found in it.</summary>
    public static bool IsArgumentObject(ITypeSymbol? type)
    {
        if (type is null or { SpecialType: not SpecialType.None } or not INamedTypeSymbol)
        {
            return false;
        }

        bool hasErrors = false;
        bool hasCertificate = false;
        for (ITypeSymbol? current = type; current is { SpecialType: SpecialType.None }; current = current.BaseType)
        {
            foreach (ISymbol member in current.GetMembers())
            {
                if (member is IPropertySymbol { IsStatic: false, GetMethod: not null, Parameters.IsEmpty: true } property)
                {
                    hasErrors |= IsErrors(property.Type);
                    hasCertificate |= IsCertificate(property.Type);
                }
            }
        }

        return hasErrors && hasCertificate;
    }

    private static bool CanJudge(IMethodSymbol invoke)
    {
        if (invoke.Parameters.IsEmpty)
        {
            return false;
        }

        ITypeSymbol returned = invoke.ReturnType;
        return returned.SpecialType == SpecialType.System_Boolean
            || (returned is INamedTypeSymbol { Name: "Task" or "ValueTask", Arity: 1 } task && task.TypeArguments[0].SpecialType == SpecialType.System_Boolean);
    }

    private static CallbackShape Classify(INamedTypeSymbol type, IMethodSymbol invoke)
    {
        bool hasErrors = false;
        bool hasCertificate = false;
        foreach (IParameterSymbol parameter in invoke.Parameters)
        {
            hasErrors |= IsErrors(parameter.Type);
            hasCertificate |= IsCertificate(parameter.Type);
        }

        if (hasErrors && hasCertificate)
        {
            return CallbackShape.WithErrors;
        }

        if (type.Is(MetadataNames.VerifyServerCertificateCallback)
            || type.Is(MetadataNames.NSUrlSessionHandlerTrustOverride)
            || type.Is(MetadataNames.NSUrlSessionHandlerTrustOverrideOfFoundation))
        {
            return CallbackShape.WithoutErrors;
        }

        foreach (IParameterSymbol parameter in invoke.Parameters)
        {
            if (IsArgumentObject(parameter.Type))
            {
                return CallbackShape.WithArgumentObject;
            }
        }

        return CallbackShape.None;
    }
}
