using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;

namespace PinningAnalyzers.CodeFixes;

/// <summary>One change of one node; a node is changed once, however many findings ask for it.</summary>
internal sealed class NodeEdit
{
    private readonly Func<SyntaxNode, SyntaxNode> _rewrite;

    public NodeEdit(DocumentId document, SyntaxNode node, Func<SyntaxNode, SyntaxNode> rewrite, bool needsFile = false)
    {
        Document = document;
        Node = node;
        _rewrite = rewrite;
        NeedsFile = needsFile;
    }

    public DocumentId Document { get; }

    public SyntaxNode Node { get; }

    /// <summary>Whether what is written names the validator of the file that the project does not have yet.</summary>
    public bool NeedsFile { get; }

    /// <summary>Takes the node as it is after the changes inside it.</summary>
    public SyntaxNode Rewrite(SyntaxNode current)
    {
        // What was parsed anew has lost the imports that an inner change asked for.
        SyntaxNode changed = _rewrite(current);
        IEnumerable<string> kept = ImportAdder.RequestsIn(changed);
        return ImportAdder.RequestsIn(current).Except(kept).ToList().Aggregate(changed, ImportAdder.Request);
    }
}
