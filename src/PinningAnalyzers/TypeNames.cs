using System;
using Microsoft.CodeAnalysis;

namespace PinningAnalyzers;

/// <summary>Compares types by full name, whatever assembly they come from, without building a string.</summary>
internal static class TypeNames
{
    /// <summary>Whether <paramref name="type"/> has this full name (<c>Namespace.Type</c>, <c>Namespace.Outer+Nested</c>); type arguments do not count.</summary>
    public static bool Is(this ITypeSymbol? type, string fullName)
    {
        if (type is null || type.Name.Length == 0 || !fullName.EndsWith(type.Name, StringComparison.Ordinal))
        {
            return false;
        }

        int end = fullName.Length - type.Name.Length;
        if (type.ContainingType is { } outer)
        {
            return end > 0 && fullName[end - 1] == '+' && Is(outer, fullName.Substring(0, end - 1));
        }

        return IsNamespace(type.ContainingNamespace, fullName, end);
    }

    /// <summary>Whether <paramref name="type"/> is, or derives from, the type of this full name.</summary>
    public static bool IsOrDerivesFrom(this ITypeSymbol? type, string fullName)
    {
        for (ITypeSymbol? current = type; current is not null; current = current.BaseType)
        {
            if (current.Is(fullName))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether <paramref name="type"/> is, or derives from, this very type.</summary>
    public static bool IsOrDerivesFrom(this ITypeSymbol? type, ITypeSymbol ancestor)
    {
        for (ITypeSymbol? current = type; current is not null; current = current.BaseType)
        {
            if (SymbolEqualityComparer.Default.Equals(current, ancestor))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The type of what a task gives in the end; null for everything else.</summary>
    public static ITypeSymbol? Promised(this ITypeSymbol? type) => type is INamedTypeSymbol { Arity: 1, Name: "Task" or "ValueTask" } task ? task.TypeArguments[0] : null;

    private static bool IsNamespace(INamespaceSymbol? space, string fullName, int end)
    {
        while (space is { IsGlobalNamespace: false })
        {
            // `end` is where the part already matched begins; before it must stand "Name.".
            int start = end - 1 - space.Name.Length;
            if (start < 0
                || fullName[end - 1] != '.'
                || string.CompareOrdinal(fullName, start, space.Name, 0, space.Name.Length) != 0)
            {
                return false;
            }

            end = start;
            space = space.ContainingNamespace;
        }

        return end == 0;
    }
}
