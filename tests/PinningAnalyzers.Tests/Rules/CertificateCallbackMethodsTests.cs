using System.Threading.Tasks;
using PinningAnalyzers.Rules;
using PinningAnalyzers.Tests.Verifiers;
using Xunit;
using Verify = PinningAnalyzers.Tests.Verifiers.CSharpVerifier<PinningAnalyzers.Rules.CertificateCallbackAnalyzer>;

namespace PinningAnalyzers.Tests.Rules;

/// <summary>Callbacks that are given no errors, and those that are methods: judged once, as for None.</summary>
public sealed class CertificateCallbackMethodsTests
{
    [Theory]
    [InlineData("return true;", "PIN2001")]
    [InlineData("return problem >= 0 || problem < 0;", "PIN2001")]
    [InlineData("return problem == 0 || problem == unchecked((int)0x800B010F);", "PIN2002")]
    [InlineData("return problem != unchecked((int)0x800B0109);", "PIN2002")]
    [InlineData("if (problem != 0 && request.RequestUri.Host != \"localhost\") { return false; } return true;", "PIN2002")]
    [InlineData("return problem == 0;", "PIN2003")]
    [InlineData("if (problem != 0) { return false; } return true;", "PIN2003")]
    [InlineData("return problem == 0 && certificate.Subject == \"CN=api\";", "PIN2004")]
    [InlineData("return certificate.GetCertHashString() == \"AA\";", "PIN2004")]
    public Task CertificatePolicy_Reports(string body, string id) => VerifyNet48Async($$"""
        using System.Net;
        using System.Security.Cryptography.X509Certificates;

        internal sealed class Policy : ICertificatePolicy
        {
            public bool {|{{id}}:CheckValidationResult|}(ServicePoint point, X509Certificate certificate, WebRequest request, int problem)
            {
                {{body}}
            }
        }
        """);

    [Theory]
    [InlineData("return false;")]
    [InlineData("return problem == 0 && certificate.GetPublicKeyString() == \"AA\";")]
    [InlineData("if (problem != 0) { return false; } return certificate.GetPublicKeyString() == \"AA\";")]
    [InlineData("throw new System.NotSupportedException();")]
    public Task CertificatePolicyThatPins_IsSilent(string body) => VerifyNet48Async($$"""
        using System.Net;
        using System.Security.Cryptography.X509Certificates;

        internal sealed class Policy : ICertificatePolicy
        {
            public bool CheckValidationResult(ServicePoint point, X509Certificate certificate, WebRequest request, int problem)
            {
                {{body}}
            }
        }
        """);

    /// <summary>Both parts name what a callback's file names: the method is still judged once.</summary>
    [Theory]
    [InlineData("")]
    [InlineData("private X509Certificate2 last;")]
    public Task CertificatePolicyInTwoParts_ReportsOnce(string otherMember) => VerifyNet48Async($$"""
        using System.Net;
        using System.Security.Cryptography.X509Certificates;

        internal sealed partial class SplitPolicy : ICertificatePolicy
        {
            {{otherMember}}
        }

        internal sealed partial class SplitPolicy
        {
            public bool {|PIN2001:CheckValidationResult|}(ServicePoint point, X509Certificate certificate, WebRequest request, int problem) => true;
        }
        """);

    /// <summary>The file that declares the method need not name the type of its base, nor, but in a directive, that of its parameter.</summary>
    [Fact]
    public async Task CertificateValidatorDerivedInAnotherFile_Reports()
    {
        CSharpVerifier<CertificateCallbackAnalyzer>.Test test = new CSharpVerifier<CertificateCallbackAnalyzer>.Test().WithSources(
            "public abstract class ValidatorBase : System.IdentityModel.Selectors.X509CertificateValidator { }",
            """
            using Certificate = System.Security.Cryptography.X509Certificates.X509Certificate2;
            internal sealed class InheritedValidator : ValidatorBase
            {
                public override void {|PIN2001:Validate|}(Certificate certificate) { }
            }
            """);
        test.TestState.AdditionalReferences.Clear();
        test.TestState.AdditionalReferences.AddRange(References.Net48);
        await test.RunAsync();
    }

