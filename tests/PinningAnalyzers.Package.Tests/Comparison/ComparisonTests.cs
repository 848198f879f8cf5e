using System;
using System.Globalization;
using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Text;
using PinningAnalyzers.Package.Tests.Compilers;
using PinningAnalyzers.Package.Tests.Documentation;
using PinningAnalyzers.Package.Tests.Packing;
using Xunit;

namespace PinningAnalyzers.Package.Tests.Comparison;

/// <summary>The table of <c>docs/comparison.md</c> is what running the analyzers gives.</summary>
[Collection(PackageCollection.Name)]
public sealed class ComparisonTests(PackedPackage package)
{
    private const string Page = "docs/comparison.md";
    private const string End = "<!-- end -->";

    private static readonly (string Id, string Package, string Aim)[] OtherRules =
    [
        ("CA5359", "Microsoft.CodeAnalysis.NetAnalyzers", "callbacks of the type `RemoteCertificateValidationCallback` that always return true"),
        ("CA5399", "Microsoft.CodeAnalysis.NetAnalyzers", "`HttpClient`s that do not check revocation lists (off by default; turned on here)"),
        ("MA0039", "Meziantou.Analyzer", "any mention of `HttpClientHandler`'s and `ServicePointManager`'s callbacks"),
        ("S4830", "SonarAnalyzer.CSharp", "callbacks that always return true, followed into the methods they name"),
        ("SCS0004", "SecurityCodeScan.VS2019", "callbacks set on known properties that return true"),
    ];

    [Fact]
    public void Page_IsWhatTheAnalyzersSay()
    {
        GeneratedFile.AssertIs(Page, Splice(Splice(GeneratedFile.Read(Page), "compared", Compared()), "comparison", Comparison()));
    }

    private static string Splice(string page, string part, string content)
    {
        string start = $"<!-- generated: {part} -->\n";
        int from = page.IndexOf(start, StringComparison.Ordinal) + start.Length;
        return page[..from] + content + page[page.IndexOf(End, from, StringComparison.Ordinal)..];
    }

    private static string Compared()
    {
        var table = new StringBuilder("| rule | package | version | what it looks for |\n|---|---|---|---|\n");
        foreach ((string id, string package, string aim) in OtherRules)
        {
            string version = BuildFacts.ComparedPackages.Single(compared => compared.Name == package).Version;
            table.Append($"| {id} | {package} | {version} | {aim} |\n");
        }

        return table.ToString();
    }

    private string Comparison()
    {
        string extracted = Path.Combine(package.Root, "extracted", "comparison");
        ZipFile.ExtractToDirectory(package.File, extracted);
        string[] references = [.. CompilersTests.Framework(), Path.Combine(extracted, "lib", "net8.0", "CertificatePinning.dll")];
        (string source, int[] firstLines) = ComparedCases.Compile();
        (int Line, string Id)[] findings =
        [
            .. BuildFacts.ComparedPackages
                .Select(compared => Path.Combine(BuildFacts.PackageFolder, compared.Name.ToLowerInvariant(), compared.Version, compared.Folder))
                .Select(folder => (Folder: folder, Rules: OtherRules.Select(rule => rule.Id).ToArray()))
                .Append((Folder: Path.Combine(extracted, "analyzers", "dotnet", "cs"), Rules: []))
                .SelectMany(compared => new CompilerContext(BuildFacts.CompilerVersions[^1]).Analyze(Directory.GetFiles(compared.Folder, "*.dll"), references, [new DocumentedCode("", source)], compared.Rules)[0])
                .Select(finding => finding.Split(": "))
                .Select(parts => (int.Parse(parts[0], CultureInfo.InvariantCulture), parts[1])),
        ];

        // Neither an error of the code nor an analyzer that throws passes for silence, and no rule is silent throughout.
        Assert.DoesNotContain(findings, finding => finding.Id.StartsWith("CS", StringComparison.Ordinal) || finding.Id == "AD0001");
        Assert.All(OtherRules, rule => Assert.Contains(findings, finding => finding.Id == rule.Id));

        var table = new StringBuilder($"| case | {string.Join(" | ", OtherRules.Select(rule => rule.Id))} | PinningAnalyzers |\n|---{string.Concat(OtherRules.Select(_ => "|---"))}|---|\n");
        for (int i = 0; i < ComparedCases.All.Length; i++)
        {
            (string title, bool isWrong, _) = ComparedCases.All[i];
            string[] found = [.. findings.Where(finding => Array.FindLastIndex(firstLines, line => line <= finding.Line) == i).Select(finding => finding.Id).Distinct()];
            string[] ours = [.. found.Where(id => id.StartsWith("PIN", StringComparison.Ordinal)).Order(StringComparer.Ordinal)];
            Assert.True(isWrong == ours.Length > 0, $"{title}: {string.Join(", ", ours)}");

            table.Append($"| {title.Replace("|", "\\|", StringComparison.Ordinal)} |");
            foreach ((string id, _, _) in OtherRules)
            {
                table.Append($" {Describe(found.Contains(id), isWrong)} |");
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
