using System;
using Microsoft.CodeAnalysis;

namespace PinningAnalyzers.CodeFixes;

/// <summary>One change of one node; a node is changed once, however many findings ask for it.</summary>
internal sealed class NodeEdit
{
    public NodeEdit(DocumentId document, SyntaxNode node, Func<SyntaxNode, SyntaxNode> rewrite, bool needsFile = false)
    {
        Document = document;
        Node = node;
        Rewrite = rewrite;
        NeedsFile = needsFile;
    }

    public DocumentId Document { get; }

    public SyntaxNode Node { get; }

    /// <summary>Takes the node as it is after the changes inside it.</summary>
    public Func<SyntaxNode, SyntaxNode> Rewrite { get; }

    /// <summary>Whether what is written names the validator of the file that the project does not have yet.</summary>
    public bool NeedsFile { get; }
}
