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
    private const int Repetitions = 5;

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

        Console.WriteLine("from cancellation to the end of the analysis, the worst of several moments:");
        foreach ((string name, string source) in Hard)
        {
            Console.WriteLine($"  {name,-34} {(await LatencyAsync(source).ConfigureAwait(false)).TotalMilliseconds,8:N1} ms");
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

    private static async Task<TimeSpan> LatencyAsync(string source)
    {
        Compilation compilation = Compile(source);
        var whole = Stopwatch.StartNew();
        await RuleRun.FindAsync(compilation, concurrent: false, CancellationToken.None).ConfigureAwait(false);
        whole.Stop();

        var worst = TimeSpan.Zero;
        for (int moment = 1; moment < Repetitions; moment++)
        {
            using var cancellation = new CancellationTokenSource();
            Task analysis = Task.Run(() => RuleRun.FindAsync(compilation, concurrent: false, cancellation.Token));
            await Task.Delay(whole.Elapsed * moment / Repetitions).ConfigureAwait(false);
            long cancelled = Stopwatch.GetTimestamp();
            await cancellation.CancelAsync().ConfigureAwait(false);
            await ((Task)analysis).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            TimeSpan latency = Stopwatch.GetElapsedTime(cancelled);
            worst = latency > worst ? latency : worst;
        }

        return worst;
    }

    private static CSharpCompilation Compile(string source) => CSharpCompilation.Create(
        "Limits",
        [CSharpSyntaxTree.ParseText(source, new CSharpParseOptions(LanguageVersion.Preview), "Limits.cs")],
        References,
        new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));
}
