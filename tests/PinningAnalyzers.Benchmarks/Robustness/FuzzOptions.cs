using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;

namespace PinningAnalyzers.Benchmarks.Robustness;

/// <summary>The command line of <c>fuzz</c>.</summary>
internal sealed record FuzzOptions(string Folder, IReadOnlyList<string> References, TimeSpan Duration, int Seed)
{
    private static readonly TimeSpan DefaultDuration = TimeSpan.FromMinutes(1);

    /// <summary>Throws an <see cref="ArgumentException"/> that says what is wrong.</summary>
    public static FuzzOptions Parse(IReadOnlyList<string> arguments)
    {
        string? folder = null;
        TimeSpan duration = DefaultDuration;
        int seed = 0;
        var references = new List<string>();
        for (int i = 0; i < arguments.Count; i++)
        {
            switch (arguments[i])
            {
                case "--seconds" when i + 1 < arguments.Count:
                    duration = TimeSpan.FromSeconds(int.Parse(arguments[++i], CultureInfo.InvariantCulture));
                    break;
                case "--seed" when i + 1 < arguments.Count:
                    seed = int.Parse(arguments[++i], CultureInfo.InvariantCulture);
                    break;
                case "--references":
                    while (i + 1 < arguments.Count && !arguments[i + 1].StartsWith("--", StringComparison.Ordinal))
                    {
                        references.Add(arguments[++i]);
                    }

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
            : new FuzzOptions(folder, references, duration, seed);
    }
}
