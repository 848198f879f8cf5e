using System;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;

namespace PinningAnalyzers.Callbacks;

/// <summary>The executions of one callback: one for all the scenarios that it does not tell apart, made when one of them is asked for.</summary>
internal sealed class CallbackRuns
{
    private readonly ImmutableArray<CallbackScenario> _scenarios;
    private readonly Func<CallbackScenarios, CallbackExecution> _prepare;
    private readonly Func<CallbackExecution, ExecutionResult> _run;
    private readonly (ExecutionResult Result, ImmutableArray<IOperation> Flags)?[] _done;
    private readonly ImmutableArray<IOperation>.Builder _flags = ImmutableArray.CreateBuilder<IOperation>();

    public CallbackRuns(ImmutableArray<CallbackScenario> scenarios, Func<CallbackScenarios, CallbackExecution> prepare, Func<CallbackExecution, ExecutionResult> run)
    {
        _scenarios = scenarios;
        _prepare = prepare;
        _run = run;
        _done = new (ExecutionResult, ImmutableArray<IOperation>)?[scenarios.Length];
    }

    /// <summary>What the callback assigned to the flags of chain policies in the scenarios asked for, where no element of the chain is then compared.</summary>
    public ImmutableArray<IOperation> Flags => _flags.ToImmutable();

    public ExecutionResult Of(int scenario)
    {
        (ExecutionResult result, ImmutableArray<IOperation> flags) = _done[scenario] ?? Execute(scenario);
        if (_scenarios[scenario].Errors is 0 or CallbackScenario.ChainErrors)
        {
            // What a policy overlooks shows where there is something to overlook, or where nothing else keeps the callback from building.
            _flags.AddRange(flags);
        }

        return result;
    }

    private (ExecutionResult Result, ImmutableArray<IOperation> Flags) Execute(int scenario)
    {
        int members = 1 << scenario;
        for (int other = scenario + 1; other < _done.Length; other++)
        {
            members |= _done[other] is null ? 1 << other : 0;
        }

        var group = new CallbackScenarios(_scenarios, members);
        CallbackExecution execution = _prepare(group);
        ExecutionResult result = _run(execution);
        ImmutableArray<IOperation> flags = execution.FlaggedPolicies.Where(policy => !execution.IsCompared(policy)).Select(policy => policy.Assigned).ToImmutableArray();
        for (int other = scenario; other < _done.Length; other++)
        {
            if (group.Contains(other))
            {
                _done[other] = (result, flags);
            }
        }

        return (result, flags);
    }
}
