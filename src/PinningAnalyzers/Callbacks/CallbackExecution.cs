using System;
using System.Collections.Immutable;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;

namespace PinningAnalyzers.Callbacks;

/// <summary>Executes a callback abstractly, once, for a stranger with given policy errors, and for those in which it does nothing else.</summary>
/// <remarks>
/// All paths are followed together: each block is executed under the condition on which it is reached, and where paths
/// meet, values that differ become alternatives. Every bound ends in <em>unknown</em>, never in a report.
/// </remarks>
internal sealed partial class CallbackExecution
{
    private const int MaximumSteps = 15_000;
    private const int MaximumDepth = 220;
    private const int MaximumCalls = 5;
    private const int MaximumNesting = 100;
    private const int MaximumRounds = 3;
    private const int MaximumCountedRounds = 70;
    private const int MaximumAlternatives = 8;

    private readonly FlowGraphs _graphs;
    private readonly KnownValidators _validators;
    private readonly CallbackScenarios _scenarios;
    private readonly CancellationToken _cancellation;
    private readonly ConditionTable _conditions;

    private Condition _live;
    private ImmutableDictionary<StateKey, AbstractValue> _memory = ImmutableDictionary<StateKey, AbstractValue>.Empty;
    private Frame? _frame;
    private int _steps;
    private int _depth;
    private int _lastId;

    /// <param name="conditions">Taken over, with nothing of an earlier execution left in it.</param>
    public CallbackExecution(FlowGraphs graphs, KnownValidators validators, CallbackScenarios scenarios, ConditionTable conditions, CancellationToken cancellation)
    {
        conditions.Clear();
        _conditions = conditions;
        _graphs = graphs;
        _validators = validators;
        _scenarios = scenarios;
        _cancellation = cancellation;
        _live = _conditions.True;
        Chain = new AbstractValue.ObjectValue(NextId(), ObjectKind.CallbackChain, null, true);
        Leaf = new AbstractValue.Certificate(CertificateOrigin.Leaf, Chain);
    }

    /// <summary>Where the server showed no certificate there is none and no chain: null, and yet a value that tells of the server.</summary>
    private static readonly AbstractValue NoCertificate = new AbstractValue.Constant(null, true);

    private AbstractValue.ObjectValue Chain { get; }

    private AbstractValue.Certificate Leaf { get; }

    /// <summary>The chain policies whose flags made a chain build although it has errors, with the flags.</summary>
    public ImmutableArray<FlaggedPolicy>.Builder FlaggedPolicies { get; } = ImmutableArray.CreateBuilder<FlaggedPolicy>();

    /// <summary>Executes the body of a callback and reads what becomes of the stranger.</summary>
    public ExecutionResult Run(ControlFlowGraph graph, IMethodSymbol method, ImmutableArray<ParameterRole> roles)
    {
        for (int i = 0; i < method.Parameters.Length; i++)
        {
            ParameterRole role = i < roles.Length ? roles[i] : ParameterRole.Other;
            if (ValueOf(role, method.Parameters[i].Type) is { } value)
            {
                _memory = _memory.SetItem(new StateKey(method.Parameters[i].OriginalDefinition, 0), value);
            }
        }

        var frame = new Frame(NextId(), graph, method, ReceiverOf(method), null);
        RunBody(frame);
        return Read(frame, method.ReturnsVoid);
    }

    /// <summary>The same, for code in any state: what was not foreseen is not known.</summary>
    public ExecutionResult RunSafely(ControlFlowGraph graph, IMethodSymbol method, ImmutableArray<ParameterRole> roles)
    {
        try
        {
            return Run(graph, method, roles);
        }
        catch (Exception unforeseen) when (unforeseen is InvalidOperationException or ArgumentException or NullReferenceException or InvalidCastException or IndexOutOfRangeException or NotSupportedException)
        {
            // Broken code gives operations and graphs that no documentation describes; silence is the only safe answer.
            return ExecutionResult.NotKnown;
        }
    }

    private AbstractValue? ValueOf(ParameterRole role, ITypeSymbol type) => role switch
    {
        ParameterRole.Certificate => _scenarios.Each(scenario => scenario.HasCertificate ? Leaf : NoCertificate),
        ParameterRole.Chain => _scenarios.Each(scenario => scenario.HasCertificate ? Chain : NoCertificate),
        ParameterRole.Errors => _scenarios.Each(static scenario => new AbstractValue.Constant(scenario.Errors, true)),
        ParameterRole.Problem => _scenarios.IsWithoutErrors ? new AbstractValue.Constant(0, true) : Problem(),
        ParameterRole.Arguments => new AbstractValue.ObjectValue(NextId(), ObjectKind.Arguments, type, false),
        ParameterRole.ForeignEvidence => new AbstractValue.ObjectValue(NextId(), ObjectKind.ForeignEvidence, type, false),
        _ => null,
    };

    /// <summary>Some code of an error: any but zero.</summary>
    private AbstractValue Problem()
    {
        var problem = new AbstractValue.Opaque(false, null, null);
        _answers[(problem.Key, "= 0")] = _conditions.False;
        return problem;
    }

    private AbstractValue? ReceiverOf(IMethodSymbol method)
    {
        IMethodSymbol member = method;
        while (member.ContainingSymbol is IMethodSymbol outer)
        {
            member = outer;
        }

        ISymbol owner = member.ContainingSymbol is IFieldSymbol or IPropertySymbol ? member.ContainingSymbol : member;
        return owner.ContainingType is { TypeKind: TypeKind.Class or TypeKind.Struct or TypeKind.Interface } type ? new AbstractValue.ObjectValue(NextId(), ObjectKind.Receiver, type, type.IsSealed || type.IsValueType) : null;
    }

    private ExecutionResult Read(Frame frame, bool acceptsUnlessItThrows)
    {
        if (_conditions.IsExhausted || _steps > MaximumSteps)
        {
            return ExecutionResult.NotKnown;
        }

        Condition accepts = _conditions.False;
        Condition ends = _conditions.False;
        var places = ImmutableArray.CreateBuilder<SyntaxNode>();
        foreach (Ending ending in frame.Returns)
        {
            (_live, _memory) = (ending.When, ending.Memory);
            Condition accepted = acceptsUnlessItThrows ? _conditions.True : ending.Value is { } value ? Decide(value) : _conditions.Ask(ChoiceKind.Unknown);
            Condition here = _conditions.And(ending.When, accepted);
            accepts = _conditions.Or(accepts, here);
            ends = _conditions.Or(ends, ending.When);
            if (!here.IsFalse && ending.Syntax is not null && !places.Contains(ending.Syntax))
            {
                places.Add(ending.Syntax);
            }
        }

        foreach (Ending ending in frame.Throws)
        {
            ends = _conditions.Or(ends, ending.When);
        }

        if (_conditions.IsExhausted)
        {
            return ExecutionResult.NotKnown;
        }

        foreach (SyntaxNode place in _decidingInside)
        {
            if (!places.Contains(place))
            {
                places.Add(place);
            }
        }

        var reader = new OutcomeReader();
        Outcomes outcomes = reader.Read(accepts, ends);
        return new ExecutionResult(outcomes, reader.WeakIdentities, reader.ChainReasons, places.ToImmutable());
    }

    private int NextId() => ++_lastId;

    /// <summary>Counts work; false where the bound is hit.</summary>
    private bool Step()
    {
        _cancellation.ThrowIfCancellationRequested();
        return ++_steps <= MaximumSteps && !_conditions.IsExhausted;
    }
}
