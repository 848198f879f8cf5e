using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;

namespace PinningAnalyzers.Benchmarks.Fixes;

/// <summary>The verb <c>fixes</c>: every fix over a folder of sources. No fix may break what compiled, leave its finding, or touch other lines.</summary>
internal sealed class FixesCommand
{
    private readonly FixesOptions _options;

    private readonly FixTotals _totals = new();

    private readonly FixTrial _trial;

    private FixesCommand(FixesOptions options, TextWriter changes)
    {
        _options = options;
        _trial = new FixTrial(options.Corpus.Folder, _totals, changes);
    }

    public static async Task<int> RunAsync(IReadOnlyList<string> arguments)
    {
        FixesOptions options;
        try
        {
            options = FixesOptions.Parse(arguments);
        }
        catch (ArgumentException problem)
        {
            Console.Error.WriteLine(problem.Message);
            return 2;
        }

        using TextWriter changes = options.DiffFile is null ? TextWriter.Null : new StreamWriter(options.DiffFile);
        var command = new FixesCommand(options, changes);
        await command.RunAsync().ConfigureAwait(false);
        return command._totals.Faults.Count == 0 ? 0 : 1;
    }

    private async Task RunAsync()
    {
        Solution original = CorpusSolution.Load(_options);
        List<Finding> findings = await SolutionFindings.OfAsync(original, original.ProjectIds).ConfigureAwait(false);
        Console.Error.WriteLine($"{original.ProjectIds.Count} projects, {findings.Count} findings");
        await TryAllAsync(original, findings).ConfigureAwait(false);
        await TryAloneAsync(original, findings).ConfigureAwait(false);
        _totals.Print();
    }

    /// <summary>
    /// One rule after the other, each with its first fix, as <c>dotnet format</c> does; the other fixes of a rule each from
    /// the sources as they were.
    /// </summary>
    private async Task TryAllAsync(Solution original, List<Finding> findings)
    {
        Solution solution = original;
        List<Finding> current = findings;
        foreach (string rule in findings.Select(finding => finding.Rule).Distinct().Order(StringComparer.Ordinal))
        {
            List<Finding> own = [.. current.Where(finding => finding.Rule == rule)];
            IReadOnlyList<Offer> offers = await _trial.OfferAsync(solution, own).ConfigureAwait(false);
            if (offers.Count == 0)
            {
                continue;
            }

            string recommended = offers[0].Keys[0];
            foreach (string key in offers.SelectMany(offer => offer.Keys).Distinct().Where(key => key != recommended))
            {
                List<Finding> first = [.. findings.Where(finding => finding.Rule == rule)];
                await _trial.FixAllAsync(original, first, await _trial.OfferAsync(original, first).ConfigureAwait(false), key).ConfigureAwait(false);
            }

            Solution changed = await _trial.FixAllAsync(solution, own, offers, recommended).ConfigureAwait(false);
            HashSet<ProjectId> projects = [.. changed.GetChanges(solution).GetProjectChanges().Select(project => project.ProjectId)];
            current = [.. current.Where(finding => !projects.Contains(finding.Document.ProjectId)), .. await SolutionFindings.OfAsync(changed, projects).ConfigureAwait(false)];
            solution = changed;
        }
    }

    private async Task TryAloneAsync(Solution original, List<Finding> findings)
    {
        foreach (IGrouping<string, Finding> rule in findings.GroupBy(finding => finding.Rule))
        {
            // Spread over the whole, not the first files.
            Finding[] all = [.. rule];
            int step = Math.Max(1, all.Length / Math.Max(1, _options.Sample));
            for (int i = 0; i < all.Length && i / step < _options.Sample; i += step)
            {
                await _trial.FixOneAsync(original, all[i]).ConfigureAwait(false);
            }
        }
    }
}
