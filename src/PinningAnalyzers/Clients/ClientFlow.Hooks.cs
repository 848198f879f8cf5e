using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace PinningAnalyzers.Clients;

/// <content>What arguments and values mean for the client's hook, its address and TLS.</content>
internal sealed partial class ClientFlow
{
    /// <summary>Reads what a constructor, a factory or a registration is given: callbacks, handlers, settings, addresses.</summary>
    private void ReadArguments(ImmutableArray<IArgumentOperation> arguments, FlowValue?[] values, int first = 0)
    {
        bool addressSeen = _client.Type == ClientCatalogue.HttpClientBuilder;
        for (int i = first; !arguments.IsDefault && i < arguments.Length; i++)
        {
            IArgumentOperation argument = arguments[i];
            if (argument.ArgumentKind == ArgumentKind.DefaultValue || values[i]?.IsNull == true || argument.Parameter?.Type is not { } type)
            {
                continue;
            }

            if (!addressSeen && IsAddressType(type))
            {
                addressSeen = true;
                SetAddress(argument.Value, values[i]);
            }
            else
            {
                ReadArgument(argument.Value, values[i], type, argument.Parameter.Name);
            }
        }
    }

    private static bool IsAddressType(ITypeSymbol type) => type.SpecialType == SpecialType.System_String || type.Name is "Uri" or "MongoUrl";

    /// <summary>A constructor's flag that is named like a switch: <c>new SslOption(host, enabled: true)</c>.</summary>
    private void ReadFlag(IOperation operation, string parameter)
    {
        if (operation.ConstantValue is { HasValue: true, Value: true }
            && System.Array.Exists(_client.Switches, one => one.Path.EndsWith(parameter, System.StringComparison.OrdinalIgnoreCase)))
        {
            Mark(FlowMarks.TlsOn);
        }
    }

    private void ReadArgument(IOperation operation, FlowValue? value, ITypeSymbol type, string parameter)
    {
        if (type is INamedTypeSymbol { DelegateInvokeMethod: { } invoke })
        {
            if (type.Name == "RemoteCertificateValidationCallback")
            {
                Cover(0, covered: true);
            }
            else if (IndexOfSettings(invoke) >= 0)
            {
                ApplyDelegate(operation, invoke);
            }
        }
        else if (type.IsOrDerivesFrom(ClientCatalogue.HttpMessageHandler) || type.IsOrDerivesFrom(ClientCatalogue.HttpMessageInvoker))
        {
            CoverAll();
        }
        else if (ClientCatalogue.FindBase(type) is { Rule: null } settings)
        {
            ApplySettings(_judge.JudgeValue(operation, value, settings, _depth), AllCovered);
        }
        else if (type.SpecialType == SpecialType.System_Boolean)
        {
            ReadFlag(operation, parameter);
        }
        else if (type.Name == "HttpTransportType" && operation.ConstantValue is { HasValue: true, Value: int transports })
        {
            LimitTransports(transports);
        }
    }

    /// <summary>SignalR's transports: web sockets are the first bit, the others go over HTTP.</summary>
    private void LimitTransports(int transports)
    {
        if (transports == 1)
        {
            Cover(0, covered: true);
        }
        else if ((transports & 1) == 0 && transports != 0)
        {
            Cover(1, covered: true);
        }
    }

    private void CoverAll()
    {
        for (int group = 0; group < _client.Groups; group++)
        {
            Cover(group, covered: true);
        }
    }

    private static int IndexOfSettings(IMethodSymbol invoke)
    {
        for (int i = 0; i < invoke.Parameters.Length; i++)
        {
            if (ClientCatalogue.FindForParameter(invoke.Parameters[i].Type) is not null)
            {
                return i;
            }
        }

        return -1;
    }

