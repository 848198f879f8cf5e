using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;

namespace PinningAnalyzers.Tests.Conventions;

/// <summary>Reads the links of a page that lead to other files of the repository.</summary>
internal static partial class MarkdownLinks
{
    public static IEnumerable<string> In(string page) => Pattern().Matches(page)
        .Select(match => match.Groups["target"].Value)
        .Where(target => !target.Contains("://", StringComparison.Ordinal));

    [GeneratedRegex(@"\]\((?<target>[^)#\s]+)(#[^)]*)?\)")]
    private static partial Regex Pattern();
}
