using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace PinningAnalyzers.Clients;

/// <content>What assignments do to the client, and where they take it.</content>
internal sealed partial class ClientFlow
{
    private const string InnerHandler = "InnerHandler";

    private void Deconstruct(IDeconstructionAssignmentOperation deconstruction)
    {
        if (deconstruction.Target is not ITupleOperation targets || deconstruction.Value.WithoutConversions() is not ITupleOperation values || targets.Elements.Length != values.Elements.Length)
        {
            Deconstruct(deconstruction.Target, Evaluate(deconstruction.Value));
            return;
        }

        for (int i = 0; i < targets.Elements.Length; i++)
        {
            if (targets.Elements[i] is IMemberReferenceOperation member)
            {
                Assign(member, values.Elements[i]);
            }
            else
            {
                Deconstruct(targets.Elements[i], Evaluate(values.Elements[i]));
            }
        }
    }

    private void Deconstruct(IOperation target, FlowValue? value)
    {
        switch (target)
        {
            case IDeclarationExpressionOperation declaration:
                Deconstruct(declaration.Expression, value);
                break;
            case ITupleOperation tuple:
                for (int i = 0; i < tuple.Elements.Length; i++)
                {
                    Deconstruct(tuple.Elements[i], value?.Item(i));
                }

                break;
            default:
                Evaluate((target as IMemberReferenceOperation)?.Instance);
                Store(target, value, valueOperation: null);
                break;
        }
    }

    private FlowValue? Assign(IOperation target, IOperation valueOperation)
    {
        FlowValue? owner = target is IMemberReferenceOperation member ? Evaluate(member.Instance) : null;
        if (target is IPropertyReferenceOperation indexer)
        {
            foreach (IArgumentOperation argument in indexer.Arguments)
            {
                Evaluate(argument.Value);
            }
        }

        FlowValue? value = Evaluate(valueOperation);
        if (owner?.Path is { } path && target is IMemberReferenceOperation changed)
        {
            Change(Join(path, changed.Member.Name), valueOperation, value, changed);
        }

        if (value?.HoldsClient == true && target is IPropertyReferenceOperation { Property.Name: InnerHandler, Instance: { } around })
        {
            Surround(around, FlowValue.Around(owner?.Made));
        }

        if (value?.HoldsClient == true && owner?.Made is { } wrapper && IsExemptClient(wrapper, wrapper.Type))
        {
            Mark(FlowMarks.ExemptUse);
            return value;
        }

        Store(target, value, valueOperation);
        return value;
    }

    private void Surround(IOperation holder, FlowValue value)
    {
        switch (holder)
        {
            case ILocalReferenceOperation local:
                Set(local.Local, value);
                break;
            case IFlowCaptureReferenceOperation capture:
                Set(capture.Id, value);
                break;
        }
    }

    /// <summary>A member of the client, or of something in it, gets a value.</summary>
    private void Change(string path, IOperation valueOperation, FlowValue? value, IMemberReferenceOperation member)
    {
        if (_client.FindHook(path, isCall: false) is not null)
        {
            foreach (MemberPath hook in _client.Hooks)
            {
                if (hook.IsAt(path, isCall: false))
                {
                    SetHook(hook, valueOperation, value);
                }
            }
        }
        else if (_client.LeadsOn(path) && ClientCatalogue.FindBase(member.Type) is { Rule: null } settings)
        {
            // Other settings take the place of those that may have been configured.
            SetCovered(_state.Covered & ~GroupsBelow(path));
            ApplySettings(_judge.JudgeValue(valueOperation, value, settings, _depth), GroupsBelow(path));
        }

        if (_client.FindSwitch(path, isCall: false) is { } turnOn)
        {
            if (TurnsOn(turnOn, valueOperation))
            {
                Mark(FlowMarks.TlsOn);
            }
            else if (valueOperation.WithoutConversions().ConstantValue.HasValue)
            {
                _state = new FlowState(_state.Values, _state.Marks & ~FlowMarks.TlsOn, _state.Covered);
            }
        }

        if (_client.FindAddress(path, isCall: false) is not null)
        {
            SetAddress(valueOperation, value);
        }

        if (_client.FindRefusal(path, isCall: false) is not null)
        {
            SetExempt(valueOperation.WithoutConversions() is IMemberReferenceOperation { Member.Name: ClientCatalogue.CredentialsWithoutTls });
        }
    }

    private int GroupsBelow(string path)
    {
        int groups = 0;
        foreach (MemberPath hook in _client.Hooks)
        {
            groups |= hook.IsBelow(path) ? 1 << hook.Group : 0;
        }

        return groups;
    }

