using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using PinningAnalyzers.Package.Tests.Packing;

namespace PinningAnalyzers.Package.Tests.Documentation;

/// <summary>A fenced block of a page: what its reader copies.</summary>
internal sealed partial record DocumentedBlock(string Language, string Text)
{
    public static IReadOnlyList<DocumentedBlock> In(string page) =>
    [
        .. BlockPattern().Matches(File.ReadAllText(Path.Combine(BuildFacts.RepositoryRoot, page)).ReplaceLineEndings("\n"))
            .Select(match => new DocumentedBlock(match.Groups["language"].Value, Unindent(match.Groups["text"].Value, match.Groups["indent"].Value))),
    ];

    /// <summary>The only block of a page in this language.</summary>
    public static string Single(string page, string language) => In(page).Single(block => block.Language == language).Text;

    /// <summary>The commands of the page's shell blocks, one each.</summary>
    public static string[] Commands(string page) =>
    [
        .. In(page)
            .Where(block => block.Language == "sh")
            .SelectMany(block => block.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries)),
    ];

    private static string Unindent(string text, string indent) =>
        string.Concat(text.Split('\n').Select(line => (line.StartsWith(indent, StringComparison.Ordinal) ? line[indent.Length..] : line) + "\n")).TrimEnd() + "\n";

    [GeneratedRegex(@"^(?<indent> *)```(?<language>\w+)\n(?<text>.*?)\n\k<indent>```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex BlockPattern();
}
