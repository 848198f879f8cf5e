using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using PinningAnalyzers.Benchmarks.Corpus;

namespace PinningAnalyzers.Benchmarks;

/// <summary>The code that the parts of the rules are measured on.</summary>
internal static class MeasuredCode
{
    private static readonly ImmutableArray<MetadataReference> References = ReferenceSet.Load([]);

    public static Compilation Compile(string source) => CSharpCompilation.Create(
        "Measured",
        [CSharpSyntaxTree.ParseText(source, new CSharpParseOptions(LanguageVersion.Preview), "Measured.cs")],
        References,
        new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));
}
