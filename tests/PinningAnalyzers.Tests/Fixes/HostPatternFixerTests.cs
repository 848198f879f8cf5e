using System.Threading.Tasks;
using PinningAnalyzers.CodeFixes;
using PinningAnalyzers.Rules;
using PinningAnalyzers.Tests.Pins;
using PinningAnalyzers.Tests.Verifiers;
using Xunit;

namespace PinningAnalyzers.Tests.Fixes;

public sealed class HostPatternFixerTests
{
    [Theory]
    [InlineData("https://api.example.com", "api.example.com")]
    [InlineData("https://user@api.example.com:8443/v2?x=1#y", "api.example.com")]
    [InlineData("http://api.example.com/", "api.example.com")]
    [InlineData("api.example.com:443", "api.example.com")]
    [InlineData("api.example.com/v2", "api.example.com")]
    [InlineData("  api.example.com ", "api.example.com")]
    [InlineData("https://[::1]:8443/", "[::1]")]
    [InlineData("https://*.example.com", "*.example.com")]
    [InlineData("*.example.com:443", "*.example.com")]
    public Task SurroundedHost_OffersFix(string before, string after) => VerifyAsync(
        PinSource.InMethod($$"""given.Pin(/* host */ {|PIN3005:"{{before}}"|}, A, B);"""),
        PinSource.InMethod($$"""given.Pin(/* host */ "{{after}}", A, B);"""));

    [Theory]
    [InlineData("\"*.com\"")]
    [InlineData("\"https://*.com\"")]
    [InlineData("\"api.*.com\"")]
    [InlineData("\"\"")]
    [InlineData("\"a..b\"")]
    [InlineData("\"https://\"")]
    [InlineData("Address")]
    [InlineData("\"https://\" + \"api.example.com\"")]
    public Task DoubtfulText_OffersNoFix(string host)
    {
        string source = PinSource.InClass($$"""
            private const string Address = "https://api.example.com";
            public void M(PinValidatorBuilder given) => given.Pin({|PIN3005:{{host}}|}, A, B);
            """);
        return VerifyAsync(source, source);
    }

    [Fact]
    public Task RepeatedPattern_OffersNoFix()
    {
        string source = PinSource.InMethod("""given.Pin("a.b", A, B).Exclude({|PIN3005:"a.b"|});""");
        return VerifyAsync(source, source);
    }

    [Fact]
    public Task ForHost_OffersFix() => VerifyAsync(
        PinSource.InMethod("""PinValidator.CreateBuilder().Pin("a.b", A, B).Build().ForHost({|PIN3005:"https://a.b"|});"""),
        PinSource.InMethod("""PinValidator.CreateBuilder().Pin("a.b", A, B).Build().ForHost("a.b");"""));

    [Fact]
    public Task ForHostWithAWildcardInAUrl_OffersNoFix()
    {
        string source = PinSource.InMethod("""PinValidator.CreateBuilder().Pin("a.b", A, B).Build().ForHost({|PIN3005:"https://*.a.b"|});""");
        return VerifyAsync(source, source);
    }

    private static Task VerifyAsync(string before, string after) => new Test { TestCode = before, FixedCode = after }.RunAsync();

    private sealed class Test : CSharpFixTest<PinDeclarationAnalyzer, HostPatternFixer>;
}
