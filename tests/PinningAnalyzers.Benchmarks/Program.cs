using System;
using System.Linq;
using System.Threading.Tasks;
using PinningAnalyzers.Benchmarks.Corpus;

namespace PinningAnalyzers.Benchmarks;

/// <summary>One verb a measurement.</summary>
internal static class Program
{
    private const string Usage = """
        dotnet run -c Release --project tests/PinningAnalyzers.Benchmarks -- <verb> …

          bench [BenchmarkDotNet's own arguments]
                the parts, measured by BenchmarkDotNet
          corpus <folder> [--references <folder or dll>…] [--findings <file>] [--quick] [--profile] [--tests]
                every rule over a folder of C# sources: findings, crashes, cost beside the floor and beside peers;
                --quick finds and does not measure, --profile tells which kinds of code each rule spends its time on,
                --tests judges test projects like others
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
            default:
                Console.Error.WriteLine(Usage);
                return 2;
        }
    }
}
