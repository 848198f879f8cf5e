using System.Threading.Tasks;
using PinningAnalyzers.Tests.Pins;
using Xunit;
using Verify = PinningAnalyzers.Tests.Verifiers.CSharpVerifier<PinningAnalyzers.Rules.PinDeclarationAnalyzer>;

namespace PinningAnalyzers.Tests.KnownLimits;

/// <summary>Mistakes in pins that the rules do not see, each for a reason.</summary>
public sealed class PinDeclarationLimitsTests
{
    /// <summary>A property may be another one in a derived class or after a recompilation of its library; only fields and locals are read.</summary>
    [Fact]
    public Task PinFromAProperty_IsSilent() => Verify.VerifyAnalyzerAsync(PinSource.InClass("""
        private static string Pin => "nonsense";
        public void M(PinValidatorBuilder given) => given.Pin("a.b", Pin, B);
        """));

    /// <summary>Collections are read where their elements stand in source; methods that make them are not run.</summary>
    [Theory]
    [InlineData("new List<string> { \"nonsense\", B }.ToArray()")]
    [InlineData("\"nonsense,nonsense\".Split(',')")]
    [InlineData("string.Concat(\"non\", \"sense\")")]
    public Task PinFromAMethod_IsSilent(string pins) => Verify.VerifyAnalyzerAsync(PinSource.InMethod($$"""given.Pin("a.b", {{pins}});"""));

    /// <summary>A field may be another builder at the second call, and other members may call in any order.</summary>
    [Fact]
    public Task PatternRepeatedOnAField_IsSilent() => Verify.VerifyAnalyzerAsync(PinSource.InClass("""
        private PinValidatorBuilder _builder = PinValidator.CreateBuilder();
        public void M()
        {
            _builder.Pin("a.b", A, B);
            _builder.Pin("a.b", A, B);
        }
        """));

    /// <summary>The method that is handed the builder is not entered.</summary>
    [Fact]
    public Task BuilderThatAMethodLeavesEmpty_IsSilent() => Verify.VerifyAnalyzerAsync(PinSource.InMethod("""
        var builder = PinValidator.CreateBuilder();
        Nothing(builder);
        builder.Build();
        static void Nothing(PinValidatorBuilder builder) { }
        """));

    /// <summary>Whether the second of two conditions is the opposite of the first is not asked.</summary>
    [Fact]
    public Task PatternRepeatedUnderTheSameCondition_IsSilent() => Verify.VerifyAnalyzerAsync(PinSource.InMethod("""
        if (flag) { given.Pin("a.b", A, B); }
        if (flag) { given.Pin("a.b", A, B); }
        """));

    /// <summary>A loop over constants says each of them once; its variable is no constant.</summary>
    [Fact]
    public Task HostOfALoopOverConstants_IsSilent() => Verify.VerifyAnalyzerAsync(PinSource.InMethod("""
        foreach (string host in new[] { "https://a.b", "*.com" })
        {
            given.Pin(host, A, B);
        }
        """));

    /// <summary>Dates in the notation of a culture mean another day elsewhere.</summary>
    [Fact]
    public Task DateInTheNotationOfACulture_IsSilent() => Verify.VerifyAnalyzerWithOptionsAsync(
        PinSource.InMethod("""var policy = new PinPolicy { EnforceUntil = DateTimeOffset.Parse("01/02/2020") };"""),
        "build_property.PinningBuildDate = 2026-06-15");

    /// <summary>Only conditions of the compiler are read: at run time a release build may well take this branch.</summary>
    [Fact]
    public Task ReportOnlyBehindAConditionAtRunTime_Reports() => Verify.VerifyAnalyzerAsync(PinSource.InMethod("""
        var policy = flag ? new PinPolicy { ReportOnly = {|PIN3006:true|} } : new PinPolicy();
        """));
}
