using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Reflection;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;

namespace PinningAnalyzers.Tests.Robustness;

/// <summary>Computes every fix that the package offers for some findings; the document stays as it is.</summary>
internal static class FixRun
{
    /// <summary>How many fixes were offered and worked out without an exception.</summary>
    public static async Task<int> ComputeAllAsync(Document document, IEnumerable<Diagnostic> findings, CancellationToken cancellationToken)
    {
        ImmutableArray<CodeFixProvider> providers = Providers();
        int offered = 0;
        foreach (Diagnostic finding in findings)
        {
            foreach (CodeFixProvider provider in providers.Where(provider => provider.FixableDiagnosticIds.Contains(finding.Id)))
            {
                foreach (CodeAction action in await OfferedAsync(provider, document, finding, cancellationToken).ConfigureAwait(false))
                {
                    foreach (ApplyChangesOperation change in (await action.GetOperationsAsync(cancellationToken).ConfigureAwait(false)).OfType<ApplyChangesOperation>())
                    {
                        await ReadAsync(document, change.ChangedSolution, cancellationToken).ConfigureAwait(false);
                    }

                    offered++;
                }
            }
        }

        return offered;
    }

    /// <summary>Every fix of the package.</summary>
    public static ImmutableArray<CodeFixProvider> Providers() =>
    [
        .. Assembly.Load("PinningAnalyzers.CodeFixes").GetTypes()
            .Where(type => !type.IsAbstract && type.IsSubclassOf(typeof(CodeFixProvider)))
            .Select(type => (CodeFixProvider)Activator.CreateInstance(type)!),
    ];

    /// <summary>What one fix offers for one finding, as the light bulb asks.</summary>
    public static async Task<IReadOnlyList<CodeAction>> OfferedAsync(CodeFixProvider provider, Document document, Diagnostic finding, CancellationToken cancellationToken)
    {
        var actions = new List<CodeAction>();
        var context = new CodeFixContext(document, finding, (action, _) => actions.Add(action), cancellationToken);
        await provider.RegisterCodeFixesAsync(context).ConfigureAwait(false);
        return actions;
    }

    /// <summary>Asks for the text of all that changed: some fixes do their work only then.</summary>
    private static async Task ReadAsync(Document document, Solution changed, CancellationToken cancellationToken)
    {
        foreach (ProjectChanges project in changed.GetChanges(document.Project.Solution).GetProjectChanges())
        {
            foreach (DocumentId id in project.GetChangedDocuments().Concat(project.GetAddedDocuments()))
            {
                await changed.GetDocument(id)!.GetTextAsync(cancellationToken).ConfigureAwait(false);
            }
        }
    }
}
