using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using PinningAnalyzers.Tests.Robustness;
using Xunit;

namespace PinningAnalyzers.Tests.Conventions;

/// <summary>Every rule has a page, and what the page shows is true.</summary>
public sealed class RulePageTests
{
    private static readonly string[] Headings =
    [
        "Cause", "Why it matters", "Violates", "Complies", "How to fix", "When to suppress", "Options", "Known limits", "Related rules",
    ];

    public static TheoryData<string> Rules => [.. AllRules.Descriptors.Select(rule => rule.Id)];

    [Theory]
    [MemberData(nameof(Rules))]
    public void Page_HasTheSkeletonAndTheRulesTitle(string id)
    {
        DiagnosticDescriptor rule = AllRules.Descriptors.Single(descriptor => descriptor.Id == id);
        RulePage page = RulePage.Read(id);
        Assert.Equal($"# {id} - {rule.Title}", page.FirstLine);
        Assert.Equal(Headings, page.Headings);
        Assert.Equal(rule.Category, page.Property("Category"));
        Assert.Equal(rule.DefaultSeverity.ToString(), page.Property("Severity"));
        Assert.Equal("Yes", page.Property("Enabled by default"));
        Assert.NotEmpty(page.Property("Options"));
    }

    [Theory]
    [MemberData(nameof(Rules))]
    public void CodeFix_IsOnThePageAsItIsInThePackage(string id)
    {
        RulePage page = RulePage.Read(id);
        Assert.NotEmpty(page.Property("Code fix"));
        Assert.Equal(AllRules.HasFix(id), page.Property("Code fix") != "No");
        Assert.Equal(!AllRules.HasFix(id), page.Section("How to fix").Contains("There is no fix", StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Rules))]
    public async Task ViolatingCode_IsReportedByThisRuleAlone(string id)
    {
        RulePage.CodeBlock block = Assert.Single(RulePage.Read(id).Blocks("Violates"));
        Assert.Equal([id], (await FindAsync(block)).Distinct());
    }

    [Theory]
    [MemberData(nameof(Rules))]
    public async Task ComplyingCode_IsNotReported(string id)
    {
        IReadOnlyList<RulePage.CodeBlock> blocks = RulePage.Read(id).Blocks("Complies");
        Assert.NotEmpty(blocks);
        foreach (RulePage.CodeBlock block in blocks)
        {
            Assert.Empty(await FindAsync(block));
        }
    }

    [Fact]
    public void EveryPage_IsARulesPage()
    {
        IEnumerable<string> pages = Directory.EnumerateFiles(Repository.PathOf("docs/rules"), "*.md").Select(file => Path.GetFileNameWithoutExtension(file)!).Order(StringComparer.Ordinal);
        Assert.Equal(AllRules.Descriptors.Select(rule => rule.Id), pages);
    }

    [Fact]
    public void EveryLinkBetweenPages_LeadsSomewhere()
    {
        foreach (string file in Directory.EnumerateFiles(Repository.PathOf("docs"), "*.md", SearchOption.AllDirectories).Append(Repository.PathOf("README.md")))
        {
            string page = File.ReadAllText(file);
            foreach ((string linked, string heading) in MarkdownLinks.In(page))
            {
                string target = linked.Length == 0 ? file : Path.Combine(Path.GetDirectoryName(file)!, linked);
                Assert.True(Path.Exists(target), $"{file} links to {linked}.");
                Assert.True(heading.Length == 0 || MarkdownLinks.Headings(File.ReadAllText(target)).Contains(heading), $"{file} links to {linked}#{heading}.");
            }
        }
    }

    private static async Task<string[]> FindAsync(RulePage.CodeBlock block)
    {
        Compilation compilation = await CodeUnderTest.CompileAsync(block.Code);
        if (compilation.GetDiagnostics().Any(diagnostic => diagnostic.Id == "CS8805"))
        {
            compilation = compilation.WithOptions(compilation.Options.WithOutputKind(OutputKind.ConsoleApplication));
        }

        Assert.Empty(compilation.GetDiagnostics().Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error));
        var options = new AnalyzerOptions([], new FixedOptions(block.OptionKey, block.OptionValue));
        return
        [
            .. (await compilation.WithAnalyzers(AllRules.Analyzers, options).GetAnalyzerDiagnosticsAsync(CancellationToken.None))
                .OrderBy(diagnostic => diagnostic.Location.SourceSpan.Start)
                .Select(diagnostic => diagnostic.Id),
        ];
    }
}
