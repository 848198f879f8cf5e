using System;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Xml.Linq;
using Xunit;

namespace PinningAnalyzers.Tests.Conventions;

/// <summary>The files that tests keep in step with the rules.</summary>
internal static class Repository
{
    /// <summary>Set to 1, the tests write what they would otherwise compare: <c>PINNING_UPDATE=1 dotnet test tests/PinningAnalyzers.Tests --filter Conventions</c>.</summary>
    private const string UpdateSwitch = "PINNING_UPDATE";

    private static readonly string Root = typeof(Repository).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>()
        .First(metadata => metadata.Key == "RepositoryRoot")
        .Value!;

    /// <summary>The address as the one place states it.</summary>
    public static string Url => XDocument.Load(PathOf("Directory.Build.props")).Descendants("RepositoryUrl").Single().Value;

    public static string PathOf(string file) => Path.Combine(Root, file);

    public static string Read(string file) => File.ReadAllText(PathOf(file)).ReplaceLineEndings("\n");

    /// <summary>That a file, or the part of it between a marker and <c>&lt;!-- end --&gt;</c>, is what the rules make of it.</summary>
    public static void AssertGenerated(string file, string expected, string? marker = null)
    {
        string present = File.Exists(PathOf(file)) ? Read(file) : "";
        string wanted = marker is null ? expected : Splice(file, present, marker, expected);
        if (wanted == present)
        {
            return;
        }

        if (Environment.GetEnvironmentVariable(UpdateSwitch) == "1")
        {
            File.WriteAllText(PathOf(file), wanted);
            return;
        }

        Assert.Fail($"{file} is not what the rules make of it; run the tests with {UpdateSwitch}=1 to write it. Expected:\n{expected}");
    }

    private static string Splice(string file, string text, string marker, string content)
    {
        string start = $"<!-- generated: {marker} -->\n";
        int from = text.IndexOf(start, StringComparison.Ordinal);
        int to = from < 0 ? -1 : text.IndexOf("<!-- end -->", from, StringComparison.Ordinal);
        Assert.True(to >= 0, $"{file} has no part '{marker}'.");
        return text[..(from + start.Length)] + content + text[to..];
    }
}
