using System;
using System.Collections.Generic;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace PinningAnalyzers.Sources;

/// <summary>Reads under which other names the types that a file names can be made: those of derived classes, and those that directives give them.</summary>
internal sealed class DeclarationReader
{
    /// <summary>The types that rules know by their names.</summary>
    public const Topics Types = Topics.MadeClient | Topics.HttpClient | Topics.ClientFactory | Topics.PinPolicy;

    private readonly Vocabulary _vocabulary;

    private readonly Dictionary<string, Topics> _aliases = [];

    private DeclarationReader(Vocabulary vocabulary) => _vocabulary = vocabulary;

    public static Topics Read(SyntaxNode root, Vocabulary vocabulary)
    {
        var reader = new DeclarationReader(vocabulary);
        var declared = Topics.None;
        foreach (SyntaxNode node in root.DescendantNodes(HoldsTypes))
        {
            declared |= node switch
            {
                UsingDirectiveSyntax directive => reader.ReadDirective(directive),
                BaseListSyntax bases => reader.ReadBases(bases),
                _ => Topics.None,
            };
        }

        return declared;
    }

    /// <summary>Whether types are declared in such a node: to stay out of the others saves the walk through all code.</summary>
    private static bool HoldsTypes(SyntaxNode node) => node is CompilationUnitSyntax or BaseNamespaceDeclarationSyntax or TypeDeclarationSyntax;

    private Topics ReadDirective(UsingDirectiveSyntax directive)
    {
        if (directive.Alias is null && !directive.StaticKeyword.IsKind(SyntaxKind.StaticKeyword))
        {
            return Topics.None;
        }

        Topics named = TopicsOf(directive);
        if (directive.Alias is { } alias)
        {
            _aliases[alias.Name.Identifier.ValueText] = named;
        }

        return named == Topics.None ? Topics.None
            : directive.GlobalKeyword.IsKind(SyntaxKind.GlobalKeyword) ? Topics.Renamed
            : Topics.RenamedHere;
    }

    private Topics ReadBases(BaseListSyntax bases)
    {
        Topics named = TopicsOf(bases);
        return ((named & Topics.MadeClient) != 0 ? Topics.DerivedClient : Topics.None)
            | ((named & Topics.HttpClient) != 0 ? Topics.DerivedHttpClient : Topics.None);
    }

    private Topics TopicsOf(SyntaxNode syntax)
    {
        var topics = Topics.None;
        foreach (SyntaxNode node in syntax.DescendantNodes())
        {
            if (node is SimpleNameSyntax { Identifier.ValueText: { Length: > 0 } name })
            {
                topics |= _vocabulary.TopicsOf(name.AsSpan()) | (_aliases.TryGetValue(name, out Topics aliased) ? aliased : Topics.None);
            }
        }

        return topics & Types;
    }
}
