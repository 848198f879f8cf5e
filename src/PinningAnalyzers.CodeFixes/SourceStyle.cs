using System;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace PinningAnalyzers.CodeFixes;

/// <summary>How a file ends its lines and indents them, read from its text: a fix writes as the file is written.</summary>
internal sealed class SourceStyle
{
    private SourceStyle(string newLine, string indent, bool prefersBlockNamespaces)
    {
        NewLine = newLine;
        Indent = indent;
        PrefersBlockNamespaces = prefersBlockNamespaces;
    }

    public string NewLine { get; }

    /// <summary>One level.</summary>
    public string Indent { get; }

    public bool PrefersBlockNamespaces { get; }

    public static SourceStyle Of(SyntaxTree tree, AnalyzerConfigOptions options)
    {
        SourceText text = tree.GetText();
        bool block = options.TryGetValue("csharp_style_namespace_declarations", out string? style)
            && style.StartsWith("block_scoped", StringComparison.OrdinalIgnoreCase);
        return new SourceStyle(NewLineOf(text, options), IndentOf(text, options), block);
    }

    /// <summary>The white space before the first token of the line that <paramref name="position"/> is on.</summary>
    public static string IndentationAt(SyntaxTree tree, int position)
    {
        string line = tree.GetText().Lines.GetLineFromPosition(position).ToString();
        return line.Substring(0, WhiteSpace(line));
    }

    /// <summary>The white space before a statement that begins a line.</summary>
    public static string IndentationOf(SyntaxNode statement, string otherwise)
    {
        SyntaxTrivia last = statement.GetLeadingTrivia().LastOrDefault();
        return last.IsKind(SyntaxKind.WhitespaceTrivia) ? last.ToString() : otherwise;
    }

    private static string NewLineOf(SourceText text, AnalyzerConfigOptions options)
    {
        TextLine first = text.Lines[0];
        string ending = text.ToString(TextSpan.FromBounds(first.End, first.EndIncludingLineBreak));
        if (ending.Length > 0)
        {
            return ending;
        }

        return options.TryGetValue("end_of_line", out string? configured) && configured == "crlf" ? "\r\n" : "\n";
    }

    private static string IndentOf(SourceText text, AnalyzerConfigOptions options)
    {
        if (options.TryGetValue("indent_style", out string? kind) && kind == "tab")
        {
            return "\t";
        }

        if (options.TryGetValue("indent_size", out string? configured) && int.TryParse(configured, out int size) && size is > 0 and <= 16)
        {
            return new string(' ', size);
        }

        foreach (TextLine line in text.Lines)
        {
            string content = line.ToString();
            int width = WhiteSpace(content);
            if (width > 0 && width < content.Length && content[width] is not '*')
            {
                return content[0] == '\t' ? "\t" : width is 2 or 3 ? content.Substring(0, width) : "    ";
            }
        }

        return "    ";
    }

    private static int WhiteSpace(string line)
    {
        int width = 0;
        while (width < line.Length && line[width] is ' ' or '\t')
        {
            width++;
        }

        return width;
    }
}
