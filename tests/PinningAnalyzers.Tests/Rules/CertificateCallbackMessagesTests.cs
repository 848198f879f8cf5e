using System;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using PinningAnalyzers.Rules;
using PinningAnalyzers.Tests.Robustness;
using Xunit;

namespace PinningAnalyzers.Tests.Rules;

/// <summary>A finding makes sense to somebody who sees nothing but its line in the build's log.</summary>
public sealed class CertificateCallbackMessagesTests
{
    [Theory]
    [InlineData("errors == SslPolicyErrors.None || errors == SslPolicyErrors.RemoteCertificateNameMismatch", "RemoteCertificateNameMismatch", "RemoteCertificateChainErrors")]
    [InlineData("(errors & SslPolicyErrors.RemoteCertificateNameMismatch) == 0", "RemoteCertificateChainErrors", "RemoteCertificateNameMismatch")]
    [InlineData("!errors.HasFlag(SslPolicyErrors.RemoteCertificateChainErrors)", "RemoteCertificateNameMismatch", "RemoteCertificateChainErrors")]
    [InlineData("chain.Build(certificate)", "RemoteCertificateNameMismatch", "RemoteCertificateChainErrors")]
    [InlineData("certificate.Verify()", "RemoteCertificateNameMismatch", "RemoteCertificateChainErrors")]
    public async Task ErrorsLetIn_AreNamed(string body, string named, string notNamed)
    {
        Diagnostic finding = await FindAsync("PIN2002", body);

        Assert.Contains(named, finding.GetMessage(), StringComparison.Ordinal);
        Assert.DoesNotContain(notNamed, finding.GetMessage(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task BothErrorsLetIn_AreNamed()
    {
        Diagnostic finding = await FindAsync("PIN2002", "_settings.Insecure || errors == SslPolicyErrors.None");

        Assert.Contains("RemoteCertificateNameMismatch or RemoteCertificateChainErrors", finding.GetMessage(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("certificate.Subject == \"CN=api\"", "Subject")]
    [InlineData("certificate.Issuer == \"CN=My CA\"", "Issuer")]
    [InlineData("certificate.Thumbprint == Pin", "Thumbprint (SHA-1)")]
    [InlineData("certificate.GetCertHashString() == Pin", "GetCertHashString")]
    [InlineData("certificate.GetSerialNumberString() == \"01\"", "GetSerialNumberString")]
    [InlineData("certificate.Equals(Trusted)", "Equals")]
    [InlineData("errors == SslPolicyErrors.None || certificate.Thumbprint == Pin", "Thumbprint (SHA-1)")]
    public async Task WeakIdentity_IsNamed(string body, string named)
    {
        Diagnostic finding = await FindAsync("PIN2004", body);

        Assert.Contains(named, finding.GetMessage(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("PIN2001", "true")]
    [InlineData("PIN2002", "errors != SslPolicyErrors.RemoteCertificateNameMismatch")]
    [InlineData("PIN2003", "errors == SslPolicyErrors.None")]
    [InlineData("PIN2004", "certificate.Thumbprint == Pin")]
    [InlineData("PIN2005", "chain.ChainElements.Any(element => element.Certificate.GetPublicKeyString() == Pin)")]
    [InlineData("PIN2005", "errors == SslPolicyErrors.None && chain.ChainPolicy.ExtraStore.Any(sent => sent.GetPublicKeyString() == Pin)")]
    public async Task EveryMessage_IsOneSentenceWithoutHoles(string id, string body)
    {
        string message = (await FindAsync(id, body)).GetMessage();

        Assert.DoesNotContain("  ", message, StringComparison.Ordinal);
        Assert.DoesNotContain("()", message, StringComparison.Ordinal);
        Assert.DoesNotContain("{", message, StringComparison.Ordinal);
        Assert.False(message.EndsWith('.'), message);
        Assert.Matches("attacker|anyone", message);
    }

    [Fact]
    public async Task NamedMethod_IsNamed()
    {
        Diagnostic finding = await FindMemberAsync("PIN2001", """
            private HttpClientHandler Create() => new() { ServerCertificateCustomValidationCallback = AcceptEverything };

            private static bool AcceptEverything(HttpRequestMessage request, X509Certificate2 certificate, X509Chain chain, SslPolicyErrors errors) => true;
            """);

        Assert.StartsWith("'AcceptEverything'", finding.GetMessage(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task GuiltyReturn_IsAnAdditionalLocation()
    {
        Diagnostic finding = await FindAsync(
            "PIN2002",
            "{ if (errors == SslPolicyErrors.None) { return certificate.GetPublicKeyString() == Pin; } if (_settings.Insecure) { return true; } return false; }");

        Assert.Contains(finding.AdditionalLocations, location => TextAt(location).Contains("true", StringComparison.Ordinal));
        Assert.DoesNotContain(finding.AdditionalLocations, location => TextAt(location).Contains("false", StringComparison.Ordinal));
    }

    [Fact]
    public async Task ReturnInACalledMethod_IsAnAdditionalLocation()
    {
        Diagnostic finding = await FindMemberAsync("PIN2001", """
            private HttpClientHandler Create() => new() { ServerCertificateCustomValidationCallback = (_, certificate, _, _) => IsFine(certificate) };

            private static bool IsFine(X509Certificate2 certificate)
            {
                return certificate != null;
            }
            """);

        Assert.NotEmpty(finding.AdditionalLocations);
    }

    private static string TextAt(Location location) => location.SourceTree!.GetText().ToString(location.SourceSpan);

    private static Task<Diagnostic> FindAsync(string id, string body) => FindMemberAsync(
        id,
        "private HttpClientHandler Create() => new() { ServerCertificateCustomValidationCallback = (request, certificate, chain, errors) => " + body + " };");

    private static async Task<Diagnostic> FindMemberAsync(string id, string members)
    {
        Compilation compilation = await CodeUnderTest.CompileAsync(CertificateCallbackCode.WithMembers(members));
        ImmutableArray<Diagnostic> findings = await RuleRun.FindAsync(compilation, [new CertificateCallbackAnalyzer()], concurrent: true, CancellationToken.None);
        return Assert.Single(findings, finding => finding.Id == id);
    }
}
