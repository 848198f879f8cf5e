using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace PinningAnalyzers.CodeFixes;

/// <summary>Adds <c>using</c> directives where the file has its own, in the order that the file keeps, each once.</summary>
internal static class ImportAdder
{
    /// <summary>The namespace of the runtime library.</summary>
    public const string RuntimeNamespace = "CertificatePinning";

    /// <summary>The kind of annotation that asks for a namespace.</summary>
    public const string Kind = "PinningAnalyzers.Import";

    /// <summary>Asks for a namespace to be imported wherever <paramref name="node"/> ends up.</summary>
    public static TNode Request<TNode>(TNode node, string space)
        where TNode : SyntaxNode => node.WithAdditionalAnnotations(new SyntaxAnnotation(Kind, space));

    /// <summary>The namespaces asked for somewhere in a node.</summary>
    public static IEnumerable<string> RequestsIn(SyntaxNode node) =>
        node.GetAnnotatedNodes(Kind).SelectMany(each => each.GetAnnotations(Kind)).Select(annotation => annotation.Data!);

    /// <summary>The namespace that a directive for <paramref name="node"/> goes into; null for the file itself.</summary>
    public static BaseNamespaceDeclarationSyntax? NamespaceFor(SyntaxNode node) => HolderOf(node) as BaseNamespaceDeclarationSyntax;

    /// <summary>Whether a directive that is active in every build can be added for <paramref name="node"/>.</summary>
    public static bool HasPlace(SyntaxNode node, SourceStyle style) =>
        TryFindPlace(HolderOf(node), RuntimeNamespace, style, out _, out _);

    public static SyntaxNode AddRequested(CompilationUnitSyntax root, SourceStyle style)
    {
        SyntaxNode current = root;
        while (current.GetAnnotatedNodes(Kind).FirstOrDefault() is { } node)
        {
            string space = node.GetAnnotations(Kind).First().Data!;
            SyntaxNode holder = HolderOf(node);
            var marker = new SyntaxAnnotation();
            current = current.ReplaceNode(holder, holder.WithAdditionalAnnotations(marker));
            current = current.ReplaceNodes(
                current.GetAnnotatedNodes(Kind).Where(other => HolderOf(other).HasAnnotation(marker) && other.GetAnnotations(Kind).First().Data == space),
                (_, other) => other.WithoutAnnotations(Kind));
            holder = current.GetAnnotatedNodes(marker).First();
            if (!ImportsOf(holder).Any(directive => IsPlain(directive) && directive.Name?.ToString() == space))
            {
                current = current.ReplaceNode(holder, Add(holder, space, style));
            }
        }

        return current;
    }

    /// <summary>The innermost namespace that has directives of its own, else the file.</summary>
    private static SyntaxNode HolderOf(SyntaxNode node)
    {
        SyntaxNode last = node;
        foreach (SyntaxNode ancestor in node.AncestorsAndSelf())
        {
            last = ancestor;
            if (ancestor is BaseNamespaceDeclarationSyntax { Usings.Count: > 0 })
            {
                return ancestor;
            }
        }

        return last;
    }

    private static SyntaxList<UsingDirectiveSyntax> ImportsOf(SyntaxNode holder) => holder switch
    {
        CompilationUnitSyntax unit => unit.Usings,
        BaseNamespaceDeclarationSyntax space => space.Usings,
        _ => default,
    };

    private static SyntaxNode Add(SyntaxNode holder, string space, SourceStyle style)
    {
        if (!TryFindPlace(holder, space, style, out int index, out bool isAlone))
        {
            return holder;
        }

        SyntaxList<UsingDirectiveSyntax> imports = ImportsOf(holder);
        UsingDirectiveSyntax directive = Directive(space, holder, style);
        if (imports.Count == 0)
        {
            return AddFirst((CompilationUnitSyntax)holder, directive, style);
        }

        if (index == imports.Count)
        {
            return WithImports(holder, imports.Add(directive));
        }

        // A file's header, and the blank line that opens a group, stay where they are: before whatever comes first there.
        UsingDirectiveSyntax next = imports[index];
        if (index == 0 || (!isAlone && StartsWithBlankLine(next)))
        {
            (SyntaxTriviaList above, SyntaxTriviaList own) = Split(next.GetLeadingTrivia(), isAboveDirective: index == 0);
            directive = directive.WithLeadingTrivia(above.AddRange(Indentation(own)));
            imports = imports.Replace(next, next.WithLeadingTrivia(own));
        }
        else if (isAlone && index > 0)
        {
            directive = directive.WithLeadingTrivia(directive.GetLeadingTrivia().Insert(0, SyntaxFactory.EndOfLine(style.NewLine)));
        }

        return WithImports(holder, imports.Insert(index, directive));
    }

