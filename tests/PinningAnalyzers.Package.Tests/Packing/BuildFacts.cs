using System;
using System.Linq;
using System.Reflection;

namespace PinningAnalyzers.Package.Tests.Packing;

/// <summary>What the build wrote down about itself.</summary>
internal static class BuildFacts
{
    public static string RepositoryRoot { get; } = Metadata("RepositoryRoot");

    public static string RepositoryUrl { get; } = Metadata("RepositoryUrl");

    /// <summary>Where restore puts packages on this machine.</summary>
    public static string PackageFolder { get; } = Metadata("PackageFolder");

    public static string[] CompilerVersions { get; } = Metadata("CompilerVersions").Split(';', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>The package that makes a project a test project.</summary>
    public static string TestSdkVersion { get; } = Metadata("TestSdkVersion");

    /// <summary>The packages that ours is compared with: name, version and the folder of analyzers in each.</summary>
    public static (string Name, string Version, string Folder)[] ComparedPackages { get; } =
    [
        .. Metadata("ComparedPackages")
            .Split(';')
            .Select(package => package.Split('|'))
            .Select(parts => (parts[0], parts[1], parts[2])),
    ];

    private static string Metadata(string key) => typeof(BuildFacts).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>()
        .First(metadata => metadata.Key == key)
        .Value!;
}
