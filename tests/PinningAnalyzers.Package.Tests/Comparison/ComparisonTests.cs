using System;
using System.Globalization;
using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Text;
using PinningAnalyzers.Package.Tests.Compilers;
using PinningAnalyzers.Package.Tests.Packing;
using Xunit;

namespace PinningAnalyzers.Package.Tests.Comparison;

/// <summary>The table of <c>docs/comparison.md</c> is what running the analyzers gives.</summary>
[Collection(PackageCollection.Name)]
public sealed class ComparisonTests(PackedPackage package)
{
    private const string Page = "docs/comparison.md";
    private const string Start = "<!-- generated: comparison -->\n";
    private const string End = "<!-- end -->";

    /// <summary>Set to 1, the test writes the table instead of comparing it.</summary>
    private const string UpdateSwitch = "PINNING_UPDATE";

    private static readonly string[] OtherRules = ["CA5359", "CA5399", "MA0039", "SCS0004"];

    [Fact]
    public void Table_IsWhatTheAnalyzersSay()
    {
        string path = Path.Combine(BuildFacts.RepositoryRoot, Page);
        string page = File.ReadAllText(path).ReplaceLineEndings("\n");
        int from = page.IndexOf(Start, StringComparison.Ordinal) + Start.Length;
        string wanted = page[..from] + Table() + page[page.IndexOf(End, StringComparison.Ordinal)..];
        if (Environment.GetEnvironmentVariable(UpdateSwitch) == "1")
        {
            File.WriteAllText(path, wanted);
        }

        Assert.Equal(wanted, File.ReadAllText(path).ReplaceLineEndings("\n"));
    }

    private string Table()
    {
        string extracted = Path.Combine(package.Root, "extracted", "comparison");
        ZipFile.ExtractToDirectory(package.File, extracted);
        string[] references = [.. CompilersTests.Framework(), Path.Combine(extracted, "lib", "net8.0", "CertificatePinning.dll")];
        (string source, int[] firstLines) = ComparedCases.Compile();
        (int Line, string Id)[] findings =
        [
            .. BuildFacts.ComparedPackages
                .Select(compared => Path.Combine(BuildFacts.PackageFolder, compared.Name.ToLowerInvariant(), compared.Version, compared.Folder))
                .Select(folder => (Folder: folder, Rules: OtherRules))
                .Append((Folder: Path.Combine(extracted, "analyzers", "dotnet", "cs"), Rules: []))
                .SelectMany(compared => new CompilerContext(BuildFacts.CompilerVersions[^1]).Analyze(Directory.GetFiles(compared.Folder, "*.dll"), references, source, compared.Rules))
                .Select(finding => finding.Split(": "))
                .Select(parts => (int.Parse(parts[0], CultureInfo.InvariantCulture), parts[1])),
        ];
        Assert.DoesNotContain(findings, finding => finding.Id.StartsWith("CS", StringComparison.Ordinal));

        var table = new StringBuilder("| case | CA5359 | CA5399 | MA0039 | SCS0004 | PinningAnalyzers |\n|---|---|---|---|---|---|\n");
        for (int i = 0; i < ComparedCases.All.Length; i++)
        {
            (string title, bool isWrong, _) = ComparedCases.All[i];
            string[] found = [.. findings.Where(finding => Array.FindLastIndex(firstLines, line => line <= finding.Line) == i).Select(finding => finding.Id).Distinct()];
            string[] ours = [.. found.Where(id => id.StartsWith("PIN", StringComparison.Ordinal)).Order(StringComparer.Ordinal)];
            Assert.True(isWrong == ours.Length > 0, $"{title}: {string.Join(", ", ours)}");

            table.Append($"| {title.Replace("|", "\\|", StringComparison.Ordinal)} |");
            foreach (string rule in OtherRules)
            {
                table.Append($" {Describe(found.Contains(rule), isWrong)} |");
            }

            table.Append($" {(ours.Length > 0 ? string.Join(", ", ours) : "silent")} |\n");
        }

        return table.ToString();
    }

    private static string Describe(bool reported, bool isWrong) => (reported, isWrong) switch
    {
        (true, true) => "reported",
        (true, false) => "**false alarm**",
        (false, true) => "–",
        (false, false) => "silent",
    };
}
