using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using PinningAnalyzers.Package.Tests.Packing;

namespace PinningAnalyzers.Package.Tests.Documentation;

/// <summary>A block of code on the page of a rule, and the option that it is shown with.</summary>
internal sealed partial record DocumentedCode(string Rule, string Text, string Option = "")
{
    /// <summary>The code that violates each rule, as its page shows it; what needs a library of its own is left out.</summary>
    public static IReadOnlyList<DocumentedCode> Violations() =>
    [
        .. Directory.EnumerateFiles(Path.Combine(BuildFacts.RepositoryRoot, "docs", "rules"), "*.md")
            .Order(StringComparer.Ordinal)
            .Select(page => (Rule: Path.GetFileNameWithoutExtension(page), Match: ViolationPattern().Match(File.ReadAllText(page).ReplaceLineEndings("\n"))))
            .Where(page => !page.Match.Groups["references"].Success)
            .Select(page => new DocumentedCode(page.Rule, page.Match.Groups["code"].Value, page.Match.Groups["option"].Value)),
    ];

    [GeneratedRegex(@"\n## Violates\n\n(?<references><!-- references: [^>]* -->\n)?(<!-- options: (?<option>[^>]*?) -->\n)?```csharp\n(?<code>.*?)\n```", RegexOptions.Singleline)]
    private static partial Regex ViolationPattern();
}
