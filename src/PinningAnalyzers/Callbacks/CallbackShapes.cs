using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace PinningAnalyzers.Callbacks;

/// <summary>Recognises callbacks by the shape of their delegate type, so that libraries nobody listed are covered.</summary>
internal sealed class CallbackShapes
{
    /// <summary>What is known of the types of parameters: the same few are asked about again and again.</summary>
    private readonly ConcurrentDictionary<ITypeSymbol, bool> _argumentObjects = new(SymbolEqualityComparer.Default);

    /// <summary>The shape of the delegate that is made here. Most delegates cannot be callbacks, and are told apart by names and without allocation.</summary>
    public CallbackShape Of(IDelegateCreationOperation creation)
    {
        if (creation.Type is not INamedTypeSymbol { TypeKind: TypeKind.Delegate } type || !MayJudge(type) || type.DelegateInvokeMethod is not { } invoke || !CanJudge(invoke))
        {
            return CallbackShape.None;
        }

        if (HasErrorsAndCertificate(invoke))
        {
            return CallbackShape.WithErrors;
        }

        if (type.Is(MetadataNames.VerifyServerCertificateCallback)
            || type.Is(MetadataNames.NSUrlSessionHandlerTrustOverride)
            || type.Is(MetadataNames.NSUrlSessionHandlerTrustOverrideOfFoundation))
        {
            return CallbackShape.WithoutErrors;
        }

        // Only now are members looked at, and not for the many predicates of queries.
        return !CallbackPosition.IsQueryArgument(creation) && TakesArgumentObject(invoke) ? CallbackShape.WithArgumentObject : CallbackShape.None;
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

    /// <summary>What the definition of the delegate type tells already: to construct the members of every <c>Func</c> and <c>Action</c> costs more than all else.</summary>
    private static bool MayJudge(INamedTypeSymbol type)
    {
        if (type.OriginalDefinition.DelegateInvokeMethod is not { ReturnsVoid: false, Parameters.IsEmpty: false, ReturnType: { } returned })
        {
            return false;
        }

        if (returned is ITypeParameterSymbol parameter)
        {
            // A parameter of a type around the delegate's own is not looked for.
            if (!SymbolEqualityComparer.Default.Equals(parameter.ContainingSymbol, type.OriginalDefinition))
            {
                return true;
            }

            returned = type.TypeArguments[parameter.Ordinal];
        }

        return returned.SpecialType == SpecialType.System_Boolean || returned.Name is "Task" or "ValueTask";
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

    private static bool HasErrorsAndCertificate(IMethodSymbol invoke)
    {
        bool hasErrors = false;
        foreach (IParameterSymbol parameter in invoke.Parameters)
        {
            hasErrors |= IsErrors(parameter.Type);
        }

        if (hasErrors)
        {
            foreach (IParameterSymbol parameter in invoke.Parameters)
            {
                if (IsCertificate(parameter.Type))
                {
                    return true;
                }
            }
        }

        return false;
    }

    private bool TakesArgumentObject(IMethodSymbol invoke)
    {
        foreach (IParameterSymbol parameter in invoke.Parameters)
        {
            ITypeSymbol type = parameter.Type;
            if (type is not INamedTypeSymbol { SpecialType: SpecialType.None, IsTupleType: false, IsAnonymousType: false, TypeKind: not (TypeKind.Delegate or TypeKind.Enum) })
            {
                continue;
            }

            if (!_argumentObjects.TryGetValue(type, out bool isArgumentObject))
            {
                isArgumentObject = IsArgumentObject(type);
                _argumentObjects.TryAdd(type, isArgumentObject);
            }

            if (isArgumentObject)
            {
                return true;
            }
        }

        return false;
    }
}
