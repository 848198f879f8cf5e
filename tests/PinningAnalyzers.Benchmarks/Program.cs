using System;
using System.Linq;
using System.Threading.Tasks;
using PinningAnalyzers.Benchmarks.Corpus;
using PinningAnalyzers.Benchmarks.Fixes;
using PinningAnalyzers.Benchmarks.Robustness;

namespace PinningAnalyzers.Benchmarks;

/// <summary>One verb a measurement.</summary>
internal static class Program
{
    private const string Usage = """
        dotnet run -c Release --project tests/PinningAnalyzers.Benchmarks -- <verb> …

          bench [BenchmarkDotNet's own arguments]
                the parts, measured by BenchmarkDotNet
          corpus <folder> [--references <folder or dll>…] [--findings <file>] [--quick] [--profile] [--tests] [--times]
                 [--peers <name>…] [--repetitions <number>]
                every rule over a folder of C# sources: findings, crashes, cost beside the floor and beside peers;
                --quick finds and does not measure, --profile tells which kinds of code each rule spends its time on,
                --tests judges test projects like others, --times leaves allocation out,
                --peers names the peers to run beside instead of all, --repetitions makes the least of more than the third count
          fixes <folder> [--references <folder or dll>…] [--tests] [--sample <number>] [--diff <file>]
                every fix over a folder of C# sources, which are loaded as one solution: Fix All rule by rule, and a
                sample of each rule's fixes alone (--sample, 10); compiles before and after, and reports what was offered
                and fixed, findings left, new compiler errors, lines changed that had no finding, and time;
                --diff writes the changes, to be read
          fuzz <folder> [--seconds <number>] [--seed <number>] [--references <folder or dll>…]
                breaks the files of a folder that speak of TLS, and runs every rule and every fix over what is left
          limits
                how time grows with the size of the code, and how soon a cancelled analysis stops
        """;

    public static async Task<int> Main(string[] arguments)
    {
        string[] rest = [.. arguments.Skip(1)];
        switch (arguments.FirstOrDefault())
        {
            case "bench":
                BenchmarkDotNet.Running.BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(rest);
                return 0;
            case "corpus":
                return await CorpusCommand.RunAsync(rest).ConfigureAwait(false);
            case "fixes":
                return await FixesCommand.RunAsync(rest).ConfigureAwait(false);
            case "fuzz":
                return await FuzzCommand.RunAsync(rest).ConfigureAwait(false);
            case "limits":
                return await LimitsCommand.RunAsync().ConfigureAwait(false);
            default:
                Console.Error.WriteLine(Usage);
                return 2;
        }
    }
}
