using System.Threading.Tasks;
using PinningAnalyzers.Tests.Pins;
using Xunit;
using Verify = PinningAnalyzers.Tests.Verifiers.CSharpVerifier<PinningAnalyzers.Rules.PinDeclarationAnalyzer>;

namespace PinningAnalyzers.Tests.Rules;

/// <summary>PIN3002.</summary>
public sealed class PinDeclarationBackupPinTests
{
    [Theory]
    [InlineData("A")]
    [InlineData("A, A")]
    [InlineData("new[] { A }")]
    [InlineData("[A]")]
    [InlineData("[A, A]")]
    [InlineData("new PinPolicy { TrustPinnedLeaf = true }, A")]
    [InlineData("new PinPolicy(), new[] { A }")]
    [InlineData("Single")]
    [InlineData("Copy, A")]
    public Task OnePin_Reports(string pins) => Verify.VerifyAnalyzerAsync(PinSource.InClass($$"""
        private const string Copy = A;
        private static readonly string[] Single = { A };

        public void M(PinValidatorBuilder given) => given.{|PIN3002:Pin|}("api.example.com", {{pins}});
        """));

    [Theory]
    [InlineData("A, B")]
    [InlineData("A, C")]
    [InlineData("A, B, C")]
    [InlineData("A, A, B")]
    [InlineData("new[] { A, B }")]
    [InlineData("new PinPolicy(), A, B")]
    public Task TwoPins_AreSilent(string pins) => Verify.VerifyAnalyzerAsync(PinSource.InMethod($$"""given.Pin("api.example.com", {{pins}});"""));

    [Theory]
    [InlineData("text")]
    [InlineData("A, text")]
    [InlineData("texts")]
    [InlineData("texts.ToArray()")]
    [InlineData("[A, ..texts]")]
    [InlineData("new[] { A, text }")]
    [InlineData("new string[1]")]
    [InlineData("flag ? texts : [A]")]
    [InlineData("A, flag ? A : A + text")]
    public Task PinThatIsNotConstant_IsSilent(string pins) => Verify.VerifyAnalyzerAsync(PinSource.InMethod($$"""given.Pin("api.example.com", {{pins}});"""));

    [Fact]
    public Task MalformedAndPlaceholderPins_Count() => Verify.VerifyAnalyzerAsync(PinSource.InMethod(/* lang=c#-test */ """
        given
            .Pin("a.example.com", A, {|PIN3001:"nonsense"|})
            .Pin("b.example.com", A, {|PIN3004:"TODO"|})
            .{|PIN3002:Pin|}("c.example.com", {|PIN3001:"nonsense"|});
        """));

    [Fact]
    public Task HostThatIsNotConstant_Reports() => Verify.VerifyAnalyzerAsync(
        PinSource.InMethod("given.{|#0:Pin|}(text, A);"),
        Verify.Diagnostic("PIN3002").WithLocation(0).WithArguments("This host", 1, 2));

    [Fact]
    public Task EveryHostOfAChain_IsCountedAlone() => Verify.VerifyAnalyzerAsync(PinSource.InMethod(/* lang=c#-test */ """
        given
            .{|PIN3002:Pin|}("a.example.com", A)
            .Pin("b.example.com", A, B)
            .{|PIN3002:Pin|}("c.example.com", B);
        """));

    [Theory]
    [InlineData("1", "A", false)]
    [InlineData("2", "A", true)]
    [InlineData("3", "A, B", true)]
    [InlineData("3", "A, B, C", false)]
    [InlineData("many", "A, B", false)]
    public Task MinimumPins_Decides(string minimum, string pins, bool isReported) => Verify.VerifyAnalyzerWithOptionsAsync(
        PinSource.InMethod($$"""given.{{(isReported ? "{|PIN3002:Pin|}" : "Pin")}}("api.example.com", {{pins}});"""),
        "pinning.minimum_pins = " + minimum);

    [Fact]
    public Task ExcludeAndParse_AreSilent() => Verify.VerifyAnalyzerAsync(PinSource.InMethod("""
        given.Exclude("api.example.com");
        CertificatePin.Parse(A);
        """));
}