    /// <summary>A delegate is handed the settings, the handler or the client: what it does to them counts.</summary>
    private void ApplyDelegate(IOperation operation, IMethodSymbol invoke)
    {
        int index = IndexOfSettings(invoke);
        TlsClient settings = ClientCatalogue.FindForParameter(invoke.Parameters[index].Type)!;
        ClientJudgement judgement = JudgeDelegate(operation, index, settings, out _);
        if (settings.Rule == RuleIdentifiers.UnpinnedHttpClient)
        {
            // The action is handed a client whose handler is made elsewhere: only its address says something.
            if (judgement.Verdict == ClientVerdict.Exempt)
            {
                Mark(FlowMarks.ExemptAddress);
            }

            return;
        }

        ApplySettings(judgement, AllCovered);
    }

    private ClientJudgement JudgeDelegate(IOperation operation, int index, TlsClient settings, out bool returnsIt)
    {
        returnsIt = false;
        IOperation inner = operation.WithoutConversions();
        ControlFlowGraph? graph = null;
        IMethodSymbol? method = null;
        if (inner is IDelegateCreationOperation creation)
        {
            switch (creation.Target)
            {
                case IFlowAnonymousFunctionOperation function:
                    graph = _graph.GetAnonymousFunctionControlFlowGraphInScope(function);
                    method = function.Symbol;
                    break;
                case IMethodReferenceOperation { Method: { MethodKind: MethodKind.LocalFunction } local }:
                    graph = _graph.FindLocalFunction(local);
                    method = local;
                    break;
                case IMethodReferenceOperation { IsVirtual: false } reference:
                    graph = _judge.Bodies.GraphOf(reference.Method, _judge.Cancellation);
                    method = reference.Method;
                    break;
            }
        }

        if (graph is null || method is null || index >= method.Parameters.Length || _depth >= DeepestCall)
        {
            return new ClientJudgement(ClientVerdict.Unknown);
        }

        return _judge.JudgeHeld(graph, method.Parameters[index], settings, _depth + 1, out returnsIt);
    }

    private void ApplySettings(ClientJudgement judgement, int groups)
    {
        switch (judgement.Verdict)
        {
            case ClientVerdict.Configured:
                SetCovered(_state.Covered | groups);
                Mark(FlowMarks.TlsOn);
                break;
            case ClientVerdict.Sometimes:
                SetCovered(_state.Covered | judgement.Covered);
                Mark(FlowMarks.Partly | FlowMarks.TlsOn);
                break;
            case ClientVerdict.Never:
                SetCovered(_state.Covered | judgement.Covered);
                Mark(FlowMarks.TlsOn);
                break;
            case ClientVerdict.Exempt:
                Mark(_client.IsTlsOptional ? FlowMarks.None : FlowMarks.ExemptAddress);
                break;
            default:
                Mark(FlowMarks.Unseen);
                break;
        }
    }

    private void SetCovered(int covered)
    {
        _state = new FlowState(_state.Values, _state.Marks, covered);
        _result.EverCovered |= covered;
    }

    /// <summary>A call that sets a hook, with what it is given; true where that turns TLS off.</summary>
    private bool CoverByCall(IInvocationOperation call, MemberPath hook, int receiverArgument, FlowValue?[] values)
    {
        if (call.TargetMethod.TypeArguments.Length == 1 && call.Arguments.Length == receiverArgument + 1)
        {
            ApplySettings(_judge.JudgeHandlerType(call.TargetMethod.TypeArguments[0], _depth), AllCovered);
            return false;
        }

        bool isRefused = false;
        for (int i = receiverArgument + 1; i < values.Length; i++)
        {
            if (call.Arguments[i].ArgumentKind != ArgumentKind.DefaultValue)
            {
                isRefused |= SetHook(hook, call.Arguments[i].Value, values[i]);
            }
        }

        return isRefused;
    }

    /// <summary>A call that may turn TLS off: it does where its argument is this constant.</summary>
    private void Refuse(ImmutableArray<IArgumentOperation> arguments, int receiverArgument, long? off)
    {
        if (arguments.Length > receiverArgument + 1 && arguments[receiverArgument + 1].Value.ConstantValue is { HasValue: true, Value: { } constant })
        {
            SetExempt(MatchesConstant(off, constant));
        }
    }

