using System;
using System.Collections.Generic;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace PinningAnalyzers.Sources;

/// <summary>Where one declaration says a name. For the first few names its text is searched, and its tokens are indexed once more of them are asked for.</summary>
internal sealed class NameMentions(SyntaxNode declaration)
{
    private const int FewNames = 4;

    private readonly object _lock = new();

    private Dictionary<string, List<SyntaxNode>> _mentions = [];

    private bool _isIndexed;

    /// <summary>The names of this spelling that are used, not declared; in the order of the text.</summary>
    public IReadOnlyList<SyntaxNode> Of(string name, CancellationToken cancellation)
    {
        if (name.Length == 0)
        {
            // What is still being written has no name yet.
            return [];
        }

        lock (_lock)
        {
            if (_mentions.TryGetValue(name, out List<SyntaxNode>? mentions))
            {
                return mentions;
            }

            if (_isIndexed)
            {
                return [];
            }

            if (_mentions.Count == FewNames)
            {
                Index(cancellation);
                return _mentions.TryGetValue(name, out mentions) ? mentions : [];
            }

            return _mentions[name] = Search(name, cancellation);
        }
    }

    private List<SyntaxNode> Search(string name, CancellationToken cancellation)
    {
        var mentions = new List<SyntaxNode>();
        foreach (int position in SourceMentions.PositionsOf(name, declaration.SyntaxTree.GetText(cancellation), declaration.Span))
        {
            cancellation.ThrowIfCancellationRequested();
            SyntaxToken token = declaration.FindToken(position);
            if (IsUse(token) && token.Span.Contains(position) && token.ValueText == name)
            {
                mentions.Add(token.Parent!);
            }
        }

        return mentions;
    }

    private void Index(CancellationToken cancellation)
    {
        var index = new Dictionary<string, List<SyntaxNode>>();
        foreach (SyntaxToken token in declaration.DescendantTokens())
        {
            cancellation.ThrowIfCancellationRequested();
            if (IsUse(token))
            {
                if (!index.TryGetValue(token.ValueText, out List<SyntaxNode>? mentions))
                {
                    index.Add(token.ValueText, mentions = []);
                }

                mentions.Add(token.Parent!);
            }
        }

        _mentions = index;
        _isIndexed = true;
    }

    private static bool IsUse(SyntaxToken token) => token.IsKind(SyntaxKind.IdentifierToken) && token.Parent is SimpleNameSyntax;
}
