using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using PinningAnalyzers.Package.Tests.Tls;

namespace PinningAnalyzers.Package.Tests.Packing;

/// <summary>A folder with a user's project or solution in it.</summary>
internal sealed partial class Consumer(PackedPackage package, string folder)
{
    public PackedPackage Package { get; } = package;

    public string Folder { get; } = folder;

    public Dictionary<string, string> Environment { get; } = [];

    public Consumer Write(string path, string text)
    {
        string file = Path.Combine(Folder, path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, text);
        return this;
    }

    public string Read(string path) => File.ReadAllText(Path.Combine(Folder, path));

    public CommandResult Dotnet(params IEnumerable<string> arguments) => CommandLine.Run(Folder, Environment, "dotnet", arguments);

    /// <summary>What the README tells a user to do.</summary>
    public Consumer AddPackage(string project = ".")
    {
        Dotnet("add", project, "package", PackedPackage.Id, "--version", Package.Version).Succeeds();
        return this;
    }

    public CommandResult Build(params IEnumerable<string> arguments) => Dotnet(["build", .. arguments]);

    public CommandResult Rebuild(params IEnumerable<string> arguments) => Dotnet(["build", "--no-incremental", .. arguments]);

    /// <summary>Programs that are started here trust this authority and no other, on Linux.</summary>
    public void TrustOnly(TestAuthority authority)
    {
        Write("trust/authority.pem", authority.Pem);
        Environment["SSL_CERT_FILE"] = Path.Combine(Folder, "trust/authority.pem");
        Environment["SSL_CERT_DIR"] = Path.Combine(Folder, "trust");
    }

    /// <summary>The findings that comments at line ends announce: <c>// PIN1001</c>.</summary>
    public IEnumerable<string> Announced(string file, string severity = "warning") => File
        .ReadLines(Path.Combine(Folder, file))
        .SelectMany((text, line) => Announcement().Matches(text).Select(match => $"{Path.GetFileName(file)}({line + 1}): {severity} {match.Groups["id"].Value}"));

    [GeneratedRegex(@"// (?<id>PIN\d{4})\b")]
    private static partial Regex Announcement();
}
