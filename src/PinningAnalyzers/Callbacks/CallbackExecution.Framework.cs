using System;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace PinningAnalyzers.Callbacks;

// What the platform's own methods do with the stranger's data.
internal sealed partial class CallbackExecution
{
    private AbstractValue CallFramework(IMethodSymbol method, AbstractValue? receiver, ImmutableArray<AbstractValue> arguments, IOperation operation, ImmutableArray<IOperation?> places)
    {
        if (ByName(method, arguments) is { } guarded)
        {
            return guarded;
        }

        if (operation is IInvocationOperation && places.Length == arguments.Length && arguments.Any(MayStandForNothing) && !_scenarios.HasCertificate)
        {
            arguments = arguments.Select((argument, i) => IsNullLiteral(places[i]) ? argument : Missed(argument, null)).ToImmutableArray();
        }

        // An extension is a member of its first argument.
        AbstractValue? subject = receiver ?? (method.IsExtensionMethod && arguments.Length > 0 ? arguments[0] : null);
        ImmutableArray<AbstractValue> rest = receiver is null && subject is not null ? arguments.RemoveAt(0) : arguments;
        if (subject is AbstractValue.Alternatives && method.IsExtensionMethod)
        {
            return Map(subject, one => CallFramework(method, null, arguments.SetItem(0, one), operation, places));
        }

        if (method is { MethodKind: MethodKind.PropertyGet, AssociatedSymbol: IPropertySymbol property } && receiver is not null)
        {
            // The flow graph calls the getters of Nullable<T> by name.
            return Map(receiver, one => ReadProperty(property, one, arguments, operation));
        }

        if (method.Name == "GetValueOrDefault" && IsNullable(method.ContainingType) && subject is not null)
        {
            return Map(subject, one => one is not AbstractValue.Constant { Value: null } ? one : rest.Length > 0 ? rest[0] : DefaultOf(method.ReturnType));
        }

        return CallOfEnum(method, subject, rest, operation)
            ?? CallOfTask(method, subject, rest)
            ?? CallOfCertificate(method, subject, rest, places)
            ?? CallOfChain(method, subject, rest)
            ?? CallOfHash(method, subject, rest, places)
            ?? CallOfText(method, subject, rest)
            ?? CallOfSequence(method, subject, rest, operation)
            ?? CallComparison(method, receiver, arguments, operation)
            ?? CallOther(method, receiver, arguments, operation, places);
    }

    private AbstractValue? CallOfTask(IMethodSymbol method, AbstractValue? subject, ImmutableArray<AbstractValue> arguments)
    {
        switch (method.Name)
        {
            case "FromResult" when arguments.Length == 1:
                return arguments[0];
            case "FromException" or "FromCanceled":
                // Whoever awaits it gets the exception.
                ThrowWhere(_conditions.True, null);
                return Unknown();
            case "WhenAll" when method.IsStatic && method.ContainingType.Name == "Task" && arguments.Length == 1:
                return arguments[0] is AbstractValue.Sequence ? arguments[0] : null;
            case "ContinueWith" when subject is not null && arguments.Length > 0 && arguments[0] is AbstractValue.Function continuation:
                return CallFunction(continuation, continuation.Method.Parameters.Select((parameter, i) => i == 0 ? subject : Setting(parameter.Type)).ToImmutableArray());
            case "ConfigureAwait" or "GetAwaiter" or "GetResult" or "AsTask" or "AsValueTask" or "Preserve" when subject is not null:
                return subject;
            case "Run" or "StartNew" when arguments.Length > 0 && arguments[0] is AbstractValue.Function function:
                return CallFunction(function, ImmutableArray<AbstractValue>.Empty);
            default:
                return null;
        }
    }

