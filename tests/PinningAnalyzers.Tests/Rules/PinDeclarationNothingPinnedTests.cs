using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using PinningAnalyzers.Tests.Pins;
using Xunit;
using Verify = PinningAnalyzers.Tests.Verifiers.CSharpVerifier<PinningAnalyzers.Rules.PinDeclarationAnalyzer>;

namespace PinningAnalyzers.Tests.Rules;

/// <summary>PIN3004.</summary>
public sealed class PinDeclarationNothingPinnedTests
{
    [Fact]
    public Task FileThatFixesAdd_Reports() => Verify.VerifyAnalyzerAsync(/* lang=c#-test */ """
        using CertificatePinning;

        /// <summary>The server keys that this application trusts.</summary>
        internal static class Pins
        {
            public static PinValidator Validator { get; } = PinValidator.CreateBuilder()
                .RejectUnpinnedHosts()
                .{|PIN3004:Build|}();
        }
        """);

    [Theory]
    [InlineData("PinValidator.CreateBuilder().{|PIN3004:Build|}();")]
    [InlineData("PinValidator.CreateBuilder().Exclude(\"www.example.com\").{|PIN3004:Build|}();")]
    [InlineData("PinValidator.CreateBuilder().ThrowOnFailure().OnFailure(result => { }).{|PIN3004:Build|}();")]
    [InlineData("var builder = PinValidator.CreateBuilder(); builder.{|PIN3004:Build|}();")]
    [InlineData("var builder = PinValidator.CreateBuilder(); builder.RejectUnpinnedHosts(); var validator = builder.{|PIN3004:Build|}();")]
    [InlineData("var builder = PinValidator.CreateBuilder(); builder = builder.RejectUnpinnedHosts(); var validator = builder.{|PIN3004:Build|}();")]
    [InlineData("PinValidatorBuilder builder; builder = PinValidator.CreateBuilder(); builder.{|PIN3004:Build|}();")]
    [InlineData("var first = PinValidator.CreateBuilder(); var second = first.RejectUnpinnedHosts(); second.{|PIN3004:Build|}();")]
    [InlineData("var builder = PinValidator.CreateBuilder(); builder.{|PIN3004:Build|}(); builder.Pin(\"api.example.com\", A, B);")]
    [InlineData("Func<PinValidator> factory = () => PinValidator.CreateBuilder().{|PIN3004:Build|}();")]
    [InlineData("var lazy = new Lazy<PinValidator>(PinValidator.CreateBuilder().{|PIN3004:Build|});")]
    [InlineData("if (flag) { PinValidator.CreateBuilder().{|PIN3004:Build|}(); }")]
    [InlineData("var other = PinValidator.CreateBuilder().Pin(\"api.example.com\", A, B); PinValidator.CreateBuilder().{|PIN3004:Build|}();")]
    [InlineData("new System.Net.Http.HttpClientHandler().UsePins(PinValidator.CreateBuilder().{|PIN3004:Build|}());")]
    public Task BuilderWithoutPin_Reports(string statements) => Verify.VerifyAnalyzerAsync(PinSource.InMethod(statements));

    [Theory]
    [InlineData("PinValidator.CreateBuilder().Pin(\"api.example.com\", A, B).Build();")]
    [InlineData("PinValidator.CreateBuilder().RejectUnpinnedHosts().Pin(text, texts).ThrowOnFailure().Build();")]
    [InlineData("var builder = PinValidator.CreateBuilder(); builder.Pin(\"api.example.com\", A, B); builder.Build();")]
    [InlineData("var builder = PinValidator.CreateBuilder(); if (flag) { builder.Pin(\"api.example.com\", A, B); } builder.Build();")]
    [InlineData("var builder = PinValidator.CreateBuilder(); foreach (string host in texts) { builder.Pin(host, A, B); } builder.Build();")]
    [InlineData("var builder = PinValidator.CreateBuilder(); while (flag) { builder.Build(); builder.Pin(text, A, B); }")]
    [InlineData("var builder = PinValidator.CreateBuilder(); texts.ToList().ForEach(host => builder.Pin(host, A, B)); builder.Build();")]
    [InlineData("var builder = PinValidator.CreateBuilder(); void Add() => builder.Pin(text, A, B); Add(); builder.Build();")]
    [InlineData("var builder = PinValidator.CreateBuilder(); Action add = () => builder.Pin(text, A, B); add(); builder.Build();")]
    [InlineData("var builder = PinValidator.CreateBuilder(); Configure(builder); builder.Build();")]
    [InlineData("Configure(PinValidator.CreateBuilder()).Build();")]
    [InlineData("PinValidator.CreateBuilder().AddPins().Build();")]
    [InlineData("var builder = PinValidator.CreateBuilder(); builder.AddPins(); builder.Build();")]
    [InlineData("var first = PinValidator.CreateBuilder(); var second = first; second.Pin(text, A, B); first.Build();")]
    [InlineData("var builder = PinValidator.CreateBuilder(); builder = builder.Pin(text, A, B); builder.Build();")]
    [InlineData("var builder = PinValidator.CreateBuilder(); builder = flag ? builder.Pin(text, A, B) : builder; builder.Build();")]
    [InlineData("var builder = PinValidator.CreateBuilder(); if (flag) { builder = Configure(builder); } builder.Build();")]
    [InlineData("var builder = PinValidator.CreateBuilder(); builder = Configure(given); builder.Build();")]
    [InlineData("_builder = PinValidator.CreateBuilder(); _builder.Build();")]
    [InlineData("given.Build();")]
    [InlineData("var builder = PinValidator.CreateBuilder();")]
    [InlineData("var tuple = (PinValidator.CreateBuilder(), 1); tuple.Item1.Build();")]
    [InlineData("var builder = PinValidator.CreateBuilder(); builder?.Pin(text, A, B); builder!.Build();")]
    [InlineData("var builder = PinValidator.CreateBuilder(); var lazy = new Lazy<PinValidator>(builder.Build); builder.Pin(text, A, B);")]
    public Task BuilderThatMayHavePins_IsSilent(string statements) => Verify.VerifyAnalyzerAsync(
        PinSource.InClass($$"""
            private PinValidatorBuilder _builder = PinValidator.CreateBuilder();

            public void M(PinValidatorBuilder given, bool flag, string text, string[] texts)
            {
                {{statements}}
            }

            private static PinValidatorBuilder Configure(PinValidatorBuilder builder) => builder.Pin("api.example.com", A, B);
            """) + """
            public static class BuilderExtensions
            {
                public static PinValidatorBuilder AddPins(this PinValidatorBuilder builder) => builder.Pin("api.example.com", "sha256/pnQX9ujooGNAHDgBvPo+Uz7WcMhmEEQCM0kylAaXcRg=", "sha256/5KAfV22RO4cRq4Ji8cpW5yE0MrXsQCwnXBrVIzB+mDE=");
            }
            """);

