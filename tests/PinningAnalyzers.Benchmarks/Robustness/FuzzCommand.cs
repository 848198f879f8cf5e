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

/// <summary>The verb <c>fuzz</c>: real sources, broken at random. Each file stands alone: that the rest of its project is missing is part of the disrepair.</summary>
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
        Project project = CreateProject();

        // Kept, so that the references are read once and not once a mutant.
        Compilation? kept = await project.GetCompilationAsync().ConfigureAwait(false);
        kept!.GetSpecialType(SpecialType.System_Object);
        List<string> files = [.. CorpusReader.Read(_options.Folder).SelectMany(part => part.Sources).Where(path => TlsWords().IsMatch(File.ReadAllText(path)))];
        Console.WriteLine($"{files.Count} files speak of TLS");
        for (int turn = 0; files.Count > 0 && _watch.Elapsed < _options.Duration; turn++)
        {
            await BreakAsync(project, files[turn % files.Count]).ConfigureAwait(false);
        }

        GC.KeepAlive(kept);
        Console.WriteLine($"{_mutants} mutants, {_findings} findings, {_fixes} fixes worked out, {_failures} failures (seeds {_options.Seed} to {_seed - 1})");
    }

    private async Task BreakAsync(Project project, string path)
    {
        int seed = _seed++;
        string source = new SourceMutator(seed).Mutate(await File.ReadAllTextAsync(path).ConfigureAwait(false));
        Document document = project.AddDocument(Path.GetFileName(path), SourceText.From(source), filePath: path);
        try
        {
            using var cancellation = new CancellationTokenSource();
            await Task.Run(() => VerifyAsync(document, cancellation.Token)).WaitAsync(Deadline).ConfigureAwait(false);
        }
        catch (Exception problem)
        {
            _failures++;
            string kept = Path.Combine(Path.GetTempPath(), $"fuzz-{seed}.cs");
            await File.WriteAllTextAsync(kept, source).ConfigureAwait(false);
            Console.WriteLine($"seed {seed}, {path}: {problem}\n  the broken source: {kept}");
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

    private Project CreateProject()
    {
        ImmutableArray<MetadataReference> references = ReferenceSet.Load([.. _options.References, typeof(CertificatePinning.PinValidator).Assembly.Location]);
        ProjectInfo project = ProjectInfo.Create(
            ProjectId.CreateNewId(),
            VersionStamp.Default,
            "Fuzz",
            "Fuzz",
            LanguageNames.CSharp,
            parseOptions: new CSharpParseOptions(LanguageVersion.Preview),
            compilationOptions: new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, allowUnsafe: true),
            metadataReferences: references);
        return new AdhocWorkspace().CurrentSolution.AddProject(project).GetProject(project.Id)!;
    }

    [GeneratedRegex("HttpClient|MessageHandler|SslStream|ClientWebSocket|SslPolicyErrors|X509|CertificateValidation|PinValidator|WebRequest")]
    private static partial Regex TlsWords();
}
