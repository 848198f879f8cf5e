using System;
using System.Collections.Immutable;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PinningAnalyzers.Callbacks;
using PinningAnalyzers.Clients;
using Xunit;

namespace PinningAnalyzers.Tests.Robustness;

/// <summary>A keystroke makes the running analysis worthless: it stops where it is.</summary>
public sealed class CancellationTests
{
    private static readonly CancellationToken Cancelled = new(canceled: true);

    private static readonly KnownValidators NoValidators = new(ImmutableArray<string>.Empty);

    [Fact]
    public async Task CancelledWhileRulesRun_Stops()
    {
        Compilation compilation = await CodeUnderTest.CompileAsync(LargeCode.ManyHandlers(1_000), LargeCode.Generated(20_000));
        using var source = new CancellationTokenSource();

        Task analysis = Deadline.EnforceAsync(_ => RuleRun.FindAsync(compilation, concurrent: false, source.Token));
        source.CancelAfter(TimeSpan.FromMilliseconds(50));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => analysis);
    }

    [Fact]
    public async Task CancelledBeforehand_DoesNotBegin()
    {
        Compilation compilation = await CodeUnderTest.CompileAsync(LargeCode.IndependentDecisions(10));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => RuleRun.FindAsync(compilation, concurrent: false, Cancelled));
    }

    /// <summary>Roslyn stops between two calls of a rule; inside one, the rule must. The flow graph is made beforehand, so that it is not the compiler that stops.</summary>
    [Fact]
    public async Task CancelledInsideCallback_StopsAtNextStep()
    {
        Compilation compilation = await CodeUnderTest.CompileAsync(LargeCode.IndependentDecisions(10));
        var graphs = new PinningAnalyzers.Callbacks.FlowGraphs(compilation);
        var creation = FirstOperation.Of<IDelegateCreationOperation>(compilation);
        IMethodSymbol callback = ((IAnonymousFunctionOperation)creation.Target).Symbol;
        ControlFlowGraph graph = graphs.Of(creation, callback, CancellationToken.None)!;
        var execution = new CallbackExecution(graphs, NoValidators, CallbackScenarios.Only(CallbackScenario.For(0)), new ConditionTable(), Cancelled);

        Assert.Throws<OperationCanceledException>(() => execution.RunSafely(graph, callback, CallbackMethods.RolesOf(callback, CallbackShape.WithErrors)));
    }

    [Fact]
    public async Task CancelledInsideClientFlow_StopsAtNextStep()
    {
        Compilation compilation = await CodeUnderTest.CompileAsync(LargeCode.ManyLocals(10));
        var bodies = new ClientBodies(compilation);
        var creation = FirstOperation.Of<IObjectCreationOperation>(compilation);
        ControlFlowGraph graph = bodies.GraphAround(creation, CancellationToken.None)!;
        bodies.ExtentOf(graph, CancellationToken.None);
        var judge = new ClientJudge(bodies, new ClientAddresses(compilation, ImmutableArray<string>.Empty, Cancelled), Cancelled);
        TlsClient client = ClientCatalogue.Find(creation.Type)!;

        Assert.Throws<OperationCanceledException>(() => new ClientFlow(judge, client, graph, FlowRoot.At(creation), 0).Run(FlowState.Start));
    }

    [Fact]
    public async Task CancelledInsideExtent_StopsAtNextStatement()
    {
        Compilation compilation = await CodeUnderTest.CompileAsync(LargeCode.ManyLocals(10));
        var bodies = new ClientBodies(compilation);
        ControlFlowGraph graph = bodies.GraphAround(FirstOperation.Of<IObjectCreationOperation>(compilation), CancellationToken.None)!;

        Assert.Throws<OperationCanceledException>(() => bodies.ExtentOf(graph, Cancelled));
    }

    /// <summary>An editor cancels, and asks the same compilation again: what was cancelled must not be kept as a result.</summary>
    [Fact]
    public async Task CancelledInsideSearchOfDefaults_IsDoneWhenAskedAgain()
    {
        Compilation compilation = await CodeUnderTest.CompileAsync(
            "using Microsoft.Extensions.DependencyInjection;\nclass Defaults { void M(IServiceCollection services) => services.ConfigureHttpClientDefaults(builder => { }); }");
        var scope = new UnpinnedClientScope(compilation);

        Assert.Throws<OperationCanceledException>(() => scope.ClientDefaults(Cancelled));
        Assert.Single(scope.ClientDefaults(CancellationToken.None));
    }

    [Fact]
    public async Task CancelledInsideSearchOfOwners_IsDoneWhenAskedAgain()
    {
        Compilation compilation = await CodeUnderTest.CompileAsync(
            """
            using System.Net.Http;
            public class Mail { public static HttpClientHandler Handler = new HttpClientHandler(); }
            class Setup { void M() => Mail.Handler.ServerCertificateCustomValidationCallback = (m, c, h, e) => e == 0; }
            """);
        var hooks = new HooksFromOutside(compilation);
        ISymbol holder = compilation.GetTypeByMetadataName("Mail")!.GetMembers("Handler")[0];
        TlsClient handler = ClientCatalogue.Find(((IFieldSymbol)holder).Type)!;

        Assert.Throws<OperationCanceledException>(() => hooks.CoveredThrough(holder, handler, Cancelled));
        Assert.Equal(1, hooks.CoveredThrough(holder, handler, CancellationToken.None));
    }
}
