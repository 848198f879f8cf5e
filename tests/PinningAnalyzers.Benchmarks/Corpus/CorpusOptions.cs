using System;
using System.Collections.Generic;
using System.IO;

namespace PinningAnalyzers.Benchmarks.Corpus;

/// <summary>The command line of <c>corpus</c>.</summary>
internal sealed record CorpusOptions(string Folder, IReadOnlyList<string> References, string? FindingsFile, bool Quick, bool Profile, bool JudgeTestProjects)
{
    /// <summary>Throws an <see cref="ArgumentException"/> that says what is wrong.</summary>
    public static CorpusOptions Parse(IReadOnlyList<string> arguments)
    {
        string? folder = null;
        string? findings = null;
        var references = new List<string>();
        bool quick = false;
        bool profile = false;
        bool tests = false;
        for (int i = 0; i < arguments.Count; i++)
        {
            switch (arguments[i])
            {
                case "--references":
                    while (i + 1 < arguments.Count && !arguments[i + 1].StartsWith("--", StringComparison.Ordinal))
                    {
                        references.Add(arguments[++i]);
                    }

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
            : new CorpusOptions(folder, references, findings, quick, profile, tests);
    }
}
