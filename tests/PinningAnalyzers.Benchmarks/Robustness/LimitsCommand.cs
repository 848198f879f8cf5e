using System;
using System.Collections.Immutable;
using System.Diagnostics;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using PinningAnalyzers.Benchmarks.Corpus;
using PinningAnalyzers.Tests.Robustness;

namespace PinningAnalyzers.Benchmarks.Robustness;

/// <summary>The verb <c>limits</c>: how time grows with size, and how soon a cancelled analysis stops.</summary>
internal static class LimitsCommand
{
    private const int Repetitions = 10;

    private const int Moments = 10;

    private static readonly ImmutableArray<MetadataReference> References = ReferenceSet.Load([]);

    private static readonly (string Name, Func<int, string> Write, int Size)[] Growing =
    [
        ("generated file, lines", LargeCode.Generated, 25_000),
        ("handlers in one type", LargeCode.ManyHandlers, 250),
        ("clients in one method", LargeCode.ManyLocals, 100),
        ("statements in one callback", LargeCode.ManyStatements, 1_000),
        ("operands of one condition", LargeCode.LongCondition, 100),
        ("arms of one switch", LargeCode.LongSwitch, 250),
        ("calls in one chain", LargeCode.LongChain, 50),
    ];

    private static readonly (string Name, string Source)[] Hard =
    [
        ("60 independent decisions", LargeCode.IndependentDecisions(60)),
        ("200 nested decisions", LargeCode.NestedDecisions(200)),
        ("20 nested loops", LargeCode.NestedLoops(20)),
        ("5,000 statements in one callback", LargeCode.ManyStatements(5_000)),
        ("recursion through 30 methods", LargeCode.Recursion(30)),
        ("30 factories in a circle", LargeCode.FactoryCircle(30)),
        ("1,000 handlers in one type", LargeCode.ManyHandlers(1_000)),
        ("500 clients in one method", LargeCode.ManyLocals(500)),
        ("a generated file of 100,000 lines", LargeCode.Generated(100_000)),
    ];

    public static async Task<int> RunAsync()
    {
        Console.WriteLine("time of all rules at three sizes, each twice the one before (linear: about 2):");
        foreach ((string name, Func<int, string> write, int size) in Growing)
        {
            TimeSpan one = await TimeAsync(write(size)).ConfigureAwait(false);
            TimeSpan two = await TimeAsync(write(2 * size)).ConfigureAwait(false);
            TimeSpan four = await TimeAsync(write(4 * size)).ConfigureAwait(false);
            Console.WriteLine($"  {name,-34} {size,7:N0}: {one.TotalMilliseconds,8:N2} ms   x {two / one,5:N2}   x {four / two,5:N2}");
        }

        // The compiler does not stop in the middle of a method: what it takes is in the time of the analysis, with and without rules.
        Console.WriteLine("from cancellation to the end, the worst of several moments: of a rule, of the analysis, and of the analysis by a rule that does nothing");
        foreach ((string name, string source) in Hard)
        {
            (TimeSpan analysis, TimeSpan rule) = await LatencyAsync(source, _ => RuleRun.Rules()).ConfigureAwait(false);
            (TimeSpan floor, _) = await LatencyAsync(source, Floor).ConfigureAwait(false);
            Console.WriteLine($"  {name,-34} {rule.TotalMilliseconds,8:N1} ms {analysis.TotalMilliseconds,8:N1} ms {floor.TotalMilliseconds,8:N1} ms");
        }

        return 0;
    }

    /// <summary>The least of several runs, as telemetry gives it: what else the machine does only ever adds.</summary>
    private static async Task<TimeSpan> TimeAsync(string source)
    {
        Compilation compilation = Compile(source);
        AnalyzerOptions options = new ProjectOptions(isTestProject: false).ToAnalyzerOptions();
        var least = TimeSpan.MaxValue;
        for (int repetition = 0; repetition < Repetitions; repetition++)
        {
            AnalysisRun run = await AnalysisRun.ExecuteAsync(compilation, OurAnalyzers.Create(), options).ConfigureAwait(false);
            TimeSpan time = run.Times.Values.Aggregate(TimeSpan.Zero, (sum, next) => sum + next);
            least = time < least ? time : least;
        }

        return least;
    }

    /// <summary>How long the analysis and, within it, a rule went on after it was cancelled: the worst of several moments.</summary>
    private static async Task<(TimeSpan Analysis, TimeSpan Rule)> LatencyAsync(string source, Func<Compilation, ImmutableArray<DiagnosticAnalyzer>> create)
    {
        Compilation compilation = Compile(source);
        TimeSpan whole = await TimeWholeAsync(compilation, create).ConfigureAwait(false);
        (TimeSpan Analysis, TimeSpan Rule) worst = default;
        for (int moment = 1; moment < Moments; moment++)
        {
            var rule = new LastCall();
            ImmutableArray<DiagnosticAnalyzer> rules = [.. create(compilation).Select(one => new MeteredAnalyzer(one, one.GetType().Name, rule))];
            using var cancellation = new CancellationTokenSource();
            Task analysis = Task.Run(() => RuleRun.FindAsync(compilation, rules, concurrent: false, cancellation.Token));
            await Task.Delay(whole * moment / Moments).ConfigureAwait(false);
            long cancelled = Stopwatch.GetTimestamp();
            await cancellation.CancelAsync().ConfigureAwait(false);
            await ((Task)analysis).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            worst = (Max(worst.Analysis, Stopwatch.GetElapsedTime(cancelled)), Max(worst.Rule, rule.After(cancelled)));
        }

        return worst;
    }

    /// <summary>Of the second run: the first has to compile the rules.</summary>
    private static async Task<TimeSpan> TimeWholeAsync(Compilation compilation, Func<Compilation, ImmutableArray<DiagnosticAnalyzer>> create)
    {
        await RuleRun.FindAsync(compilation, create(compilation), concurrent: false, CancellationToken.None).ConfigureAwait(false);
        var whole = Stopwatch.StartNew();
        await RuleRun.FindAsync(compilation, create(compilation), concurrent: false, CancellationToken.None).ConfigureAwait(false);
        return whole.Elapsed;
    }

    private static ImmutableArray<DiagnosticAnalyzer> Floor(Compilation compilation) =>
        [new DoNothingAnalyzer(Registrations.Of(RuleRun.Rules(), compilation, new ProjectOptions(isTestProject: false).ToAnalyzerOptions()))];

    private static TimeSpan Max(TimeSpan one, TimeSpan other) => one > other ? one : other;

    private static CSharpCompilation Compile(string source) => CSharpCompilation.Create(
        "Limits",
        [CSharpSyntaxTree.ParseText(source, new CSharpParseOptions(LanguageVersion.Preview), "Limits.cs")],
        References,
        new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));
}
