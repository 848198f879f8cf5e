using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;

namespace PinningAnalyzers.CodeFixes;

/// <summary>
/// Fixes many findings in one session. The well-known batch fixer computes each fix alone and merges texts, so that every
/// fix in a project without a validator would add the validator's file again.
/// </summary>
internal sealed class PinningFixAllProvider : FixAllProvider
{
    public static readonly PinningFixAllProvider Instance = new();

    public override IEnumerable<FixAllScope> GetSupportedFixAllScopes() => [FixAllScope.Document, FixAllScope.Project, FixAllScope.Solution];

    public override Task<CodeAction?> GetFixAsync(FixAllContext fixAllContext)
    {
        if (fixAllContext.CodeFixProvider is not PinningFixer fixer)
        {
            return Task.FromResult<CodeAction?>(null);
        }

        // `dotnet format` hands over no key where the first finding that it meets cannot be fixed.
        FixOffer offer = fixer.Offers.FirstOrDefault(candidate => candidate.EquivalenceKey == fixAllContext.CodeActionEquivalenceKey) ?? fixer.Offers[0];
        return Task.FromResult<CodeAction?>(
            CodeAction.Create(offer.Title, cancellationToken => FixAsync(fixAllContext, fixer, offer, cancellationToken), offer.EquivalenceKey));
    }

    private static async Task<Solution> FixAsync(FixAllContext context, PinningFixer fixer, FixOffer offer, CancellationToken cancellationToken)
    {
        Solution solution = context.Solution;
        var session = new FixSession(solution, fixer, offer.EquivalenceKey, cancellationToken);
        foreach (Project project in ProjectsOf(context))
        {
            ImmutableArray<Diagnostic> findings = context is { Scope: FixAllScope.Document, Document: { } document }
                ? await context.GetDocumentDiagnosticsAsync(document).ConfigureAwait(false)
                : await context.GetAllDiagnosticsAsync(project).ConfigureAwait(false);
            foreach (Diagnostic finding in findings.OrderBy(finding => finding.Location.SourceSpan.Start))
            {
                if (solution.GetDocument(finding.Location.SourceTree) is { } place)
                {
                    await session.AddAsync(place, finding).ConfigureAwait(false);
                }
            }
        }

        return await session.ApplyAsync().ConfigureAwait(false);
    }

    private static IEnumerable<Project> ProjectsOf(FixAllContext context) =>
        context.Scope == FixAllScope.Solution ? context.Solution.Projects.Where(project => project.Language == LanguageNames.CSharp) : [context.Project];
}
