using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.IO;
using System.Linq;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using PinningAnalyzers.Benchmarks.Corpus;

namespace PinningAnalyzers.Benchmarks.Fixes;

/// <summary>Makes one solution of a corpus, as an editor would load it: project references, language versions, <c>.editorconfig</c> files, and the runtime library in every project.</summary>
internal static class CorpusSolution
{
    public static Solution Load(FixesOptions options)
    {
        IReadOnlyList<CorpusProject> projects = CorpusReader.Read(options.Corpus.Folder);
        ImmutableArray<MetadataReference> references = ReferenceSet.Load([typeof(CertificatePinning.PinValidator).Assembly.Location, .. options.Corpus.References]);
        Dictionary<CorpusProject, ProjectId> ids = projects.ToDictionary(project => project, project => ProjectId.CreateNewId(project.Name));
        Solution solution = new AdhocWorkspace().CurrentSolution;
        foreach (CorpusProject project in projects)
        {
            solution = solution.AddProject(Info(project, ids, references, options.Corpus));
        }

        return solution;
    }

    private static ProjectInfo Info(CorpusProject project, Dictionary<CorpusProject, ProjectId> ids, ImmutableArray<MetadataReference> references, CorpusOptions options)
    {
        ProjectId id = ids[project];
        CSharpParseOptions parse = CorpusCompiler.ParseOptions.WithLanguageVersion(project.File.LanguageVersion);
        var texts = project.Sources.Select(path => (Path: path, Text: Read(path))).ToList();

        // Parsed only where it may be: a program has one such file, and most files say which namespace they are in.
        bool isProgram = texts.Exists(source => source.Text.ToString() is { } text
            && !text.Contains("\nnamespace ", StringComparison.Ordinal)
            && CSharpSyntaxTree.ParseText(text, parse).GetCompilationUnitRoot().Members is [GlobalStatementSyntax, ..]);
        string folder = project.File.Path is { } file ? Path.GetDirectoryName(file)! : options.Folder;
        IEnumerable<DocumentInfo> documents = texts.Select(source => Document(id, source.Path, source.Text, Folders(source.Path, folder)));
        if (project.File.GlobalUsings is { Length: > 0 } usings)
        {
            documents = documents.Append(Document(id, Path.Combine(folder, "GlobalUsings.g.cs"), SourceText.From(usings, Encoding.UTF8), ["obj"]));
        }

        // A package that is also a project of the corpus is taken from its sources.
        var names = new HashSet<string>(project.References.Select(referenced => referenced.Name).Append(project.Name), StringComparer.OrdinalIgnoreCase);
        return ProjectInfo.Create(
                id,
                VersionStamp.Default,
                project.Name,
                project.Name,
                LanguageNames.CSharp,
                filePath: project.File.Path ?? Path.Combine(folder, "none.csproj"),
                compilationOptions: new CSharpCompilationOptions(
                    isProgram ? OutputKind.ConsoleApplication : OutputKind.DynamicallyLinkedLibrary,
                    allowUnsafe: true,
                    nullableContextOptions: project.File.HasNullableEnabled ? NullableContextOptions.Enable : NullableContextOptions.Disable),
                parseOptions: parse,
                documents: documents,
                projectReferences: project.References.Select(referenced => new ProjectReference(ids[referenced])),
                metadataReferences: references.Where(reference => !names.Contains(Path.GetFileNameWithoutExtension(reference.Display!))))
            .WithAnalyzerConfigDocuments(Configurations(project, id, folder, options));
    }

    private static IEnumerable<DocumentInfo> Configurations(CorpusProject project, ProjectId id, string folder, CorpusOptions options)
    {
        string text = "is_global = true\n";
        text += project.File.RootNamespace is { } space ? $"build_property.RootNamespace = {space}\n" : "";
        text += project.File.IsTestProject && !options.JudgeTestProjects ? $"{PinningOptions.IsTestProjectProperty} = true\n" : "";
        yield return Document(id, Path.Combine(folder, "obj", ".globalconfig"), SourceText.From(text, Encoding.UTF8), ["obj"]);
        for (string? above = folder; above is not null && above.StartsWith(options.Folder, StringComparison.Ordinal); above = Path.GetDirectoryName(above))
        {
            string path = Path.Combine(above, ".editorconfig");
            if (File.Exists(path))
            {
                yield return Document(id, path, Read(path), []);
            }
        }
    }

    private static string[] Folders(string path, string folder) =>
        Path.GetDirectoryName(Path.GetRelativePath(folder, path))!.Split(Path.DirectorySeparatorChar, StringSplitOptions.RemoveEmptyEntries);

    private static DocumentInfo Document(ProjectId project, string path, SourceText text, IEnumerable<string> folders) =>
        DocumentInfo.Create(
            DocumentId.CreateNewId(project, path),
            Path.GetFileName(path),
            folders,
            loader: TextLoader.From(TextAndVersion.Create(text, VersionStamp.Default, path)),
            filePath: path);

    private static SourceText Read(string path)
    {
        using FileStream stream = File.OpenRead(path);
        return SourceText.From(stream, Encoding.UTF8);
    }
}
