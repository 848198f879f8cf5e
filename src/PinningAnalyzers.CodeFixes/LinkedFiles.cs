using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace PinningAnalyzers.CodeFixes;

/// <summary>
/// Gives a file that several projects compile one text. A multi-targeted project is several projects to the workspace, and
/// each sees, and fixes, other branches of <c>#if</c>.
/// </summary>
internal static class LinkedFiles
{
    public static async Task<Solution> MergeAsync(Solution before, Solution after, IEnumerable<DocumentId> changed, CancellationToken cancellationToken)
    {
        var done = new HashSet<DocumentId>();
        foreach (DocumentId id in changed)
        {
            Document original = before.GetDocument(id)!;
            ImmutableArray<DocumentId> linked = original.GetLinkedDocumentIds();
            if (linked.IsEmpty || !done.Add(id))
            {
                continue;
            }

            SourceText text = await original.GetTextAsync(cancellationToken).ConfigureAwait(false);
            var changes = new List<TextChange>();
            foreach (DocumentId each in linked.Insert(0, id))
            {
                done.Add(each);
                await AddChangesAsync(changes, before.GetDocument(each)!, after.GetDocument(each)!, text, cancellationToken).ConfigureAwait(false);
            }

            SourceText merged = text.WithChanges(changes.OrderBy(change => change.Span.Start));
            foreach (DocumentId each in linked.Insert(0, id))
            {
                after = after.WithDocumentText(each, merged);
            }
        }

        return after;
    }

    private static async Task AddChangesAsync(List<TextChange> changes, Document before, Document after, SourceText text, CancellationToken cancellationToken)
    {
        SourceText original = await before.GetTextAsync(cancellationToken).ConfigureAwait(false);
        if (!original.ContentEquals(text))
        {
            return;
        }

        foreach (TextChange change in await after.GetTextChangesAsync(before, cancellationToken).ConfigureAwait(false))
        {
            if (!changes.Exists(other => other.Span.IntersectsWith(change.Span)))
            {
                changes.Add(change);
            }
        }
    }
}
