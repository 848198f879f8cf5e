using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using PinningAnalyzers.Package.Tests.Packing;

namespace PinningAnalyzers.Package.Tests.Documentation;

/// <summary>Reads the commands that a page tells its reader to run.</summary>
internal static partial class DocumentedCommands
{
    public static IReadOnlyList<string> In(string page) =>
    [
        .. CommandPattern().Matches(File.ReadAllText(Path.Combine(BuildFacts.RepositoryRoot, page)))
            .Select(match => match.Groups["command"].Value.Trim())
            .Distinct(),
    ];

    [GeneratedRegex(@"(^|`)\s*(- script: |run: )?(?<command>(dotnet|jq) [^`\n]+)", RegexOptions.Multiline)]
    private static partial Regex CommandPattern();
}
