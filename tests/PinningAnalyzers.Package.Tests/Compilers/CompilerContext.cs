using System;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Runtime.Loader;
using PinningAnalyzers.Package.Tests.Documentation;
using PinningAnalyzers.Package.Tests.Packing;

namespace PinningAnalyzers.Package.Tests.Compilers;

/// <summary>One version of the compiler, loaded beside whatever else is loaded.</summary>
internal sealed class CompilerContext(string version) : AssemblyLoadContext($"Roslyn {version}")
{
    private string[] _analyzers = [];

    /// <summary>What the analyzers in these files find in each source; given <paramref name="rules"/>, these alone, those that are off by default included.</summary>
    public string[][] Analyze(string[] analyzers, string[] references, DocumentedCode[] sources, params string[] rules)
    {
        _analyzers = analyzers;
        Assembly host = LoadFromAssemblyPath(typeof(CompilerHost).Assembly.Location);
        MethodInfo analyze = host.GetType(typeof(CompilerHost).FullName!)!.GetMethod(nameof(CompilerHost.Analyze))!;
        string[] texts = [.. sources.Select(source => source.Text)];
        string[] options = [.. sources.Select(source => source.Option)];
        return (string[][])analyze.Invoke(null, [analyzers, references, texts, options, rules])!;
    }

    protected override Assembly? Load(AssemblyName name) => name.Name switch
    {
        "Microsoft.CodeAnalysis" => LoadFromAssemblyPath(Find("microsoft.codeanalysis.common", name.Name)),
        "Microsoft.CodeAnalysis.CSharp" => LoadFromAssemblyPath(Find("microsoft.codeanalysis.csharp", name.Name)),
        _ => FindBesideAnalyzer(name.Name!) is { } path ? LoadFromAssemblyPath(path) : null,
    };

    private string? FindBesideAnalyzer(string assembly) => _analyzers
        .Select(analyzer => Path.Combine(Path.GetDirectoryName(analyzer)!, assembly + ".dll"))
        .FirstOrDefault(File.Exists);

    private string Find(string package, string assembly)
    {
        string folder = Directory
            .EnumerateDirectories(Path.Combine(BuildFacts.PackageFolder, package, version, "lib"), "net*")
            .Where(path => Version.TryParse(Path.GetFileName(path)["net".Length..], out _))
            .MaxBy(path => Version.Parse(Path.GetFileName(path)["net".Length..]))!;
        return Path.Combine(folder, assembly + ".dll");
    }
}
