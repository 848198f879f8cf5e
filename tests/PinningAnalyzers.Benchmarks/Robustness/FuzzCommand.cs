using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;
using PinningAnalyzers.Benchmarks.Corpus;
using PinningAnalyzers.Tests.Robustness;

namespace PinningAnalyzers.Benchmarks.Robustness;

/// <summary>The verb <c>fuzz</c>: real sources, broken at random, file by file within their project.</summary>
internal sealed partial class FuzzCommand
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);

    private readonly FuzzOptions _options;

    private readonly Stopwatch _watch = Stopwatch.StartNew();

    private int _seed;

    private int _mutants;

    private int _findings;

    private int _fixes;

    private int _failures;

    private FuzzCommand(FuzzOptions options)
    {
        _options = options;
        _seed = options.Seed;
    }

    public static async Task<int> RunAsync(IReadOnlyList<string> arguments)
    {
        try
        {
            var command = new FuzzCommand(FuzzOptions.Parse(arguments));
            await command.RunAsync().ConfigureAwait(false);
            return command._failures == 0 ? 0 : 1;
        }
        catch (Exception problem) when (problem is ArgumentException or FormatException)
        {
            Console.Error.WriteLine(problem.Message);
            return 2;
        }
    }

    private async Task RunAsync()
    {
        IReadOnlyList<Project> projects = Load();
        List<(Project Project, DocumentId File)> files = [.. projects.SelectMany(project => Relevant(project).Select(id => (project, id)))];
        Console.WriteLine($"{files.Count} files speak of TLS");
        for (int turn = 0; files.Count > 0 && _watch.Elapsed < _options.Duration; turn++)
        {
            (Project project, DocumentId file) = files[turn % files.Count];
            await BreakAsync(project.GetDocument(file)!).ConfigureAwait(false);
        }

        Console.WriteLine($"{_mutants} mutants, {_findings} findings, {_fixes} fixes worked out, {_failures} failures (seeds {_options.Seed} to {_seed - 1})");
    }

    private async Task BreakAsync(Document document)
    {
        int seed = _seed++;
        string source = new SourceMutator(seed).Mutate((await document.GetTextAsync().ConfigureAwait(false)).ToString());
        try
        {
            using var cancellation = new CancellationTokenSource();
            await Task.Run(() => VerifyAsync(document.WithText(SourceText.From(source)), cancellation.Token)).WaitAsync(Deadline).ConfigureAwait(false);
        }
        catch (Exception problem)
        {
            _failures++;
            string kept = Path.Combine(Path.GetTempPath(), $"fuzz-{seed}.cs");
            await File.WriteAllTextAsync(kept, source).ConfigureAwait(false);
            Console.WriteLine($"seed {seed}, {document.FilePath}: {problem}\n  the broken source: {kept}");
        }
    }

    private async Task VerifyAsync(Document document, CancellationToken cancellationToken)
    {
        SemanticModel model = (await document.GetSemanticModelAsync(cancellationToken).ConfigureAwait(false))!;
        ImmutableArray<Diagnostic> alone = await RuleRun.FindInAsync(model, concurrent: false, cancellationToken).ConfigureAwait(false);
        ImmutableArray<Diagnostic> together = await RuleRun.FindInAsync(model, concurrent: true, cancellationToken).ConfigureAwait(false);
        if (!RuleRun.Describe(alone).SequenceEqual(RuleRun.Describe(together), StringComparer.Ordinal))
        {
            throw new InvalidOperationException($"Alone: {string.Join("; ", RuleRun.Describe(alone))}. Together: {string.Join("; ", RuleRun.Describe(together))}.");
        }

        _mutants++;
        _findings += alone.Length;
        _fixes += await FixRun.ComputeAllAsync(document, alone, cancellationToken).ConfigureAwait(false);
    }

    private List<Project> Load()
    {
        ImmutableArray<MetadataReference> references = ReferenceSet.Load([.. _options.References, typeof(CertificatePinning.PinValidator).Assembly.Location]);
        var parseOptions = new CSharpParseOptions(LanguageVersion.Preview);
        var compilationOptions = new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, allowUnsafe: true);
        Solution solution = new AdhocWorkspace().CurrentSolution;
        var ids = new List<ProjectId>();
        foreach (CorpusProject project in CorpusReader.Read(_options.Folder))
        {
            var id = ProjectId.CreateNewId();
            ids.Add(id);
            solution = solution.AddProject(ProjectInfo.Create(id, VersionStamp.Default, project.Name, project.Name, LanguageNames.CSharp, parseOptions: parseOptions, compilationOptions: compilationOptions, metadataReferences: references));
            solution = solution.AddDocument(DocumentId.CreateNewId(id), "GlobalUsings.g.cs", project.File.GlobalUsings);
            foreach (string source in project.Sources)
            {
                solution = solution.AddDocument(DocumentId.CreateNewId(id), Path.GetFileName(source), SourceText.From(File.ReadAllText(source)), filePath: source);
            }
        }

        return [.. ids.Select(id => solution.GetProject(id)!)];
    }

    private static IEnumerable<DocumentId> Relevant(Project project) =>
        project.Documents.Where(document => document.FilePath is { } path && TlsWords().IsMatch(File.ReadAllText(path))).Select(document => document.Id);

    [GeneratedRegex("HttpClient|MessageHandler|SslStream|ClientWebSocket|SslPolicyErrors|X509|CertificateValidation|PinValidator|WebRequest")]
    private static partial Regex TlsWords();
}
