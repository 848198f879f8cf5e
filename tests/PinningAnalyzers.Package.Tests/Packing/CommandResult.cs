using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;
using Xunit;

namespace PinningAnalyzers.Package.Tests.Packing;

/// <summary>What a command printed and how it ended.</summary>
internal sealed partial record CommandResult(string Command, int ExitCode, string Output)
{
    /// <summary>The findings of this package in the output of a build, once each: <c>Program.cs(3): warning PIN1001</c>.</summary>
    public IReadOnlyList<string> Findings { get; } =
    [
        .. FindingPattern().Matches(Output)
            .Select(match => $"{match.Groups["file"].Value}({match.Groups["line"].Value}): {match.Groups["severity"].Value} {match.Groups["id"].Value}")
            .Distinct()
            .Order(StringComparer.Ordinal),
    ];

    public CommandResult Succeeds()
    {
        Assert.True(ExitCode == 0, $"'{Command}' ended with {ExitCode}:\n{Output}");
        return this;
    }

    public CommandResult Fails()
    {
        Assert.True(ExitCode != 0, $"'{Command}' should have failed:\n{Output}");
        return this;
    }

    public CommandResult Prints(string text)
    {
        Assert.True(Output.Contains(text, StringComparison.Ordinal), $"'{Command}' did not print '{text}':\n{Output}");
        return this;
    }

    public CommandResult DoesNotPrint(string text)
    {
        Assert.False(Output.Contains(text, StringComparison.Ordinal), $"'{Command}' printed '{text}':\n{Output}");
        return this;
    }

    /// <summary>Exactly these findings, and no warning of anybody else.</summary>
    public CommandResult Reports(params IEnumerable<string> findings)
    {
        string[] expected = [.. findings.Order(StringComparer.Ordinal)];
        Assert.True(expected.SequenceEqual(Findings), $"'{Command}' should report\n{string.Join('\n', expected)}\nand printed\n{Output}");
        string[] others = [.. OtherWarningPattern().Matches(Output).Select(match => match.Value.Trim()).Distinct()];
        Assert.True(others.Length == 0, $"'{Command}' gave other warnings:\n{string.Join('\n', others)}");
        return this;
    }

    [GeneratedRegex(@"^.*?(?<file>[^/\\\s]+)\((?<line>\d+),\d+\): (?<severity>warning|error) (?<id>PIN\d{4}):", RegexOptions.Multiline)]
    private static partial Regex FindingPattern();

    [GeneratedRegex(@"^.*: warning (?!PIN\d{4}:).*$", RegexOptions.Multiline)]
    private static partial Regex OtherWarningPattern();
}
