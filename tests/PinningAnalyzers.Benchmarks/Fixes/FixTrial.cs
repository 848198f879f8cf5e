using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using PinningAnalyzers.Tests.Robustness;

namespace PinningAnalyzers.Benchmarks.Fixes;

/// <summary>Applies fixes to a solution, and holds what comes out against what was there.</summary>
internal sealed class FixTrial(string folder, FixTotals totals, TextWriter changes)
{
    // That a callback decides for the whole process is said of the pin validator, too.
    private static readonly string[] StaysReported = [RuleIdentifiers.ProcessWideCallback];

    private readonly ImmutableArray<CodeFixProvider> _fixers = FixRun.Providers();

    private readonly ConditionalWeakTable<SemanticModel, List<Diagnostic>> _errors = [];

    /// <summary>Asks for the light bulb of each finding.</summary>
    public async Task<IReadOnlyList<Offer>> OfferAsync(Solution solution, IReadOnlyList<Finding> findings)
    {
        var offers = new List<Offer>();
        foreach (Finding finding in findings)
        {
            foreach (CodeFixProvider fixer in _fixers.Where(fixer => fixer.FixableDiagnosticIds.Contains(finding.Rule)))
            {
                var watch = Stopwatch.StartNew();
                IReadOnlyList<CodeAction> actions = await FixRun.OfferedAsync(fixer, solution.GetDocument(finding.Document)!, finding.Diagnostic, CancellationToken.None).ConfigureAwait(false);
                if (actions.Count > 0)
                {
                    offers.Add(new Offer(finding, fixer, [.. actions.Select(action => action.EquivalenceKey!)]));
                }
                else
                {
                    changes.WriteLine($"no offer: {finding.Rule} {Describe(finding)}");
                }

                FixTotals.Row row = totals[finding.Rule, "light bulbs"];
                row.Asked++;
                row.Offering += watch.Elapsed;
            }
        }

        return offers;
    }

    /// <summary>Fix All over the solution, for the findings of one rule.</summary>
    public async Task<Solution> FixAllAsync(Solution solution, IReadOnlyList<Finding> findings, IReadOnlyList<Offer> offers, string key)
    {
        string rule = findings[0].Rule;
        List<Offer> own = [.. offers.Where(offer => offer.Keys.Contains(key))];
        CodeFixProvider fixer = own[0].Fixer;
        FixTotals.Row row = totals[rule, key];
        row.Findings += findings.Count;
        row.Offered += own.Count;

        var watch = Stopwatch.StartNew();
        var context = new FixAllContext(solution.GetProject(own[0].Finding.Document.ProjectId)!, fixer, FixAllScope.Solution, key, [rule], new KnownFindings(findings), CancellationToken.None);
        CodeAction? action = await fixer.GetFixAllProvider()!.GetFixAsync(context).ConfigureAwait(false);
        Solution changed = await ChangedAsync(action, solution).ConfigureAwait(false);
        row.Applying += watch.Elapsed;

        List<ProjectId> projects = [.. changed.GetChanges(solution).GetProjectChanges().Select(project => project.ProjectId)];
        row.Broken += await VerifyCompilesAsync(solution, changed, $"{rule} {key}").ConfigureAwait(false);
        List<Finding> after = [.. (await SolutionFindings.OfAsync(changed, projects).ConfigureAwait(false)).Where(finding => finding.Rule == rule)];
        int fixedCount = 0;
        foreach (IGrouping<DocumentId, Finding> document in findings.GroupBy(finding => finding.Document))
        {
            int offered = own.Count(offer => offer.Finding.Document == document.Key);
            List<Finding> remaining = projects.Contains(document.Key.ProjectId) ? [.. after.Where(finding => finding.Document == document.Key)] : [.. document];
            int left = StaysReported.Contains(rule) ? 0 : Math.Max(0, remaining.Count - (document.Count() - offered));
            row.Left += left;
            fixedCount += document.Count() - remaining.Count;
            if (left > 0)
            {
                totals.Faults.Add($"{rule} {key}: {left} of {offered} left: {string.Join(", ", remaining.Select(Describe))}");
            }
        }

        row.Fixed += fixedCount;
        row.Misformatted += await VerifyFormatAsync(solution, changed, findings, $"{rule} {key}").ConfigureAwait(false);
        return changed;
    }

    /// <summary>The fixes of one finding, each alone.</summary>
    public async Task FixOneAsync(Solution solution, Finding finding)
    {
        foreach (CodeFixProvider fixer in _fixers.Where(fixer => fixer.FixableDiagnosticIds.Contains(finding.Rule)))
        {
            Document document = solution.GetDocument(finding.Document)!;
            foreach (CodeAction action in await FixRun.OfferedAsync(fixer, document, finding.Diagnostic, CancellationToken.None).ConfigureAwait(false))
            {
                FixTotals.Row row = totals[finding.Rule, action.EquivalenceKey!];
                row.Alone++;
                Solution changed = await ChangedAsync(action, solution).ConfigureAwait(false);
                string name = $"{finding.Rule} {action.EquivalenceKey} alone at {Describe(finding)}";
                row.Broken += await VerifyCompilesAsync(solution, changed, name).ConfigureAwait(false);
                int before = (await SolutionFindings.InAsync(document).ConfigureAwait(false)).Count(each => each.Rule == finding.Rule);
                int after = (await SolutionFindings.InAsync(changed.GetDocument(finding.Document)!).ConfigureAwait(false)).Count(each => each.Rule == finding.Rule);
                if (after >= before && !StaysReported.Contains(finding.Rule))
                {
                    row.Left++;
                    totals.Faults.Add($"{name}: the finding is still there");
                }
            }
        }
    }