    /// <summary>A switch is turned on by a value that is not known to be off: zero, false, or another constant than the one it asks for.</summary>
    private static bool TurnsOn(MemberPath turnOn, IOperation value)
    {
        IOperation inner = value.WithoutConversions();
        if (inner.ConstantValue is not { HasValue: true, Value: { } constant })
        {
            // A setting read from elsewhere: on in one of its branches is for the code that reads it to say.
            return false;
        }

        if (turnOn.Constant is null && inner is IFieldReferenceOperation named)
        {
            return named.Field.Name is not ("None" or "Disable" or "Disabled" or "Allow" or "Prefer" or "Preferred");
        }

        return constant is true || (constant is not bool && MatchesConstant(turnOn.Constant, constant));
    }

    private static bool MatchesConstant(long? wanted, object constant) =>
        constant is System.IConvertible and not string && System.Convert.ToInt64(constant, System.Globalization.CultureInfo.InvariantCulture) == (wanted ?? 1);

    /// <summary>Gives a hook a value; true where the value turns TLS off.</summary>
    private bool SetHook(MemberPath hook, IOperation valueOperation, FlowValue? value)
    {
        if (hook.Constant is { } wanted)
        {
            if (valueOperation.ConstantValue is { HasValue: true, Value: { } constant })
            {
                bool matches = MatchesConstant(wanted, constant);
                if (matches || System.Array.FindAll(_client.Hooks, other => other.Group == hook.Group).Length == 1)
                {
                    Cover(hook.Group, matches);
                }
            }
            else
            {
                Mark(FlowMarks.Unseen);
            }

            return false;
        }

        if (value?.IsNull == true)
        {
            Cover(hook.Group, covered: false);
            return false;
        }

        return CoverBy(valueOperation, value, hook);
    }

    private void Cover(int group, bool covered)
    {
        int bit = 1 << group;
        int all = covered ? _state.Covered | bit : _state.Covered & ~bit;
        FlowMarks marks = covered ? _state.Marks : _state.Marks & ~FlowMarks.Partly;
        _state = new FlowState(_state.Values, marks, all);
        _result.EverCovered |= all;
    }

    private void SetAddress(IOperation valueOperation, FlowValue? value)
    {
        if (value?.Made is { } made && ClientCatalogue.Find(made.Type) is { Rule: null } settings)
        {
            // A connection string that a builder makes.
            ApplySettings(_judge.JudgeValue(valueOperation, value, settings, _depth), AllCovered);
            return;
        }

        SetExempt(_judge.Addresses.IsExempt(valueOperation));
        if (_client.TextKind != ConnectionTextKind.None)
        {
            ReadConnectionText(valueOperation);
        }
    }

    private void SetExempt(bool isExempt)
    {
        FlowMarks marks = isExempt ? _state.Marks | FlowMarks.ExemptAddress : _state.Marks & ~FlowMarks.ExemptAddress;
        _state = new FlowState(_state.Values, marks, _state.Covered);
        _result.Ever |= marks;
    }

    private void ReadConnectionText(IOperation valueOperation)
    {
        if (_judge.Addresses.KnownText(valueOperation) is { } text && ConnectionText.TurnsTlsOn(_client.TextKind, text))
        {
            Mark(FlowMarks.TlsOn);
            if (ConnectionText.Host(_client.TextKind, text) is { } host && _judge.Addresses.IsExemptHost(host))
            {
                Mark(FlowMarks.ExemptAddress);
            }

            if (ConnectionText.HasOwnRoot(_client.TextKind, text))
            {
                CoverAll();
            }
        }
    }

    /// <summary>Where an assigned value ends up: another variable holds the client, or it has left the body.</summary>
    private void Store(IOperation target, FlowValue? value, IOperation? valueOperation)
    {
        switch (target)
        {
            case ILocalReferenceOperation local:
                Replace(local.Local, value);
                if (value?.HoldsClient == true && !IsDeclaredHere(local.Local))
                {
                    StoreIn(local.Local);
                }

                break;
            case IParameterReferenceOperation parameter:
                Set(parameter.Parameter, value);
                if (value?.HoldsClient == true && parameter.Parameter.RefKind != RefKind.None)
                {
                    StoreIn(parameter.Parameter);
                }

                break;
            case IFlowCaptureReferenceOperation reference:
                if (_captured.TryGetValue(reference.Id, out IOperation? original) && original is not IFlowCaptureReferenceOperation)
                {
                    FlowValue? owner = original is IMemberReferenceOperation { Instance: { } instance } ? Peek(instance) : null;
                    if (owner?.Path is { } path && original is IMemberReferenceOperation member && valueOperation is not null)
                    {
                        Change(Join(path, member.Member.Name), valueOperation, value, member);
                    }

                    Store(original, value, valueOperation);
                }

                break;
            case IMemberReferenceOperation member when value?.HoldsClient == true && !_root.IsHolder(member.Member):
                StoreInMember(member, value.Path);
                break;
            case IMemberReferenceOperation member when value?.HoldsClient != true && _root.IsReplaceable && _root.IsHolder(member.Member) && IsNew(valueOperation):
                Mark(FlowMarks.Replaced);
                break;
            case IArrayElementReferenceOperation or IDynamicMemberReferenceOperation or IDynamicIndexerAccessOperation or IImplicitIndexerReferenceOperation
                when value?.HoldsClient == true:
                Leave(value.Path ?? string.Empty);
                break;
        }
    }

