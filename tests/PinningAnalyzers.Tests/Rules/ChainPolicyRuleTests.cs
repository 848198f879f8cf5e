using System.Threading.Tasks;
using Xunit;
using Verify = PinningAnalyzers.Tests.Verifiers.CSharpVerifier<PinningAnalyzers.Rules.CertificateCallbackAnalyzer>;

namespace PinningAnalyzers.Tests.Rules;

public sealed class ChainPolicyRuleTests
{
    private const string Usings = /* lang=c#-test */ """
        using System;
        using System.Linq;
        using System.Net.Http;
        using System.Net.Security;
        using System.Security.Cryptography;
        using System.Security.Cryptography.X509Certificates;

        """;

    [Theory]
    [InlineData("AllFlags")]
    [InlineData("AllowUnknownCertificateAuthority")]
    [InlineData("IgnoreInvalidBasicConstraints")]
    [InlineData("IgnoreInvalidName")]
    [InlineData("IgnoreNotTimeValid")]
    [InlineData("IgnoreWrongUsage")]
    public Task FlagThatIgnoresWhatMatters_Reports(string flag) => Verify.VerifyRuleAsync("PIN2007", InPolicyOfTls("{|PIN2007:X509VerificationFlags." + flag + "|}"));

    [Theory]
    [InlineData("NoFlag")]
    [InlineData("IgnoreCertificateAuthorityRevocationUnknown")]
    [InlineData("IgnoreCtlNotTimeValid")]
    [InlineData("IgnoreCtlSignerRevocationUnknown")]
    [InlineData("IgnoreEndRevocationUnknown")]
    [InlineData("IgnoreRootRevocationUnknown")]
    [InlineData("IgnoreNotTimeNested")]
    public Task FlagThatHardlyMatters_IsSilent(string flag) => Verify.VerifyRuleAsync("PIN2007", InPolicyOfTls("X509VerificationFlags." + flag));

    [Fact]
    public Task Message_NamesTheFlag() => Verify.VerifyRuleAsync("PIN2007", 
        InPolicyOfTls("{|#0:X509VerificationFlags.AllFlags|}"),
        Verify.Diagnostic("PIN2007").WithLocation(0).WithArguments("AllFlags"));

    [Theory]
    [InlineData("{|PIN2007:X509VerificationFlags.IgnoreNotTimeValid|} | X509VerificationFlags.IgnoreEndRevocationUnknown")]
    [InlineData("X509VerificationFlags.IgnoreEndRevocationUnknown | {|PIN2007:X509VerificationFlags.AllowUnknownCertificateAuthority|}")]
    [InlineData("X509VerificationFlags.NoFlag | ({|PIN2007:X509VerificationFlags.IgnoreInvalidName|})")]
    [InlineData("Environment.ProcessorCount > 1 ? {|PIN2007:X509VerificationFlags.AllFlags|} : X509VerificationFlags.NoFlag")]
    public Task FlagAmongOthers_Reports(string flags) => Verify.VerifyRuleAsync("PIN2007", InPolicyOfTls(flags));

    [Theory]
    [InlineData("var options = new SslClientAuthenticationOptions { CertificateChainPolicy = new X509ChainPolicy { VerificationFlags = {|PIN2007:X509VerificationFlags.AllFlags|} } };")]
    [InlineData("var options = new SslClientAuthenticationOptions { CertificateChainPolicy = new() { VerificationFlags = {|PIN2007:X509VerificationFlags.AllFlags|}, TrustMode = X509ChainTrustMode.CustomRootTrust } };")]
    [InlineData("var options = new SslClientAuthenticationOptions(); options.CertificateChainPolicy = new X509ChainPolicy { VerificationFlags = {|PIN2007:X509VerificationFlags.AllFlags|} };")]
    [InlineData("var policy = new X509ChainPolicy { VerificationFlags = {|PIN2007:X509VerificationFlags.AllFlags|} }; var options = new SslClientAuthenticationOptions { CertificateChainPolicy = policy };")]
    [InlineData("var policy = new X509ChainPolicy(); policy.VerificationFlags = {|PIN2007:X509VerificationFlags.AllFlags|}; var options = new SslClientAuthenticationOptions { CertificateChainPolicy = policy };")]
    [InlineData("var policy = new X509ChainPolicy(); policy.VerificationFlags |= {|PIN2007:X509VerificationFlags.AllFlags|}; var options = new SslClientAuthenticationOptions { CertificateChainPolicy = policy };")]
    [InlineData("var options = new SslClientAuthenticationOptions { CertificateChainPolicy = new X509ChainPolicy() }; options.CertificateChainPolicy.VerificationFlags = {|PIN2007:X509VerificationFlags.AllFlags|};")]
    [InlineData("var handler = new SocketsHttpHandler { SslOptions = { CertificateChainPolicy = new X509ChainPolicy { VerificationFlags = {|PIN2007:X509VerificationFlags.AllFlags|} } } };")]
    [InlineData("var handler = new SocketsHttpHandler(); handler.SslOptions.CertificateChainPolicy = new X509ChainPolicy { VerificationFlags = {|PIN2007:X509VerificationFlags.AllFlags|} };")]
    public Task PolicyUsedForTls_Reports(string statements) => Verify.VerifyRuleAsync("PIN2007", InMethod(statements));

