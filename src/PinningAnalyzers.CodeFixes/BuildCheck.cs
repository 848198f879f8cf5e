using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace PinningAnalyzers.CodeFixes;

/// <summary>
/// Tells whether a change breaks the build. Only the members that changed are compiled: a file of ten thousand lines would
/// keep the light bulb waiting for seconds.
/// </summary>
internal static class BuildCheck
{
    /// <summary>Whether what changed has a compiler error that was not there before.</summary>
    public static async Task<bool> BreaksAsync(Document before, Document after, CancellationToken cancellationToken)
    {
        SyntaxNode old = (await before.GetSyntaxRootAsync(cancellationToken).ConfigureAwait(false))!;
        SyntaxNode current = (await after.GetSyntaxRootAsync(cancellationToken).ConfigureAwait(false))!;
        var oldUnits = new HashSet<TextSpan>();
        var currentUnits = new HashSet<TextSpan>();
        int shift = 0;
        foreach (TextChangeRange change in current.SyntaxTree.GetText(cancellationToken).GetChangeRanges(old.SyntaxTree.GetText(cancellationToken)))
        {
            oldUnits.Add(Unit(old, change.Span));
            currentUnits.Add(Unit(current, new TextSpan(change.Span.Start + shift, change.NewLength)));
            shift += change.NewLength - change.Span.Length;
        }

        if (oldUnits.Contains(old.FullSpan) || currentUnits.Contains(current.FullSpan))
        {
            oldUnits = [old.FullSpan];
            currentUnits = [current.FullSpan];
        }

        List<string> known = await ErrorsAsync(before, oldUnits, cancellationToken).ConfigureAwait(false);
        List<string> errors = await ErrorsAsync(after, currentUnits, cancellationToken).ConfigureAwait(false);
        return errors.Exists(error => !known.Remove(error));
    }

    private static async Task<List<string>> ErrorsAsync(Document document, IEnumerable<TextSpan> units, CancellationToken cancellationToken)
    {
        SemanticModel model = (await document.GetSemanticModelAsync(cancellationToken).ConfigureAwait(false))!;
        return units
            .SelectMany(unit => model.GetDiagnostics(unit, cancellationToken))
            .Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error)
            .Distinct()
            .Select(error => error.Id + error.GetMessage(CultureInfo.InvariantCulture))
            .ToList();
    }

    /// <summary>The member or directive around a change.</summary>
    private static TextSpan Unit(SyntaxNode root, TextSpan span)
    {
        SyntaxNode node = root.FindNode(span, getInnermostNodeForTie: true);
        SyntaxNode? unit = node.FirstAncestorOrSelf<SyntaxNode>(each => each is MemberDeclarationSyntax and not BaseNamespaceDeclarationSyntax or UsingDirectiveSyntax);
        return unit is GlobalStatementSyntax or null ? root.FullSpan : unit.FullSpan;
    }
}
