using System;
using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Xunit;

namespace PinningAnalyzers.Package.Tests.Packing;

[Collection(PackageCollection.Name)]
public sealed partial class PackageContentTests(PackedPackage package)
{
    private static readonly string[] Entries =
    [
        "README.md",
        "analyzers/dotnet/cs/PinningAnalyzers.CodeFixes.dll",
        "analyzers/dotnet/cs/PinningAnalyzers.dll",
        "build/PinningAnalyzers.props",
        "build/PinningAnalyzers.targets",
        "buildTransitive/PinningAnalyzers.props",
        "buildTransitive/PinningAnalyzers.targets",
        "configuration/Audit.globalconfig",
        "configuration/Default.globalconfig",
        "configuration/Enforce.globalconfig",
        "configuration/Off.globalconfig",
        "configuration/ValidationOnly.globalconfig",
        "icon.png",
        "lib/net8.0/CertificatePinning.dll",
        "lib/net8.0/CertificatePinning.xml",
        "lib/netstandard2.0/CertificatePinning.dll",
        "lib/netstandard2.0/CertificatePinning.xml",
    ];

    // What the package format itself adds.
    private static readonly string[] FormatEntries =
    [
        "PinningAnalyzers.nuspec",
        "[Content_Types].xml",
        "_rels/.rels",
        "package/services/metadata/core-properties/nuget.psmdcp",
    ];

    [Fact]
    public void Package_HoldsTheseEntriesAndNoOthers()
    {
        Assert.Equal([.. Entries.Concat(FormatEntries).Order(StringComparer.Ordinal)], EntriesOf(package.File));
    }

    [Fact]
    public void SymbolPackage_HoldsTheLibrarysSymbols()
    {
        string[] symbols = [.. EntriesOf(Path.ChangeExtension(package.File, ".snupkg")).Where(entry => entry.EndsWith(".pdb", StringComparison.Ordinal))];
        Assert.Equal(["lib/net8.0/CertificatePinning.pdb", "lib/netstandard2.0/CertificatePinning.pdb"], symbols);
    }

    [Theory]
    [InlineData("PinningAnalyzers.dll")]
    [InlineData("PinningAnalyzers.CodeFixes.dll")]
    public void Analyzer_CarriesItsSymbolsAndReferencesTheRoslynFloor(string name)
    {
        using var archive = ZipFile.OpenRead(package.File);
        using var assembly = new PEReader(new MemoryStream(Content(archive, $"analyzers/dotnet/cs/{name}")));
        Assert.Contains(assembly.ReadDebugDirectory(), entry => entry.Type == DebugDirectoryEntryType.EmbeddedPortablePdb);

        MetadataReader metadata = assembly.GetMetadataReader();
        foreach (AssemblyReferenceHandle handle in metadata.AssemblyReferences)
        {
            AssemblyReference reference = metadata.GetAssemblyReference(handle);
            string referenced = metadata.GetString(reference.Name);
            Version? newest = referenced switch
            {
                "netstandard" => new Version(2, 0, 0, 0),
                "PinningAnalyzers" => reference.Version,
                "System.Collections.Immutable" => new Version(7, 0, 0, 0),
                "System.Memory" => new Version(4, 0, 1, 2),
                _ when referenced.StartsWith("Microsoft.CodeAnalysis", StringComparison.Ordinal) => new Version(4, 8, 0, 0),
                _ => null,
            };
            Assert.True(newest is not null && reference.Version <= newest, $"{name} references {referenced} {reference.Version}, which the oldest supported compiler does not have.");
        }
    }

