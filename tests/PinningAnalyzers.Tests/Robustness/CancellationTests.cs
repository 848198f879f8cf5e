using System;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Xunit;

namespace PinningAnalyzers.Tests.Robustness;

/// <summary>A keystroke makes the running analysis worthless: it stops where it is.</summary>
public sealed class CancellationTests
{
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

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => RuleRun.FindAsync(compilation, concurrent: false, new CancellationToken(canceled: true)));
    }
}
