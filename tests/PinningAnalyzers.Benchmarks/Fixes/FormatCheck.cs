using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis.Text;

namespace PinningAnalyzers.Benchmarks.Fixes;

/// <summary>Tells where a fix left the file other than its author writes.</summary>
internal static class FormatCheck
{
    /// <param name="findings">The lines that hold what was fixed.</param>
    public static IEnumerable<string> Faults(SourceText before, IReadOnlyList<LineDiff> changes, IReadOnlyCollection<LinePositionSpan> findings)
    {
        string[] old = [.. before.Lines.Select(line => before.ToString(line.SpanIncludingLineBreak))];
        string? ending = Only(old.Select(Ending).Where(each => each.Length > 0));
        string? indent = Only(old.Select(Indent).Where(each => each.Length > 0).Select(each => each[..1]));
        foreach (LineDiff change in changes)
        {
            foreach (string line in change.Added.Except(change.Removed))
            {
                string content = line.TrimEnd('\r', '\n');
                if (ending is not null && Ending(line).Length > 0 && Ending(line) != ending)
                {
                    yield return $"line ending: {content}";
                }

                if (indent is not null && Indent(line).Length > 0 && Indent(line)[..1] != indent)
                {
                    yield return $"indentation: {content}";
                }

                if (content.TrimEnd() != content && change.Removed.All(removed => removed.TrimEnd('\r', '\n').TrimEnd() == removed.TrimEnd('\r', '\n')))
                {
                    yield return $"white space at the end: '{content}'";
                }
            }

            if (!IsImport(change) && !findings.Any(span => span.Start.Line - 1 <= change.OldStart + change.Removed.Count && change.OldStart - 1 <= span.End.Line))
            {
                yield return $"far from every finding: {change.Describe()}";
            }
        }
    }

    private static bool IsImport(LineDiff change) =>
        change.Added.All(line => line.Trim().Length == 0 || line.TrimStart().StartsWith("using ", StringComparison.Ordinal))
        && change.Removed.All(line => line.Trim().Length == 0);

    private static string Ending(string line) => line[line.TrimEnd('\r', '\n').Length..];

    private static string Indent(string line) => line[..^line.TrimStart(' ', '\t').Length];

    private static string? Only(IEnumerable<string> all)
    {
        string[] distinct = [.. all.Distinct().Take(2)];
        return distinct.Length == 1 ? distinct[0] : null;
    }
}
