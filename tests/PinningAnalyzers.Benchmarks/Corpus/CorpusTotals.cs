using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;

namespace PinningAnalyzers.Benchmarks.Corpus;

/// <summary>What is summed over the projects of a corpus.</summary>
internal sealed class CorpusTotals
{
    public int Projects { get; set; }

    public int Files { get; set; }

    public long Lines { get; set; }

    public SortedDictionary<string, int> Findings { get; } = new(StringComparer.Ordinal);

    public SortedDictionary<string, TimeSpan> Rules { get; } = new(StringComparer.Ordinal);

    public Dictionary<string, TimeSpan> Peers { get; } = [];

    public TimeSpan Floor { get; set; }

    public long FloorBytes { get; set; }

    public long OurBytes { get; set; }

    public List<string> Crashes { get; } = [];

    public TimeSpan Ours => Rules.Values.Aggregate(TimeSpan.Zero, (sum, time) => sum + time);

    public void Count(IEnumerable<Diagnostic> findings)
    {
        foreach (Diagnostic finding in findings)
        {
            Findings[finding.Id] = Findings.GetValueOrDefault(finding.Id) + 1;
        }
    }

    public void Print()
    {
        Console.WriteLine();
        Console.WriteLine($"{Projects} projects, {Files} files, {Lines:N0} lines");
        Console.WriteLine($"findings: {(Findings.Count == 0 ? "none" : string.Join(", ", Findings.Select(pair => $"{pair.Key} {pair.Value}")))}");
        Console.WriteLine($"crashes: {Crashes.Count}");
        foreach (string crash in Crashes)
        {
            Console.WriteLine($"  {crash}");
        }
    }

    public void PrintCosts()
    {
        Console.WriteLine();
        Console.WriteLine("time as Roslyn's telemetry gives it, third repetition (or the least from there on), one analyzer after another:");
        foreach ((string rule, TimeSpan time) in Rules)
        {
            Print(rule, time);
        }

        Print("all our rules", Ours);
        Print(DoNothingAnalyzer.Name, Floor);
        foreach ((string peer, TimeSpan time) in Peers)
        {
            Console.WriteLine($"  {peer,-32} {time.TotalMilliseconds,10:N1} ms   {Ratio(Ours, time),8:N3} of it is what all our rules take");
        }

        Console.WriteLine();
        Console.WriteLine($"allocated: with the floor {FloorBytes:N0} bytes, with all our rules {OurBytes:N0} bytes ({(double)(OurBytes - FloorBytes) / Math.Max(FloorBytes, 1):P2})");
    }

    private static void Print(string name, TimeSpan time) => Console.WriteLine($"  {name,-32} {time.TotalMilliseconds,10:N1} ms");

    private static double Ratio(TimeSpan ours, TimeSpan theirs) => theirs > TimeSpan.Zero ? ours / theirs : double.NaN;
}
