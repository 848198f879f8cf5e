using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace PinningAnalyzers.Benchmarks.Corpus;

/// <summary>The verb <c>corpus</c>: every rule over a folder of sources.</summary>
internal sealed class CorpusCommand
{
    private const int FirstCounted = 3;

    private readonly CorpusOptions _options;

    private readonly ImmutableArray<DiagnosticAnalyzer> _ours = OurAnalyzers.Create();

    private readonly IReadOnlyList<(string Name, DiagnosticAnalyzer Analyzer)> _peers;

    private readonly CorpusTotals _totals = new();

    private readonly Meter _meter = new();

    private readonly TextWriter _findings;

    private CorpusCommand(CorpusOptions options, TextWriter findings)
    {
        _options = options;
        _findings = findings;
        _peers = options.Quick ? [] : PeerAnalyzers.Load(options.Peers);
    }

    public static async Task<int> RunAsync(IReadOnlyList<string> arguments)
    {
        CorpusOptions options;
        try
        {
            options = CorpusOptions.Parse(arguments);
        }
        catch (ArgumentException problem)
        {
            Console.Error.WriteLine(problem.Message);
            return 2;
        }

        using TextWriter findings = options.FindingsFile is null ? TextWriter.Null : new StreamWriter(options.FindingsFile);
        var command = new CorpusCommand(options, findings);
        await command.RunAsync().ConfigureAwait(false);
        return command._totals.Crashes.Count == 0 ? 0 : 1;
    }

    private async Task RunAsync()
    {
        IReadOnlyList<CorpusProject> projects = CorpusReader.Read(_options.Folder);
        var compiler = new CorpusCompiler(ReferenceSet.Load(_options.References), projects);
        foreach (CorpusProject project in projects)
        {
            CSharpCompilation compilation = compiler.Compile(project);
            bool isTestProject = project.File.IsTestProject && !_options.JudgeTestProjects;
            AnalyzerOptions options = new ProjectOptions(isTestProject).ToAnalyzerOptions();

            _totals.Projects++;
            _totals.Files += project.Sources.Count;
            _totals.Lines += compilation.SyntaxTrees.Sum(tree => tree.GetText().Lines.Count);

            Keep(project, await AnalyzeAsync(compilation, options).ConfigureAwait(false));
        }

        _totals.Print();
        if (_options.Profile)
        {
            _meter.Print([.. _ours.Select(OurAnalyzers.Name)]);
        }
        else if (!_options.Quick)
        {
            _totals.PrintCosts();
        }
    }

    private Task<AnalysisRun> AnalyzeAsync(CSharpCompilation compilation, AnalyzerOptions options)
    {
        return _options switch
        {
            { Quick: true } => AnalysisRun.ExecuteAsync(compilation, _ours, options),
            { Profile: true } => ProfileAsync(compilation, options),
            _ => MeasureAsync(compilation, options),
        };
    }

    /// <summary>Our rules, the floor and the peers, each call of each metered; what counts is the least of the repetitions from the third on, when all code is compiled and warm.</summary>
    private async Task<AnalysisRun> ProfileAsync(CSharpCompilation compilation, AnalyzerOptions options)
    {
        var floor = new DoNothingAnalyzer(Registrations.Of(_ours, compilation, options));
        IEnumerable<(string Name, DiagnosticAnalyzer Analyzer)> all = [(DoNothingAnalyzer.Name, floor), .. _ours.Select(rule => (OurAnalyzers.Name(rule), rule)), .. _peers];
        var counted = new List<Meter>();
        AnalysisRun? run = null;
        for (int repetition = 1; repetition <= _options.Repetitions; repetition++)
        {
            var meter = new Meter();
            ImmutableArray<DiagnosticAnalyzer> metered = [.. all.Select(pair => new MeteredAnalyzer(pair.Analyzer, pair.Name, meter))];
            run = await AnalysisRun.ExecuteAsync(compilation, metered, options).ConfigureAwait(false);
            if (repetition >= FirstCounted)
            {
                counted.Add(meter);
            }
        }

        _meter.Add(Meter.Least(counted));
        return run!;
    }

