using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using Microsoft.CodeAnalysis.Text;

namespace PinningAnalyzers.Benchmarks.Fixes;

/// <summary>Lines that one text has in the place of lines of another.</summary>
internal sealed record LineDiff(int OldStart, IReadOnlyList<string> Removed, int NewStart, IReadOnlyList<string> Added)
{
    /// <summary>The differences in the order of the text; a line is told with its line break.</summary>
    public static IReadOnlyList<LineDiff> Between(SourceText before, SourceText after)
    {
        string[] old = Lines(before);
        string[] current = Lines(after);
        int head = 0;
        while (head < old.Length && head < current.Length && old[head] == current[head])
        {
            head++;
        }

        int tail = 0;
        while (tail < old.Length - head && tail < current.Length - head && old[^(tail + 1)] == current[^(tail + 1)])
        {
            tail++;
        }

        return Hunks(old.AsSpan(head, old.Length - head - tail), current.AsSpan(head, current.Length - head - tail), head);
    }

    public string Describe()
    {
        var text = new StringBuilder();
        text.Append("@@ ").Append(OldStart + 1).AppendLine(" @@");
        foreach (string line in Removed)
        {
            text.Append("- ").AppendLine(Visible(line));
        }

        foreach (string line in Added)
        {
            text.Append("+ ").AppendLine(Visible(line));
        }

        return text.ToString();
    }

    private static string Visible(string line) => line.TrimEnd('\n').Replace("\r", "␍", StringComparison.Ordinal).Replace("\t", "→   ", StringComparison.Ordinal);

    private static string[] Lines(SourceText text) => [.. text.Lines.Select(line => text.ToString(line.SpanIncludingLineBreak))];

    /// <summary>By the longest common subsequence: what lies between the first and the last change is short.</summary>
    private static List<LineDiff> Hunks(ReadOnlySpan<string> old, ReadOnlySpan<string> current, int offset)
    {
        var common = new int[old.Length + 1, current.Length + 1];
        for (int i = old.Length - 1; i >= 0; i--)
        {
            for (int j = current.Length - 1; j >= 0; j--)
            {
                common[i, j] = old[i] == current[j] ? common[i + 1, j + 1] + 1 : Math.Max(common[i + 1, j], common[i, j + 1]);
            }
        }

        var hunks = new List<LineDiff>();
        int left = 0;
        int right = 0;
        while (left < old.Length || right < current.Length)
        {
            if (left < old.Length && right < current.Length && old[left] == current[right])
            {
                left++;
                right++;
                continue;
            }

            int oldStart = left;
            int newStart = right;
            while ((left < old.Length || right < current.Length) && !(left < old.Length && right < current.Length && old[left] == current[right]))
            {
                if (right == current.Length || (left < old.Length && common[left + 1, right] >= common[left, right + 1]))
                {
                    left++;
                }
                else
                {
                    right++;
                }
            }

            hunks.Add(new LineDiff(offset + oldStart, old[oldStart..left].ToArray(), offset + newStart, current[newStart..right].ToArray()));
        }

        return hunks;
    }
}
