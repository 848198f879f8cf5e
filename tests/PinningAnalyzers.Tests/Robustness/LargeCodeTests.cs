using System.Collections.Generic;
using System.Collections.Immutable;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Xunit;

namespace PinningAnalyzers.Tests.Robustness;

/// <summary>However deep, long or circular the code, an end is reached; what is found is no matter here.</summary>
public sealed class LargeCodeTests
{
    [Fact]
    public Task DecisionsNestedDeep_End() => VerifyEndsAsync(LargeCode.NestedDecisions(200));

    [Fact]
    public Task ManyIndependentDecisions_End() => VerifyEndsAsync(LargeCode.IndependentDecisions(60));

    [Fact]
    public Task LoopsNestedDeep_End() => VerifyEndsAsync(LargeCode.NestedLoops(20));

    [Fact]
    public Task HugeCallback_Ends() => VerifyEndsAsync(LargeCode.ManyStatements(5_000));

    [Fact]
    public Task LongCondition_Ends() => VerifyEndsAsync(LargeCode.LongCondition(500));

    [Fact]
    public Task LongSwitch_Ends() => VerifyEndsAsync(LargeCode.LongSwitch(1_000));

    [Fact]
    public Task CallbacksNestedDeep_End() => VerifyEndsAsync(LargeCode.NestedCallbacks(25));

    [Fact]
    public Task RecursionThroughThirtyMethods_Ends() => VerifyEndsAsync(LargeCode.Recursion(30));

    [Fact]
    public Task FactoriesInACircle_End() => VerifyEndsAsync(LargeCode.FactoryCircle(30));

    [Fact]
    public Task ManyHandlersInOneType_End() => VerifyEndsAsync(LargeCode.ManyHandlers(1_000));

    [Fact]
    public Task ManyClientsInOneMethod_End() => VerifyEndsAsync(LargeCode.ManyLocals(500));

    [Fact]
    public Task LongChain_Ends() => VerifyEndsAsync(LargeCode.LongChain(200));

    [Fact]
    public Task GeneratedFile_Ends() => VerifyEndsAsync(LargeCode.Generated(100_000));

    private static async Task VerifyEndsAsync(string source)
    {
        Compilation compilation = await CodeUnderTest.CompileAsync(source);
        IReadOnlyList<Diagnostic> findings = await Deadline.EnforceAsync(async token => (IReadOnlyList<Diagnostic>)await RuleRun.FindAsync(compilation, concurrent: true, token));
        Assert.All(findings, finding => Assert.StartsWith("PIN", finding.Id, System.StringComparison.Ordinal));
    }
}