    private AbstractValue? CallOfCertificate(IMethodSymbol method, AbstractValue? subject, ImmutableArray<AbstractValue> arguments, ImmutableArray<IOperation?> places)
    {
        if (subject is AbstractValue.Constant { Value: null } nothing
            && (CallbackShapes.IsCertificate(method.ContainingType) || (nothing.TellsErrors && IdentityTable.OfCertificate(method.Name) is not null)))
        {
            return method.ReturnType.SpecialType == SpecialType.System_Boolean ? AbstractValue.Of(false) : Missing(method.Name);
        }

        if (subject is AbstractValue.Identity { Strength: IdentityStrength.Free } extension && IdentityTable.ExtensionContent(method.Name) is { } content)
        {
            return new AbstractValue.Identity(content.Strength, content.What, extension.Owner);
        }

        if (method.IsStatic && CallbackShapes.IsCertificate(method.ReturnType) && WeakestOf(arguments) is { Strength: IdentityStrength.Strong } raw)
        {
            // Loaded from the stranger's own bytes.
            return raw.Owner;
        }

        if (subject is not AbstractValue.Certificate certificate)
        {
            return null;
        }

        if (IdentityTable.HashOfCertificate(method.Name) is not null)
        {
            AbstractValue? algorithm = arguments.IsEmpty || !method.Parameters.Any(parameter => parameter.Type.Name == "HashAlgorithmName") ? null : arguments[0];
            AbstractValue hash = HashOf(certificate, method.Name, algorithm);
            WriteThrough(method, places, hash);
            return method.ReturnType.SpecialType == SpecialType.System_Boolean ? AbstractValue.Of(true) : hash;
        }

        if (IdentityTable.OfCertificate(method.Name) is { } fact)
        {
            var identity = new AbstractValue.Identity(fact.Strength, fact.What, certificate);
            WriteThrough(method, places, identity);
            return method.Name.StartsWith("Try", StringComparison.Ordinal) ? AbstractValue.Of(true) : identity;
        }

        return method.Name switch
        {
            "Verify" => AbstractValue.Of(_scenarios.PlatformTrusts && _scenarios.HasCertificate),
            "Equals" when arguments.Length == 1 => Bool(AreEqual(certificate, arguments[0])),
            "Dispose" or "Reset" or "Close" => Setting(null),
            "CopyWithPrivateKey" => certificate,
            "GetType" => Setting(method.ReturnType, "type of certificate"),
            _ => null,
        };
    }

    private AbstractValue? CallOfChain(IMethodSymbol method, AbstractValue? subject, ImmutableArray<AbstractValue> arguments)
    {
        if (subject is AbstractValue.ObjectValue { Kind: ObjectKind.CallbackChain or ObjectKind.OwnChain } chain)
        {
            switch (method.Name)
            {
                case "Build" when arguments.Length == 1:
                    return Build(chain, arguments[0]);
                case "Reset":
                    Write(new StateKey(BuiltName, chain.Id), AbstractValue.Of(false));
                    return Setting(null);
                case "Dispose":
                    return Setting(null);
            }
        }

        if (method.IsStatic && method.Name == "Create" && CallbackShapes.IsChain(method.ContainingType))
        {
            return new AbstractValue.ObjectValue(NextId(), ObjectKind.OwnChain, method.ContainingType, true);
        }

        if (subject is AbstractValue.ObjectValue { Kind: ObjectKind.Policy } policy)
        {
            return method.Name == "Clone" ? policy : Setting(method.ReturnType);
        }

        return null;
    }

