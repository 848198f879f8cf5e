using System;
using System.Collections.Immutable;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using PinningAnalyzers.Tests.Robustness;
using Xunit;

namespace PinningAnalyzers.Tests.Conventions;

/// <summary>The C# of the README and of the pages beside those of the rules, which their readers copy.</summary>
public sealed partial class PageCodeTests
{
    public static TheoryData<string> Pages =>
    [
        "README.md",
        .. Directory.EnumerateFiles(Repository.PathOf("docs"), "*.md").Select(file => $"docs/{Path.GetFileName(file)}").Order(StringComparer.Ordinal),
    ];

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task Code_CompilesAsItStandsAndIsNotReported(string page)
    {
        foreach (string code in BlockPattern().Matches(Repository.Read(page)).Select(match => match.Groups["code"].Value))
        {
            Compilation compilation = await CodeUnderTest.CompileAsync(code);
            Assert.Empty(compilation.GetDiagnostics().Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error));
            ImmutableArray<Diagnostic> findings = await compilation.WithAnalyzers(AllRules.Analyzers).GetAnalyzerDiagnosticsAsync(CancellationToken.None);
            Assert.Empty(findings.Where(finding => !finding.IsSuppressed));
        }
    }

    [Fact]
    public void Readme_ShowsCode() => Assert.Single(BlockPattern().Matches(Repository.Read("README.md")));

    [GeneratedRegex(@"^(?<indent> *)```csharp\n(?<code>.*?)\n\k<indent>```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex BlockPattern();
}
