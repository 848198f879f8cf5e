using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace PinningAnalyzers.Benchmarks.Corpus;

/// <summary>One run of some analyzers, one after another, over one compilation.</summary>
/// <param name="Times">What Roslyn's telemetry books on each analyzer.</param>
/// <param name="AllocatedBytes">What the whole run allocated, Roslyn's own work included.</param>
internal sealed record AnalysisRun(
    ImmutableArray<Diagnostic> Findings,
    IReadOnlyDictionary<DiagnosticAnalyzer, TimeSpan> Times,
    long AllocatedBytes,
    IReadOnlyList<string> Crashes)
{
    /// <summary>The identifier under which Roslyn reports an analyzer that threw.</summary>
    private const string AnalyzerException = "AD0001";

    public static async Task<AnalysisRun> ExecuteAsync(Compilation compilation, ImmutableArray<DiagnosticAnalyzer> analyzers, AnalyzerOptions options)
    {
        var crashes = new List<string>();
        var settings = new CompilationWithAnalyzersOptions(
            options,
            (exception, analyzer, _) => crashes.Add($"{analyzer.GetType().Name}: {exception}"),
            concurrentAnalysis: false,
            logAnalyzerExecutionTime: true);
        var driver = new CompilationWithAnalyzers(compilation, analyzers, settings);

        // What earlier runs left would be cleared away at the expense of whatever rule is running then.
        GC.Collect();
        long before = GC.GetTotalAllocatedBytes(precise: true);
        AnalysisResult result = await driver.GetAnalysisResultAsync(CancellationToken.None).ConfigureAwait(false);
        long allocated = GC.GetTotalAllocatedBytes(precise: true) - before;

        ImmutableArray<Diagnostic> findings = result.GetAllDiagnostics();
        crashes.AddRange(findings.Where(finding => finding.Id == AnalyzerException).Select(finding => finding.GetMessage()));
        return new AnalysisRun(
            [.. findings.Where(finding => finding.Id != AnalyzerException)],
            result.AnalyzerTelemetryInfo.ToDictionary(pair => pair.Key, pair => pair.Value.ExecutionTime),
            allocated,
            crashes);
    }
}
