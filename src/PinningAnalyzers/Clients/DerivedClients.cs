using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace PinningAnalyzers.Clients;

/// <summary>Classes derived from a client: how their constructors chain, and whether they connect at all.</summary>
internal static class DerivedClients
{
    /// <summary>Whether a constructor says which constructor runs before it.</summary>
    public static bool NamesNextConstructor(IMethodSymbol constructor)
    {
        foreach (SyntaxReference reference in constructor.DeclaringSyntaxReferences)
        {
            if (reference.GetSyntax() is ConstructorDeclarationSyntax { Initializer: not null })
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether a constructor lets the parameterless constructor of the base run, and where to say so.</summary>
    public static bool UsesParameterlessBase(IMethodSymbol constructor, CancellationToken cancellation, out Location? location)
    {
        location = null;
        foreach (SyntaxReference reference in constructor.DeclaringSyntaxReferences)
        {
            switch (reference.GetSyntax(cancellation))
            {
                case ConstructorDeclarationSyntax { Initializer: null or { ThisOrBaseKeyword.ValueText: "base", ArgumentList.Arguments.Count: 0 } } declaration:
                    location = declaration.Identifier.GetLocation();
                    return true;
                case TypeDeclarationSyntax type when !PassesBaseArguments(type):
                    location = type.Identifier.GetLocation();
                    return true;
            }
        }

        if (constructor.IsImplicitlyDeclared && constructor.Parameters.IsEmpty && constructor.DeclaringSyntaxReferences.IsEmpty && !constructor.ContainingType.Locations.IsEmpty)
        {
            location = constructor.ContainingType.Locations[0];
            return location.IsInSource;
        }

        return false;
    }

    private static bool PassesBaseArguments(TypeDeclarationSyntax type)
    {
        foreach (BaseTypeSyntax baseType in type.BaseList?.Types ?? default)
        {
            if (baseType is PrimaryConstructorBaseTypeSyntax { ArgumentList.Arguments.Count: > 0 })
            {
                return true;
            }
        }

        return false;
    }

    public static IMethodSymbol? ParameterlessConstructor(INamedTypeSymbol? type)
    {
        if (type is null || type.DeclaringSyntaxReferences.IsEmpty)
        {
            return null;
        }

        foreach (IMethodSymbol constructor in type.InstanceConstructors)
        {
            if (constructor.Parameters.IsEmpty)
            {
                return constructor;
            }
        }

        return null;
    }

    /// <summary>Whether every class between this one and the catalogue's has its source here.</summary>
    public static bool IsVisible(ITypeSymbol type, TlsClient client, ClientBodies bodies)
    {
        for (ITypeSymbol? current = type; current is not null && !current.Is(client.Type); current = current.BaseType)
        {
            if (!bodies.HasSource(current))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Whether a class between this one and the catalogue's overrides one of these methods.</summary>
    public static IMethodSymbol? FindOverride(ITypeSymbol type, TlsClient client, string name)
    {
        for (ITypeSymbol? current = type; current is not null && !current.Is(client.Type); current = current.BaseType)
        {
            foreach (ISymbol member in current.GetMembers(name))
            {
                if (member is IMethodSymbol { IsOverride: true } method)
                {
                    return method;
                }
            }
        }

        return null;
    }

    /// <summary>A handler that answers by itself, without ever asking the class below it, never connects.</summary>
    public static bool NeverConnects(ITypeSymbol type, TlsClient client)
    {
        if (FindOverride(type, client, "SendAsync") is not { } send)
        {
            return false;
        }

        foreach (SyntaxReference reference in send.ContainingType.DeclaringSyntaxReferences)
        {
            foreach (SyntaxNode node in reference.GetSyntax().DescendantNodes())
            {
                if (node is MemberAccessExpressionSyntax { Expression: BaseExpressionSyntax, Name.Identifier.ValueText: "SendAsync" or "Send" })
                {
                    return false;
                }
            }
        }

        return true;
    }
}