    [Fact]
    public Task ExplicitImplementationOfCertificatePolicy_Reports() => VerifyNet48Async("""
        using System.Net;
        using System.Security.Cryptography.X509Certificates;

        internal sealed class Policy : ICertificatePolicy
        {
            bool ICertificatePolicy.{|PIN2001:CheckValidationResult|}(ServicePoint point, X509Certificate certificate, WebRequest request, int problem) => true;
        }
        """);

    [Theory]
    [InlineData("", "PIN2001")]
    [InlineData("return;", "PIN2001")]
    [InlineData("Console.WriteLine(certificate.Subject);", "PIN2001")]
    [InlineData("if (certificate == null) { throw new ArgumentNullException(nameof(certificate)); }", "PIN2001")]
    [InlineData("if (certificate.NotAfter < DateTime.Now) { throw new InvalidOperationException(); }", "PIN2001")]
    [InlineData("try { throw new InvalidOperationException(); } catch { }", "PIN2001")]
    [InlineData("if (!Insecure) { throw new InvalidOperationException(); }", "PIN2002")]
    [InlineData("if (Insecure) { return; } if (certificate.GetPublicKeyString() != \"AA\") { throw new InvalidOperationException(); }", "PIN2002")]
    [InlineData("var chain = new X509Chain(); if (!chain.Build(certificate)) { throw new InvalidOperationException(); }", "PIN2003")]
    [InlineData("if (!certificate.Verify()) { throw new InvalidOperationException(); }", "PIN2003")]
    [InlineData("if (certificate.IssuerName.Name != \"CN=My CA\") { throw new InvalidOperationException(); }", "PIN2004")]
    [InlineData("if (certificate.Thumbprint != \"AA\") { throw new InvalidOperationException(\"unknown\"); }", "PIN2004")]
    [InlineData("if (!certificate.Verify() || certificate.Subject != \"CN=api\") { throw new InvalidOperationException(); }", "PIN2004")]
    public Task CertificateValidator_Reports(string body, string id) => VerifyNet48Async($$"""
        using System;
        using System.IdentityModel.Selectors;
        using System.Security.Cryptography.X509Certificates;

        internal sealed class Validator : X509CertificateValidator
        {
            public bool Insecure { get; set; }

            public override void {|{{id}}:Validate|}(X509Certificate2 certificate)
            {
                {{body}}
            }
        }
        """);

    [Theory]
    [InlineData("throw new InvalidOperationException();")]
    [InlineData("if (certificate.GetPublicKeyString() != \"AA\") { throw new InvalidOperationException(); }")]
    [InlineData("if (!certificate.Verify() || certificate.GetPublicKeyString() != \"AA\") { throw new InvalidOperationException(); }")]
    [InlineData("X509CertificateValidator.ChainTrust.Validate(certificate);")]
    [InlineData("X509CertificateValidator.ChainTrust.Validate(certificate); if (certificate.GetPublicKeyString() != \"AA\") { throw new InvalidOperationException(); }")]
    public Task CertificateValidatorThatThrows_IsSilent(string body) => VerifyNet48Async($$"""
        using System;
        using System.IdentityModel.Selectors;
        using System.Security.Cryptography.X509Certificates;

        internal sealed class Validator : X509CertificateValidator
        {
            public override void Validate(X509Certificate2 certificate)
            {
                {{body}}
            }
        }
        """);

