using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Xunit;

namespace PinningAnalyzers.Tests.Robustness;

/// <summary>What is found depends on the code, not on the order in which the compiler happens to see it.</summary>
public sealed class FileOrderTests
{
    /// <summary>So many seeds are compiled together: enough for partial types, factories and fields that meet across files.</summary>
    private const int Files = 60;

    [Fact]
    public async Task AnyOrder_FindsTheSame()
    {
        List<string> sources = [.. SeedSources.All.Where((_, index) => index % (1 + (SeedSources.All.Count / Files)) == 0)];

        IReadOnlyList<string> forwards = await FindAsync(sources, Enumerable.Range(0, sources.Count), concurrent: false);
        IReadOnlyList<string> backwards = await FindAsync(sources, Enumerable.Range(0, sources.Count).Reverse(), concurrent: false);
        IReadOnlyList<string> together = await FindAsync(sources, Enumerable.Range(0, sources.Count), concurrent: true);

        Assert.NotEmpty(forwards);
        Assert.Equal(forwards, backwards);
        Assert.Equal(forwards, together);
    }

    private static async Task<IReadOnlyList<string>> FindAsync(List<string> sources, IEnumerable<int> order, bool concurrent)
    {
        // Each file keeps its name wherever it stands, so that the findings can be compared.
        Compilation all = await CodeUnderTest.CompileAsync(sources);
        List<SyntaxTree> trees = [.. all.SyntaxTrees];
        Compilation ordered = all.RemoveAllSyntaxTrees().AddSyntaxTrees(order.Select(index => trees[index]));
        return await Deadline.EnforceAsync(async token => RuleRun.Describe(await RuleRun.FindAsync(ordered, concurrent, token)));
    }
}
