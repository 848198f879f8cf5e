using System.Collections.Generic;
using System.Collections.Immutable;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PinningAnalyzers.Callbacks;
using Xunit;

namespace PinningAnalyzers.Tests.Robustness;

/// <summary>However deep, long or circular the code, an end is reached; what is found is no matter here.</summary>
public sealed class LargeCodeTests
{
    /// <summary>In bytes, a quarter of what Windows gives a thread: the compiler needs some itself, and to run out of it ends the whole process.</summary>
    private const int StackLeftByACompiler = 256 * 1024;

    [Fact]
    public Task DecisionsNestedDeep_End() => VerifyEndsAsync(LargeCode.NestedDecisions(200));

    [Fact]
    public Task ManyIndependentDecisions_End() => VerifyEndsAsync(LargeCode.IndependentDecisions(60));

    [Fact]
    public Task LoopsNestedDeep_End() => VerifyEndsAsync(LargeCode.NestedLoops(20));

    [Fact]
    public Task HugeCallback_Ends() => VerifyEndsAsync(LargeCode.ManyStatements(5_000));

    /// <summary>What is known of such a value nests as deep as the code is long; the stack of a compiler is small.</summary>
    [Theory]
    [InlineData("var value = _number;", "value = -value;", "value == 0")]
    [InlineData("var value = _number;", "value = ~value; value += 1;", "value == 0")]
    [InlineData("var value = _number;", "value = value * 3 + value;", "value == 0")]
    [InlineData("var value = _node;", "value = value.Next;", "value == null")]
    [InlineData("var value = _node;", "value = value?.Next;", "value == null")]
    [InlineData("var value = _flag;", "value = !value;", "value")]
    [InlineData("var value = _flag;", "value = value && _flag || errors == 0;", "value")]
    [InlineData("var value = _text;", "value = value.Trim();", "value == null")]
    [InlineData("var value = _text;", "value = value + value;", "value == null")]
    [InlineData("var value = _text;", "value = value.Length + \"\";", "value.Length == 0")]
    [InlineData("var value = certificate.GetCertHashString();", "value = value + value.Length;", "value == _text")]
    [InlineData("var value = certificate.GetCertHashString();", "value = $\"{value}{_text}\";", "value == _text")]
    [InlineData("var value = errors;", "value = value & ~SslPolicyErrors.RemoteCertificateNameMismatch;", "value == 0")]
    [InlineData("var value = (object)certificate;", "value = new object[] { value };", "value == null")]
    [InlineData("var value = (object)certificate;", "value = new { value };", "value == null")]
    [InlineData("var value = (object)certificate;", "value = (value, value);", "value.Equals(_text)")]
    [InlineData("Func<bool> value = () => errors == 0;", "{ var before = value; value = () => before(); }", "value()")]
    public async Task ValueMadeOfItself_Ends(string start, string statement, string question)
    {
        Compilation compilation = await CodeUnderTest.CompileAsync(LargeCode.SelfMade(start, statement, question, 1_500));
        var callback = FirstOperation.Of<IDelegateCreationOperation>(compilation);
        Verdict? verdict = null;
        var compiler = new Thread(
            () => verdict = new CallbackJudge(compilation).Judge(callback, CallbackShape.WithErrors, new KnownValidators(ImmutableArray<string>.Empty), CancellationToken.None),
            StackLeftByACompiler);
        compiler.Start();
        compiler.Join();

        Assert.NotNull(verdict);
    }

    [Fact]
    public Task LongCondition_Ends() => VerifyEndsAsync(LargeCode.LongCondition(500));

    [Fact]
    public Task LongSwitch_Ends() => VerifyEndsAsync(LargeCode.LongSwitch(1_000));

    [Fact]
    public Task CallbacksNestedDeep_End() => VerifyEndsAsync(LargeCode.NestedCallbacks(25));

    [Fact]
    public Task RecursionThroughThirtyMethods_Ends() => VerifyEndsAsync(LargeCode.Recursion(30));

    [Fact]
    public Task FactoriesInACircle_End() => VerifyEndsAsync(LargeCode.FactoryCircle(30));

    [Fact]
    public Task ManyHandlersInOneType_End() => VerifyEndsAsync(LargeCode.ManyHandlers(1_000));

    [Fact]
    public Task ManyClientsInOneMethod_End() => VerifyEndsAsync(LargeCode.ManyLocals(500));

    [Theory]
    [InlineData(100, 1)]
    [InlineData(5_000, 0)]
    public async Task ManyNamesForOneClient_AreFollowedUpToABound(int names, int findings)
    {
        Compilation compilation = await CodeUnderTest.CompileAsync(LargeCode.ManyAliases(names));

        Assert.Equal(findings, (await RuleRun.FindAsync(compilation, concurrent: false, CancellationToken.None)).Length);
    }

    [Fact]
    public Task LongChain_Ends() => VerifyEndsAsync(LargeCode.LongChain(200));

    [Fact]
    public Task GeneratedFile_Ends() => VerifyEndsAsync(LargeCode.Generated(100_000));

    private static async Task VerifyEndsAsync(string source)
    {
        Compilation compilation = await CodeUnderTest.CompileAsync(source);
        IReadOnlyList<Diagnostic> findings = await Deadline.EnforceAsync(async token => (IReadOnlyList<Diagnostic>)await RuleRun.FindAsync(compilation, concurrent: true, token));
        Assert.All(findings, finding => Assert.StartsWith("PIN", finding.Id, System.StringComparison.Ordinal));
    }
}
