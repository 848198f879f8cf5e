using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Operations;
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

    /// <summary>The first operation of a kind, bound: what is then measured is ours and not the compiler's.</summary>
    public static TOperation Find<TOperation>(Compilation compilation)
        where TOperation : class, IOperation
    {
        SyntaxTree tree = compilation.SyntaxTrees.Single();
        SemanticModel model = compilation.GetSemanticModel(tree);
        return tree.GetRoot().DescendantNodes()
            .Select(node => model.GetOperation(node))
            .Where(operation => operation is { Parent: null })
            .SelectMany(root => root!.DescendantsAndSelf())
            .OfType<TOperation>()
            .First();
    }

    /// <summary>The whole body or initializer that an operation stands in.</summary>
    public static IOperation RootOf(IOperation operation)
    {
        IOperation root = operation;
        while (root.Parent is { } parent)
        {
            root = parent;
        }

        return root;
    }
}