    /// <summary>Whether a value is made in this body, and so is another than what is followed; what is handed in may be the same.</summary>
    private static bool IsNew(IOperation? value) => value is not null && value.WithoutConversions() switch
    {
        IObjectCreationOperation => true,
        ILocalReferenceOperation { Local.DeclaringSyntaxReferences: { Length: 1 } declared } => declared[0].GetSyntax() is VariableDeclaratorSyntax { Initializer.Value: BaseObjectCreationExpressionSyntax },
        _ => false,
    };

    /// <summary>A variable gets another value; where it alone held the client, and the client was not used yet, the client is gone.</summary>
    private void Replace(ILocalSymbol variable, FlowValue? value)
    {
        bool held = Lookup(variable)?.HoldsClient == true;
        Set(variable, value);
        if (held && value?.HoldsClient != true && !_root.IsThereFromStart && !HoldsAnything())
        {
            Mark(FlowMarks.Dropped);
        }
    }

    private void StoreInMember(IMemberReferenceOperation target, string? path)
    {
        // The keyword `field` stands for what its property holds.
        ISymbol member = target is IFieldReferenceOperation { Field.AssociatedSymbol: IPropertySymbol owner } ? owner : target.Member;
        if (member is IPropertySymbol { IsIndexer: true })
        {
            Leave(path ?? string.Empty);
        }
        else if (_judge.Bodies.HasSource(member))
        {
            StoreIn(member);
            if (path is not null && target is IPropertyReferenceOperation && member is IPropertySymbol { IsVirtual: false, IsOverride: false, SetMethod: { } setter } && _judge.Bodies.GraphOf(setter, _judge.Cancellation) is { } graph)
            {
                EnterSource(graph, setter.Parameters[setter.Parameters.Length - 1], FlowValue.Tracked(path), isolated: true);
            }
        }
        else if (IsClientType(member.ContainingType) || IsOwnLibrary(member.ContainingType))
        {
            Mark(FlowMarks.Used);
        }
        else
        {
            Leave(path ?? string.Empty, (member.OriginalDefinition as IPropertySymbol)?.Type);
        }
    }

    private void StoreIn(ISymbol holder)
    {
        Mark(FlowMarks.Used);
        _result.StoredIn.Add(holder.OriginalDefinition);
    }

    /// <summary>Types whose constructors and setters take handlers and clients to connect with, and do nothing to them.</summary>
    private static bool IsClientType(ITypeSymbol? type)
    {
        for (ITypeSymbol? current = type; current is not null; current = current.BaseType)
        {
            if (current.Name is "HttpMessageHandler" or "HttpMessageInvoker" || ClientCatalogue.Find(current) is not null)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether a type belongs to the library of the client followed, which connects with what it is given: <c>QuicConnection</c>, <c>MqttClientOptions</c>.</summary>
    private bool IsOwnLibrary(ITypeSymbol? type) =>
        _client.Rule is RuleIdentifiers.UnpinnedStream or RuleIdentifiers.UnpinnedLibraryClient
        && type?.ContainingNamespace is { IsGlobalNamespace: false } space
        && _client.Type.Length > _client.Name.Length
        && space.ToDisplayString() == _client.Type.Substring(0, _client.Type.Length - _client.Name.Length - 1);

    private bool IsDeclaredHere(ILocalSymbol local)
    {
        foreach (SyntaxReference reference in local.DeclaringSyntaxReferences)
        {
            if (reference.SyntaxTree == _graph.OriginalOperation.Syntax.SyntaxTree && _graph.OriginalOperation.Syntax.Span.Contains(reference.Span))
            {
                return true;
            }
        }

        return false;
    }
}
