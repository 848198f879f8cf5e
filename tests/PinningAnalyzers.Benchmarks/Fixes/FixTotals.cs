using System;
using System.Collections.Generic;
using System.Linq;

namespace PinningAnalyzers.Benchmarks.Fixes;

/// <summary>What is counted over all fixes of a solution.</summary>
internal sealed class FixTotals
{
    private readonly SortedDictionary<string, Row> _rows = new(StringComparer.Ordinal);

    public List<string> Faults { get; } = [];

    public Row this[string rule, string key]
    {
        get
        {
            string name = rule + " " + key;
            if (!_rows.TryGetValue(name, out Row? row))
            {
                _rows.Add(name, row = new Row());
            }

            return row;
        }
    }

    public void Print()
    {
        Console.WriteLine();
        Console.WriteLine($"{"rule and fix",-54} {"findings",8} {"offered",8} {"fixed",8} {"left",6} {"broken",6} {"format",6} {"alone",6} {"Fix All",10} {"offer",10}");
        foreach ((string name, Row row) in _rows)
        {
            Print(name, row);
        }

        var total = new Row();
        foreach (Row row in _rows.Values)
        {
            total.Add(row);
        }

        Print("all", total);
        Console.WriteLine();
        Console.WriteLine($"faults: {Faults.Count}");
        foreach (string fault in Faults)
        {
            Console.WriteLine($"  {fault}");
        }
    }

    private static void Print(string name, Row row) => Console.WriteLine(
        $"{name,-54} {row.Findings,8} {row.Offered,8} {row.Fixed,8} {row.Left,6} {row.Broken,6} {row.Misformatted,6} {row.Alone,6} {row.Applying.TotalMilliseconds,7:N0} ms {Average(row),7:N0} ms");

    private static double Average(Row row) => row.Asked == 0 ? 0 : row.Offering.TotalMilliseconds / row.Asked;

    /// <summary>What one fix did to the findings of one rule.</summary>
    internal sealed class Row
    {
        public int Findings { get; set; }

        /// <summary>Findings for which the light bulb shows the fix.</summary>
        public int Offered { get; set; }

        /// <summary>Findings that are gone after Fix All.</summary>
        public int Fixed { get; set; }

        /// <summary>Findings that had a fix and are still there after it.</summary>
        public int Left { get; set; }

        /// <summary>Compiler errors that were not there before, by Fix All or by one fix alone.</summary>
        public int Broken { get; set; }

        public int Misformatted { get; set; }

        /// <summary>Fixes applied one at a time.</summary>
        public int Alone { get; set; }

        /// <summary>The time of Fix All.</summary>
        public TimeSpan Applying { get; set; }

        /// <summary>How often a light bulb was asked for, and the time of all.</summary>
        public int Asked { get; set; }

        public TimeSpan Offering { get; set; }

        public void Add(Row other)
        {
            Findings += other.Findings;
            Offered += other.Offered;
            Fixed += other.Fixed;
            Left += other.Left;
            Broken += other.Broken;
            Misformatted += other.Misformatted;
            Alone += other.Alone;
            Applying += other.Applying;
            Asked += other.Asked;
            Offering += other.Offering;
        }
    }
}
