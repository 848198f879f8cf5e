using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace PinningAnalyzers.Tests.Robustness;

/// <summary>Runs every rule of the package over a compilation, whatever state its code is in.</summary>
internal static class RuleRun
{
    /// <summary>New analyzers on every call: nothing learnt from one compilation may leak into the next.</summary>
    public static ImmutableArray<DiagnosticAnalyzer> Rules() =>
    [
        .. typeof(PinningDiagnosticAnalyzer).Assembly.GetTypes()
            .Where(type => !type.IsAbstract && type.IsSubclassOf(typeof(DiagnosticAnalyzer)))
            .Select(type => (DiagnosticAnalyzer)Activator.CreateInstance(type)!),
    ];

    /// <summary>What the rules find; throws what a rule threw.</summary>
    public static Task<ImmutableArray<Diagnostic>> FindAsync(Compilation compilation, bool concurrent, CancellationToken cancellationToken) =>
        FindAsync(compilation, Rules(), concurrent, cancellationToken);

    public static Task<ImmutableArray<Diagnostic>> FindAsync(Compilation compilation, ImmutableArray<DiagnosticAnalyzer> rules, bool concurrent, CancellationToken cancellationToken) =>
        RunAsync(compilation, rules, concurrent, driver => driver.GetAnalyzerDiagnosticsAsync(cancellationToken));

    /// <summary>What the rules find in one file, as an editor asks.</summary>
    public static Task<ImmutableArray<Diagnostic>> FindInAsync(SemanticModel file, bool concurrent, CancellationToken cancellationToken) =>
        RunAsync(file.Compilation, Rules(), concurrent, driver => driver.GetAnalyzerSemanticDiagnosticsAsync(file, filterSpan: null, cancellationToken));

    private static async Task<ImmutableArray<Diagnostic>> RunAsync(
        Compilation compilation,
        ImmutableArray<DiagnosticAnalyzer> rules,
        bool concurrent,
        Func<CompilationWithAnalyzers, Task<ImmutableArray<Diagnostic>>> find)
    {
        var crashes = new ConcurrentQueue<Exception>();
        var options = new CompilationWithAnalyzersOptions(
            new AnalyzerOptions(ImmutableArray<AdditionalText>.Empty),
            (exception, rule, _) => crashes.Enqueue(new InvalidOperationException($"{rule.GetType().Name} threw.", exception)),
            concurrentAnalysis: concurrent,
            logAnalyzerExecutionTime: false);
        ImmutableArray<Diagnostic> findings = await find(new CompilationWithAnalyzers(compilation, rules, options)).ConfigureAwait(false);
        return crashes.TryPeek(out Exception? crash) ? throw crash : findings;
    }

    /// <summary>The findings as text, in an order that does not depend on how the rules were run.</summary>
    public static IReadOnlyList<string> Describe(IEnumerable<Diagnostic> findings) =>
        [.. findings.Select(finding => $"{finding.Location.GetLineSpan()} {finding.Id} {finding.GetMessage()} {string.Join(" ", finding.AdditionalLocations)}").Order(StringComparer.Ordinal)];
}
