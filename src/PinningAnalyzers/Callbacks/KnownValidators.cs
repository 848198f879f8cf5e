using System;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace PinningAnalyzers.Callbacks;

/// <summary>The validators that are known to pin: the bundled one, and those that the user declared.</summary>
internal sealed class KnownValidators
{
    private readonly ImmutableArray<string> _declared;

    public KnownValidators(ImmutableArray<string> declared) => _declared = declared;

    public bool Contains(IMethodSymbol method)
    {
        if (method.ContainingType is { Name: "PinValidator" or "HostPinValidator" } type
            && (type.Is(MetadataNames.PinValidator) || type.Is(MetadataNames.HostPinValidator)))
        {
            return method.Name == "Validate";
        }

        foreach (string declared in _declared)
        {
            if (IsNamed(method.OriginalDefinition, declared))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsNamed(IMethodSymbol method, string declared)
    {
        if (!declared.EndsWith(")", StringComparison.Ordinal) && !EndsInName(declared, method.Name))
        {
            return false;
        }

        if (declared.StartsWith("M:", StringComparison.Ordinal))
        {
            return method.GetDocumentationCommentId() == declared
                || (declared.IndexOf('(') < 0 && FullName(method) == declared.Substring(2));
        }

        string fullName = FullName(method);
        return fullName == declared
            || (fullName.EndsWith(declared, StringComparison.Ordinal)
                && declared.IndexOf('.') > 0
                && fullName[fullName.Length - declared.Length - 1] == '.');
    }

    private static bool EndsInName(string declared, string name) => declared.EndsWith(name, StringComparison.Ordinal);

    private static string FullName(IMethodSymbol method) => method.ContainingType?.ToDisplayString(FullNames) + "." + method.Name;

    private static readonly SymbolDisplayFormat FullNames = new(
        globalNamespaceStyle: SymbolDisplayGlobalNamespaceStyle.Omitted,
        typeQualificationStyle: SymbolDisplayTypeQualificationStyle.NameAndContainingTypesAndNamespaces);
}