    private AbstractValue CreateFrameworkObject(INamedTypeSymbol type, ImmutableArray<AbstractValue> arguments)
    {
        if (CallbackShapes.IsCertificate(type))
        {
            return arguments.Length > 0
                ? Map(arguments[0], one => one switch
                {
                    AbstractValue.Certificate or AbstractValue.Constant { Value: null, TellsErrors: true } => one,
                    AbstractValue.Identity { Strength: IdentityStrength.Strong } identity => identity.Owner,
                    _ when ExposureOf(one) >= Exposure.Server => Unknown(),
                    _ => Setting(type),
                })
                : Setting(type);
        }

        if (CallbackShapes.IsChain(type))
        {
            return new AbstractValue.ObjectValue(NextId(), ObjectKind.OwnChain, type, true);
        }

        if (type.Is(MetadataNames.X509ChainPolicy))
        {
            return new AbstractValue.ObjectValue(NextId(), ObjectKind.Policy, type, true);
        }

        if (type.Name is "ValueTuple" or "Tuple" && arguments.Length > 0)
        {
            return new AbstractValue.Sequence(arguments.Select(argument => (_conditions.True, argument)).ToImmutableArray(), isTuple: true);
        }

        if (type.Name is "ValueTask" or "Nullable" or "ReadOnlyMemory" or "Memory" or "ReadOnlySpan" or "Span" or "ArraySegment" or "Lazy" or "HashAlgorithmName"
            && arguments.Length > 0)
        {
            return arguments[0];
        }

        if (HashNameOf(type) is { } algorithm)
        {
            return CreateHasher(algorithm);
        }

        if (type.TypeKind == TypeKind.Delegate && arguments.Length == 1)
        {
            return arguments[0];
        }

        return CreateCollector(type, arguments);
    }

    private AbstractValue.ObjectValue CreateHasher(string algorithm)
    {
        var hasher = new AbstractValue.ObjectValue(NextId(), ObjectKind.Hasher, null, true);
        Write(new StateKey(AlgorithmName, hasher.Id), AbstractValue.Of(algorithm));
        return hasher;
    }

    /// <summary>The algorithm that a type of the platform computes; null for other types.</summary>
    private static string? HashNameOf(ITypeSymbol? type)
    {
        if (type?.ContainingNamespace is not { Name: "Cryptography" })
        {
            return null;
        }

        return type.Name.StartsWith("SHA", StringComparison.Ordinal)
            || type.Name.StartsWith("MD5", StringComparison.Ordinal)
            || type.Name.StartsWith("RIPEMD", StringComparison.Ordinal)
            || type.Name.StartsWith("HMAC", StringComparison.Ordinal)
            || type.Name is "HashAlgorithm" or "IncrementalHash" or "Shake128" or "Shake256"
            ? type.Name
            : null;
    }

    private AbstractValue? CallOfHash(IMethodSymbol method, AbstractValue? subject, ImmutableArray<AbstractValue> arguments, ImmutableArray<IOperation?> places)
    {
        string? algorithm = HashNameOf(method.ContainingType);
        if (method.IsStatic)
        {
            if (method.ContainingType.Name == "CryptographicOperations" && method.Name is "HashData" or "TryHashData" && arguments.Length > 1)
            {
                return Hashed(method, (arguments[0] as AbstractValue.Constant)?.Value as string, arguments[1], places);
            }

            if (algorithm is null)
            {
                return null;
            }

            string? named = arguments.Length > 0 ? (arguments[0] as AbstractValue.Constant)?.Value as string : null;
            return method.Name switch
            {
                "Create" or "CreateHash" or "CreateHMAC" => CreateHasher(named ?? algorithm),
                "HashData" or "TryHashData" or "HashDataAsync" => Hashed(method, algorithm, Join(arguments, null), places),
                _ => null,
            };
        }

        if (subject is not AbstractValue.ObjectValue { Kind: ObjectKind.Hasher } hasher)
        {
            // A hash that was made elsewhere: its static type is all that is known.
            return algorithm is not null && method.Name is "ComputeHash" or "TryComputeHash" or "ComputeHashAsync" && arguments.Length > 0
                ? Hashed(method, algorithm, arguments[0], places)
                : null;
        }

        var content = new StateKey(ContentName, hasher.Id);
        switch (method.Name)
        {
            case "ComputeHash" or "TryComputeHash" or "ComputeHashAsync" when arguments.Length > 0:
                return Hashed(method, (Read(new StateKey(AlgorithmName, hasher.Id)) as AbstractValue.Constant)?.Value as string, arguments[0], places);
            case "AppendData" or "TransformBlock" or "TransformFinalBlock" when arguments.Length > 0:
                Absorb(hasher, arguments[0]);
                return arguments[0];
            case "GetHashAndReset" or "GetCurrentHash" or "TryGetHashAndReset" or "TryGetCurrentHash":
                return Hashed(method, (Read(new StateKey(AlgorithmName, hasher.Id)) as AbstractValue.Constant)?.Value as string, Read(content) ?? Setting(null), places);
            default:
                return null;
        }
    }

