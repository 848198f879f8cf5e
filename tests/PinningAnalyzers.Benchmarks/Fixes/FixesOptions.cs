using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using PinningAnalyzers.Benchmarks.Corpus;

namespace PinningAnalyzers.Benchmarks.Fixes;

/// <summary>The command line of <c>fixes</c>: the corpus's own, and where the changes are written and how many fixes are tried alone.</summary>
internal sealed record FixesOptions(CorpusOptions Corpus, string? DiffFile, int Sample)
{
    private const int DefaultSample = 10;

    /// <summary>Throws an <see cref="ArgumentException"/> that says what is wrong.</summary>
    public static FixesOptions Parse(IReadOnlyList<string> arguments)
    {
        string? diff = null;
        int sample = DefaultSample;
        var rest = new List<string>();
        for (int i = 0; i < arguments.Count; i++)
        {
            switch (arguments[i])
            {
                case "--diff" when i + 1 < arguments.Count:
                    diff = Path.GetFullPath(arguments[++i]);
                    break;
                case "--sample" when i + 1 < arguments.Count && int.TryParse(arguments[i + 1], NumberStyles.None, CultureInfo.InvariantCulture, out int number):
                    sample = number;
                    i++;
                    break;
                default:
                    rest.Add(arguments[i]);
                    break;
            }
        }

        return new FixesOptions(CorpusOptions.Parse(rest), diff, sample);
    }
}