    /// <summary>Everything in one run, so that all pay alike for what they ask of Roslyn; what counts is the least of the repetitions from the third on, when all code is compiled and warm.</summary>
    private async Task<AnalysisRun> MeasureAsync(CSharpCompilation compilation, AnalyzerOptions options)
    {
        var floor = new DoNothingAnalyzer(Registrations.Of(_ours, compilation, options));
        ImmutableArray<DiagnosticAnalyzer> all = [floor, .. _ours, .. _peers.Select(peer => peer.Analyzer)];
        Dictionary<DiagnosticAnalyzer, TimeSpan> least = all.ToDictionary(analyzer => analyzer, _ => TimeSpan.MaxValue);
        AnalysisRun? run = null;
        for (int repetition = 1; repetition <= _options.Repetitions; repetition++)
        {
            run = await AnalysisRun.ExecuteAsync(compilation, all, options).ConfigureAwait(false);
            foreach (DiagnosticAnalyzer analyzer in repetition >= FirstCounted ? all : [])
            {
                least[analyzer] = run.Times[analyzer] < least[analyzer] ? run.Times[analyzer] : least[analyzer];
            }
        }

        _totals.Floor += least[floor];
        foreach (DiagnosticAnalyzer rule in _ours)
        {
            _totals.Rules[OurAnalyzers.Name(rule)] = _totals.Rules.GetValueOrDefault(OurAnalyzers.Name(rule)) + least[rule];
        }

        foreach ((string name, DiagnosticAnalyzer peer) in _peers)
        {
            _totals.Peers[name] = _totals.Peers.GetValueOrDefault(name) + least[peer];
        }

        if (!_options.TimesOnly)
        {
            await MeasureAllocationAsync(compilation, floor, options).ConfigureAwait(false);
        }

        return run!;
    }

    private async Task MeasureAllocationAsync(CSharpCompilation compilation, DiagnosticAnalyzer floor, AnalyzerOptions options)
    {
        _totals.FloorBytes += await AllocatedAsync(compilation, [floor], options).ConfigureAwait(false);
        _totals.OurBytes += await AllocatedAsync(compilation, _ours, options).ConfigureAwait(false);
    }

    /// <summary>The least of several runs: what Roslyn keeps in weak references it allocates again whenever a collection comes between.</summary>
    private static async Task<long> AllocatedAsync(CSharpCompilation compilation, ImmutableArray<DiagnosticAnalyzer> analyzers, AnalyzerOptions options)
    {
        long least = long.MaxValue;
        for (int repetition = 0; repetition < FirstCounted; repetition++)
        {
            GC.Collect();
            least = Math.Min(least, (await AnalysisRun.ExecuteAsync(compilation, analyzers, options).ConfigureAwait(false)).AllocatedBytes);
        }

        return least;
    }

    private void Keep(CorpusProject project, AnalysisRun run)
    {
        var supported = _ours.SelectMany(rule => rule.SupportedDiagnostics).Select(rule => rule.Id).ToHashSet(StringComparer.Ordinal);
        List<Diagnostic> findings = [.. run.Findings
            .Where(finding => supported.Contains(finding.Id))
            .OrderBy(finding => finding.Location.SourceTree?.FilePath, StringComparer.Ordinal)
            .ThenBy(finding => finding.Location.SourceSpan.Start)
            .ThenBy(finding => finding.Id, StringComparer.Ordinal)];
        _totals.Count(findings);
        _totals.Crashes.AddRange(run.Crashes);
        foreach (Diagnostic finding in findings)
        {
            _findings.WriteLine($"{finding.Id} {Describe(finding)}");
        }

        _findings.Flush();
        Console.Error.WriteLine($"{project.Name}: {project.Sources.Count} files, {findings.Count} findings");
    }

    /// <summary><c>path:line: message | source line</c>, the path from the corpus's folder on.</summary>
    private string Describe(Diagnostic finding)
    {
        FileLinePositionSpan span = finding.Location.GetLineSpan();
        string source = finding.Location.SourceTree is { } tree
            ? tree.GetText().Lines[span.StartLinePosition.Line].ToString().Trim()
            : "";
        return $"{Path.GetRelativePath(_options.Folder, span.Path)}:{span.StartLinePosition.Line + 1}: {finding.GetMessage()} | {source}";
    }
}