    private AbstractValue Hashed(IMethodSymbol method, string? algorithm, AbstractValue data, ImmutableArray<IOperation?> places)
    {
        AbstractValue hash = Digest(algorithm, data);
        WriteThrough(method, places, hash);
        return method.ReturnType.SpecialType == SpecialType.System_Boolean ? AbstractValue.Of(true) : hash;
    }

    /// <summary>Hands a result to the buffers and out parameters that a call was given.</summary>
    private void WriteThrough(IMethodSymbol method, ImmutableArray<IOperation?> places, AbstractValue value)
    {
        for (int i = 0; i < places.Length && i < method.Parameters.Length; i++)
        {
            if (places[i] is { } place && IsDestination(method.Parameters[i]))
            {
                AssignBuffer(place, method.Parameters[i].Type.SpecialType == SpecialType.System_Int32 ? new AbstractValue.Length(1) : value);
            }
        }
    }

    private static bool IsDestination(IParameterSymbol parameter) =>
        parameter.RefKind is RefKind.Ref or RefKind.Out
        || parameter.Type is INamedTypeSymbol { Name: "Span" or "Memory" }
        || parameter.Name.StartsWith("dest", StringComparison.OrdinalIgnoreCase)
        || parameter.Name == "dst"
        || (parameter.ContainingSymbol is IMethodSymbol { Name: "CopyTo" } copy && parameter.Ordinal == (copy.IsStatic ? 1 : 0));

    private void AssignBuffer(IOperation place, AbstractValue value)
    {
        while (true)
        {
            switch (place)
            {
                case IConversionOperation conversion:
                    place = conversion.Operand;
                    continue;
                case IInvocationOperation { TargetMethod.Name: "AsSpan" or "AsMemory" or "Slice", Arguments.Length: > 0 } call:
                    place = call.Instance ?? call.Arguments[0].Value;
                    continue;
                case IInvocationOperation { TargetMethod.Name: "op_Implicit", Arguments.Length: 1 } call:
                    place = call.Arguments[0].Value;
                    continue;
                default:
                    Assign(place, value, null);
                    return;
            }
        }
    }

    /// <summary>The many methods that compare one thing with another, or look it up.</summary>
    private AbstractValue? CallComparison(IMethodSymbol method, AbstractValue? receiver, ImmutableArray<AbstractValue> arguments, IOperation operation)
    {
        if (!IsComparison(method))
        {
            return null;
        }

        ImmutableArray<AbstractValue> all = receiver is null ? arguments : arguments.Insert(0, receiver);
        if (method.Name is "Equals" or "ReferenceEquals" && all.Length == 2 && (operation as IInvocationOperation)?.Arguments.FirstOrDefault(argument => IsNullLiteral(argument.Value)) is { Parameter: { } literal })
        {
            return Bool(IsNull(receiver ?? arguments[1 - literal.Ordinal]));
        }

        switch (method.Name)
        {
            case "Equals" or "ReferenceEquals" or "FixedTimeEquals" or "SequenceEqual" or "SetEquals" when all.Length >= 2:
                // A comparer's first operand is its first argument.
                (AbstractValue left, AbstractValue right) = !method.IsStatic && arguments.Length >= 2 && !IsText(method) && method.ContainingType.Name != "IStructuralEquatable" ? (arguments[0], arguments[1]) : (all[0], all[1]);
                return Bool(method.Name == "ReferenceEquals" ? AreIdentical(left, right) : AreEqual(left, right));
            case "Compare" or "CompareTo" or "CompareOrdinal" or "SequenceCompareTo" when all.Length >= 2:
                Condition same = AreEqual(all[0], all[1]);
                return Choose(same, AbstractValue.Of(0), AbstractValue.Of(1));
            default:
                return null;
        }
    }

