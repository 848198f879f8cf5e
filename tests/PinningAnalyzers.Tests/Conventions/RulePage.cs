using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;

namespace PinningAnalyzers.Tests.Conventions;

/// <summary>A rule's page in <c>docs/rules</c>.</summary>
internal sealed partial class RulePage
{
    private readonly string _text;

    private RulePage(string id, string text)
    {
        Id = id;
        _text = text;
    }

    public string Id { get; }

    public string FirstLine => _text[.._text.IndexOf('\n', StringComparison.Ordinal)];

    public IEnumerable<string> Headings => HeadingPattern().Matches(_text).Select(match => match.Groups["heading"].Value.Trim());

    public static string FileOf(string id) => $"docs/rules/{id}.md";

    public static RulePage Read(string id) => new(id, Repository.Read(FileOf(id)));

    /// <summary>A row of the table of properties.</summary>
    public string Property(string name) => Regex.Match(_text, $@"^\| {Regex.Escape(name)} \| (?<value>.*) \|$", RegexOptions.Multiline).Groups["value"].Value;

    public string Section(string heading)
    {
        int start = _text.IndexOf($"\n## {heading}\n", StringComparison.Ordinal);
        if (start < 0)
        {
            return "";
        }

        int end = _text.IndexOf("\n## ", start + 1, StringComparison.Ordinal);
        return end < 0 ? _text[start..] : _text[start..end];
    }

    /// <summary>The code of a section, each block with the options that a comment above it states.</summary>
    public IReadOnlyList<CodeBlock> Blocks(string heading) =>
    [
        .. BlockPattern().Matches(Section(heading)).Select(match => new CodeBlock(match.Groups["code"].Value, match.Groups["key"].Value, match.Groups["value"].Value)),
    ];

    [GeneratedRegex(@"^## (?<heading>.+)$", RegexOptions.Multiline)]
    private static partial Regex HeadingPattern();

    [GeneratedRegex(@"(<!-- options: (?<key>\S+) = (?<value>[^>]*?) -->\n)?```csharp\n(?<code>.*?)\n```", RegexOptions.Singleline)]
    private static partial Regex BlockPattern();

    internal sealed record CodeBlock(string Code, string OptionKey, string OptionValue);
}
