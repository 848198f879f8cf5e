using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;

namespace PinningAnalyzers.Package.Tests.Packing;

/// <summary>The package, packed once for all tests, in a folder feed beside which consumers are laid out.</summary>
public sealed class PackedPackage : IDisposable
{
    public const string Id = "PinningAnalyzers";

    private static readonly Dictionary<string, string> NoEnvironment = [];

    public PackedPackage()
    {
        Root = Directory.CreateTempSubdirectory("pinning-").FullName;
        Feed = Path.Combine(Root, "feed");
        Pack(Feed).Succeeds().DoesNotPrint("warning");
        File = Directory.EnumerateFiles(Feed, "*.nupkg").Single();
        Version = Path.GetFileNameWithoutExtension(File)[(Id.Length + 1)..];

        // An own package folder, so that no package of an earlier run is met; what the machine has already is used in place.
        // Sources are added to those of the user's own configuration.
        System.IO.File.WriteAllText(Path.Combine(Root, "nuget.config"), $"""
            <configuration>
              <config>
                <add key="globalPackagesFolder" value="packages" />
              </config>
              <packageSources>
                <add key="packed" value="feed" />
              </packageSources>
              <fallbackPackageFolders>
                <add key="machine" value="{BuildFacts.PackageFolder}" />
              </fallbackPackageFolders>
            </configuration>
            """);
    }

    public string Root { get; }

    public string Feed { get; }

    /// <summary>The packed file.</summary>
    public string File { get; }

    public string Version { get; }

    internal static CommandResult Pack(string folder) => CommandLine.Run(
        BuildFacts.RepositoryRoot,
        NoEnvironment,
        "dotnet",
        "pack", "src/CertificatePinning", "--configuration", "Release", "--output", folder);

    /// <summary>An empty folder in reach of the feed.</summary>
    internal Consumer Consumer(string name)
    {
        string folder = Path.Combine(Root, "consumers", name);
        Directory.CreateDirectory(folder);
        return new Consumer(this, folder);
    }

    public void Dispose()
    {
        try
        {
            Directory.Delete(Root, recursive: true);
        }
        catch (IOException)
        {
            // A file that is still in use is the operating system's to clean up.
        }
    }
}
