using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;

namespace PinningAnalyzers.Benchmarks.Corpus;

/// <summary>The command line of <c>corpus</c>.</summary>
internal sealed record CorpusOptions(string Folder, IReadOnlyList<string> References, string? FindingsFile, bool Quick, bool Profile, bool JudgeTestProjects, bool TimesOnly, int Repetitions, IReadOnlyList<string> Peers)
{
    /// <summary>The third counts: by then all code is compiled and warm.</summary>
    private const int LeastRepetitions = 3;

    /// <summary>Throws an <see cref="ArgumentException"/> that says what is wrong.</summary>
    public static CorpusOptions Parse(IReadOnlyList<string> arguments)
    {
        string? folder = null;
        string? findings = null;
        var references = new List<string>();
        var peers = new List<string>();
        bool quick = false;
        bool profile = false;
        bool tests = false;
        bool timesOnly = false;
        int repetitions = LeastRepetitions;
        for (int i = 0; i < arguments.Count; i++)
        {
            switch (arguments[i])
            {
                case "--references":
                    i = TakeValues(arguments, i, references);
                    break;
                case "--peers":
                    i = TakeValues(arguments, i, peers);
                    break;
                case "--findings" when i + 1 < arguments.Count:
                    findings = arguments[++i];
                    break;
                case "--quick":
                    quick = true;
                    break;
                case "--profile":
                    profile = true;
                    break;
                case "--times":
                    timesOnly = true;
                    break;
                case "--repetitions" when i + 1 < arguments.Count && int.TryParse(arguments[i + 1], NumberStyles.None, CultureInfo.InvariantCulture, out int number):
                    repetitions = Math.Max(number, LeastRepetitions);
                    i++;
                    break;
                case "--tests":
                    tests = true;
                    break;
                case string path when folder is null && Directory.Exists(path):
                    folder = Path.GetFullPath(path);
                    break;
                default:
                    throw new ArgumentException($"'{arguments[i]}' is neither an option nor an existing folder.");
            }
        }

        return folder is null
            ? throw new ArgumentException("A folder of C# sources is needed.")
            : new CorpusOptions(folder, references, findings, quick, profile, tests, timesOnly, repetitions, peers);
    }

    private static int TakeValues(IReadOnlyList<string> arguments, int option, List<string> values)
    {
        int last = option;
        while (last + 1 < arguments.Count && !arguments[last + 1].StartsWith("--", StringComparison.Ordinal))
        {
            values.Add(arguments[++last]);
        }

        return last;
    }
}