    [Theory]
    [InlineData("chain.ChainPolicy.VerificationFlags = {|PIN2007:X509VerificationFlags.AllowUnknownCertificateAuthority|}; return chain.Build(certificate);")]
    [InlineData("chain.ChainPolicy.VerificationFlags |= {|PIN2007:X509VerificationFlags.IgnoreInvalidName|}; return chain.Build(certificate);")]
    [InlineData("chain.ChainPolicy = new X509ChainPolicy { VerificationFlags = {|PIN2007:X509VerificationFlags.AllFlags|} }; return chain.Build(certificate);")]
    [InlineData("using var own = new X509Chain(); own.ChainPolicy.VerificationFlags = {|PIN2007:X509VerificationFlags.AllFlags|}; return own.Build(certificate);")]
    [InlineData("using var own = new X509Chain { ChainPolicy = { VerificationFlags = {|PIN2007:X509VerificationFlags.IgnoreNotTimeValid|} } }; return own.Build(certificate);")]
    [InlineData("var own = new X509Chain { ChainPolicy = new X509ChainPolicy { VerificationFlags = {|PIN2007:X509VerificationFlags.IgnoreWrongUsage|} } }; if (!own.Build(certificate)) { return false; } return errors == SslPolicyErrors.None;")]
    [InlineData("var policy = new X509ChainPolicy { VerificationFlags = {|PIN2007:X509VerificationFlags.AllFlags|} }; var own = new X509Chain { ChainPolicy = policy }; return own.Build(certificate);")]
    [InlineData("var own = new X509Chain(); own.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust; own.ChainPolicy.CustomTrustStore.Add(Trusted); own.ChainPolicy.VerificationFlags = {|PIN2007:X509VerificationFlags.AllowUnknownCertificateAuthority|}; return own.Build(certificate);")]
    [InlineData("chain.ChainPolicy.ExtraStore.Add(Trusted); chain.ChainPolicy.VerificationFlags = {|PIN2007:X509VerificationFlags.AllowUnknownCertificateAuthority|}; if (!chain.Build(certificate)) { return false; } return chain.ChainElements[chain.ChainElements.Count - 1].Certificate.Thumbprint == Trusted.Thumbprint;")]
    public Task PolicyInsideACallback_Reports(string body) => Verify.VerifyRuleAsync("PIN2007", InCallback(body));

