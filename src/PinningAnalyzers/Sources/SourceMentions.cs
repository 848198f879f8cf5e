using System;
using System.Collections.Generic;
using System.Linq;
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
    public static IEnumerable<SyntaxNode> NodesWhereMentioned(Compilation compilation, string name, CancellationToken cancellation)
    {
        char[] block = CreateBlock();
        foreach (SyntaxTree tree in compilation.SyntaxTrees)
        {
            if (Contains(tree, name, block, cancellation))
            {
                foreach (SyntaxNode node in tree.GetRoot(cancellation).DescendantNodes())
                {
                    yield return node;
                }
            }
        }
    }

    /// <summary>Where a part of a text says a name, or has it in a longer one.</summary>
    public static IEnumerable<int> PositionsOf(string name, SourceText text, TextSpan span) => PositionsOf(name, text, span, new char[Math.Min(BlockLength, span.Length)]);

    /// <param name="block">Of a few thousand characters; to be used again for the next file.</param>
    private static bool Contains(SyntaxTree tree, string name, char[] block, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        SourceText text = tree.GetText(cancellation);
        return PositionsOf(name, text, new TextSpan(0, text.Length), block).Any();
    }

    private static IEnumerable<int> PositionsOf(string name, SourceText text, TextSpan span, char[] block)
    {
        // Blocks overlap, so that no name falls between two.
        for (int start = span.Start; start < span.End; start += Math.Max(1, block.Length - name.Length + 1))
        {
            int length = Math.Min(block.Length, span.End - start);
            text.CopyTo(start, block, 0, length);
            int read = 0;
            for (int found = Find(name, block, read, length); found >= 0; found = Find(name, block, read, length))
            {
                yield return start + read + found;
                read += found + name.Length;
            }
        }
    }

    private static int Find(string name, char[] block, int start, int end) => block.AsSpan(start, end - start).IndexOf(name.AsSpan());

    private static char[] CreateBlock() => new char[BlockLength];
}
