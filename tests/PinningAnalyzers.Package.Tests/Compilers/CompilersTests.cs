using System;
using System.Collections.Generic;
using System.IO;
using System.IO.Compression;
using System.Linq;
using PinningAnalyzers.Package.Tests.Documentation;
using PinningAnalyzers.Package.Tests.Packing;
using Xunit;

namespace PinningAnalyzers.Package.Tests.Compilers;

/// <summary>The packaged analyzers in every compiler from the floor to the newest.</summary>
[Collection(PackageCollection.Name)]
public sealed class CompilersTests(PackedPackage package)
{
    /// <summary>What every compiler is compared with.</summary>
    private static string[][]? _floorFindings;

    public static TheoryData<string> Versions => [.. BuildFacts.CompilerVersions];

    [Theory]
    [MemberData(nameof(Versions))]
    public void PackagedRules_FindWhatTheirPagesShowAndSayTheSame(string version)
    {
        DocumentedCode[] pages = [.. DocumentedCode.Violations()];
        string[][] findings = Analyze(version, pages);
        Assert.All(pages.Zip(findings), page =>
        {
            Assert.NotEmpty(page.Second);
            Assert.All(page.Second, finding => Assert.Contains($": {page.First.Rule}: ", finding, StringComparison.Ordinal));
        });
        _floorFindings ??= version == BuildFacts.CompilerVersions[0] ? findings : Analyze(BuildFacts.CompilerVersions[0], pages);
        Assert.Equal(_floorFindings, findings);
    }

    private string[][] Analyze(string version, DocumentedCode[] sources)
    {
        string folder = Path.Combine(package.Root, "extracted", "compilers");
        if (!Directory.Exists(folder))
        {
            ZipFile.ExtractToDirectory(package.File, folder);
        }

        string analyzers = Path.Combine(folder, "analyzers", "dotnet", "cs");
        return new CompilerContext(version).Analyze(
            [Path.Combine(analyzers, "PinningAnalyzers.dll"), Path.Combine(analyzers, "PinningAnalyzers.CodeFixes.dll")],
            [.. Framework(), Path.Combine(folder, "lib", "net8.0", "CertificatePinning.dll")],
            sources);
    }

    internal static IEnumerable<string> Framework() => ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
        .Split(Path.PathSeparator)
        .Where(path => Path.GetFileName(path) is string name
            && (name.StartsWith("System.", StringComparison.Ordinal) || name.StartsWith("Microsoft.Extensions.", StringComparison.Ordinal)));
}