    /// <summary>Compiles the files that changed, and those that a new file can be seen from: they speak its type's name.</summary>
    private async Task<int> VerifyCompilesAsync(Solution before, Solution after, string name)
    {
        int broken = 0;
        foreach (ProjectChanges project in after.GetChanges(before).GetProjectChanges())
        {
            HashSet<DocumentId> documents = [.. project.GetChangedDocuments(), .. project.GetAddedDocuments()];
            foreach (DocumentId id in project.GetAddedDocuments())
            {
                string word = Path.GetFileNameWithoutExtension(after.GetDocument(id)!.Name);
                documents.UnionWith(project.NewProject.Documents.Where(document => document.GetTextAsync().Result.ToString().Contains(word, StringComparison.Ordinal)).Select(document => document.Id));
            }

            foreach (DocumentId id in documents)
            {
                IReadOnlyList<Diagnostic> errors = ErrorSet.New(await DiagnosticsAsync(before.GetDocument(id)).ConfigureAwait(false), await DiagnosticsAsync(after.GetDocument(id)).ConfigureAwait(false));
                totals.Faults.AddRange(errors.Select(error => $"{name}: {error}"));
                broken += errors.Count;
            }
        }

        return broken;
    }

    private async Task<int> VerifyFormatAsync(Solution before, Solution after, IReadOnlyList<Finding> findings, string name)
    {
        int faulty = 0;
        foreach (ProjectChanges project in after.GetChanges(before).GetProjectChanges())
        {
            foreach (DocumentId id in project.GetChangedDocuments())
            {
                SourceText old = await before.GetDocument(id)!.GetTextAsync().ConfigureAwait(false);
                IReadOnlyList<LineDiff> diff = LineDiff.Between(old, await after.GetDocument(id)!.GetTextAsync().ConfigureAwait(false));
                string path = Path.GetRelativePath(folder, before.GetDocument(id)!.FilePath!);
                changes.WriteLine($"--- {path}");
                foreach (LineDiff change in diff)
                {
                    changes.Write(change.Describe());
                }

                List<LinePositionSpan> lines = [.. findings.SelectMany(finding => Lines(finding, before.GetDocument(id)!))];
                List<string> faults = [.. FormatCheck.Faults(old, diff, lines)];
                faulty += faults.Count > 0 ? 1 : 0;
                totals.Faults.AddRange(faults.Select(fault => $"{name}: {path}: {fault}"));
            }

            foreach (DocumentId id in project.GetAddedDocuments())
            {
                changes.WriteLine($"+++ {after.GetDocument(id)!.FilePath}");
                changes.WriteLine((await after.GetDocument(id)!.GetTextAsync().ConfigureAwait(false)).ToString());
            }
        }

        return faulty;
    }

    private static async Task<Solution> ChangedAsync(CodeAction? action, Solution otherwise)
    {
        if (action is null)
        {
            return otherwise;
        }

        ImmutableArray<CodeActionOperation> operations = await action.GetOperationsAsync(CancellationToken.None).ConfigureAwait(false);
        return operations.OfType<ApplyChangesOperation>().FirstOrDefault()?.ChangedSolution ?? otherwise;
    }

    private async Task<List<Diagnostic>> DiagnosticsAsync(Document? document)
    {
        if (document is null)
        {
            return [];
        }

        SemanticModel model = (await document.GetSemanticModelAsync().ConfigureAwait(false))!;
        if (!_errors.TryGetValue(model, out List<Diagnostic>? errors))
        {
            errors = [.. model.GetDiagnostics().Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error)];
            _errors.Add(model, errors);
        }

        return errors;
    }

    /// <summary>Where a finding may be fixed: at its place, and in the method whose returns it names.</summary>
    private static IEnumerable<LinePositionSpan> Lines(Finding finding, Document document)
    {
        if (finding.Document == document.Id)
        {
            yield return finding.Place.Span;
        }

        foreach (Location location in finding.Diagnostic.AdditionalLocations)
        {
            if (document.GetSyntaxTreeAsync().Result == location.SourceTree
                && location.SourceTree!.GetRoot().FindNode(location.SourceSpan).FirstAncestorOrSelf<MemberDeclarationSyntax>() is { } member)
            {
                yield return member.GetLocation().GetLineSpan().Span;
            }
        }
    }

    private string Describe(Finding finding) => $"{Path.GetRelativePath(folder, finding.Place.Path)}:{finding.Place.StartLinePosition.Line + 1}";
}
