using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace PinningAnalyzers;

/// <summary>What the declarations of types say before anything of them is bound.</summary>
internal static class DeclaredTypes
{
    /// <summary>Whether any part of a type names a base or an interface.</summary>
    public static bool NameBase(INamedTypeSymbol type, CancellationToken cancellation)
    {
        foreach (SyntaxReference reference in type.DeclaringSyntaxReferences)
        {
            if (reference.GetSyntax(cancellation) is TypeDeclarationSyntax { BaseList: not null })
            {
                return true;
            }
        }

        return false;
    }
}
