using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Microsoft.CodeAnalysis;

namespace PinningAnalyzers.Benchmarks.Fixes;

/// <summary>Compares compiler errors before and after a change: a corpus has many of its own, since most of its packages are missing.</summary>
internal static class ErrorSet
{
    /// <summary>The errors that were not there before, whatever line they are on now.</summary>
    public static IReadOnlyList<Diagnostic> New(IEnumerable<Diagnostic> before, IEnumerable<Diagnostic> after)
    {
        Dictionary<string, int> known = Errors(before).GroupBy(Key).ToDictionary(group => group.Key, group => group.Count());
        var added = new List<Diagnostic>();
        foreach (Diagnostic error in Errors(after))
        {
            string key = Key(error);
            if (known.GetValueOrDefault(key) == 0)
            {
                added.Add(error);
            }
            else
            {
                known[key]--;
            }
        }

        return added;
    }

    private static IEnumerable<Diagnostic> Errors(IEnumerable<Diagnostic> all) => all.Where(each => each.Severity == DiagnosticSeverity.Error);

    private static string Key(Diagnostic error) =>
        error.Location.SourceTree?.FilePath + "|" + error.Id + "|" + error.GetMessage(CultureInfo.InvariantCulture);
}