    [Theory]
    [InlineData("{|PIN2001:(connection, certificate) => true|}")]
    [InlineData("{|PIN2001:delegate { return true; }|}")]
    [InlineData("{|PIN2001:Accept|}")]
    [InlineData("new VerifyServerCertificateCallback({|PIN2001:Accept|})")]
    [InlineData("new VerifyServerCertificateCallback({|PIN2001:(connection, certificate) => true|})")]
    [InlineData("{|PIN2001:(connection, certificate) => certificate != null|}")]
    [InlineData("{|PIN2001:(connection, certificate) => new X509Certificate2(certificate).NotAfter > System.DateTime.Now|}")]
    [InlineData("{|PIN2002:(connection, certificate) => Insecure|}")]
    [InlineData("{|PIN2002:(connection, certificate) => Insecure || certificate.GetPublicKeyString() == \"AA\"|}")]
    [InlineData("{|PIN2003:(connection, certificate) => new X509Certificate2(certificate).Verify()|}")]
    [InlineData("{|PIN2003:(connection, certificate) => { using (var chain = new X509Chain()) { return chain.Build(new X509Certificate2(certificate)); } }|}")]
    [InlineData("{|PIN2004:(connection, certificate) => certificate.Subject.Contains(\"ldap\")|}")]
    [InlineData("{|PIN2004:(connection, certificate) => certificate.Issuer == \"CN=My CA\"|}")]
    [InlineData("{|PIN2004:(connection, certificate) => certificate.GetCertHashString() == \"AA\"|}")]
    [InlineData("{|PIN2004:(connection, certificate) => certificate.Equals(Trusted)|}")]
    [InlineData("{|PIN2004:(connection, certificate) => new X509Certificate2(certificate).Verify() && certificate.Subject == \"CN=ldap\"|}")]
    [InlineData("(connection, certificate) => false")]
    [InlineData("(connection, certificate) => certificate.GetPublicKeyString() == \"AA\"")]
    [InlineData("(connection, certificate) => certificate.GetRawCertDataString() == Trusted.GetRawCertDataString()")]
    [InlineData("(connection, certificate) => new X509Certificate2(certificate).Verify() && certificate.GetPublicKeyString() == \"AA\"")]
    public Task LdapCallback_IsJudgedOnce(string callback) => VerifyNet48Async($$"""
        using System.DirectoryServices.Protocols;
        using System.Security.Cryptography.X509Certificates;

        internal sealed class Directory
        {
            private static readonly X509Certificate Trusted = new X509Certificate("trusted.cer");

            public bool Insecure { get; set; }

            public void Set(LdapConnection connection)
            {
                connection.SessionOptions.VerifyServerCertificate = {{callback}};
            }

            private static bool Accept(LdapConnection connection, X509Certificate certificate) => true;
        }
        """);

    [Theory]
    [InlineData("own.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust; own.ChainPolicy.CustomTrustStore.Add(Trusted); return own.Build(new X509Certificate2(certificate));")]
    [InlineData("own.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust; own.ChainPolicy.CustomTrustStore.Add(Trusted); if (!own.Build(new X509Certificate2(certificate))) { return false; } return true;")]
    public Task LdapCallbackWithOwnTrust_IsSilent(string body) => Verify.VerifyAnalyzerAsync($$"""
        using System.DirectoryServices.Protocols;
        using System.Security.Cryptography.X509Certificates;

        namespace System.DirectoryServices.Protocols
        {
            public class LdapConnection { }

            public delegate bool VerifyServerCertificateCallback(LdapConnection connection, X509Certificate certificate);
        }

        internal static class Directory
        {
            private static readonly X509Certificate2 Trusted = new("trusted.cer");

            public static VerifyServerCertificateCallback Callback => (connection, certificate) =>
            {
                using var own = new X509Chain();
                {{body}}
            };

            public static VerifyServerCertificateCallback Lax => {|PIN2001:(connection, certificate) => true|};
        }
        """);

    private const string Android = /* lang=c#-test */ """
        namespace Java.Security.Cert
        {
            public class Certificate { public virtual byte[] GetEncoded() => null!; public PublicKey PublicKey => null!; }

            public class PublicKey { public byte[] GetEncoded() => null!; }

            public class CertificateException : System.Exception { }

            public class X509Certificate : Certificate { public string SubjectDN => ""; }
        }

        namespace Javax.Net.Ssl
        {
            public interface ITrustManager { }

            public interface ISSLSession { }

            public interface IX509TrustManager : ITrustManager
            {
                void CheckClientTrusted(Java.Security.Cert.X509Certificate[] chain, string authType);

                void CheckServerTrusted(Java.Security.Cert.X509Certificate[] chain, string authType);

                Java.Security.Cert.X509Certificate[] GetAcceptedIssuers();
            }

            public interface IHostnameVerifier
            {
                bool Verify(string hostname, ISSLSession session);
            }
        }
        """;

