using System;
using System.Collections.Immutable;
using System.IO;
using System.Linq;
using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Testing;

namespace PinningAnalyzers.Tests.Verifiers;

/// <summary>The assemblies that code under test is compiled against: the real ones, found at build.</summary>
internal static class References
{
    private static readonly string PackageFolder = typeof(References).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>()
        .First(metadata => metadata.Key == "PackageFolder")
        .Value!;

    /// <summary>Asks for no package: every reference is given as a file.</summary>
    public static readonly ReferenceAssemblies None = new("none");

    /// <summary>.NET 10 with ASP.NET Core.</summary>
    public static readonly ImmutableArray<MetadataReference> Net10 = FromList("net10.0.txt");

    /// <summary>.NET 8.</summary>
    public static readonly ImmutableArray<MetadataReference> Net8 = FromPackage("microsoft.netcore.app.ref", "8.0.0", "ref/net8.0");

    /// <summary>.NET Framework 4.8.</summary>
    public static readonly ImmutableArray<MetadataReference> Net48 = FromPackage("microsoft.netframework.referenceassemblies.net48", "1.0.3", "build/.NETFramework/v4.8");

    /// <summary>.NET Standard 2.0.</summary>
    public static readonly ImmutableArray<MetadataReference> NetStandard20 = FromPackage("netstandard.library", "2.0.3", "build/netstandard2.0/ref");

    /// <summary>The runtime library, as built for net8.0.</summary>
    public static readonly ImmutableArray<MetadataReference> RuntimeLibrary = FromList("runtime.txt");

    /// <summary>The libraries whose clients the rules know; beside <see cref="Net10"/>.</summary>
    public static readonly ImmutableArray<MetadataReference> LibraryClients = FromList("libraries.txt");

    private static ImmutableArray<MetadataReference> FromList(string file) =>
        [.. File.ReadLines(Path.Combine(AppContext.BaseDirectory, "references", file)).Where(line => line.Length > 0).Select(Load)];

    private static ImmutableArray<MetadataReference> FromPackage(string id, string version, string folder)
    {
        string path = Path.Combine(PackageFolder, id, version, folder);
        return [.. Directory.EnumerateFiles(path, "*.dll").Where(IsManaged).Select(Load)];
    }

    /// <summary>The .NET Framework's folder holds two native libraries among its reference assemblies.</summary>
    private static bool IsManaged(string path) => Path.GetFileName(path) is not ("System.EnterpriseServices.Thunk.dll" or "System.EnterpriseServices.Wrapper.dll");

    private static MetadataReference Load(string path) => MetadataReference.CreateFromFile(path);
}
