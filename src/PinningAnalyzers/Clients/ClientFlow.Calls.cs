using System.Collections.Generic;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace PinningAnalyzers.Clients;

/// <content>What constructors and calls do with the client.</content>
internal sealed partial class ClientFlow
{
    private const int DeepestCall = 5;

    private FlowValue?[] EvaluateArguments(ImmutableArray<IArgumentOperation> arguments)
    {
        FlowValue?[] values = arguments.IsEmpty ? [] : new FlowValue?[arguments.Length];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = Evaluate(arguments[i].Value);
            if (arguments[i].Parameter?.RefKind == RefKind.Out && SymbolOf(arguments[i].Value) is { } written)
            {
                Set(written, null);
                values[i] = null;
            }
        }

        return values;
    }

    private FlowValue? EvaluateCreation(IObjectCreationOperation creation)
    {
        FlowValue?[] values = EvaluateArguments(creation.Arguments);
        if (_root.IsOrigin(creation))
        {
            _made = creation.Type;
            FlowValue? made = Make(creation.Arguments, values);
            if (creation.Constructor is { } constructor)
            {
                EnterConstructor(constructor);
            }

            return made;
        }

        bool holdsClient = false;
        for (int i = 0; i < values.Length; i++)
        {
            if (values[i]?.HoldsClient == true)
            {
                holdsClient = true;
                GiveToConstructor(creation, creation.Constructor, creation.Arguments[i].Parameter, values[i]!);
            }
        }

        if (creation.Type.IsOrDerivesFrom(ClientCatalogue.DelegatingHandler))
        {
            return holdsClient ? FlowValue.Around(creation) : FlowValue.Creation(creation);
        }

        return ClientCatalogue.FindBase(creation.Type) is { Rule: null } ? FlowValue.Creation(creation) : null;
    }

    /// <summary>The client comes into being: whatever an earlier round of a loop made is forgotten.</summary>
    private FlowValue Make(ImmutableArray<IArgumentOperation> arguments, FlowValue?[] given)
    {
        FlowValues values = _state.Values;
        foreach (KeyValuePair<object, FlowValue> held in _state.Values.Held)
        {
            if (held.Value.HoldsClient || held.Value.IsAround)
            {
                values = values.Without(held.Key);
            }
        }

        // A registration is in use as soon as it is made.
        _state = new FlowState(values, FlowMarks.Exists | _fromFactory, 0);
        Mark(_client.Rule == RuleIdentifiers.UnpinnedRegistration ? FlowMarks.Exists | FlowMarks.Used : FlowMarks.Exists);
        ReadArguments(arguments, given);
        return FlowValue.Tracked(string.Empty);
    }

    private FlowValue Make(ImmutableArray<IArgumentOperation> arguments) => Make(arguments, new FlowValue?[arguments.IsDefault ? 0 : arguments.Length]);

    private void GiveToConstructor(IOperation call, IMethodSymbol? constructor, IParameterSymbol? parameter, FlowValue value)
    {
        if (constructor is null || parameter is null || value.Path is not { } path)
        {
            Mark(FlowMarks.Unseen);
            return;
        }

        bool isClient = IsClientType(constructor.ContainingType);
        if (isClient && (IsExemptClient(call, constructor.ContainingType) || (call is IInvocationOperation && _judge.IsExemptConstructor(_graph))))
        {
            Mark(FlowMarks.ExemptUse);
            return;
        }

        if (_judge.Bodies.HasSource(constructor))
        {
            if (_judge.Bodies.GraphOf(constructor, _judge.Cancellation) is { } graph)
            {
                EnterSource(graph, parameter, value, isolated: true);
            }
            else
            {
                // A primary constructor: its parameter is a field in all but name.
                StoreIn(parameter);
            }

            if (isClient)
            {
                Mark(FlowMarks.Used);
            }
        }
        else if (isClient || IsOwnLibrary(constructor.ContainingType))
        {
            Mark(FlowMarks.Used);
        }
        else
        {
            Leave(path, parameter.OriginalDefinition.Type);
        }
    }

    /// <summary>The client, or something in it, is handed to code that cannot be seen.</summary>
    private void Leave(string path, ITypeSymbol? handedAs = null) => Mark(path.Length > 0 || MayPin(handedAs) ? FlowMarks.Unseen : FlowMarks.Used);

    /// <summary>Whether code that is handed the client as this type can still pin it: a reader over a stream cannot, nor can anybody where everything is decided when the client is made.</summary>
    private bool MayPin(ITypeSymbol? type)
    {
        if (_client.Rule is not (RuleIdentifiers.UnpinnedStream or RuleIdentifiers.UnpinnedLibraryClient))
        {
            // A message handler is asked for its type by whoever pins it.
            return true;
        }

        return !_client.IsFixed
            && (type is null
                || type.TypeKind is not (TypeKind.Class or TypeKind.Interface)
                || type.SpecialType == SpecialType.System_Object
                || type.IsOrDerivesFrom(_client.Type)
                || _client.IsConfiguredThrough(type));
    }

    /// <summary>Whether the user of a handler is exempt: a client by its address, a handler around it by its own user.</summary>
    private bool IsExemptClient(IOperation? call, ITypeSymbol? type) =>
        call is IObjectCreationOperation
        && ClientCatalogue.FindUser(type) is { } user
        && user.Rule != RuleIdentifiers.UnpinnedHandler
        && _judge.IsExemptIn(_graph, call, user, _depth + 1);

    private FlowValue? EvaluateInvocation(IInvocationOperation call)
    {
        FlowValue? instance = Evaluate(call.Instance);
        FlowValue?[] values = EvaluateArguments(call.Arguments);
        IMethodSymbol method = call.TargetMethod;
        if (method.IsPartialDefinition && method.PartialImplementationPart is null)
        {
            // Nobody implements it: the compiler leaves the call out.
            return null;
        }

        if (_root.IsOrigin(call))
        {
            FlowValue made = Make(call.Arguments, values);
            StartFromSource(call);
            return made;
        }

        if (_root.IsHolder(method))
        {
            return FlowValue.Tracked(_root.Path);
        }

        if (method.MethodKind == MethodKind.Constructor)
        {
            ChainConstructor(call, method, values);
            return null;
        }

        if (instance?.Path is { } path)
        {
            return CallOn(call, path, receiverArgument: -1, values);
        }

        if (method.Name == "ToString" && IsConnectionText(instance))
        {
            return instance;
        }

        if (instance?.Made is { } builder && ClientCatalogue.Find(builder.Type) is { Rule: null, IsFluent: true } && (method.Name == "Build" || SymbolEqualityComparer.Default.Equals(method.ReturnType, builder.Type)))
        {
            // A builder stands for the settings that it makes.
            return instance;
        }

        int tracked = System.Array.FindIndex(values, value => value?.HoldsClient == true);
        if (tracked < 0)
        {
            if (method.MethodKind == MethodKind.LocalFunction && HoldsAnything())
            {
                EnterLocalFunction(method, parameter: null, path: string.Empty);
            }

            EnterWithAround(call, values);
            return MakesSettings(call) ? FlowValue.Creation(call) : null;
        }

        if (tracked == 0 && method.IsExtensionMethod && values[0]!.Path is { } receiver)
        {
            return CallOn(call, receiver, receiverArgument: 0, values);
        }

        return GiveToMethod(call, tracked, values[tracked]!);
    }

    /// <summary>Whether a call gives back settings that it made: a static method of their library, or a method with source.</summary>
    private bool MakesSettings(IInvocationOperation call) =>
        IsFactoryOfSettings(call.TargetMethod) || (GivesSettings(call) && !call.IsVirtual && _judge.Bodies.HasSource(call.TargetMethod));

    /// <summary>Whether a path may remember what an operation makes although it is not the client: settings, or a handler to put around one.</summary>
    internal static bool MayBeRemembered(IOperation operation) => operation.Kind switch
    {
        OperationKind.ObjectCreation => ClientCatalogue.FindBase(operation.Type) is { Rule: null } || operation.Type.IsOrDerivesFrom(ClientCatalogue.DelegatingHandler),
        OperationKind.Invocation when operation is IInvocationOperation call => IsFactoryOfSettings(call.TargetMethod) || GivesSettings(call),
        OperationKind.DefaultValue => true,
        OperationKind.Literal => operation.ConstantValue is { HasValue: true, Value: null },
        _ => false,
    };

    private static bool IsFactoryOfSettings(IMethodSymbol method) =>
        ClientCatalogue.Find(method.ContainingType) is { Rule: null } own && System.Array.IndexOf(own.Factories, method.Name) >= 0;

    private static bool GivesSettings(IInvocationOperation call) => ClientCatalogue.FindBase(call.Type.Promised() ?? call.Type) is { Rule: null };

    /// <summary>A method with source that is handed the handler around the client may dig for it.</summary>
    private void EnterWithAround(IInvocationOperation call, FlowValue?[] values)
    {
        int index = System.Array.FindIndex(values, value => value?.IsAround == true);
        if (index >= 0
            && !call.IsVirtual
            && call.TargetMethod.MethodKind != MethodKind.LocalFunction
            && call.Arguments[index].Parameter is { } parameter
            && _judge.Bodies.HasSource(call.TargetMethod)
            && _judge.Bodies.GraphOf(call.TargetMethod, _judge.Cancellation) is { } graph)
        {
            EnterSource(graph, parameter, values[index]!, isolated: true);
        }
    }

    /// <summary>A method is called on the client, or on something in it.</summary>
    private FlowValue? CallOn(IInvocationOperation call, string path, int receiverArgument, FlowValue?[] values)
    {
        IMethodSymbol method = call.TargetMethod;
        string member = Join(path, method.Name);
        bool isOther = _state.Has(FlowMarks.Replaced);
        if (!isOther && _client.FindConnect(member) is not null)
        {
            Connect(call.Arguments, values, receiverArgument);
        }

        bool turnsOn = !isOther && _client.FindSwitch(member, isCall: true) is not null;
        bool isKnown = true;
        if (_client.FindHook(member, isCall: true) is { } hook)
        {
            turnsOn &= !CoverByCall(call, hook, receiverArgument, values);
        }
        else if (_client.FindRefusal(member, isCall: true) is { Constant: var off })
        {
            Refuse(call.Arguments, receiverArgument, off);
        }
        else if (_client.FindAddress(member, isCall: true) is not null)
        {
            ReadArguments(call.Arguments, values, receiverArgument + 1);
        }
        else if (IsUsePins(method))
        {
            Cover(0, covered: true);
            return FlowValue.Tracked(path);
        }
        else
        {
            isKnown = false;
        }

        if (turnsOn)
        {
            Mark(FlowMarks.TlsOn);
        }

        if (!isKnown && path.Length == 0 && _client.Rule != RuleIdentifiers.UnpinnedHandler && method.Name != "Dispose")
        {
            Mark(FlowMarks.Used);
        }

        if (!isKnown && receiverArgument == 0)
        {
            return CallExtension(call, path);
        }

        // A member of an extension block has a receiver, but no `this` that could be followed into it.
        if (!isKnown && method.ContainingType is { Name.Length: 0 } && _client.CanBePinnedLater && !IsPlatform(method.ContainingAssembly))
        {
            Leave(path);
        }

        bool givesBack = !isKnown && path.Length == 0 && _judge.Bodies.HasSource(method) && EnterOwnMethod(call, method);
        GiveOthers(call, values, receiverArgument);
        return givesBack || ReturnsReceiver(method) ? FlowValue.Tracked(path) : null;
    }

    private FlowValue? CallExtension(IInvocationOperation call, string path)
    {
        IMethodSymbol method = call.TargetMethod;
        if (_judge.Bodies.HasSource(method))
        {
            return GiveToMethod(call, 0, FlowValue.Tracked(path));
        }

        // An HttpClient, and some others, have no hook that an extension could set; the extensions of the platform and of gRPC set none but those in the catalogue.
        if (!_client.CanBePinnedLater || IsPlatform(method.ContainingAssembly))
        {
            return ReturnsReceiver(method) ? FlowValue.Tracked(path) : null;
        }

        Leave(path, method.OriginalDefinition.Parameters[0].Type);
        return null;
    }

    private bool ReturnsReceiver(IMethodSymbol method)
    {
        if (method.Name is "ConfigureAwait" or "GetAwaiter" or "GetResult" or "AsTask" or "WaitAsync")
        {
            return true;
        }

        string name = method.ReturnType.Name;
        return _client.IsFluent
            && (name == _client.Name || (name.Length == _client.Name.Length + 1 && name[0] == 'I' && name.EndsWith(_client.Name, System.StringComparison.Ordinal)));
    }

    private static bool IsPlatform(IAssemblySymbol? assembly) =>
        assembly is not null
        && (assembly.Name.StartsWith("System", System.StringComparison.Ordinal)
            || assembly.Name.StartsWith("Microsoft.", System.StringComparison.Ordinal)
            || assembly.Name.StartsWith("Grpc.", System.StringComparison.Ordinal)
            || assembly.Name is "netstandard" or "mscorlib");

    private static bool IsUsePins(IMethodSymbol method) =>
        method.Name == "UsePins" && method.ContainingType.Is(MetadataNames.PinningExtensions);

    /// <summary>The client is among the arguments of a call on something else.</summary>
    private void GiveOthers(IInvocationOperation call, FlowValue?[] values, int receiverArgument)
    {
        for (int i = receiverArgument + 1; i < values.Length; i++)
        {
            if (values[i]?.HoldsClient == true)
            {
                GiveToMethod(call, i, values[i]!);
            }
        }
    }

    private FlowValue? GiveToMethod(IInvocationOperation call, int index, FlowValue value)
    {
        IMethodSymbol method = call.TargetMethod;
        if (value.Path is not { } path || call.Arguments[index].Parameter is not { } parameter)
        {
            Mark(FlowMarks.Unseen);
            return null;
        }

        if (IsUsePins(method))
        {
            Cover(0, covered: true);
            return value;
        }

        if (OnlyLooks(method))
        {
            return null;
        }

        if (method.Name is "FromResult" && method.ContainingType.Name is "Task" or "ValueTask")
        {
            return value;
        }

        if (IsMadeByCatalogue(call))
        {
            GiveToFactory(call);
            return null;
        }

        if (method.MethodKind == MethodKind.LocalFunction)
        {
            return EnterLocalFunction(method, parameter, path);
        }

        if (!_judge.Bodies.HasSource(method) && ((_client.Rule is null && IsClientType(method.ContainingType)) || IsOwnLibrary(method.ContainingType)))
        {
            // Settings given to the client that they are for.
            Mark(FlowMarks.Used);
            return null;
        }

        if (call.IsVirtual || method.MethodKind == MethodKind.DelegateInvoke || !_judge.Bodies.HasSource(method) || _judge.Bodies.GraphOf(method, _judge.Cancellation) is not { } graph)
        {
            Leave(path, parameter.OriginalDefinition.Type);
            return null;
        }

        return EnterSource(graph, parameter, value, isolated: true);
    }

    /// <summary>Static methods that make a client of the catalogue use what they are given: <c>GrpcChannel.ForAddress</c>.</summary>
    private static bool IsMadeByCatalogue(IInvocationOperation call) =>
        ClientCatalogue.Find(call.TargetMethod.ContainingType) is { } maker && System.Array.IndexOf(maker.Factories, call.TargetMethod.Name) >= 0;

    private void GiveToFactory(IInvocationOperation call)
    {
        bool isExempt = ClientCatalogue.Find(call.TargetMethod.ContainingType) is { } user
            && _judge.IsExemptIn(_graph, call, user, _depth + 1);
        Mark(isExempt ? FlowMarks.ExemptUse : FlowMarks.Used);
    }

    private static bool OnlyLooks(IMethodSymbol method) => method.ContainingType?.Name switch
    {
        "ArgumentNullException" => method.Name == "ThrowIfNull",
        "GC" => method.Name == "SuppressFinalize",
        "Monitor" => true,
        "Object" => method.Name is "ReferenceEquals" or "Equals",
        "ObjectDisposedException" => method.Name == "ThrowIf",
        "Debug" => method.Name == "Assert",
        _ => false,
    };
}
