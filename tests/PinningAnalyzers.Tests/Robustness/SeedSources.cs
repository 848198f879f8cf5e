using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace PinningAnalyzers.Tests.Robustness;

/// <summary>The code under test of every other test here, read from the tests' own sources: what grows there is mutated here.</summary>
internal static partial class SeedSources
{
    private const string ResourcePrefix = "seeds/";

    /// <summary>Every raw string of the tests that reads like C#, without the marks of expected findings.</summary>
    public static readonly IReadOnlyList<string> All = [.. Read().Distinct(StringComparer.Ordinal)];

    private static IEnumerable<string> Read()
    {
        foreach (string name in typeof(SeedSources).Assembly.GetManifestResourceNames().Where(name => name.StartsWith(ResourcePrefix, StringComparison.Ordinal)).Order(StringComparer.Ordinal))
        {
            using var reader = new StreamReader(typeof(SeedSources).Assembly.GetManifestResourceStream(name)!);
            SyntaxNode root = CSharpSyntaxTree.ParseText(reader.ReadToEnd(), new CSharpParseOptions(LanguageVersion.Preview)).GetRoot();
            foreach (string text in root.DescendantNodes().Select(RawText).OfType<string>())
            {
                string source = Marks().Replace(text, "");
                if (source.Contains(';', StringComparison.Ordinal))
                {
                    yield return source;
                }
            }
        }
    }

    private static string? RawText(SyntaxNode node) => node switch
    {
        LiteralExpressionSyntax literal when literal.Token.IsKind(SyntaxKind.MultiLineRawStringLiteralToken) => literal.Token.ValueText,
        InterpolatedStringExpressionSyntax text when text.StringStartToken.IsKind(SyntaxKind.InterpolatedMultiLineRawStringStartToken) =>
            string.Concat(text.Contents.Select(content => content is InterpolatedStringTextSyntax part ? part.TextToken.ValueText : "null")),
        _ => null,
    };

    [GeneratedRegex(@"\[\||\|\]|\{\|[\w#]+:|\|\}")]
    private static partial Regex Marks();
}