    private static bool IsComparison(IMethodSymbol method) =>
        method.Name is "Equals" or "ReferenceEquals" or "FixedTimeEquals" or "SequenceEqual" or "SetEquals" or "Compare" or "CompareTo" or "CompareOrdinal" or "SequenceCompareTo";

    private static bool IsText(IMethodSymbol method) => method.ContainingType.SpecialType == SpecialType.System_String;

    /// <summary>Everything else of the platform: what it yields tells as much as what it was given.</summary>
    private AbstractValue CallOther(IMethodSymbol method, AbstractValue? receiver, ImmutableArray<AbstractValue> arguments, IOperation operation, ImmutableArray<IOperation?> places)
    {
        if (receiver is AbstractValue.ObjectValue { Kind: ObjectKind.Created } collector)
        {
            foreach (AbstractValue argument in arguments)
            {
                Absorb(collector, argument);
            }

            bool wasChanged = IsChanged(collector);
            if (IsMutator(method))
            {
                Change(collector);
            }

            if (ContentOf(collector) is { } content)
            {
                receiver = content;
            }
            else if (wasChanged && !method.ReturnsVoid)
            {
                return Unknown();
            }
        }

        if (method.Name == "CopyTo" && receiver is AbstractValue.ChainPart)
        {
            WriteThrough(method, places, receiver);
            return Setting(null);
        }

        ImmutableArray<AbstractValue> all = receiver is null ? arguments : arguments.Insert(0, receiver);
        Exposure exposure = Highest(all);
        if (exposure is Exposure.Nothing or Exposure.Unknown || IsCheck(method))
        {
            return IsHarmless(method) ? Setting(method.ReturnType) : CallUnseen(method, receiver, arguments, operation, places);
        }

        if (all.Any(value => value is AbstractValue.Certificate) && method.ReturnType.SpecialType == SpecialType.System_Boolean)
        {
            return Bool(_conditions.Ask(ChoiceKind.Weak, method.Name + " (issuer and serial number)"));
        }

        if (WeakestOf(all) is not { } identity)
        {
            return CallUnseen(method, receiver, arguments, operation, places);
        }

        WriteThrough(method, places, identity);
        if (method.ReturnType.SpecialType == SpecialType.System_Boolean)
        {
            return IsConversion(method) ? AbstractValue.Of(true) : Bool(Matches(identity, null));
        }

        if (method.Name.Contains("IndexOf") || method.Name is "BinarySearch")
        {
            return Choose(Matches(identity, null), new AbstractValue.Length(0), AbstractValue.Of(-1));
        }

        return identity;
    }

    private static bool IsHarmless(IMethodSymbol method) =>
        method.ReturnsVoid && method.Name is "Add" or "AddRange" or "Insert" or "Push" or "Enqueue" or "Dispose" or "Clear" or "WriteLine" or "Write" or "CopyTo" or "Import";

    /// <summary>Tries that convert, export or hash what they are given, and so do not fail.</summary>
    private static bool IsConversion(IMethodSymbol method) =>
        method.Name.StartsWith("Try", StringComparison.Ordinal)
        && (method.Parameters.Any(parameter => parameter.Type is INamedTypeSymbol { Name: "Span" or "Memory" })
            || method.Name.StartsWith("TryParse", StringComparison.Ordinal));
}
