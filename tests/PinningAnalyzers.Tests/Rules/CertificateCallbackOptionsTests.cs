using System.Threading.Tasks;
using Xunit;
using Verify = PinningAnalyzers.Tests.Verifiers.CSharpVerifier<PinningAnalyzers.Rules.CertificateCallbackAnalyzer>;

namespace PinningAnalyzers.Tests.Rules;

/// <summary>Validators that are known, and what the options switch off.</summary>
public sealed class CertificateCallbackOptionsTests
{
    private const string Usings = /* lang=c#-test */ """
        using System.Net.Http;
        using System.Net.Security;
        using System.Security.Cryptography.X509Certificates;
        using CertificatePinning;

        """;

    [Theory]
    [InlineData("Pins.Validator.Validate")]
    [InlineData("(a, b, c, d) => Pins.Validator.Validate(a, b, c, d)")]
    [InlineData("(a, b, c, d) => { return Pins.Validator.Validate(a, b, c, d); }")]
    [InlineData("(a, b, c, d) => d == SslPolicyErrors.None && Pins.Validator.Validate(a, b, c, d)")]
    [InlineData("Pins.Validator.ForHost(\"api.example.com\").Validate")]
    [InlineData("(a, b, c, d) => Pins.Validator.ForHost(\"api.example.com\").Validate(a, b, c, d)")]
    [InlineData("{|PIN2003:(a, b, c, d) => d == SslPolicyErrors.None || Pins.Validator.Validate(a, b, c, d)|}")]
    [InlineData("{|PIN2001:(a, b, c, d) => Pins.Validator.Validate(a, b, c, d) || true|}")]
    [InlineData("{|PIN2001:(a, b, c, d) => { Pins.Validator.Validate(a, b, c, d); return true; }|}")]
    [InlineData("{|PIN2002:(a, b, c, d) => System.Environment.ProcessorCount == 7 || Pins.Validator.Validate(a, b, c, d)|}")]
    public Task BundledValidator_IsPinned(string callback) => Verify.VerifyAnalyzerAsync($$"""
        {{Usings}}
        internal static class Pins
        {
            public static PinValidator Validator { get; } = PinValidator.CreateBuilder().RejectUnpinnedHosts().Build();

            public static HttpClientHandler Create() => new() { ServerCertificateCustomValidationCallback = {{callback}} };
        }
        """);

    private const string OwnValidator = Usings + /* lang=c#-test */ """
        namespace Shop.Security
        {
            public static class PinChecker
            {
                public static bool Validate(object sender, X509Certificate certificate, X509Chain chain, SslPolicyErrors errors) => true;

                public static bool Check(X509Certificate2 certificate) => true;
            }
        }

        internal static class Client
        {
            public static HttpClientHandler Direct() => new() { ServerCertificateCustomValidationCallback = Shop.Security.PinChecker.Validate };

            public static HttpClientHandler Forwarded() => new() { ServerCertificateCustomValidationCallback = (a, b, c, d) => Shop.Security.PinChecker.Validate(a, b, c, d) };

            public static HttpClientHandler Other() => new() { ServerCertificateCustomValidationCallback = {|PIN2001:(a, b, c, d) => Shop.Security.PinChecker.Check(b)|} };

            public static HttpClientHandler Unrelated() => new() { ServerCertificateCustomValidationCallback = {|PIN2001:(a, b, c, d) => true|} };
        }
        """;

    [Theory]
    [InlineData("PinChecker.Validate")]
    [InlineData("Shop.Security.PinChecker.Validate")]
    [InlineData("M:Shop.Security.PinChecker.Validate(System.Object,System.Security.Cryptography.X509Certificates.X509Certificate,System.Security.Cryptography.X509Certificates.X509Chain,System.Net.Security.SslPolicyErrors)")]
    [InlineData("Other.Method, PinChecker.Validate")]
    public Task ValidatorOfOnesOwn_IsPinned(string validators) =>
        Verify.VerifyAnalyzerWithOptionsAsync(OwnValidator, "pinning.validators = " + validators);

    [Theory]
    [InlineData("pinning.allow_in_debug = true", "(_, _, _, _) => true")]
    [InlineData("pinning.allow_in_debug = false", "{|PIN2001:(_, _, _, _) => true|}")]
    [InlineData("pinning.minimum_pins = 2", "{|PIN2001:(_, _, _, _) => true|}")]
    public Task CodeUnderDebug_IsSkippedOnlyWhereAllowed(string option, string callback)
    {
        var test = new Verify.Test
        {
            PreprocessorSymbols = ["DEBUG"],
            TestCode = $$"""
                {{Usings}}
                internal static class Client
                {
                    public static HttpClientHandler Create()
                    {
                        var handler = new HttpClientHandler();
                #if DEBUG
                        handler.ServerCertificateCustomValidationCallback = {{callback}};
                #endif
                        return handler;
                    }

                    public static HttpClientHandler CreateForRelease()
                    {
                        var handler = new HttpClientHandler();
                #if !DEBUG
                        handler.ServerCertificateCustomValidationCallback = (_, _, _, _) => true;
                #else
                        handler.ServerCertificateCustomValidationCallback = {{callback}};
                #endif
                        handler.ServerCertificateCustomValidationCallback = {|PIN2001:delegate { return true; }|};
                        return handler;
                    }
                }
                """,
        };
        test.TestState.AnalyzerConfigFiles.Add(("/.globalconfig", "is_global = true\n" + option));
        return test.RunAsync();
    }

    [Fact]
    public Task CodeUnderNotDebug_IsReportedAlthoughDebugIsAllowed() => Verify.VerifyAnalyzerWithOptionsAsync(
        $$"""
        {{Usings}}
        internal static class Client
        {
            public static HttpClientHandler Create()
            {
                var handler = new HttpClientHandler();
        #if !DEBUG
                handler.ServerCertificateCustomValidationCallback = {|PIN2001:(_, _, _, _) => true|};
        #endif
                return handler;
            }
        }
        """,
        "pinning.allow_in_debug = true");

    [Fact]
    public Task BranchOfACallbackUnderDebug_IsReportedWithoutTheOption() => Verify.VerifyAnalyzerAsync(
        $$"""
        #define DEBUG
        {{Usings}}
        internal static class Client
        {
            public static HttpClientHandler Create() => new()
            {
                ServerCertificateCustomValidationCallback = {|PIN2001:(_, certificate, _, errors) =>
                {
        #if DEBUG
                    return true;
        #else
                    return errors == SslPolicyErrors.None && certificate.GetPublicKeyString() == "3082";
        #endif
                }|},
            };
        }
        """);
}
