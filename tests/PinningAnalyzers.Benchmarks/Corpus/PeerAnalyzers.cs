using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace PinningAnalyzers.Benchmarks.Corpus;

/// <summary>The rules of other packages that speak about certificates, for comparison.</summary>
internal static class PeerAnalyzers
{
    private static readonly (string Package, string Id, string Name)[] Peers =
    [
        ("CA", "CA5359", "CA5359"),
        ("CA", "CA5399", "CA5399/5400"),
        ("SCS", "SCS0004", "SCS0004"),
        ("MA", "MA0039", "MA0039"),
    ];

    /// <summary>Switches the peers on: some are off by default, and what is off costs nothing.</summary>
    public static readonly ImmutableDictionary<string, ReportDiagnostic> Enabled = new[] { "CA5359", "CA5399", "CA5400", "SCS0004", "MA0039" }
        .ToImmutableDictionary(id => id, _ => ReportDiagnostic.Warn);

    /// <summary>Each peer under the name that the report gives it.</summary>
    /// <param name="names">Those wanted; all where none is named.</param>
    public static IReadOnlyList<(string Name, DiagnosticAnalyzer Analyzer)> Load(IReadOnlyList<string> names)
    {
        Dictionary<string, string> paths = typeof(PeerAnalyzers).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
            .Where(metadata => metadata.Key.StartsWith("Peer:", StringComparison.Ordinal))
            .ToDictionary(metadata => metadata.Key["Peer:".Length..], metadata => metadata.Value!);
        Dictionary<string, ImmutableArray<DiagnosticAnalyzer>> packages = paths.ToDictionary(pair => pair.Key, pair => LoadPackage(pair.Value));

        return [.. Peers.Where(peer => names.Count == 0 || names.Contains(peer.Name, StringComparer.Ordinal)).Select(peer => (peer.Name, packages[peer.Package].First(analyzer => analyzer.SupportedDiagnostics.Any(rule => rule.Id == peer.Id))))];
    }

    private static ImmutableArray<DiagnosticAnalyzer> LoadPackage(string path)
    {
        var reference = new AnalyzerFileReference(path, new Loader(Path.GetDirectoryName(path)!));
        reference.AnalyzerLoadFailed += (_, failure) => throw new InvalidOperationException($"{path}: {failure.Message}", failure.Exception);
        return reference.GetAnalyzers(LanguageNames.CSharp);
    }

    /// <summary>Loads a package's assemblies from its folder; everything else, Roslyn first of all, is the host's.</summary>
    private sealed class Loader(string folder) : AssemblyLoadContext, IAnalyzerAssemblyLoader
    {
        public void AddDependencyLocation(string fullPath)
        {
        }

        public Assembly LoadFromPath(string fullPath) => LoadFromAssemblyPath(fullPath);

        protected override Assembly? Load(AssemblyName assemblyName)
        {
            string path = Path.Combine(folder, assemblyName.Name + ".dll");
            return File.Exists(path) ? LoadFromAssemblyPath(path) : null;
        }
    }
}
