using System;
using System.Collections.Generic;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace PinningAnalyzers.Sources;

/// <summary>Looks for a name in the text of files: to walk their nodes costs more than all rules together.</summary>
internal static class SourceMentions
{
    private const int BlockLength = 8192;

    /// <summary>Whether any file that a type is declared in has this text in it; false for types of references.</summary>
    public static bool ContainsWhereDeclared(INamedTypeSymbol type, string name, CancellationToken cancellation)
    {
        char[] block = CreateBlock();
        foreach (SyntaxReference declaration in type.DeclaringSyntaxReferences)
        {
            if (Contains(declaration.SyntaxTree, name, block, cancellation))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The nodes of all files that have this text in them.</summary>
    public static IEnumerable<SyntaxNode> NodesWhereMentioned(Compilation compilation, string name)
    {
        char[] block = CreateBlock();
        foreach (SyntaxTree tree in compilation.SyntaxTrees)
        {
            if (Contains(tree, name, block, CancellationToken.None))
            {
                foreach (SyntaxNode node in tree.GetRoot().DescendantNodes())
                {
                    yield return node;
                }
            }
        }
    }

    /// <summary>Whether a file has this text in it.</summary>
    /// <param name="block">Of a few thousand characters; to be used again for the next file.</param>
    private static bool Contains(SyntaxTree tree, string name, char[] block, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        SourceText text = tree.GetText(cancellation);

        // Blocks overlap, so that no name falls between two.
        for (int start = 0; start < text.Length; start += block.Length - name.Length)
        {
            int length = Math.Min(block.Length, text.Length - start);
            text.CopyTo(start, block, 0, length);
            if (block.AsSpan(0, length).IndexOf(name.AsSpan()) >= 0)
            {
                return true;
            }
        }

        return false;
    }

    private static char[] CreateBlock() => new char[BlockLength];
}
