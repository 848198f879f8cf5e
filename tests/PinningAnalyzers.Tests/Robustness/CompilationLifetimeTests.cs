using System;
using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Xunit;

namespace PinningAnalyzers.Tests.Robustness;

/// <summary>An editor makes a compilation at every keystroke: a rule that keeps one alive keeps them all.</summary>
public sealed class CompilationLifetimeTests
{
    [Fact]
    public async Task AnalyzedCompilation_IsCollected()
    {
        ImmutableArray<DiagnosticAnalyzer> rules = RuleRun.Rules();
        WeakReference compilation = await AnalyzeAsync(rules);

        for (int attempt = 0; attempt < 10 && compilation.IsAlive; attempt++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        Assert.False(compilation.IsAlive, "Something that a rule holds on to keeps the compilation alive.");
        GC.KeepAlive(rules);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static async Task<WeakReference> AnalyzeAsync(ImmutableArray<DiagnosticAnalyzer> rules)
    {
        // Cloned, so that nothing but this method and what it calls knows the compilation.
        Compilation compilation = (await CodeUnderTest.CompileAsync(SeedSources.All)).Clone();
        ImmutableArray<Diagnostic> findings = await RuleRun.FindAsync(compilation, rules, concurrent: true, CancellationToken.None);
        Assert.NotEmpty(findings);
        return new WeakReference(compilation);
    }
}
