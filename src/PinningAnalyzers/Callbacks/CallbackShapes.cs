using System;
using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace PinningAnalyzers.Callbacks;

/// <summary>Recognises callbacks by the shape of their delegate type, so that libraries nobody listed are covered.</summary>
internal sealed class CallbackShapes
{
    /// <summary>The same few types of delegates are made again and again.</summary>
    private readonly ConcurrentDictionary<INamedTypeSymbol, CallbackShape> _shapes = new(SymbolEqualityComparer.Default);

    /// <summary>The shape of the delegate that is made here.</summary>
    public CallbackShape Of(IDelegateCreationOperation creation)
    {
        if (creation.Type is not INamedTypeSymbol { TypeKind: TypeKind.Delegate } type)
        {
            return CallbackShape.None;
        }

        if (!_shapes.TryGetValue(type, out CallbackShape shape))
        {
            shape = ShapeOf(type);
            _shapes.TryAdd(type, shape);
        }

        return shape == CallbackShape.WithArgumentObject && CallbackPosition.IsQueryArgument(creation) ? CallbackShape.None : shape;
    }

    /// <remarks>The definition of the delegate's type is read, and its type arguments: to make the members of each <c>Func</c> costs far more.</remarks>
    private static CallbackShape ShapeOf(INamedTypeSymbol type)
    {
        bool isInGenericType = type.ContainingType is { IsGenericType: true };
        if ((isInGenericType ? type : type.OriginalDefinition).DelegateInvokeMethod is not { ReturnsVoid: false, Parameters.IsEmpty: false } invoke)
        {
            return CallbackShape.None;
        }

        ImmutableArray<ITypeSymbol> arguments = isInGenericType || type.Arity == 0 ? ImmutableArray<ITypeSymbol>.Empty : type.TypeArguments;
        if (!MayDecide(Construct(invoke.ReturnType, arguments)))
        {
            return CallbackShape.None;
        }

        CallbackShape shape = ShapeOf(type, invoke, arguments);
        return shape != CallbackShape.None && ReturnsDecision(type.DelegateInvokeMethod!.ReturnType) ? shape : CallbackShape.None;
    }

    private static CallbackShape ShapeOf(INamedTypeSymbol type, IMethodSymbol invoke, ImmutableArray<ITypeSymbol> arguments)
    {
        if (HasErrorsAndCertificate(invoke, arguments))
        {
            return CallbackShape.WithErrors;
        }

        if (type.Is(MetadataNames.VerifyServerCertificateCallback)
            || type.Is(MetadataNames.NSUrlSessionHandlerTrustOverride)
            || type.Is(MetadataNames.NSUrlSessionHandlerTrustOverrideOfFoundation))
        {
            return CallbackShape.WithoutErrors;
        }

        return TakesArgumentObject(invoke, arguments) ? CallbackShape.WithArgumentObject : CallbackShape.None;
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

        // Errors first: to tell what is a certificate takes a look at the bases of every property's type.
        return HasErrors(type) && HasProperty(type, IsCertificate);
    }

    private static bool HasErrors(ITypeSymbol type)
    {
        for (ITypeSymbol? current = type; current is { SpecialType: SpecialType.None }; current = current.BaseType)
        {
            if (MayNameErrors(current) && DeclaresProperty(current, IsErrors))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>
    /// A type of one's own has to name the type of its property in its file, and an assembly has to reference the platform's: to
    /// look at the types of all its properties would cost far more than to read that.
    /// </summary>
    private static bool MayNameErrors(ITypeSymbol type) => type switch
    {
        INamedTypeSymbol { DeclaringSyntaxReferences.IsEmpty: true } => PinningSymbols.KnowsErrors(type.ContainingModule),
        INamedTypeSymbol { IsGenericType: false } own => SourceMentions.ContainsWhereDeclared(own, "SslPolicyErrors", CancellationToken.None),
        _ => true,
    };

    private static bool HasProperty(ITypeSymbol type, Func<ITypeSymbol?, bool> isOfType)
    {
        for (ITypeSymbol? current = type; current is { SpecialType: SpecialType.None }; current = current.BaseType)
        {
            if (DeclaresProperty(current, isOfType))
            {
                return true;
            }
        }

        return false;
    }

    private static bool DeclaresProperty(ITypeSymbol type, Func<ITypeSymbol?, bool> isOfType)
    {
        foreach (ISymbol member in type.GetMembers())
        {
            if (member is IPropertySymbol property && isOfType(property.Type) && property is { IsStatic: false, GetMethod: not null, Parameters.IsEmpty: true })
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>A type of the definition's method, with the type argument for a type parameter.</summary>
    private static ITypeSymbol Construct(ITypeSymbol type, ImmutableArray<ITypeSymbol> arguments) =>
        !arguments.IsEmpty && type is ITypeParameterSymbol { Ordinal: var ordinal } ? arguments[ordinal] : type;

    private static bool MayDecide(ITypeSymbol returned) => returned is { SpecialType: SpecialType.System_Boolean } or INamedTypeSymbol { Arity: 1, Name: "Task" or "ValueTask" };

    private static bool ReturnsDecision(ITypeSymbol returned) =>
        returned.SpecialType == SpecialType.System_Boolean || (returned is INamedTypeSymbol task && task.TypeArguments[0].SpecialType == SpecialType.System_Boolean);

    private static bool HasErrorsAndCertificate(IMethodSymbol invoke, ImmutableArray<ITypeSymbol> arguments)
    {
        bool hasErrors = false;
        foreach (IParameterSymbol parameter in invoke.Parameters)
        {
            hasErrors |= IsErrors(Construct(parameter.Type, arguments));
        }

        if (hasErrors)
        {
            foreach (IParameterSymbol parameter in invoke.Parameters)
            {
                if (IsCertificate(Construct(parameter.Type, arguments)))
                {
                    return true;
                }
            }
        }

        return false;
    }

    private static bool TakesArgumentObject(IMethodSymbol invoke, ImmutableArray<ITypeSymbol> arguments)
    {
        foreach (IParameterSymbol parameter in invoke.Parameters)
        {
            if (Construct(parameter.Type, arguments) is INamedTypeSymbol { IsTupleType: false, IsAnonymousType: false, TypeKind: not (TypeKind.Delegate or TypeKind.Enum) } type
                && IsArgumentObject(type))
            {
                return true;
            }
        }

        return false;
    }
}
