using System;
using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace PinningAnalyzers.Callbacks;

/// <summary>Recognises callbacks by the shape of their delegate type, so that libraries nobody listed are covered.</summary>
/// <param name="compilation">Asked for its assembly only where that is needed: it has to bind every reference first.</param>
/// <param name="namesErrors">Whether any file names the type of the errors: where none does, no class of the compilation has a property of that type.</param>
internal sealed class CallbackShapes(Compilation compilation, bool namesErrors)
{
    /// <summary>What is known of the types of parameters: the same few are asked about again and again.</summary>
    private readonly ConcurrentDictionary<ITypeSymbol, bool> _argumentObjects = new(SymbolEqualityComparer.Default);

    /// <summary>The shape of the delegate that is made here. Most delegates cannot be callbacks, and are told apart by names.</summary>
    /// <remarks>
    /// The definition of the delegate's type is read, and its type arguments: the members of each <c>Func</c>, and the symbols of each
    /// lambda, are made when they are asked for, at every creation anew.
    /// </remarks>
    public CallbackShape Of(IDelegateCreationOperation creation)
    {
        // By syntax first: most lambdas of one parameter are handed to queries, and symbols are made when they are asked for.
        int? parameters = ParametersOf(creation.Syntax);
        if (parameters == 0
            || (parameters == 1 && CallbackPosition.IsHandedToQuery(creation.Syntax))
            || creation.Type is not INamedTypeSymbol type
            || IsPlainlyNoDecision(type)
            || (parameters == 1 && CallbackPosition.IsQueryArgument(creation)))
        {
            return CallbackShape.None;
        }

        bool isInGenericType = type.ContainingType is { IsGenericType: true };
        if ((isInGenericType ? type : type.OriginalDefinition).DelegateInvokeMethod is not { ReturnsVoid: false, Parameters.IsEmpty: false } invoke)
        {
            return CallbackShape.None;
        }

        ImmutableArray<ITypeSymbol> arguments = isInGenericType || type.Arity == 0 ? ImmutableArray<ITypeSymbol>.Empty : type.TypeArguments;
        return IsDecision(invoke.ReturnType, arguments) ? Of(creation, type, invoke, arguments) : CallbackShape.None;
    }

    /// <summary>Most delegates of all are made for three types, and most of them are told by one name or one type argument.</summary>
    private static bool IsPlainlyNoDecision(INamedTypeSymbol type) =>
        type is { Name: "Func" or "Action" or "EventHandler", ContainingNamespace.Name: "System" }
        && (type.Name != "Func" || type.Arity < 2 || !IsDecision(type.TypeArguments[type.Arity - 1]));

    private CallbackShape Of(IDelegateCreationOperation creation, INamedTypeSymbol type, IMethodSymbol invoke, ImmutableArray<ITypeSymbol> arguments)
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

        // Only now are members looked at, and not for the many predicates of queries.
        return !CallbackPosition.IsQueryArgument(creation) && TakesArgumentObject(invoke, arguments) ? CallbackShape.WithArgumentObject : CallbackShape.None;
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
        return HasProperty(type, IsErrors) && HasProperty(type, IsCertificate);
    }

    private static bool HasProperty(ITypeSymbol type, Func<ITypeSymbol?, bool> isOfType)
    {
        for (ITypeSymbol? current = type; current is { SpecialType: SpecialType.None }; current = current.BaseType)
        {
            foreach (ISymbol member in current.GetMembers())
            {
                if (member is IPropertySymbol property && isOfType(property.Type) && property is { IsStatic: false, GetMethod: not null, Parameters.IsEmpty: true })
                {
                    return true;
                }
            }
        }

        return false;
    }

    /// <summary>How many parameters a lambda names; null for everything else.</summary>
    private static int? ParametersOf(SyntaxNode syntax) => syntax switch
    {
        SimpleLambdaExpressionSyntax => 1,
        ParenthesizedLambdaExpressionSyntax lambda => lambda.ParameterList.Parameters.Count,
        _ => null,
    };

    /// <summary>A type of the definition's method, with the type argument for a type parameter.</summary>
    private static ITypeSymbol Construct(ITypeSymbol type, ImmutableArray<ITypeSymbol> arguments) =>
        !arguments.IsEmpty && type is ITypeParameterSymbol { Ordinal: var ordinal } ? arguments[ordinal] : type;

    /// <summary>Whether a boolean is returned, now or later. Many delegates return a task, and most of those another one.</summary>
    private static bool IsDecision(ITypeSymbol returned, ImmutableArray<ITypeSymbol> arguments) => returned.Promised() is { } promised
        ? IsBoolean(Construct(promised, arguments))
        : IsDecision(Construct(returned, arguments));

    private static bool IsDecision(ITypeSymbol returned) => IsBoolean(returned.Promised() ?? returned);

    private static bool IsBoolean(ITypeSymbol type) => type.SpecialType == SpecialType.System_Boolean;

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

    /// <summary>Whether not all of a type is declared in the compilation, whose files do not name the errors.</summary>
    private bool MayInheritErrors(ITypeSymbol type)
    {
        for (ITypeSymbol? current = type; current is { SpecialType: SpecialType.None }; current = current.BaseType)
        {
            // What stands for a type parameter may have been named in another assembly.
            if (current is not INamedTypeSymbol { IsGenericType: false } || !SymbolEqualityComparer.Default.Equals(current.ContainingAssembly, compilation.Assembly))
            {
                return true;
            }
        }

        return false;
    }

    private bool TakesArgumentObject(IMethodSymbol invoke, ImmutableArray<ITypeSymbol> arguments)
    {
        foreach (IParameterSymbol parameter in invoke.Parameters)
        {
            ITypeSymbol type = Construct(parameter.Type, arguments);
            if (type is not INamedTypeSymbol { SpecialType: SpecialType.None, IsTupleType: false, IsAnonymousType: false, TypeKind: not (TypeKind.Delegate or TypeKind.Enum) })
            {
                continue;
            }

            if (!_argumentObjects.TryGetValue(type, out bool isArgumentObject))
            {
                isArgumentObject = (namesErrors || MayInheritErrors(type)) && IsArgumentObject(type);
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