    [Fact]
    public async Task TopLevelStatements_Report()
    {
        var test = new Verify.Test
        {
            TestCode = /* lang=c#-test */ """
                using CertificatePinning;

                var builder = PinValidator.CreateBuilder();
                builder.RejectUnpinnedHosts();
                var validator = builder.{|PIN3004:Build|}();
                """,
        };
        test.TestState.OutputKind = OutputKind.ConsoleApplication;
        await test.RunAsync();
    }

    [Theory]
    [InlineData("\"api.example.com\"")]
    [InlineData("\"api.example.com\", new string[0]")]
    [InlineData("\"api.example.com\", Array.Empty<string>()")]
    [InlineData("\"api.example.com\", []")]
    [InlineData("\"api.example.com\", new PinPolicy()")]
    [InlineData("text")]
    [InlineData("text, None")]
    public Task PinWithoutPins_Reports(string arguments) => Verify.VerifyAnalyzerAsync(PinSource.InClass($$"""
        private static readonly string[] None = { };

        public void M(PinValidatorBuilder given, string text) => given.{|PIN3004:Pin|}({{arguments}}).Build();
        """));

    [Theory]
    [InlineData("sha256/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=")]
    [InlineData("sha256/AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQE=")]
    [InlineData("sha256//////////////////////////////////////////8=", "PIN3001")]
    [InlineData("cert-sha256/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=")]
    [InlineData("sha256/47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=")]
    [InlineData("cert-sha256/47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=")]
    [InlineData("sha256/0000000000000000000000000000000000000000000=")]
    [InlineData("sha256/wwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwww=")]
    [InlineData("TODO")]
    [InlineData("todo: pin of the server")]
    [InlineData("sha256/TODO")]
    [InlineData("sha256/REPLACE_ME")]
    [InlineData("sha256/ReplaceThisWithYourPin=")]
    [InlineData("sha256/CHANGEME")]
    [InlineData("change-me")]
    [InlineData("YOUR_PIN_HERE")]
    [InlineData("sha256/yourPublicKeyHash")]
    [InlineData("sha256/<base64>")]
    [InlineData("<pin>")]
    [InlineData("sha256/PLACEHOLDER=")]
    [InlineData("placeholder")]
    [InlineData("sha256/BackupPinPlaceholder")]
    [InlineData("sha256/XXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXX=")]
    public Task Placeholder_Reports(string pin, string id = "PIN3004") => Verify.VerifyAnalyzerAsync(PinSource.InMethod($$"""
        given.Pin("api.example.com", {|{{id}}:"{{pin}}"|}, B);
        CertificatePin.Parse({|{{id}}:"{{pin}}"|});
        """));

    [Theory]
    [InlineData("sha256/exchange")]
    [InlineData("https://exchange.example.com")]
    [InlineData("sha256/AAAA")]
    [InlineData("sha256/BBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBB=")]
    [InlineData("sha256/0000000000000000000000000000000000000000000000000000000000000000")]
    public Task MalformedPinThatIsNoPlaceholder_ReportsThatInstead(string pin) => Verify.VerifyAnalyzerAsync(PinSource.InMethod($$"""given.Pin("api.example.com", {|PIN3001:"{{pin}}"|}, B);"""));

    [Fact]
    public Task PinThatHappensToHoldAWord_IsSilent() => Verify.VerifyAnalyzerAsync(PinSource.InMethod(/* lang=c#-test */ """
        given.Pin("api.example.com", "sha256/TODO9ujooGNAHDgBvPo+Uz7WcMhmEEQCM0kylAaXcRg=", B);
        """));

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task AllowInDebug_Decides(bool isAllowed)
    {
        string build = isAllowed ? "Build" : "{|PIN3004:Build|}";
        var test = new Verify.Test
        {
            TestCode = $$"""
                using CertificatePinning;

                internal static class Pins
                {
                    public static PinValidator Outside { get; } = PinValidator.CreateBuilder().{|PIN3004:Build|}();
                #if DEBUG
                    public static PinValidator Inside { get; } = PinValidator.CreateBuilder().{{build}}();
                #endif
                }
                """,
            PreprocessorSymbols = ["DEBUG"],
        };
        test.TestState.AnalyzerConfigFiles.Add(("/.globalconfig", "is_global = true\npinning.allow_in_debug = " + isAllowed));
        await test.RunAsync();
    }
}