    private static UsingDirectiveSyntax Directive(string space, SyntaxNode holder, SourceStyle style)
    {
        string indent = holder is NamespaceDeclarationSyntax { Usings: { Count: > 0 } usings }
            ? string.Concat(Indentation(usings.Last().GetLeadingTrivia()).Select(trivia => trivia.ToString()))
            : string.Empty;
        return SyntaxFactory.ParseCompilationUnit(indent + "using " + space + ";" + style.NewLine).Usings[0];
    }

    private static SyntaxNode WithImports(SyntaxNode holder, SyntaxList<UsingDirectiveSyntax> imports) => holder switch
    {
        CompilationUnitSyntax unit => unit.WithUsings(imports),
        BaseNamespaceDeclarationSyntax space => space.WithUsings(imports),
        _ => holder,
    };

    private static CompilationUnitSyntax AddFirst(CompilationUnitSyntax unit, UsingDirectiveSyntax directive, SourceStyle style)
    {
        SyntaxToken first = unit.Externs.Count > 0 ? unit.Externs.Last().GetLastToken().GetNextToken() : unit.GetFirstToken(includeZeroWidth: true);
        (SyntaxTriviaList above, SyntaxTriviaList own) = Split(first.LeadingTrivia, isAboveDirective: false);
        if (!own.Any() || !own[0].IsKind(SyntaxKind.EndOfLineTrivia))
        {
            own = own.Insert(0, SyntaxFactory.EndOfLine(style.NewLine));
        }

        return unit
            .ReplaceToken(first, first.WithLeadingTrivia(own))
            .WithUsings(SyntaxFactory.SingletonList(directive.WithLeadingTrivia(above)));
    }

    /// <summary>Parts what stands above the first thing of a file: its header and settings, and what belongs to that thing.</summary>
    private static (SyntaxTriviaList Above, SyntaxTriviaList Own) Split(SyntaxTriviaList trivia, bool isAboveDirective)
    {
        int cut = 0;
        bool isLineEmpty = true;
        int depth = 0;
        for (int i = 0; i < trivia.Count; i++)
        {
            depth += Depth(trivia[i]);
            switch (trivia[i].Kind())
            {
                case SyntaxKind.EndOfLineTrivia:
                    if (isLineEmpty && depth == 0)
                    {
                        cut = i + 1;
                    }

                    isLineEmpty = true;
                    break;
                case SyntaxKind.WhitespaceTrivia:
                    break;
                case SyntaxKind.DefineDirectiveTrivia or SyntaxKind.UndefDirectiveTrivia or SyntaxKind.NullableDirectiveTrivia or SyntaxKind.PragmaWarningDirectiveTrivia:
                    cut = depth == 0 ? i + 1 : cut;
                    isLineEmpty = true;
                    break;
                default:
                    isLineEmpty = trivia[i].HasStructure && trivia[i].IsDirective;
                    break;
            }
        }

        // Without a blank line, comments above the first directive of a file are its header all the same.
        if (isAboveDirective && cut == 0 && trivia.All(each => each.Kind() is SyntaxKind.SingleLineCommentTrivia or SyntaxKind.MultiLineCommentTrivia or SyntaxKind.EndOfLineTrivia))
        {
            cut = trivia.Count;
        }

        return (SyntaxFactory.TriviaList(trivia.Take(cut)), SyntaxFactory.TriviaList(trivia.Skip(cut)));
    }

    private static SyntaxTriviaList Indentation(SyntaxTriviaList trivia)
    {
        SyntaxTrivia last = trivia.LastOrDefault();
        return last.IsKind(SyntaxKind.WhitespaceTrivia) ? SyntaxFactory.TriviaList(last) : default;
    }

