using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;

namespace PinningAnalyzers.Tests.Conventions;

/// <summary>Reads the links of a page that lead to other files of the repository, or to headings in them.</summary>
internal static partial class MarkdownLinks
{
    /// <summary>The file, empty for the page itself, and the heading, empty for the file as a whole.</summary>
    public static IEnumerable<(string File, string Heading)> In(string page) => Pattern().Matches(page)
        .Select(match => (File: match.Groups["file"].Value, Heading: match.Groups["heading"].Value))
        .Where(link => !link.File.Contains("://", StringComparison.Ordinal));

    /// <summary>The headings of a page, as links name them.</summary>
    public static IEnumerable<string> Headings(string page) => HeadingPattern().Matches(page)
        .Select(match => Unlinked().Replace(match.Groups["heading"].Value.Trim().ToLowerInvariant(), "").Replace(' ', '-'));

    [GeneratedRegex(@"\]\((?<file>[^)#\s]*)(#(?<heading>[^)\s]*))?\)")]
    private static partial Regex Pattern();

    [GeneratedRegex(@"^#+ (?<heading>.+)$", RegexOptions.Multiline)]
    private static partial Regex HeadingPattern();

    /// <summary>What a heading loses on its way into a link.</summary>
    [GeneratedRegex(@"[^\w\- ]")]
    private static partial Regex Unlinked();
}
