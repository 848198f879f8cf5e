using Microsoft.CodeAnalysis;

namespace PinningAnalyzers.CodeFixes;

/// <summary>Tells which callbacks <c>PinValidator.Validate</c> can stand in for as a method group.</summary>
internal static class CallbackFit
{
    /// <summary>Whether the delegate hands over sender, certificate, chain and errors, by value and in this order.</summary>
    public static bool TakesValidator(IMethodSymbol invoke)
    {
        if (invoke.Parameters.Length != 4 || invoke.ReturnType.SpecialType != SpecialType.System_Boolean || invoke.ReturnsByRef || invoke.ReturnsByRefReadonly)
        {
            return false;
        }

        foreach (IParameterSymbol parameter in invoke.Parameters)
        {
            if (parameter.RefKind != RefKind.None)
            {
                return false;
            }
        }

        return invoke.Parameters[0].Type is { IsReferenceType: true, TypeKind: not TypeKind.TypeParameter }
            && invoke.Parameters[1].Type.IsOrDerivesFrom(MetadataNames.X509Certificate)
            && invoke.Parameters[2].Type.IsOrDerivesFrom(MetadataNames.X509Chain)
            && invoke.Parameters[3].Type.Is(MetadataNames.SslPolicyErrors);
    }
}