    [Theory]
    [InlineData("public void {|PIN2001:CheckServerTrusted|}(X509Certificate[] chain, string authType) { }")]
    [InlineData("public void {|PIN2001:CheckServerTrusted|}(X509Certificate[] chain, string authType) { System.Console.WriteLine(authType); }")]
    [InlineData("public void {|PIN2001:CheckServerTrusted|}(X509Certificate[] chain, string authType) { try { _inner.CheckServerTrusted(chain, authType); throw new CertificateException(); } catch (System.Exception) { } }")]
    [InlineData("void IX509TrustManager.{|PIN2001:CheckServerTrusted|}(X509Certificate[] chain, string authType) { }")]
    [InlineData("public void {|PIN2002:CheckServerTrusted|}(X509Certificate[] chain, string authType) { if (!_insecure) { throw new CertificateException(); } }")]
    [InlineData("public void CheckServerTrusted(X509Certificate[] chain, string authType) => throw new CertificateException();")]
    [InlineData("public void CheckServerTrusted(X509Certificate[] chain, string authType) { _inner.CheckServerTrusted(chain, authType); }")]
    [InlineData("public void CheckServerTrusted(X509Certificate[] chain, string authType) { foreach (var certificate in chain) { _inner.CheckServerTrusted(chain, authType); } throw new CertificateException(); }")]
    public Task TrustManager_IsJudgedAtItsMethod(string method) => Verify.VerifyAnalyzerAsync($$"""
        using Java.Security.Cert;
        using Javax.Net.Ssl;

        {{Android}}

        internal sealed class TrustManager : IX509TrustManager
        {
            private IX509TrustManager _inner = null!;
            private bool _insecure = System.Environment.ProcessorCount > 1;

            public void CheckClientTrusted(X509Certificate[] chain, string authType) { }

            public X509Certificate[] GetAcceptedIssuers() => [];

            {{method}}
        }
        """);

    [Theory]
    [InlineData("public bool {|PIN2001:Verify|}(string hostname, ISSLSession session) => true;")]
    [InlineData("public bool {|PIN2001:Verify|}(string hostname, ISSLSession session) { return true; }")]
    [InlineData("bool IHostnameVerifier.{|PIN2001:Verify|}(string hostname, ISSLSession session) => true;")]
    [InlineData("public bool {|PIN2002:Verify|}(string hostname, ISSLSession session) => hostname == \"api.example.com\";")]
    [InlineData("public bool {|PIN2002:Verify|}(string hostname, ISSLSession session) => hostname.EndsWith(\".example.com\") || Inner.Verify(hostname, session);")]
    [InlineData("public bool Verify(string hostname, ISSLSession session) => false;")]
    [InlineData("public bool Verify(string hostname, ISSLSession session) => Inner.Verify(hostname, session);")]
    public Task HostnameVerifier_IsJudgedAtItsMethod(string method) => Verify.VerifyAnalyzerAsync($$"""
        using Javax.Net.Ssl;

        {{Android}}

        internal sealed class Verifier : IHostnameVerifier
        {
            public static IHostnameVerifier Inner { get; set; } = null!;

            {{method}}
        }
        """);

    [Theory]
    [InlineData("{|PIN2001:(sender, url, trust) => true|}")]
    [InlineData("{|PIN2001:delegate { return true; }|}")]
    [InlineData("{|PIN2001:Accept|}")]
    [InlineData("{|PIN2002:(sender, url, trust) => url.StartsWith(\"https://api.example.com\")|}")]
    [InlineData("(sender, url, trust) => false")]
    [InlineData("(sender, url, trust) => Checker.Check(trust)")]
    public Task TrustOverride_IsJudgedOnce(string callback) => Verify.VerifyAnalyzerAsync($$"""
        using Foundation;
        using Security;

        namespace Security
        {
            public class SecTrust { }
        }

        namespace Foundation
        {
            public delegate bool NSUrlSessionHandlerTrustOverrideForUrlCallback(NSUrlSessionHandler sender, string url, SecTrust trust);

            public class NSUrlSessionHandler
            {
                public NSUrlSessionHandlerTrustOverrideForUrlCallback? TrustOverrideForUrl { get; set; }
            }
        }

        internal interface IChecker
        {
            bool Check(SecTrust trust);
        }

        internal static class Client
        {
            private static IChecker Checker { get; set; } = null!;

            public static NSUrlSessionHandler Create() => new() { TrustOverrideForUrl = {{callback}} };

            private static bool Accept(NSUrlSessionHandler sender, string url, SecTrust trust) => true;
        }
        """);

    private static Task VerifyNet48Async(string source)
    {
        var test = new CSharpVerifier<CertificateCallbackAnalyzer>.Test { TestCode = source };
        test.TestState.AdditionalReferences.Clear();
        test.TestState.AdditionalReferences.AddRange(References.Net48);
        return test.RunAsync();
    }
}
