using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.IO;
using System.Linq;
using System.Runtime.InteropServices;
using Microsoft.CodeAnalysis;

namespace PinningAnalyzers.Benchmarks.Corpus;

/// <summary>The assemblies that a corpus is compiled against: the installed reference packs and what the command line gives.</summary>
internal static class ReferenceSet
{
    private static readonly string[] Packs = ["Microsoft.NETCore.App.Ref", "Microsoft.AspNetCore.App.Ref"];

    /// <summary>Of assemblies with one name the first counts: the packs, then those given, in their order.</summary>
    public static ImmutableArray<MetadataReference> Load(IEnumerable<string> given)
    {
        return
        [
            .. Installed().Concat(given.SelectMany(Assemblies))
                .DistinctBy(Path.GetFileNameWithoutExtension, StringComparer.OrdinalIgnoreCase)
                .Select(path => MetadataReference.CreateFromFile(path)),
        ];
    }

    private static IEnumerable<string> Installed()
    {
        // <root>/shared/Microsoft.NETCore.App/<version>/ runs this; the packs lie beside `shared`.
        string root = Path.GetFullPath("../../../packs", RuntimeEnvironment.GetRuntimeDirectory());
        foreach (string pack in Packs)
        {
            string newest = Directory.EnumerateDirectories(Path.Combine(root, pack)).OrderBy(folder => Version.TryParse(Path.GetFileName(folder), out Version? version) ? version : new Version(0, 0)).Last();
            foreach (string dll in Assemblies(Directory.EnumerateDirectories(Path.Combine(newest, "ref")).Last()))
            {
                yield return dll;
            }
        }
    }

    private static IEnumerable<string> Assemblies(string path) =>
        Directory.Exists(path) ? Directory.EnumerateFiles(path, "*.dll").Order(StringComparer.Ordinal) : [Path.GetFullPath(path)];
}
