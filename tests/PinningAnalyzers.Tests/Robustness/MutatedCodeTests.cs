using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Xunit;

namespace PinningAnalyzers.Tests.Robustness;

/// <summary>Code in every state of disrepair: the rules and the fixes bear it, and say the same however they are run.</summary>
public sealed class MutatedCodeTests
{
    /// <summary>So many seeds a run; <c>fuzz</c> of the benchmarks goes on for as long as one likes.</summary>
    private const int Most = 300;

    [Fact]
    public void Seeds_AreThere() => Assert.NotEmpty(SeedSources.All);

    [Fact]
    public Task BrokenCode_NeitherThrowsNorHangs() => VerifyAsync(Sample().Select((source, index) => new SourceMutator(index).Mutate(source)));

    [Fact]
    public Task WholeCode_NeitherThrowsNorHangs() => VerifyAsync(Sample());

    /// <summary>What holds a client has no name while it is still being written.</summary>
    [Theory]
    [InlineData("private HttpClientHandler = new HttpClientHandler();")]
    [InlineData("private HttpClientHandler { get; } = new HttpClientHandler();")]
    [InlineData("private HttpClientHandler (bool flag) { return new HttpClientHandler(); }")]
    [InlineData("private HttpClientHandler => new HttpClientHandler();")]
    [InlineData("void M() { HttpClientHandler = new HttpClientHandler(); var = new HttpClientHandler(); }")]
    [InlineData("void M() { HttpClientHandler () { return new HttpClientHandler(); } }")]
    [InlineData("void M(out HttpClientHandler ) { = new HttpClientHandler(); }")]
    public Task NamelessHolder_NeitherThrowsNorHangs(string member) => VerifyAsync(["using System.Net.Http; class C { " + member + " }"]);

    private static IEnumerable<string> Sample()
    {
        int step = Math.Max(1, SeedSources.All.Count / Most);
        return SeedSources.All.Where((_, index) => index % step == 0);
    }

    private static async Task VerifyAsync(IEnumerable<string> sources)
    {
        foreach (string source in sources)
        {
            try
            {
                await Deadline.EnforceAsync(token => VerifyAsync(source, token));
            }
            catch (Exception problem)
            {
                Assert.Fail($"{problem}\n\nwith this source:\n\n{source}");
            }
        }
    }

    private static async Task<int> VerifyAsync(string source, CancellationToken cancellationToken)
    {
        Document document = CodeUnderTest.Document(source);
        Compilation compilation = (await document.Project.GetCompilationAsync(cancellationToken))!;
        ImmutableArray<Diagnostic> alone = await RuleRun.FindAsync(compilation, concurrent: false, cancellationToken);
        ImmutableArray<Diagnostic> together = await RuleRun.FindAsync(compilation, concurrent: true, cancellationToken);
        Assert.Equal(RuleRun.Describe(alone), RuleRun.Describe(together));
        return await FixRun.ComputeAllAsync(document, alone, cancellationToken);
    }
}
