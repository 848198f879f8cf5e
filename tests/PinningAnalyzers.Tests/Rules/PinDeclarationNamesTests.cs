using System.Threading.Tasks;
using Xunit;
using Verify = PinningAnalyzers.Tests.Verifiers.CSharpVerifier<PinningAnalyzers.Rules.PinDeclarationAnalyzer>;

namespace PinningAnalyzers.Tests.Rules;

/// <summary>Declarations of pins are found by the names in a file, which may be other names.</summary>
public sealed class PinDeclarationNamesTests
{
    private static Task VerifyFilesAsync(params string[] files) => Verify.ForRule(RuleIdentifiers.ReportOnlyInRelease).WithSources(files).RunAsync();

    [Fact]
    public Task PolicyWithoutItsName_Reports() => VerifyFilesAsync(
        "using CertificatePinning; partial class C { private PinPolicy _policy; }",
        "partial class C { C() { _policy = new() { ReportOnly = {|PIN3006:true|} }; } }");

    [Fact]
    public Task PolicyByAnAlias_Reports() => VerifyFilesAsync(
        "using P = CertificatePinning.PinPolicy; class C { object M() => new P { ReportOnly = {|PIN3006:true|} }; }");

    [Fact]
    public Task PolicyByAnAliasOfEveryFile_Reports() => VerifyFilesAsync(
        "global using P = CertificatePinning.PinPolicy;",
        "class C { object M() => new P { ReportOnly = {|PIN3006:true|} }; object N() => new CertificatePinning.PinPolicy { ReportOnly = {|PIN3006:true|} }; }");
}
