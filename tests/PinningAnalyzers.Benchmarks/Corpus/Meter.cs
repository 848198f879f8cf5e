using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;

namespace PinningAnalyzers.Benchmarks.Corpus;

/// <summary>Counts calls, time and allocated bytes by what was called. For runs without concurrency.</summary>
internal sealed class Meter
{
    private readonly Dictionary<(string Rule, string What), Entry> _entries = [];

    public void Measure<TContext>(string rule, string what, Action<TContext> action, TContext context)
    {
        if (!_entries.TryGetValue((rule, what), out Entry? entry))
        {
            _entries.Add((rule, what), entry = new Entry());
        }

        long bytes = GC.GetAllocatedBytesForCurrentThread();
        long start = Stopwatch.GetTimestamp();
        action(context);
        TimeSpan elapsed = Stopwatch.GetElapsedTime(start);
        entry.Time += elapsed;
        entry.Longest = elapsed > entry.Longest ? elapsed : entry.Longest;
        entry.Bytes += GC.GetAllocatedBytesForCurrentThread() - bytes;
        entry.Calls++;
    }

    public void Print()
    {
        Console.WriteLine();
        Console.WriteLine("by what was asked of each rule:");
        foreach (((string rule, string what), Entry entry) in _entries.OrderByDescending(pair => pair.Value.Time))
        {
            Console.WriteLine($"  {rule,-30} {what,-28} {entry.Calls,10:N0} calls {entry.Time.TotalMilliseconds,10:N2} ms (longest {entry.Longest.TotalMilliseconds,8:N2}) {entry.Bytes,14:N0} bytes");
        }

        Console.WriteLine($"  allocated by all of it: {_entries.Values.Sum(entry => entry.Bytes):N0} bytes");
    }

    private sealed class Entry
    {
        public long Calls { get; set; }

        public TimeSpan Time { get; set; }

        public TimeSpan Longest { get; set; }

        public long Bytes { get; set; }
    }
}
