using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Security;
using System.Text;
using System.Text.RegularExpressions;
using PinningAnalyzers.Package.Tests.Packing;

namespace PinningAnalyzers.Package.Tests.Documentation;

/// <summary>The README's picture: what a terminal shows of a build and of the fix.</summary>
internal sealed partial class WarningsPicture
{
    private const int MessageWidth = 104;
    private const int ShownChanges = 12;
    private const double CharacterWidth = 8.06;
    private const int LineHeight = 22;

    /// <summary>Each line in pieces: the class of the style, and the text.</summary>
    private readonly List<(string Style, string Text)[]> _lines = [];

    /// <summary>A command at the prompt.</summary>
    public void Command(string command) => _lines.Add([("p", "$ "), ("c", command)]);

    /// <summary>The first finding of each of these rules, as the build worded it, and the build's last lines.</summary>
    public void Findings(CommandResult build, params string[] rules)
    {
        // Analyzers run side by side, and the build prints what they find as it comes.
        Match[] findings =
        [
            .. FindingPattern().Matches(build.Output).Cast<Match>()
                .OrderBy(match => match.Groups["file"].Value, StringComparer.Ordinal)
                .ThenBy(match => int.Parse(match.Groups["line"].Value, CultureInfo.InvariantCulture)),
        ];
        foreach (string rule in rules)
        {
            Match finding = findings.First(match => match.Groups["id"].Value == rule);
            string place = finding.Groups["place"].Value + ": ";
            string severity = $"{finding.Groups["severity"].Value} {rule}";
            string[] message = [.. Wrap(place + severity + ": " + finding.Groups["message"].Value)];
            _lines.Add([("t", place), ("w", severity), ("t", message[0][(place.Length + severity.Length)..])]);
            _lines.AddRange(message[1..].Select(rest => new[] { ("t", "    " + rest) }));
        }

        _lines.Add([("d", "    …")]);
        _lines.Add([("w", WarningsPattern().Match(build.Output).Value.TrimEnd())]);
        _lines.Add([("t", ErrorsPattern().Match(build.Output).Value.TrimEnd())]);
        _lines.Add([("t", "")]);
    }

    /// <summary>The first lines that differ.</summary>
    public void Changes(string before, string after)
    {
        string[] changes = [.. Compare(before.Split('\n'), after.Split('\n')).Take(ShownChanges)];
        _lines.AddRange(changes.Select(change => new[] { (change[0] == '-' ? "m" : "g", change) }));
        _lines.Add([("d", "…")]);
    }

    public override string ToString()
    {
        int columns = _lines.Max(line => line.Sum(piece => piece.Text.Length));
        int width = 40 + (int)Math.Ceiling(columns * CharacterWidth);
        int height = 56 + (_lines.Count * LineHeight);
        var svg = new StringBuilder();
        svg.Append(CultureInfo.InvariantCulture, $"""
            <svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}" role="img" aria-label="dotnet build reports the unpinned clients; dotnet format fixes them">
            <style>{Style}</style>
            <rect width="{width}" height="{height}" rx="10" fill="#1b1f27"/>
            <circle cx="24" cy="22" r="6" fill="#ff5f57"/>
            <circle cx="44" cy="22" r="6" fill="#febc2e"/>
            <circle cx="64" cy="22" r="6" fill="#28c840"/>

            """);
        for (int i = 0; i < _lines.Count; i++)
        {
            string pieces = string.Concat(_lines[i].Select(piece => $"""<tspan class="{piece.Style}">{SecurityElement.Escape(piece.Text)}</tspan>"""));
            svg.Append(CultureInfo.InvariantCulture, $"""<text x="20" y="{58 + (i * LineHeight)}" xml:space="preserve">{pieces}</text>""").Append('\n');
        }

        return svg.Append("</svg>\n").ToString().ReplaceLineEndings("\n");
    }

    private const string Style =
        "text{font:13.4px ui-monospace,SFMono-Regular,Menlo,Consolas,\"DejaVu Sans Mono\",\"Liberation Mono\",monospace;white-space:pre}"
        + ".t{fill:#d4d7dd}.c{fill:#fff;font-weight:600}.p{fill:#6ec27a}.w{fill:#e5c07b;font-weight:600}.m{fill:#f0757f}.g{fill:#7fd08b}.d{fill:#8a919e}";

    private static IEnumerable<string> Wrap(string text)
    {
        var line = new StringBuilder();
        foreach (string word in text.Split(' '))
        {
            if (line.Length > 0 && line.Length + 1 + word.Length > MessageWidth)
            {
                yield return line.ToString();
                line.Clear();
            }

            line.Append(line.Length > 0 ? " " : "").Append(word);
        }

        yield return line.ToString();
    }

    /// <summary>What a diff shows without context, over the longest common subsequence.</summary>
    private static IEnumerable<string> Compare(string[] before, string[] after)
    {
        var common = new int[before.Length + 1, after.Length + 1];
        for (int i = before.Length - 1; i >= 0; i--)
        {
            for (int j = after.Length - 1; j >= 0; j--)
            {
                common[i, j] = before[i] == after[j] ? common[i + 1, j + 1] + 1 : Math.Max(common[i + 1, j], common[i, j + 1]);
            }
        }

        for (int i = 0, j = 0; i < before.Length || j < after.Length;)
        {
            if (i < before.Length && j < after.Length && before[i] == after[j])
            {
                i++;
                j++;
            }
            else if (j == after.Length || (i < before.Length && common[i + 1, j] >= common[i, j + 1]))
            {
                yield return "-" + before[i++];
            }
            else
            {
                yield return "+" + after[j++];
            }
        }
    }

    [GeneratedRegex(@"(?<place>(?<file>[^/\\\s]+)\((?<line>\d+),\d+\)): (?<severity>warning) (?<id>PIN\d{4}): (?<message>.*?) \(https:")]
    private static partial Regex FindingPattern();

    [GeneratedRegex(@"^ *\d+ Warning\(s\)", RegexOptions.Multiline)]
    private static partial Regex WarningsPattern();

    [GeneratedRegex(@"^ *\d+ Error\(s\)", RegexOptions.Multiline)]
    private static partial Regex ErrorsPattern();
}
