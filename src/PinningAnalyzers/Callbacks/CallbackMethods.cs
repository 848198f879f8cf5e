using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using PinningAnalyzers.Sources;

namespace PinningAnalyzers.Callbacks;

/// <summary>Finds the methods that are callbacks without a delegate: they implement or override what a platform calls for each certificate.</summary>
internal static class CallbackMethods
{
    private const string CheckPolicy = "CheckValidationResult";
    private const string CheckTrust = "CheckServerTrusted";
    private const string CheckHost = "Verify";
    private const string CheckCertificate = "Validate";

    /// <summary>The methods' names, and the types without one of which no file has such a method: in its signature, or where it is known by another name, among the bases.</summary>
    public static readonly ImmutableArray<(string Name, Topics Topic)> Names = ImmutableArray.Create(
        (CheckPolicy, Topics.CallbackMethod),
        (CheckTrust, Topics.CallbackMethod),
        (CheckHost, Topics.CommonCallbackMethod),
        (CheckCertificate, Topics.CommonCallbackMethod),
        ("X509CertificateValidator", Topics.CallbackType),
        ("X509Certificate2", Topics.CallbackType),
        ("IHostnameVerifier", Topics.CallbackType),
        ("ISSLSession", Topics.CallbackType));

    /// <summary>The callbacks among the methods of a type.</summary>
    public static ImmutableArray<(IMethodSymbol Method, CallbackShape Shape)> Of(INamedTypeSymbol type)
    {
        if (type.TypeKind is not (TypeKind.Class or TypeKind.Struct) || NameOfCallback(type) is not { } name)
        {
            return ImmutableArray<(IMethodSymbol, CallbackShape)>.Empty;
        }

        CallbackShape shape = name == CheckPolicy ? CallbackShape.WithProblemCode : CallbackShape.WithoutErrors;
        return type.GetMembers()
            .OfType<IMethodSymbol>()
            .Where(method => IsNamed(method, name) && !method.IsAbstract && !method.IsExtern && !method.IsStatic && !method.Parameters.IsEmpty)
            .Select(method => (method, shape))
            .ToImmutableArray();
    }

    /// <summary>The roles of such a method's parameters.</summary>
    public static ImmutableArray<ParameterRole> RolesOf(IMethodSymbol method, CallbackShape shape) => method.Parameters
        .Select(parameter => shape == CallbackShape.WithProblemCode && parameter.Type.SpecialType == SpecialType.System_Int32 ? ParameterRole.Problem : CallbackJudge.RoleOf(parameter.Type))
        .ToImmutableArray();

    private static bool IsNamed(IMethodSymbol method, string name) =>
        method.Name == name
        || (method.MethodKind == MethodKind.ExplicitInterfaceImplementation && method.ExplicitInterfaceImplementations.Any(implemented => implemented.Name == name));

    private static string? NameOfCallback(INamedTypeSymbol type)
    {
        for (INamedTypeSymbol? current = type.BaseType; current is { SpecialType: SpecialType.None }; current = current.BaseType)
        {
            if (current.Name == "X509CertificateValidator" && current.Is(MetadataNames.X509CertificateValidator))
            {
                return CheckCertificate;
            }
        }

        foreach (INamedTypeSymbol implemented in type.AllInterfaces)
        {
            string? name = implemented.Name switch
            {
                "ICertificatePolicy" when implemented.Is(MetadataNames.CertificatePolicy) => CheckPolicy,
                "IX509TrustManager" when implemented.Is(MetadataNames.X509TrustManager) => CheckTrust,
                "IHostnameVerifier" when implemented.Is(MetadataNames.HostnameVerifier) => CheckHost,
                _ => null,
            };
            if (name is not null)
            {
                return name;
            }
        }

        return null;
    }
}
