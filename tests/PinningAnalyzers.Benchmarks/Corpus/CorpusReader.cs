using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;

namespace PinningAnalyzers.Benchmarks.Corpus;

/// <summary>Finds the sources of a folder and groups them by the nearest project file.</summary>
internal static class CorpusReader
{
    /// <summary>The projects of <paramref name="folder"/>, each after those that it references.</summary>
    public static IReadOnlyList<CorpusProject> Read(string folder)
    {
        var owners = new Dictionary<string, string?>(StringComparer.Ordinal);
        var projects = SourcesBelow(folder)
            .Order(StringComparer.Ordinal)
            .GroupBy(source => Owner(Path.GetDirectoryName(source)!, folder, owners) ?? "")
            .Select(group => Create(group.Key.Length == 0 ? null : group.Key, folder, [.. group]))
            .ToDictionary(project => project.File.Path ?? "", StringComparer.Ordinal);

        var ordered = new List<CorpusProject>(projects.Count);
        var visited = new HashSet<CorpusProject>();
        foreach (CorpusProject project in projects.Values.OrderBy(project => project.Name, StringComparer.Ordinal))
        {
            Visit(project, projects, visited, ordered);
        }

        return ordered;
    }

    private static CorpusProject Create(string? path, string folder, IReadOnlyList<string> sources) =>
        new(path is null ? "(no project)" : CorpusProject.AssemblyName(path), ProjectFile.Read(path, folder), sources);

    private static void Visit(CorpusProject project, Dictionary<string, CorpusProject> projects, HashSet<CorpusProject> visited, List<CorpusProject> ordered)
    {
        // A circle of references is cut where it closes.
        if (!visited.Add(project))
        {
            return;
        }

        foreach (string path in project.File.ProjectReferences)
        {
            if (projects.TryGetValue(path, out CorpusProject? referenced) && referenced != project)
            {
                Visit(referenced, projects, visited, ordered);
                project.References.Add(referenced);
                project.References.UnionWith(referenced.References);
            }
        }

        project.References.Remove(project);
        ordered.Add(project);
    }

    private static IEnumerable<string> SourcesBelow(string folder)
    {
        foreach (string file in Directory.EnumerateFiles(folder, "*.cs"))
        {
            yield return file;
        }

        foreach (string child in Directory.EnumerateDirectories(folder))
        {
            if (Path.GetFileName(child) is "bin" or "obj" || Path.GetFileName(child).StartsWith('.'))
            {
                continue;
            }

            foreach (string file in SourcesBelow(child))
            {
                yield return file;
            }
        }
    }

    private static string? Owner(string folder, string root, Dictionary<string, string?> owners)
    {
        if (!owners.TryGetValue(folder, out string? owner))
        {
            owner = Directory.EnumerateFiles(folder, "*.csproj").Order(StringComparer.Ordinal).FirstOrDefault();
            if (owner is null && folder.Length > root.Length)
            {
                owner = Owner(Path.GetDirectoryName(folder)!, root, owners);
            }

            owners[folder] = owner;
        }

        return owner;
    }
}