    [Theory]
    [InlineData("chain.ChainPolicy.ExtraStore.Add(Trusted); chain.ChainPolicy.VerificationFlags = X509VerificationFlags.AllowUnknownCertificateAuthority; if (!chain.Build(certificate)) { return false; } var root = chain.ChainElements[chain.ChainElements.Count - 1].Certificate; return root.RawData.SequenceEqual(Trusted.RawData);")]
    [InlineData("var own = new X509Chain(); own.ChainPolicy.ExtraStore.Add(Trusted); own.ChainPolicy.VerificationFlags = X509VerificationFlags.AllowUnknownCertificateAuthority; return own.Build(certificate) && own.ChainElements[own.ChainElements.Count - 1].Certificate.RawData.SequenceEqual(Trusted.RawData);")]
    [InlineData("var own = new X509Chain(); own.ChainPolicy.VerificationFlags = X509VerificationFlags.AllowUnknownCertificateAuthority; return own.Build(certificate) && own.ChainElements.Any(element => element.Certificate.GetPublicKeyString() == Trusted.GetPublicKeyString());")]
    [InlineData("var own = new X509Chain(); own.ChainPolicy.VerificationFlags = X509VerificationFlags.AllowUnknownCertificateAuthority; if (own.Build(certificate)) { foreach (var element in own.ChainElements) { if (SHA256.HashData(element.Certificate.RawData).SequenceEqual(SHA256.HashData(Trusted.RawData))) { return true; } } } return false;")]
    [InlineData("chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck; chain.ChainPolicy.RevocationFlag = X509RevocationFlag.EntireChain; return chain.Build(certificate);")]
    [InlineData("chain.ChainPolicy.VerificationFlags = X509VerificationFlags.IgnoreEndRevocationUnknown; return chain.Build(certificate);")]
    [InlineData("chain.ChainPolicy.VerificationFlags = X509VerificationFlags.NoFlag; return chain.Build(certificate);")]
    [InlineData("chain.ChainPolicy.VerificationFlags &= ~X509VerificationFlags.AllFlags; return chain.Build(certificate);")]
    [InlineData("if (chain.ChainPolicy.VerificationFlags == X509VerificationFlags.AllFlags) { return false; } return errors == SslPolicyErrors.None;")]
    [InlineData("return chain.ChainPolicy.VerificationFlags.HasFlag(X509VerificationFlags.AllowUnknownCertificateAuthority);")]
    public Task RootComparedWithOnesOwnOrNothingIgnored_IsSilent(string body) => Verify.VerifyRuleAsync("PIN2007", InCallback(body));

    [Fact]
    public Task MethodEnteredFromACallback_Reports() => Verify.VerifyRuleAsync("PIN2007", Usings + """
        internal static class Client
        {
            public static HttpClientHandler Create() => new()
            {
                ServerCertificateCustomValidationCallback = (_, certificate, chain, _) => Builds(certificate),
            };

            private static bool Builds(X509Certificate2 certificate)
            {
                using X509Chain chain = CreateChain();
                return chain.Build(certificate);
            }

            private static X509Chain CreateChain()
            {
                var chain = new X509Chain();
                chain.ChainPolicy.VerificationFlags = {|PIN2007:X509VerificationFlags.AllowUnknownCertificateAuthority|};
                return chain;
            }
        }
        """);

    [Fact]
    public Task MethodGroupAsCallback_Reports() => Verify.VerifyRuleAsync("PIN2007", Usings + """
        internal static class Client
        {
            public static SslStream Create(System.IO.Stream inner) => new(inner, false, Validate);

            private static bool Validate(object sender, X509Certificate certificate, X509Chain chain, SslPolicyErrors errors)
            {
                chain.ChainPolicy.VerificationFlags = {|PIN2007:X509VerificationFlags.AllFlags|};
                return chain.Build(new X509Certificate2(certificate));
            }
        }
        """);

    [Theory]
    [InlineData("var chain = new X509Chain(); chain.ChainPolicy.VerificationFlags = X509VerificationFlags.AllFlags; chain.Build(Trusted);")]
    [InlineData("var policy = new X509ChainPolicy { VerificationFlags = X509VerificationFlags.AllowUnknownCertificateAuthority };")]
    [InlineData("var options = new SslServerAuthenticationOptions { CertificateChainPolicy = new X509ChainPolicy { VerificationFlags = X509VerificationFlags.AllFlags } };")]
    [InlineData("var flags = X509VerificationFlags.AllFlags;")]
    [InlineData("Console.WriteLine(X509VerificationFlags.AllFlags);")]
    [InlineData("using var chain = X509Chain.Create(); chain.ChainPolicy.VerificationFlags = X509VerificationFlags.IgnoreNotTimeValid; bool signed = chain.Build(Trusted);")]
    public Task PolicyForSomethingElse_IsSilent(string statements) => Verify.VerifyRuleAsync("PIN2007", InMethod(statements));

