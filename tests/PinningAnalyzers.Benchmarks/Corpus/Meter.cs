using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;

namespace PinningAnalyzers.Benchmarks.Corpus;

/// <summary>Counts calls, time and allocated bytes by what was called. For runs without concurrency.</summary>
internal sealed class Meter : IMeter
{
    private const int CalibrationCalls = 200_000;

    private const long SlowNanoseconds = 1_000_000;

    private const int SlowestShown = 20;

    private readonly List<(long Nanoseconds, string Call)> _slow = [];

    private readonly Dictionary<(string Rule, string What), Entry> _entries = [];

    /// <inheritdoc/>
    /// <remarks>Of single places, the slowest are told.</remarks>
    public void Measure<TContext>(string rule, string what, Action<TContext> action, TContext context, SyntaxNode? place = null)
    {
        if (!_entries.TryGetValue((rule, what), out Entry? entry))
        {
            _entries.Add((rule, what), entry = new Entry());
        }

        long bytes = GC.GetAllocatedBytesForCurrentThread();
        long start = ThreadTime.Nanoseconds();
        action(context);
        long taken = ThreadTime.Nanoseconds() - start;
        entry.Nanoseconds += taken;
        entry.Bytes += GC.GetAllocatedBytesForCurrentThread() - bytes;
        entry.Calls++;
        if (place is not null && taken > SlowNanoseconds)
        {
            _slow.Add((taken, $"{rule} {what} {place.SyntaxTree.FilePath}:{place.GetLocation().GetLineSpan().StartLinePosition.Line + 1}"));
        }
    }

    /// <summary>Adds what another meter has counted.</summary>
    public void Add(Meter other)
    {
        foreach (((string Rule, string What) key, Entry entry) in other._entries)
        {
            if (!_entries.TryGetValue(key, out Entry? sum))
            {
                _entries.Add(key, sum = new Entry());
            }

            sum.Calls += entry.Calls;
            sum.Nanoseconds += entry.Nanoseconds;
            sum.Bytes += entry.Bytes;
        }

        _slow.AddRange(other._slow);
    }

    /// <summary>For each entry the least that several runs took: what else the machine does only ever adds.</summary>
    public static Meter Least(IReadOnlyList<Meter> runs)
    {
        var least = new Meter();
        foreach (((string Rule, string What) key, Entry entry) in runs[^1]._entries)
        {
            least._entries.Add(key, new Entry
            {
                Calls = entry.Calls,
                Nanoseconds = runs.Min(run => run._entries.TryGetValue(key, out Entry? other) ? other.Nanoseconds : long.MaxValue),
                Bytes = runs.Min(run => run._entries.TryGetValue(key, out Entry? other) ? other.Bytes : long.MaxValue),
            });
        }

        least._slow.AddRange(runs[^1]._slow);
        return least;
    }

    /// <param name="ours">The names of our own rules, to be summed.</param>
    public void Print(IReadOnlyCollection<string> ours)
    {
        double empty = EmptyCall();
        Console.WriteLine();
        Console.WriteLine("time of the thread in what was asked of each rule, less that of the measuring itself:");
        foreach (((string rule, string what), Entry entry) in _entries.OrderByDescending(pair => pair.Value.Milliseconds(empty)))
        {
            Print(rule, what, entry.Calls, entry.Milliseconds(empty), entry.Bytes);
        }

        Console.WriteLine();
        Console.WriteLine("the slowest calls:");
        foreach ((long nanoseconds, string call) in _slow.OrderByDescending(slow => slow.Nanoseconds).Take(SlowestShown))
        {
            Console.WriteLine($"  {nanoseconds / 1_000:N0} us {call}");
        }

        Console.WriteLine();
        foreach (IGrouping<string, Entry> rule in _entries.GroupBy(pair => ours.Contains(pair.Key.Rule, StringComparer.Ordinal) ? "all our rules" : pair.Key.Rule, pair => pair.Value, StringComparer.Ordinal))
        {
            Print(rule.Key, "", rule.Sum(entry => entry.Calls), rule.Sum(entry => entry.Milliseconds(empty)), rule.Sum(entry => entry.Bytes));
        }
    }

    private static void Print(string rule, string what, long calls, double milliseconds, long bytes) =>
        Console.WriteLine($"  {rule,-30} {what,-24} {calls,10:N0} calls {milliseconds,10:N2} ms {bytes,14:N0} bytes");

    /// <summary>What a call that does nothing is measured to take, in nanoseconds.</summary>
    private static double EmptyCall()
    {
        var meter = new Meter();
        for (int call = 0; call < CalibrationCalls; call++)
        {
            meter.Measure("", "", static _ => { }, call);
        }

        return (double)meter._entries.Values.Single().Nanoseconds / CalibrationCalls;
    }

    private sealed class Entry
    {
        private const double NanosecondsPerMillisecond = 1_000_000;

        public long Calls { get; set; }

        public long Nanoseconds { get; set; }

        public long Bytes { get; set; }

        public double Milliseconds(double empty) => (Nanoseconds - (Calls * empty)) / NanosecondsPerMillisecond;
    }
}
