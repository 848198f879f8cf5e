using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace PinningAnalyzers.Tests.Robustness;

/// <summary>Finds what is to be judged in code of one file.</summary>
internal static class FirstOperation
{
    /// <summary>The first operation of a kind, bound: what is then measured is ours and not the compiler's.</summary>
    public static TOperation Of<TOperation>(Compilation compilation)
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
}
