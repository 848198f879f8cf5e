using System.Threading.Tasks;
using PinningAnalyzers.Tests.Pins;
using Xunit;
using Verify = PinningAnalyzers.Tests.Verifiers.CSharpVerifier<PinningAnalyzers.Rules.PinDeclarationAnalyzer>;

namespace PinningAnalyzers.Tests.Rules;

/// <summary>PIN3005.</summary>
public sealed class PinDeclarationHostPatternTests
{
    [Theory]
    [InlineData("https://api.example.com")]
    [InlineData("https://api.example.com/v2")]
    [InlineData("api.example.com:443")]
    [InlineData("api.example.com/")]
    [InlineData("api.example.com/v2")]
    [InlineData("api.example.com?x=1")]
    [InlineData("user@api.example.com")]
    [InlineData("[::1]:443")]
    [InlineData(" api.example.com")]
    [InlineData("api.example.com ")]
    [InlineData("api example.com")]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData(".example.com")]
    [InlineData("api..example.com")]
    [InlineData("example.com..")]
    [InlineData("*.com")]
    [InlineData("**.com")]
    [InlineData("*.localhost")]
    [InlineData("*")]
    [InlineData("**")]
    [InlineData("*.")]
    [InlineData("api.*.com")]
    [InlineData("api.example.*")]
    [InlineData("*api.example.com")]
    [InlineData("api*.example.com")]
    [InlineData("*.*.example.com")]
    [InlineData("***.example.com")]
    [InlineData("*.**.example.com")]
    [InlineData("*.10.0.0.1")]
    [InlineData("**.10.0.0.1")]
    [InlineData("*.::1")]
    [InlineData("*.https://example.com")]
    [InlineData("<host>")]
    public Task InvalidPattern_Reports(string host) => Verify.VerifyAnalyzerAsync(PinSource.InMethod($$"""
        given.Pin({|PIN3005:"{{host}}"|}, A, B);
        PinValidator.CreateBuilder().Exclude({|PIN3005:"{{host}}"|});
        PinValidator.CreateBuilder().Pin({|PIN3005:"{{host}}"|}, new PinPolicy(), A, B).Build().ForHost({|PIN3005:"{{host}}"|});
        """));

    [Theory]
    [InlineData("api.example.com")]
    [InlineData("API.Example.COM")]
    [InlineData("api.example.com.")]
    [InlineData("my_host.example.com")]
    [InlineData("xn--bcher-kva.example")]
    [InlineData("bücher.example")]
    [InlineData("localhost")]
    [InlineData("10.0.0.1")]
    [InlineData("::1")]
    [InlineData("[::1]")]
    public Task Host_IsSilent(string host) => Verify.VerifyAnalyzerAsync(PinSource.InMethod($$"""
        given.Pin("{{host}}", A, B);
        PinValidator.CreateBuilder().Exclude("{{host}}").Pin("other.example.com", A, B).Build().ForHost("{{host}}");
        """));

    [Theory]
    [InlineData("*.example.com")]
    [InlineData("**.example.com")]
    [InlineData("*.example.com.")]
    [InlineData("**.my_domain.example")]
    public Task Wildcard_IsSilentExceptForOneHost(string host) => Verify.VerifyAnalyzerAsync(PinSource.InMethod($$"""
        given.Pin("{{host}}", A, B);
        PinValidator.CreateBuilder().Exclude("{{host}}").Pin("other.example.com", A, B).Build().ForHost({|PIN3005:"{{host}}"|});
        """));

    [Fact]
    public Task ConstantHost_ReportsAtTheArgument() => Verify.VerifyAnalyzerAsync(PinSource.InClass(/* lang=c#-test */ """
        private const string BaseAddress = "https://api.example.com";
        private static readonly string Host = "api.example.com:443";

        public void M(PinValidatorBuilder given)
        {
            var local = BaseAddress + "/v2";
            given.Pin({|PIN3005:BaseAddress|}, A, B).Exclude({|PIN3005:Host|}).Pin({|PIN3005:local|}, A, B).Exclude({|PIN3005:$"*.{BaseAddress}"|}).Exclude({|PIN3005:string.Empty|});
        }
        """));

    [Theory]
    [InlineData("text")]
    [InlineData("texts[0]")]
    [InlineData("new Uri(\"https://api.example.com\").Host")]
    [InlineData("flag ? \"https://x\" : \"y\"")]
    [InlineData("((string)null!)")]
    public Task HostThatIsNotConstant_IsSilent(string host) => Verify.VerifyAnalyzerAsync(PinSource.InMethod($$"""
        given.Pin({{host}}, A, B).Pin({{host}}, A, B).Exclude({{host}});
        PinValidator.CreateBuilder().Pin("a.example.com", A, B).Build().ForHost({{host}});
        """));

    [Theory]
    [InlineData("api.example.com", "api.example.com")]
    [InlineData("api.example.com", "API.EXAMPLE.COM")]
    [InlineData("api.example.com", "api.example.com.")]
    [InlineData("*.example.com", "*.Example.com")]
    [InlineData("**.example.com", "**.example.com.")]
    [InlineData("bücher.example", "xn--bcher-kva.example")]
    [InlineData("[::1]", "0:0:0:0:0:0:0:1")]
    public Task RepeatedPattern_ReportsTheLater(string first, string second) => Verify.VerifyAnalyzerAsync(PinSource.InMethod($$"""
        given.Pin("{{first}}", A, B).Pin({|PIN3005:"{{second}}"|}, A, C);
        PinValidator.CreateBuilder().Exclude("{{first}}").Pin({|PIN3005:"{{second}}"|}, A, C).Build();
        PinValidator.CreateBuilder().Pin("{{first}}", A, B).RejectUnpinnedHosts().Exclude({|PIN3005:"{{second}}"|}).Exclude({|PIN3005:"{{first}}"|}).Build();
        """));

    [Theory]
    [InlineData("api.example.com", "www.example.com")]
    [InlineData("*.example.com", "**.example.com")]
    [InlineData("*.example.com", "example.com")]
    [InlineData("**.example.com", "api.example.com")]
    public Task DifferentPatterns_AreSilent(string first, string second) => Verify.VerifyAnalyzerAsync(PinSource.InMethod($$"""
        given.Pin("{{first}}", A, B).Exclude("{{second}}");
        """));

    [Theory]
    [InlineData("builder.Pin(\"a.b\", A, B); builder.Pin({|PIN3005:\"a.b\"|}, A, B);")]
    [InlineData("builder.Pin(\"a.b\", A, B).RejectUnpinnedHosts(); builder.ThrowOnFailure().Exclude({|PIN3005:\"a.b\"|});")]
    [InlineData("builder = builder.Pin(\"a.b\", A, B); builder = builder.Pin({|PIN3005:\"a.b\"|}, A, B);")]
    [InlineData("var other = builder.Pin(\"a.b\", A, B); other.Pin({|PIN3005:\"a.b\"|}, A, B);")]
    [InlineData("var other = builder; builder.Pin(\"a.b\", A, B); other.Pin({|PIN3005:\"a.b\"|}, A, B);")]
    [InlineData("builder.Pin(\"a.b\", A, B); if (flag) { builder.Pin({|PIN3005:\"a.b\"|}, A, B); }")]
    [InlineData("if (flag) { builder.Pin(\"a.b\", A, B); } builder.Pin({|PIN3005:\"a.b\"|}, A, B);")]
    [InlineData("if (flag) { builder.Pin(\"a.b\", A, B); builder.Pin({|PIN3005:\"a.b\"|}, A, B); }")]
    [InlineData("try { builder.Pin(\"a.b\", A, B); } finally { builder.Pin({|PIN3005:\"a.b\"|}, A, B); }")]
    [InlineData("switch (text) { case \"x\": builder.Pin(\"a.b\", A, B); break; } builder.Pin({|PIN3005:\"a.b\"|}, A, B);")]
    public Task RepeatedPatternStraightAhead_Reports(string statements) => Verify.VerifyAnalyzerAsync(PinSource.InMethod($$"""
        {
            var builder = PinValidator.CreateBuilder();
            {{statements}}
        }
        {
            var builder = Make();
            {{statements}}
        }
        static PinValidatorBuilder Make() => PinValidator.CreateBuilder();
        static void Given(PinValidatorBuilder builder, bool flag, string text)
        {
            {{statements}}
        }
        Action<PinValidatorBuilder> configure = builder =>
        {
            {{statements}}
        };
        """));

    [Theory]
    [InlineData("if (flag) { builder.Pin(\"a.b\", A, B); } else { builder.Pin(\"a.b\", A, C); }")]
    [InlineData("if (flag) { builder.Pin(\"a.b\", A, B); } if (!flag) { builder.Pin(\"a.b\", A, C); }")]
    [InlineData("if (flag) { builder.Pin(\"a.b\", A, B); return; } builder.Pin(\"a.b\", A, C);")]
    [InlineData("switch (text) { case \"x\": builder.Pin(\"a.b\", A, B); break; default: builder.Exclude(\"a.b\"); break; }")]
    [InlineData("_ = flag ? builder.Pin(\"a.b\", A, B) : builder.Pin(\"a.b\", A, C);")]
    [InlineData("_ = text switch { \"x\" => builder.Pin(\"a.b\", A, B), _ => builder.Exclude(\"a.b\") };")]
    [InlineData("try { builder.Pin(\"a.b\", A, B); } catch { builder.Pin(\"a.b\", A, C); }")]
    [InlineData("Action first = () => builder.Pin(\"a.b\", A, B); Action second = () => builder.Pin(\"a.b\", A, C);")]
    [InlineData("void First() => builder.Pin(\"a.b\", A, B); builder.Pin(\"a.b\", A, C);")]
    [InlineData("foreach (string host in texts) { builder.Pin(host, A, B); }")]
    [InlineData("var other = PinValidator.CreateBuilder(); builder.Pin(\"a.b\", A, B); other.Pin(\"a.b\", A, B);")]
    [InlineData("builder.Pin(\"a.b\", A, B); builder = PinValidator.CreateBuilder(); builder.Pin(\"a.b\", A, B);")]
    [InlineData("PinValidator.CreateBuilder().Pin(\"a.b\", A, B); PinValidator.CreateBuilder().Pin(\"a.b\", A, B);")]
    public Task PatternOnceOnEveryPath_IsSilent(string statements) => Verify.VerifyAnalyzerAsync(PinSource.InMethod($$"""
            Run(PinValidator.CreateBuilder(), flag, text, texts);
        }

        public void Created(bool flag, string text, string[] texts)
        {
            var builder = PinValidator.CreateBuilder();
            {{statements}}
        }

        public static void Run(PinValidatorBuilder builder, bool flag, string text, string[] texts)
        {
            {{statements}}
        """));

    [Fact]
    public Task PatternInEveryMember_IsSilent() => Verify.VerifyAnalyzerAsync(PinSource.InClass(/* lang=c#-test */ """
        private readonly PinValidatorBuilder _builder = PinValidator.CreateBuilder();

        public void First() => _builder.Pin("a.b", A, B);

        public void Second() => _builder.Pin("a.b", A, C);
        """));

    [Fact]
    public Task MalformedPatternTwice_ReportsEachOnce() => Verify.VerifyAnalyzerAsync(PinSource.InMethod("""
        given.Pin({|PIN3005:"https://a.b"|}, A, B).Pin({|PIN3005:"https://a.b"|}, A, B);
        """));

    [Fact]
    public Task OtherMethodsThatTakeAHost_AreSilent() => Verify.VerifyAnalyzerAsync(PinSource.InMethod("""
        var validator = PinValidator.CreateBuilder().Pin("a.b", A, B).Build();
        validator.Evaluate("https://a.b", null, null, default);
        """));

    [Fact]
    public Task Message_SaysWhatIsWrong() => Verify.VerifyAnalyzerAsync(
        PinSource.InMethod("""given.Pin({|#0:"https://a.b"|}, A, B).Exclude("c.d").Exclude({|#1:"C.D"|});"""),
        Verify.Diagnostic("PIN3005").WithLocation(0).WithArguments("https://a.b", "it is a URL; write its host alone, without scheme, port and path"),
        Verify.Diagnostic("PIN3005").WithLocation(1).WithArguments("C.D", "this builder has the pattern already; give all pins of a host in one call"));
}
