using System.Threading.Tasks;
using PinningAnalyzers.Tests.Pins;
using Xunit;
using Verify = PinningAnalyzers.Tests.Verifiers.CSharpVerifier<PinningAnalyzers.Rules.PinDeclarationAnalyzer>;

namespace PinningAnalyzers.Tests.Rules;

/// <summary>PIN3001.</summary>
public sealed class PinDeclarationMalformedPinTests
{
    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("sha256/")]
    [InlineData("sha256/short")]
    [InlineData("sha256/AAAA")]
    [InlineData("sha256/pnQX9ujooGNAHDgBvPo+Uz7WcMhmEEQCM0kylAaXcRg")]
    [InlineData("sha256/pnQX9ujooGNAHDgBvPo+Uz7WcMhmEEQCM0kylAaXcRh=")]
    [InlineData("sha256/pnQX9ujooGNAHDgBvPo-Uz7WcMhmEEQCM0kylAaXcRg=")]
    [InlineData("sha256/pnQX9ujooGNAHDgBvPo+Uz7WcMhmEEQCM0kylAaXcRg==")]
    [InlineData("sha256/pnQX9ujooGNAHDgBvPo*Uz7WcMhmEEQCM0kylAaXcRg=")]
    [InlineData("SHA256/pnQX9ujooGNAHDgBvPo+Uz7WcMhmEEQCM0kylAaXcRg=")]
    [InlineData("Sha256/pnQX9ujooGNAHDgBvPo+Uz7WcMhmEEQCM0kylAaXcRg=")]
    [InlineData("CERT-SHA256/pnQX9ujooGNAHDgBvPo+Uz7WcMhmEEQCM0kylAaXcRg=")]
    [InlineData("sha-256/pnQX9ujooGNAHDgBvPo+Uz7WcMhmEEQCM0kylAaXcRg=")]
    [InlineData("sha256:pnQX9ujooGNAHDgBvPo+Uz7WcMhmEEQCM0kylAaXcRg=")]
    [InlineData("sha256-pnQX9ujooGNAHDgBvPo+Uz7WcMhmEEQCM0kylAaXcRg=")]
    [InlineData("sha256//pnQX9ujooGNAHDgBvPo+Uz7WcMhmEEQCM0kylAaXcRg=")]
    [InlineData("pnQX9ujooGNAHDgBvPo+Uz7WcMhmEEQCM0kylAaXcRg=")]
    [InlineData("pin-sha256=\\\"pnQX9ujooGNAHDgBvPo+Uz7WcMhmEEQCM0kylAaXcRg=\\\"")]
    [InlineData(" sha256/pnQX9ujooGNAHDgBvPo+Uz7WcMhmEEQCM0kylAaXcRg=")]
    [InlineData("sha256/pnQX9ujooGNAHDgBvPo+Uz7WcMhmEEQCM0kylAaXcRg=\\n")]
    [InlineData("sha256/pnQX9ujooGNAHDgBvPo+Uz7WcMhm EEQCM0kylAaXcRg=")]
    [InlineData("sha1/2jmj7l5rSw0yVb/vlWAYkK/YBwk=")]
    [InlineData("sha512/z4PhNX7vuL3xVChQ1m2AB9Yg5AULVxXcg/SpIdNs6c5H0NE8XYXysP+DGNKHfuwvY7kxvUdBeoGlODJ6+SfaPg==")]
    [InlineData("sha256/2jmj7l5rSw0yVb/vlWAYkK/YBwk=")]
    [InlineData("A6:74:17:F6:E8:E8:A0:63:40:1C:38:01:BC:FA:3E:53:3E:D6:70:C8:66:10:44:02:33:49:32:94:06:97:71:18")]
    [InlineData("a67417f6e8e8a063401c3801bcfa3e533ed670c8661044023349329406977118")]
    [InlineData("sha256/a67417f6e8e8a063401c3801bcfa3e533ed670c8661044023349329406977118")]
    [InlineData("DA:39:A3:EE:5E:6B:4B:0D:32:55:BF:EF:95:60:18:90:AF:D8:07:09")]
    [InlineData("-----BEGIN CERTIFICATE-----")]
    [InlineData("sha256/pnQX9ujooGNAHDgBvPo+Uz7WcMhmEEQCM0kylAaXcRg=,sha256/5KAfV22RO4cRq4Ji8cpW5yE0MrXsQCwnXBrVIzB+mDE=")]
    [InlineData("api.example.com")]
    public Task TextThatIsNoPin_Reports(string pin) => Verify.VerifyAnalyzerAsync(PinSource.InMethod($$"""given.Pin("api.example.com", {|PIN3001:"{{pin}}"|}, B);"""));

    [Theory]
    [InlineData("sha256/pnQX9ujooGNAHDgBvPo+Uz7WcMhmEEQCM0kylAaXcRg=")]
    [InlineData("cert-sha256/pnQX9ujooGNAHDgBvPo+Uz7WcMhmEEQCM0kylAaXcRg=")]
    public Task Pin_IsSilent(string pin) => Verify.VerifyAnalyzerAsync(PinSource.InMethod($$"""given.Pin("api.example.com", "{{pin}}", B);"""));

    [Fact]
    public Task EveryMalformedPinOfACall_Reports() => Verify.VerifyAnalyzerAsync(PinSource.InMethod(/* lang=c#-test */ """
        given.Pin("api.example.com",
            {|PIN3001:"sha1/2jmj7l5rSw0yVb/vlWAYkK/YBwk="|},
            A,
            {|PIN3001:"nonsense"|});
        """));

    [Fact]
    public Task PinWithPolicy_Reports() => Verify.VerifyAnalyzerAsync(PinSource.InMethod(/* lang=c#-test */ """
        given.Pin("api.example.com", new PinPolicy { TrustPinnedLeaf = true }, {|PIN3001:"nonsense"|}, B);
        """));

    [Fact]
    public Task Parse_Reports() => Verify.VerifyAnalyzerAsync(PinSource.InMethod(/* lang=c#-test */ """
        CertificatePin.Parse({|PIN3001:"nonsense"|});
        CertificatePin.Parse(text: {|PIN3001:"sha1/x"|});
        CertificatePin.Parse(A);
        """));

    [Fact]
    public Task TryParse_IsSilent() => Verify.VerifyAnalyzerAsync(PinSource.InMethod(/* lang=c#-test */ """
        CertificatePin.TryParse("nonsense", out _);
        """));

    [Fact]
    public Task Constant_ReportsAtItsLiteral() => Verify.VerifyAnalyzerAsync(PinSource.InClass(/* lang=c#-test */ """
        private const string Old = {|PIN3001:"sha1/2jmj7l5rSw0yVb/vlWAYkK/YBwk="|};

        public void M(PinValidatorBuilder given) => given.Pin("api.example.com", Old, B);
        """));

    [Fact]
    public Task ConstantUsedTwice_ReportsOnce() => Verify.VerifyAnalyzerAsync(PinSource.InClass(/* lang=c#-test */ """
        private const string Old = {|PIN3001:"sha1/2jmj7l5rSw0yVb/vlWAYkK/YBwk="|};

        public void M(PinValidatorBuilder given) => given.Pin("api.example.com", Old, B).Pin("www.example.com", Old, B);
        """));

    [Fact]
    public Task StaticReadonlyField_ReportsAtItsLiteral() => Verify.VerifyAnalyzerAsync(PinSource.InClass(/* lang=c#-test */ """
        private static readonly string Old = {|PIN3001:"nonsense"|};

        public void M(PinValidatorBuilder given) => given.Pin("api.example.com", Old, B);
        """));

    [Theory]
    [InlineData("new[] { A, {|PIN3001:\"nonsense\"|} }")]
    [InlineData("new string[] { A, {|PIN3001:\"nonsense\"|} }")]
    [InlineData("new string[2] { A, {|PIN3001:\"nonsense\"|} }")]
    [InlineData("{ A, {|PIN3001:\"nonsense\"|} }")]
    [InlineData("[A, {|PIN3001:\"nonsense\"|}]")]
    [InlineData("[..Good, {|PIN3001:\"nonsense\"|}]")]
    public Task StaticReadonlyArray_ReportsAtItsElement(string value) => Verify.VerifyAnalyzerAsync(PinSource.InClass($$"""
        private static readonly string[] Good = { A };
        private static readonly string[] Keys = {{value}};

        public void M(PinValidatorBuilder given) => given.Pin("api.example.com", Keys);
        """));

    [Theory]
    [InlineData("new[] { A, {|PIN3001:\"nonsense\"|} }")]
    [InlineData("new string[] { A, {|PIN3001:\"nonsense\"|} }")]
    [InlineData("[A, {|PIN3001:\"nonsense\"|}]")]
    [InlineData("[A, {|PIN3001:\"nonsense\"|}, ..texts]")]
    [InlineData("pins: new[] { A, {|PIN3001:\"nonsense\"|}, text }")]
    public Task ArrayArgument_ReportsAtItsElement(string value) => Verify.VerifyAnalyzerAsync(PinSource.InMethod($$"""given.Pin("api.example.com", {{value}});"""));

    [Fact]
    public Task NamedArgumentsOutOfOrder_Report() => Verify.VerifyAnalyzerAsync(PinSource.InMethod(/* lang=c#-test */ """
        given.Pin(pins: new[] { {|PIN3001:"nonsense"|}, B }, hostPattern: "api.example.com");
        """));

    [Fact]
    public Task LocalsAssignedOnce_Report() => Verify.VerifyAnalyzerAsync(PinSource.InMethod(/* lang=c#-test */ """
        string initialised = {|PIN3001:"one"|};
        string assigned;
        assigned = {|PIN3001:"two"|};
        const string constant = {|PIN3001:"three"|};
        var array = new[] { {|PIN3001:"four"|}, B };
        given.Pin("api.example.com", initialised, assigned, constant).Pin("www.example.com", array);
        """));

    [Fact]
    public Task LocalOfAnEnclosingMethod_Reports() => Verify.VerifyAnalyzerAsync(PinSource.InMethod(/* lang=c#-test */ """
        string pin = {|PIN3001:"one"|};
        Action<PinValidatorBuilder> configure = builder => builder.Pin("api.example.com", pin, B);
        """));

    [Theory]
    [InlineData("\"sha256/\" + \"nonsense\"")]
    [InlineData("$\"sha256/nonsense\"")]
    [InlineData("$\"{Prefix}nonsense\"")]
    [InlineData("Prefix + Digest")]
    [InlineData("$\"{Prefix}{Digest}\"")]
    [InlineData("@\"sha256/nonsense\"")]
    [InlineData("nameof(Prefix)")]
    [InlineData("(\"nonsense\")", "\"nonsense\"")]
    public Task FoldedText_Reports(string pin, string? reported = null) => Verify.VerifyAnalyzerAsync(PinSource.InClass($$"""
        private const string Prefix = "sha256/";
        private static readonly string Digest = "nonsense";

        public void M(PinValidatorBuilder given) => given.Pin("api.example.com", {{pin.Replace(reported ?? pin, "{|PIN3001:" + (reported ?? pin) + "|}")}}, B);
        """));

    [Theory]
    [InlineData("text")]
    [InlineData("flag ? \"one\" : \"two\"")]
    [InlineData("texts[0]")]
    [InlineData("\"sha256/\" + text")]
    [InlineData("$\"sha256/{text}\"")]
    [InlineData("Environment.GetEnvironmentVariable(\"PIN\")!")]
    [InlineData("Property")]
    [InlineData("Mutable")]
    [InlineData("Rewritten")]
    [InlineData("reassigned")]
    [InlineData("filled")]
    [InlineData("((string)null!)")]
    public Task PinThatIsNotConstant_IsSilent(string pin) => Verify.VerifyAnalyzerAsync(PinSource.InClass($$"""
        private static string Mutable = "nonsense";
        private static readonly string Rewritten = "nonsense";
        private static string Property => Mutable;

        static Program() => Rewritten = A;

        public void M(PinValidatorBuilder given, bool flag, string text, string[] texts)
        {
            string reassigned = "nonsense";
            if (flag)
            {
                reassigned = A;
            }

            string filled = "nonsense";
            Fill(ref filled);
            given.Pin("api.example.com", {{pin}}, B);
        }

        private static void Fill(ref string value) => value = A;
        """));

    [Theory]
    [InlineData("pins[0] = A;")]
    [InlineData("Array.Fill(pins, A);")]
    [InlineData("Load(pins);")]
    [InlineData("pins = new[] { A };")]
    [InlineData("(pins, _) = (new[] { A }, 0);")]
    public Task ArrayThatIsFilledLater_IsSilent(string change) => Verify.VerifyAnalyzerAsync(PinSource.InClass($$"""
        public void M(PinValidatorBuilder given)
        {
            var pins = new[] { "nonsense", B };
            {{change}}
            given.Pin("api.example.com", pins);
        }

        private static void Load(string[] pins) => pins[0] = A;
        """));

    [Fact]
    public async Task ConstantOfAnotherFile_ReportsAtTheArgument()
    {
        var test = new Verify.Test { TestCode = PinSource.InMethod("""given.Pin("api.example.com", {|PIN3001:Keys.Old|}, B).Pin("www.example.com", {|PIN3001:Keys.All|});""") };
        test.TestState.Sources.Add("""
            public static class Keys
            {
                public const string Old = "nonsense";
                public static readonly string[] All = { "nonsense", "sha256/5KAfV22RO4cRq4Ji8cpW5yE0MrXsQCwnXBrVIzB+mDE=" };
            }
            """);
        await test.RunAsync();
    }

    [Fact]
    public Task MethodsOfTheSameNameElsewhere_AreSilent() => Verify.VerifyAnalyzerAsync(/* lang=c#-test */ """
        public class Board
        {
            public Board Pin(string host, params string[] pins) => this;
            public Board Exclude(string host) => this;
            public Board ForHost(string host) => this;
            public static Board Parse(string pin) => new();
            public static Board CreateBuilder() => new();
            public Board Build() => this;
            public void M() => CreateBuilder().Pin("https://x", "nonsense").Exclude("https://x").ForHost("*").Build();
        }
        """);

    [Fact]
    public Task Message_SaysWhatIsWrong() => Verify.VerifyAnalyzerAsync(
        PinSource.InMethod("""given.Pin("api.example.com", {|#0:"sha256//pnQX9ujooGNAHDgBvPo+Uz7WcMhmEEQCM0kylAaXcRg="|}, B);"""),
        Verify.Diagnostic("PIN3001").WithLocation(0).WithArguments("it is written as curl writes it, with two slashes; write 'sha256/pnQX9ujooGNAHDgBvPo+Uz7WcMhmEEQCM0kylAaXcRg='"));

    [Fact]
    public Task GeneratedCode_Reports() => Verify.VerifyAnalyzerAsync("// <auto-generated/>\n" + PinSource.InMethod("""given.Pin("api.example.com", {|PIN3001:"nonsense"|}, A, B);"""));

    [Fact]
    public Task SuppressedByPragma_IsSilent() => Verify.VerifyAnalyzerAsync(PinSource.InMethod("""
        #pragma warning disable PIN3001
        given.Pin("api.example.com", "nonsense", B);
        """));
}