    [Fact]
    public void Manifest_SaysWhatTheReaderOfAPackageListNeeds()
    {
        using var archive = ZipFile.OpenRead(package.File);
        using Stream nuspec = archive.GetEntry("PinningAnalyzers.nuspec")!.Open();
        XElement metadata = XDocument.Load(nuspec).Root!.Elements().Single(element => element.Name.LocalName == "metadata");
        string Value(string name) => metadata.Elements().Single(element => element.Name.LocalName == name).Value;

        Assert.Equal("README.md", Value("readme"));
        Assert.Equal("icon.png", Value("icon"));
        Assert.Equal("MIT", Value("license"));
        Assert.Equal(BuildFacts.RepositoryUrl, Value("projectUrl"));
        Assert.Contains("# Changelog", Value("releaseNotes"), StringComparison.Ordinal);
        Assert.Contains("TLS", Value("description"), StringComparison.Ordinal);
        Assert.DoesNotContain(metadata.Descendants(), element => element.Name.LocalName == "developmentDependency");
        XElement repository = metadata.Elements().Single(element => element.Name.LocalName == "repository");
        Assert.Equal(BuildFacts.RepositoryUrl, repository.Attribute("url")!.Value);
        XElement[] groups = [.. metadata.Descendants().Where(element => element.Name.LocalName == "group")];
        Assert.Equal([".NETStandard2.0", "net8.0"], groups.Select(group => group.Attribute("targetFramework")!.Value).Order(StringComparer.Ordinal));
        Assert.All(groups, group => Assert.Empty(group.Elements()));
    }

    [Fact]
    public void Readme_IsThatOfTheRepositoryWithLinksThatLeadThere()
    {
        using var archive = ZipFile.OpenRead(package.File);
        string packed = Encoding.UTF8.GetString(Content(archive, "README.md")).ReplaceLineEndings("\n").TrimEnd();
        string images = BuildFacts.RepositoryUrl.Replace("//github.com/", "//raw.githubusercontent.com/", StringComparison.Ordinal) + "/main/";
        string expected = RelativeLink().Replace(
            File.ReadAllText(Path.Combine(BuildFacts.RepositoryRoot, "README.md")).ReplaceLineEndings("\n").TrimEnd(),
            link => $"{link.Groups["text"].Value}({(link.Groups["image"].Success ? images : $"{BuildFacts.RepositoryUrl}/blob/main/")}{link.Groups["target"].Value})");
        Assert.Equal(expected, packed);
        Assert.DoesNotMatch(RelativeLink(), packed);
    }

    [Fact]
    public void RepositoryUrl_StandsOnceInTheSources()
    {
        string[] folders = ["src", "tests"];
        string[] mentions =
        [
            .. folders
                .SelectMany(folder => Directory.EnumerateFiles(Path.Combine(BuildFacts.RepositoryRoot, folder), "*", SearchOption.AllDirectories))
                .Where(file => !BuildOutput().IsMatch(file) && Path.GetExtension(file) is ".cs" or ".csproj" or ".props" or ".targets" or ".globalconfig")
                .Where(file => File.ReadAllText(file).Contains(BuildFacts.RepositoryUrl, StringComparison.Ordinal)),
        ];
        Assert.Empty(mentions);
    }

    [Fact]
    public void PackingTwice_GivesTheSameBytes()
    {
        string again = Path.Combine(package.Root, "again");
        PackedPackage.Pack(again).Succeeds();
        foreach (string file in Directory.EnumerateFiles(package.Feed))
        {
            Assert.Equal(File.ReadAllBytes(file), File.ReadAllBytes(Path.Combine(again, Path.GetFileName(file))));
        }
    }

    private static string[] EntriesOf(string file)
    {
        using var archive = ZipFile.OpenRead(file);
        return [.. archive.Entries.Select(entry => entry.FullName).Order(StringComparer.Ordinal)];
    }

    private static byte[] Content(ZipArchive archive, string entry)
    {
        using Stream stream = archive.GetEntry(entry)!.Open();
        using var copy = new MemoryStream();
        stream.CopyTo(copy);
        return copy.ToArray();
    }

    [GeneratedRegex(@"(?<text>(?<image>!)?\[[^\]]*\])\((?<target>(?!https?:|#)[^)]+)\)")]
    private static partial Regex RelativeLink();

    [GeneratedRegex(@"[/\\](bin|obj)[/\\]")]
    private static partial Regex BuildOutput();
}
