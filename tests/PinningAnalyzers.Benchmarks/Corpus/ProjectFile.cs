using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis.CSharp;

namespace PinningAnalyzers.Benchmarks.Corpus;

/// <summary>What a project file and the <c>Directory.Build.props</c> above it say, read as text: good enough to compile most of a corpus without MSBuild.</summary>
internal sealed partial class ProjectFile
{
    private static readonly string[] SdkUsings =
        ["System", "System.Collections.Generic", "System.IO", "System.Linq", "System.Net.Http", "System.Threading", "System.Threading.Tasks"];

    private static readonly string[] WebUsings =
    [
        "System.Net.Http.Json", "Microsoft.AspNetCore.Builder", "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Http", "Microsoft.AspNetCore.Routing",
        "Microsoft.Extensions.Configuration", "Microsoft.Extensions.DependencyInjection", "Microsoft.Extensions.Hosting", "Microsoft.Extensions.Logging",
    ];

    private static readonly string[] TestPackages = ["Microsoft.NET.Test.Sdk", "xunit", "xunit.v3", "NUnit", "MSTest.TestFramework"];

    private readonly string _text;

    private readonly string _inherited;

    private ProjectFile(string? path, string text, string inherited)
    {
        Path = path;
        _text = text;
        _inherited = inherited;
    }

    public string? Path { get; }

    public bool HasNullableEnabled => Property("Nullable") is "enable";

    public bool IsTestProject =>
        Property("IsTestProject") is { } stated
            ? stated.Equals("true", StringComparison.OrdinalIgnoreCase)
            : TestPackages.Any(package => _text.Contains($"Include=\"{package}\"", StringComparison.OrdinalIgnoreCase));

    /// <summary>What the project states, else what the compiler takes for its (first) target framework.</summary>
    public LanguageVersion LanguageVersion
    {
        get
        {
            if (Property("LangVersion") is { } stated && LanguageVersionFacts.TryParse(stated, out LanguageVersion version))
            {
                return version.MapSpecifiedToEffectiveVersion();
            }

            string framework = Property("TargetFramework") ?? Property("TargetFrameworks") ?? Property("TargetFrameworkVersion") ?? "";
            return framework switch
            {
                _ when framework.StartsWith("netstandard2.1", StringComparison.Ordinal) || framework.StartsWith("netcoreapp3", StringComparison.Ordinal) => LanguageVersion.CSharp8,
                _ when FrameworkPattern().Match(framework) is { Success: true } match => LanguageOf(int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture)),
                _ when framework.Length > 0 && !framework.StartsWith('$') => LanguageVersion.CSharp7_3,
                _ => LanguageVersion.Preview,
            };
        }
    }

    /// <summary>What names without a namespace of their own are put into.</summary>
    public string? RootNamespace => Path is null ? null : Property("RootNamespace") ?? System.IO.Path.GetFileNameWithoutExtension(Path);

    /// <summary>The source of the project's global usings.</summary>
    public string GlobalUsings
    {
        get
        {
            IEnumerable<string> usings = [];
            if (Property("ImplicitUsings") is "enable" or "true")
            {
                usings = _text.Contains("Microsoft.NET.Sdk.Web", StringComparison.Ordinal) ? [.. SdkUsings, .. WebUsings] : SdkUsings;
            }

            usings = usings.Concat(UsingPattern().Matches(_inherited + _text).Select(match => match.Groups[1].Value));
            return string.Concat(usings.Distinct().Select(name => $"global using global::{name};\n"));
        }
    }

    /// <summary>The full paths of the projects that this one references.</summary>
    public IEnumerable<string> ProjectReferences =>
        Path is null
            ? []
            : ReferencePattern().Matches(_text).Select(match => System.IO.Path.GetFullPath(
                match.Groups[1].Value.Replace('\\', '/').Replace("$(MSBuildThisFileDirectory)", "", StringComparison.Ordinal),
                System.IO.Path.GetDirectoryName(Path)!));

    public static ProjectFile Read(string? path, string root)
    {
        if (path is null)
        {
            return new ProjectFile(null, "", "");
        }

        string inherited = "";
        for (string? folder = System.IO.Path.GetDirectoryName(path); folder is not null && folder.StartsWith(root, StringComparison.Ordinal); folder = System.IO.Path.GetDirectoryName(folder))
        {
            string props = System.IO.Path.Combine(folder, "Directory.Build.props");
            if (File.Exists(props))
            {
                inherited = File.ReadAllText(props) + inherited;
            }
        }

        return new ProjectFile(path, File.ReadAllText(path), inherited);
    }

    /// <summary>.NET 5 came with C# 9, and every version since with the next.</summary>
    private static LanguageVersion LanguageOf(int version) =>
        LanguageVersionFacts.TryParse((version + 4).ToString(CultureInfo.InvariantCulture), out LanguageVersion language) ? language : LanguageVersion.Preview;

    /// <summary>The last value stated: the project's own wins over what it inherits.</summary>
    private string? Property(string name) =>
        Regex.Matches(_inherited + _text, $@"<{name}(?:\s[^>]*)?>\s*([\w.;]+)\s*</{name}>", RegexOptions.CultureInvariant).LastOrDefault()?.Groups[1].Value;

    [GeneratedRegex(@"^net(\d+)\.0")]
    private static partial Regex FrameworkPattern();

    [GeneratedRegex("<Using\\s+Include=\"([\\w.]+)\"\\s*/>")]
    private static partial Regex UsingPattern();

    [GeneratedRegex("<ProjectReference\\s[^>]*Include=\"([^\"]+)\"")]
    private static partial Regex ReferencePattern();
}
