using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;

namespace PinningAnalyzers.CodeFixes;

/// <summary>The frame of every fix that writes a validator: what is planned for one finding is what Fix All does for many.</summary>
public abstract class PinningFixer : CodeFixProvider
{
    /// <summary>What the fix can do, the recommended first.</summary>
    internal abstract ImmutableArray<FixOffer> Offers { get; }

    /// <inheritdoc />
    public sealed override FixAllProvider GetFixAllProvider() => PinningFixAllProvider.Instance;

    /// <inheritdoc />
    public sealed override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        Solution solution = context.Document.Project.Solution;
        foreach (FixOffer offer in Offers)
        {
            foreach (Diagnostic finding in context.Diagnostics)
            {
                var session = new FixSession(solution, this, offer.EquivalenceKey, context.CancellationToken);
                await session.AddAsync(context.Document, finding).ConfigureAwait(false);
                if (!session.IsEmpty && await session.ApplyAsync().ConfigureAwait(false) is { } changed && changed != solution)
                {
                    context.RegisterCodeFix(CodeAction.Create(offer.Title, _ => Task.FromResult(changed), offer.EquivalenceKey), finding);
                }
            }
        }
    }

    /// <summary>The change that answers one finding; null where none is sure to be right.</summary>
    internal abstract NodeEdit? Plan(FixSite site, string equivalenceKey);
}
