using System.Threading.Tasks;
using PinningAnalyzers.Tests.Pins;
using Xunit;
using Verify = PinningAnalyzers.Tests.Verifiers.CSharpVerifier<PinningAnalyzers.Rules.PinDeclarationAnalyzer>;

namespace PinningAnalyzers.Tests.Rules;

/// <summary>PIN3006.</summary>
public sealed class PinDeclarationReportOnlyTests
{
    [Theory]
    [InlineData("new PinPolicy { ReportOnly = {|PIN3006:true|} }")]
    [InlineData("new PinPolicy() { TrustPinnedLeaf = true, ReportOnly = {|PIN3006:true|} }")]
    [InlineData("new PinPolicy { ReportOnly = {|PIN3006:!false|} }")]
    [InlineData("new PinPolicy { ReportOnly = {|PIN3006:Constant|} }")]
    [InlineData("new PinPolicy { ReportOnly = {|PIN3006:Field|} }")]
    [InlineData("new() { ReportOnly = {|PIN3006:true|} }")]
    public Task ReportOnly_Reports(string policy) => VerifyAsync(policy);

    [Theory]
    [InlineData("new PinPolicy { ReportOnly = false }")]
    [InlineData("new PinPolicy { TrustPinnedLeaf = true }")]
    [InlineData("new PinPolicy { ReportOnly = flag }")]
    [InlineData("new PinPolicy { ReportOnly = Mutable }")]
    [InlineData("new PinPolicy()")]
    public Task Enforcing_IsSilent(string policy) => VerifyAsync(policy);

    [Theory]
    [InlineData("!RELEASE")]
    [InlineData("!DEBUG")]
    [InlineData("!DEBUG || X")]
    [InlineData("DEBUG || !STAGING")]
    [InlineData("NET || !DEBUG")]
    [InlineData("true")]
    [InlineData("DEBUG == false")]
    public Task ConditionThatCanHoldWithoutDebug_Reports(string condition) => Verify.VerifyAnalyzerAsync(PinSource.InMethod($$"""
        #if {{condition}}
        var policy = new PinPolicy { ReportOnly = {|PIN3006:true|} };
        #endif
        """));

    [Theory]
    [InlineData("#if DEBUG", "#endif")]
    [InlineData("#if DEBUG && X", "#endif")]
    [InlineData("#if (DEBUG)", "#endif")]
    [InlineData("#if DEBUG == true", "#endif")]
    [InlineData("#if DEBUG != false", "#endif")]
    [InlineData("#if DEBUG && (X || !X)", "#endif")]
    [InlineData("#if !DEBUG\n#else", "#endif")]
    [InlineData("#if !DEBUG\n#elif X", "#endif")]
    [InlineData("#if !DEBUG || !X\n#else", "#endif")]
    [InlineData("#if X\n#if DEBUG", "#endif\n#endif")]
    [InlineData("#if DEBUG\n#if X", "#endif\n#endif")]
    [InlineData("#if DEBUG || Y\n#if X && !Y", "#endif\n#endif")]
    [InlineData("#if DEBUG || Y\n#if !Y", "#endif\n#endif")]
    [InlineData("#if Z\n#elif !DEBUG\n#else", "#endif")]
    public Task CodeOfDebugBuildsOnly_IsSilent(string before, string after) => VerifyDebugAsync($$"""
        {{before}}
        var policy = new PinPolicy { ReportOnly = true };
        {{after}}
        """);

    [Theory]
    [InlineData("#if DEBUG\n#endif", "")]
    [InlineData("#if DEBUG || X", "#endif")]
    [InlineData("#if DEBUG\n#else\n#endif\n#if X", "#endif")]
    [InlineData("#if !X || DEBUG", "#endif")]
    public Task CodeOfOtherBuildsToo_Reports(string before, string after) => VerifyDebugAsync($$"""
        {{before}}
        var policy = new PinPolicy { ReportOnly = {|PIN3006:true|} };
        {{after}}
        """);

    [Fact]
    public Task ConstantThatIsTrueInDebugBuildsOnly_IsSilent() => VerifyDebugAsync("""
        #if DEBUG
        const bool reportOnly = true;
        #else
        const bool reportOnly = false;
        #endif
        var policy = new PinPolicy { ReportOnly = reportOnly };
        """);

    [Fact]
    public Task DebugDefinedByTheFile_Reports() => Verify.VerifyAnalyzerAsync("#define DEBUG\n" + PinSource.InMethod("""
        #if DEBUG
        var policy = new PinPolicy { ReportOnly = {|PIN3006:true|} };
        #endif
        """));

    [Fact]
    public Task ConditionAtRunTime_Reports() => Verify.VerifyAnalyzerAsync(PinSource.InMethod("""
        if (System.Diagnostics.Debugger.IsAttached)
        {
            given.Pin(text, new PinPolicy { ReportOnly = {|PIN3006:true|} }, texts);
        }
        """));

    /// <summary>As a debug build, with X defined too.</summary>
    private static Task VerifyDebugAsync(string statements) =>
        new Verify.Test { TestCode = PinSource.InMethod(statements), PreprocessorSymbols = ["DEBUG", "X"] }.RunAsync();

    private static Task VerifyAsync(string policy) => Verify.VerifyAnalyzerAsync(PinSource.InClass($$"""
        private const bool Constant = true;
        private static readonly bool Field = true;
        private static bool Mutable = true;

        public void M(bool flag)
        {
            PinPolicy policy = {{policy}};
            Mutable = flag;
        }
        """));
}
