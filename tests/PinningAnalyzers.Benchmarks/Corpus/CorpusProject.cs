using System.Collections.Generic;
using System.IO;

namespace PinningAnalyzers.Benchmarks.Corpus;

/// <summary>Sources that are compiled together: a project of the corpus, or whatever lies outside of every project.</summary>
internal sealed class CorpusProject(string name, ProjectFile file, IReadOnlyList<string> sources)
{
    public string Name { get; } = name;

    public ProjectFile File { get; } = file;

    public IReadOnlyList<string> Sources { get; } = sources;

    /// <summary>The projects of the corpus that this one references, near and far.</summary>
    public HashSet<CorpusProject> References { get; } = [];

    public static string AssemblyName(string projectPath) => Path.GetFileNameWithoutExtension(projectPath);
}