    [Fact]
    public Task PolicyInACallbackOfAServer_IsSilent() => Verify.VerifyRuleAsync("PIN2007", Usings + """
        internal static class Server
        {
            public static SslServerAuthenticationOptions Create() => new()
            {
                RemoteCertificateValidationCallback = (_, certificate, chain, _) =>
                {
                    chain.ChainPolicy.VerificationFlags = X509VerificationFlags.AllFlags;
                    return chain.Build((X509Certificate2)certificate);
                },
            };
        }
        """);

    [Theory]
    [InlineData("chain.ChainPolicy.VerificationFlags = {|PIN2007:X509VerificationFlags.AllowUnknownCertificateAuthority|}; return chain.Build(certificate);")]
    [InlineData("chain.ChainPolicy.VerificationFlags = {|PIN2007:X509VerificationFlags.AllFlags|}; if (!chain.Build(certificate)) { return false; } return true;")]
    [InlineData("if (errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch)) { return false; } var own = new X509Chain(); own.ChainPolicy.VerificationFlags = {|PIN2007:X509VerificationFlags.AllFlags|}; return own.Build(certificate);")]
    [InlineData("using var own = new X509Chain { ChainPolicy = { VerificationFlags = {|PIN2007:X509VerificationFlags.AllFlags|} } }; return own.Build(certificate);")]
    public Task CallbackOverSuchAPolicy_IsNotReportedASecondTime(string body) =>
        Verify.VerifyAnalyzerAsync(InCallback(body));

    private static string InPolicyOfTls(string flags) => InMethod(
        "var options = new SslClientAuthenticationOptions { CertificateChainPolicy = new X509ChainPolicy { VerificationFlags = " + flags + " } };");

    private static string InMethod(string statements) => Usings + $$"""
        internal static class Client
        {
            private static readonly X509Certificate2 Trusted = new("trusted.cer");

            public static void Run()
            {
                {{statements}}
            }
        }
        """;

    private static string InCallback(string body) => Usings + $$"""
        internal static class Client
        {
            private static readonly X509Certificate2 Trusted = new("trusted.cer");

            public static HttpClientHandler Create() => new()
            {
                ServerCertificateCustomValidationCallback = (request, certificate, chain, errors) =>
                {
                    {{body}}
                },
            };
        }
        """;

    [Fact]
    public Task PolicyMadeOrHeldElsewhereInTheType_Reports() => Verify.VerifyRuleAsync("PIN2007", Usings + """
        internal sealed class Client
        {
            private readonly X509ChainPolicy _held = new() { VerificationFlags = {|PIN2007:X509VerificationFlags.IgnoreInvalidName|} };

            public void Configure(SslClientAuthenticationOptions options, SocketsHttpHandler handler)
            {
                options.CertificateChainPolicy = Make();
                handler.SslOptions.CertificateChainPolicy = _held;
                var flags = {|PIN2007:X509VerificationFlags.AllFlags|};
                options.CertificateChainPolicy = new X509ChainPolicy { VerificationFlags = flags };
            }

            public void Configure(SslServerAuthenticationOptions options) => options.CertificateChainPolicy = MakeForClients();

            private static X509ChainPolicy Make()
            {
                var policy = new X509ChainPolicy();
                policy.VerificationFlags = {|PIN2007:X509VerificationFlags.AllFlags|};
                return policy;
            }

            private static X509ChainPolicy MakeForClients() => new() { VerificationFlags = X509VerificationFlags.AllFlags };
        }
        """);

    [Fact]
    public Task PolicyInAMethodCalledForEachCertificate_Reports() => Verify.VerifyRuleAsync("PIN2007", Usings + """
        internal sealed class Validator : System.IdentityModel.Selectors.X509CertificateValidator
        {
            public override void Validate(X509Certificate2 certificate)
            {
                using var chain = new X509Chain();
                chain.ChainPolicy.VerificationFlags = {|PIN2007:X509VerificationFlags.AllowUnknownCertificateAuthority|};
                if (!chain.Build(certificate))
                {
                    throw new InvalidOperationException();
                }
            }

            public static void CheckSignature(X509Certificate2 signer)
            {
                using var chain = new X509Chain();
                chain.ChainPolicy.VerificationFlags = X509VerificationFlags.IgnoreNotTimeValid;
                chain.Build(signer);
            }
        }

        namespace System.IdentityModel.Selectors
        {
            public abstract class X509CertificateValidator
            {
                public abstract void Validate(X509Certificate2 certificate);
            }
        }
        """);
}