    private static bool StartsWithBlankLine(UsingDirectiveSyntax directive) =>
        directive.GetLeadingTrivia().FirstOrDefault(trivia => !trivia.IsKind(SyntaxKind.WhitespaceTrivia)).IsKind(SyntaxKind.EndOfLineTrivia);

    private static bool TryFindPlace(SyntaxNode holder, string space, SourceStyle style, out int index, out bool isAlone)
    {
        SyntaxList<UsingDirectiveSyntax> imports = ImportsOf(holder);
        index = SortedIndex(imports, space);
        isAlone = SeparatesGroups(imports);

        // A directive inside an `#if` would be missing in the other builds.
        int[] depths = new int[imports.Count + 1];
        int depth = 0;
        for (int i = 0; i < imports.Count; i++)
        {
            depth += imports[i].GetLeadingTrivia().Sum(Depth);
            depths[i + 1] = depth;
        }

        int sorted = index;
        foreach (int candidate in Enumerable.Range(sorted, imports.Count - sorted + 1).Concat(Enumerable.Range(0, sorted).Reverse()))
        {
            if (depths[candidate] == 0 && (candidate > 0 || imports.Count == 0 || !imports[0].ContainsDirectives))
            {
                index = candidate;
                return true;
            }
        }

        return false;
    }

    private static int Depth(SyntaxTrivia trivia) => trivia.Kind() switch
    {
        SyntaxKind.IfDirectiveTrivia => 1,
        SyntaxKind.EndIfDirectiveTrivia => -1,
        _ => 0,
    };

    private static int SortedIndex(SyntaxList<UsingDirectiveSyntax> imports, string space)
    {
        List<int> plain = Enumerable.Range(0, imports.Count).Where(i => IsPlain(imports[i])).ToList();
        if (plain.Count == 0)
        {
            // Global directives come first by law, those with an alias and static ones last by custom.
            int first = imports.IndexOf(directive => !directive.GlobalKeyword.IsKind(SyntaxKind.GlobalKeyword));
            return first < 0 ? imports.Count : first;
        }

        foreach (IComparer<string> order in new IComparer<string>[] { new SystemFirst(), StringComparer.OrdinalIgnoreCase })
        {
            if (IsSorted(plain.Select(i => imports[i].Name!.ToString()), order))
            {
                foreach (int i in plain)
                {
                    if (order.Compare(space, imports[i].Name!.ToString()) < 0)
                    {
                        return i;
                    }
                }

                break;
            }
        }

        return plain[plain.Count - 1] + 1;
    }

    private static bool IsSorted(IEnumerable<string> names, IComparer<string> order)
    {
        string? previous = null;
        foreach (string name in names)
        {
            if (previous is not null && order.Compare(previous, name) > 0)
            {
                return false;
            }

            previous = name;
        }

        return true;
    }

    /// <summary>Whether the file puts a blank line before each new first part of a namespace.</summary>
    private static bool SeparatesGroups(SyntaxList<UsingDirectiveSyntax> imports)
    {
        bool seen = false;
        for (int i = 1; i < imports.Count; i++)
        {
            if (IsPlain(imports[i]) && IsPlain(imports[i - 1]) && Root(imports[i - 1]) is not "System" && Root(imports[i]) != Root(imports[i - 1]))
            {
                if (!StartsWithBlankLine(imports[i]))
                {
                    return false;
                }

                seen = true;
            }
        }

        return seen;
    }

    private static string Root(UsingDirectiveSyntax directive) => directive.Name!.ToString().Split('.')[0];

    private static bool IsPlain(UsingDirectiveSyntax directive) =>
        directive.Alias is null
        && directive.Name is not null
        && !directive.StaticKeyword.IsKind(SyntaxKind.StaticKeyword)
        && !directive.GlobalKeyword.IsKind(SyntaxKind.GlobalKeyword);

    private sealed class SystemFirst : IComparer<string>
    {
        public int Compare(string? left, string? right)
        {
            bool isLeftSystem = IsSystem(left);
            return isLeftSystem != IsSystem(right)
                ? isLeftSystem ? -1 : 1
                : StringComparer.OrdinalIgnoreCase.Compare(left, right);
        }

        private static bool IsSystem(string? name) => name == "System" || (name?.StartsWith("System.", StringComparison.Ordinal) ?? false);
    }
}
