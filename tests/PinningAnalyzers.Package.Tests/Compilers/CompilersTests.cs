using System;
using System.Collections.Generic;
using System.IO;
using System.IO.Compression;
using System.Linq;
using PinningAnalyzers.Package.Tests.Consumers;
using PinningAnalyzers.Package.Tests.Packing;
using Xunit;

namespace PinningAnalyzers.Package.Tests.Compilers;

/// <summary>The packaged analyzers in every compiler from the floor to the newest.</summary>
[Collection(PackageCollection.Name)]
public sealed class CompilersTests(PackedPackage package)
{
    public static TheoryData<string> Versions => [.. BuildFacts.CompilerVersions];

    [Theory]
    [MemberData(nameof(Versions))]
    public void PackagedRules_LoadAndFindTheSame(string version)
    {
        string folder = Path.Combine(package.Root, "extracted", version);
        ZipFile.ExtractToDirectory(package.File, folder);
        string analyzers = Path.Combine(folder, "analyzers", "dotnet", "cs");

        string[] findings = new CompilerContext(version).Analyze(
            [Path.Combine(analyzers, "PinningAnalyzers.dll"), Path.Combine(analyzers, "PinningAnalyzers.CodeFixes.dll")],
            [.. Framework(), Path.Combine(folder, "lib", "net8.0", "CertificatePinning.dll")],
            Sources.Clients);

        string[] expected =
        [
            .. Sources.Clients.Split('\n')
                .Select((text, line) => (Text: text.TrimEnd(), Line: line + 1, Start: text.IndexOf("// PIN", StringComparison.Ordinal)))
                .Where(announced => announced.Start >= 0)
                .Select(announced => $"{announced.Line}: {announced.Text[(announced.Start + 3)..]}")
                .Order(StringComparer.Ordinal),
        ];
        Assert.Equal(expected, findings.Select(WithoutMessage).Order(StringComparer.Ordinal));
    }

    // "12: PIN1001: 'HttpClient' is created…" without what follows the identifier; a failure to load stays as it is.
    private static string WithoutMessage(string finding) =>
        finding.Split(": ") is [string line, string id, ..] && id.StartsWith("PIN", StringComparison.Ordinal) ? $"{line}: {id}" : finding;

    internal static IEnumerable<string> Framework() => ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
        .Split(Path.PathSeparator)
        .Where(path => Path.GetFileName(path).StartsWith("System.", StringComparison.Ordinal));
}