    /// <summary>The hook gets a value that is not null: most values configure, settings and delegates over settings are looked into.</summary>
    private bool CoverBy(IOperation operation, FlowValue? value, MemberPath hook)
    {
        ITypeSymbol? type = operation.Type;
        if (hook.Path == "ConnectCallback")
        {
            if (_judge.MakesOwnStream(_graph, operation.WithoutConversions()) is { } makes)
            {
                Cover(hook.Group, makes || (_state.Covered & (1 << hook.Group)) != 0);
            }
            else
            {
                Mark(FlowMarks.Unseen);
            }

            return false;
        }

        if (type is INamedTypeSymbol { DelegateInvokeMethod: { } invoke } && IndexOfSettings(invoke) is >= 0 and int index)
        {
            TlsClient settings = ClientCatalogue.FindForParameter(invoke.Parameters[index].Type)!;
            ClientJudgement judgement = JudgeDelegate(operation, index, settings, out bool returnsIt);
            bool makesAnother = !invoke.ReturnsVoid && !returnsIt && !settings.IsFluent && judgement.Verdict != ClientVerdict.Unknown;
            return ApplyTo(hook, makesAnother ? new ClientJudgement(ClientVerdict.Configured) : judgement);
        }

        if (ClientCatalogue.FindBase(type) is { Rule: null } made)
        {
            return ApplyTo(hook, _judge.JudgeValue(operation, value, made, _depth));
        }

        Cover(hook.Group, covered: true);
        return false;
    }

    private bool ApplyTo(MemberPath hook, ClientJudgement judgement)
    {
        bool isUncovered = judgement.Verdict is ClientVerdict.Never or ClientVerdict.Exempt;
        if (isUncovered)
        {
            // A second hook of the same client may have a value already: leaving this one open changes nothing.
            return judgement.Verdict == ClientVerdict.Exempt && _client.IsTlsOptional;
        }

        ApplySettings(judgement, 1 << hook.Group);
        return false;
    }

    /// <summary>The client connects: by itself, through a pinned or unknown invoker, or to an address that is exempt.</summary>
    private void Connect(ImmutableArray<IArgumentOperation> arguments, FlowValue?[] values, int receiverArgument)
    {
        bool isOwn = true;
        bool addressSeen = false;
        for (int i = receiverArgument + 1; i < arguments.Length; i++)
        {
            IArgumentOperation argument = arguments[i];
            if (argument.ArgumentKind == ArgumentKind.DefaultValue || values[i]?.IsNull == true || argument.Parameter?.Type is not { } type)
            {
                continue;
            }

            if (type.IsOrDerivesFrom(ClientCatalogue.HttpMessageInvoker))
            {
                isOwn = false;
            }
            else if (!addressSeen && IsAddressType(type))
            {
                addressSeen = true;
                isOwn &= !_judge.Addresses.IsExempt(argument.Value);
                ReadConnectionText(argument.Value);
            }
            else if (IsTlsRefused(argument))
            {
                isOwn = false;
            }
            else if (ClientCatalogue.FindBase(type) is { Rule: null } settings)
            {
                ClientJudgement judgement = _judge.JudgeValue(argument.Value, values[i], settings, _depth);
                isOwn &= judgement.Verdict != ClientVerdict.Exempt;
                if (isOwn)
                {
                    ApplySettings(judgement, AllCovered);
                }
            }
        }

        Mark(isOwn ? FlowMarks.OwnConnection : FlowMarks.OtherConnection);
    }

    private static bool IsTlsRefused(IArgumentOperation argument) =>
        (argument.Parameter?.Name == "useSsl" && argument.Value.ConstantValue is { HasValue: true, Value: false })
        || (argument.Parameter?.Type.Name == "SecureSocketOptions" && argument.Value.ConstantValue is { HasValue: true, Value: 0 });

    /// <summary>A registration, and settings, made by a method with source start from what that method set inside.</summary>
    private void StartFromSource(IInvocationOperation call)
    {
        if ((_client.Type == ClientCatalogue.HttpClientBuilder || _client.Rule is null) && _judge.Bodies.HasSource(call.TargetMethod))
        {
            ApplySettings(_judge.JudgeMadeBy(call.TargetMethod, _client, _depth), AllCovered);
        }
    }
}
