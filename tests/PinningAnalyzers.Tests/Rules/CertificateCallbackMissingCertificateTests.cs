using System;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis.CSharp;
using Xunit;
using static PinningAnalyzers.Tests.Rules.CertificateCallbackCode;

namespace PinningAnalyzers.Tests.Rules;

/// <summary>A certificate that is not there matches nothing, in whatever way the code provides for its absence.</summary>
public sealed class CertificateCallbackMissingCertificateTests
{
    private const string Fields = /* lang=c#-test */ """
        private string _pin;
        private List<string> _pins;
        private X509Certificate2 _known;

        private static string KeyOf(X509Certificate2 certificate)
        {
            if (certificate == null)
            {
                return null;
            }

            return certificate.GetCertHashString(HashAlgorithmName.SHA256);
        }
        """;

    [Theory]
    [InlineData("_pin == certificate?.GetPublicKeyString()")]
    [InlineData("string.Equals(_pin, certificate?.GetCertHashString(HashAlgorithmName.SHA256), StringComparison.OrdinalIgnoreCase)")]
    [InlineData("_pins.Any(pin => string.Equals(pin, certificate?.GetPublicKeyString()))")]
    [InlineData("_pins.Any(pin => pin.Equals(certificate?.GetPublicKeyString()))")]
    [InlineData("_pins.Contains(certificate?.GetPublicKeyString())")]
    [InlineData("_pins.Contains(certificate?.GetPublicKeyString() ?? \"\")")]
    [InlineData("_pins?.Any(pin => pin == certificate?.GetPublicKeyString()) == true")]
    [InlineData("certificate?.GetPublicKeyString() == _known?.GetPublicKeyString()")]
    [InlineData("chain?.ChainElements?.FirstOrDefault()?.Certificate?.GetPublicKeyString() == _pin")]
    [InlineData("(certificate as X509Certificate2)?.GetPublicKeyString() == _pin")]
    [InlineData("{ string key = null; if (certificate != null) { key = certificate.GetPublicKeyString(); } return key == _pin; }")]
    [InlineData("{ var key = certificate == null ? null : certificate.GetPublicKeyString(); return string.Equals(key, _pin); }")]
    [InlineData("KeyOf(certificate) == _pin")]
    [InlineData("{ try { if (certificate.GetPublicKeyString() != _pin) { throw new AuthenticationException(); } return true; } catch (IOException) { return true; } }")]
    public Task MissingKeyComparedWithASetting_IsSilent(string body) => VerifyIsSilentAsync(body, Fields);

    [Theory]
    [InlineData("PIN2003", "errors == SslPolicyErrors.None || _pin == certificate?.GetPublicKeyString()")]
    [InlineData("PIN2003", "errors == SslPolicyErrors.None || string.Compare(_pin, certificate?.GetPublicKeyString(), true) == 0")]
    [InlineData("PIN2004", "errors == SslPolicyErrors.None || _pins.Any(pin => string.Equals(pin, certificate?.Thumbprint, StringComparison.OrdinalIgnoreCase))")]
    [InlineData("PIN2004", "certificate?.Thumbprint == _known?.Thumbprint")]
    [InlineData("PIN2002", "certificate?.Subject == null || errors == SslPolicyErrors.None")]
    [InlineData("PIN2002", "certificate is null || certificate.GetPublicKeyString() == _pin")]
    public Task WhatElseIsSaid_Reports(string id, string body) => VerifyReportsAsync(id, body, Fields);

    [Fact]
    public Task MembersOfExtensionBlocks_AreEntered()
    {
        // The oldest Roslyn that is supported cannot read them.
        return Enum.TryParse("CSharp14", out LanguageVersion _) ? VerifyMembersAsync("""
                public HttpClientHandler CreatePinned() => new() { ServerCertificateCustomValidationCallback = (_, certificate, _, errors) => !errors.Any && certificate.IsPinned("pin") };

                public HttpClientHandler CreateByProperty() => new() { ServerCertificateCustomValidationCallback = {|PIN2003:(_, certificate, _, errors) => !errors.Any|} };

                public HttpClientHandler CreateByMethod() => new() { ServerCertificateCustomValidationCallback = {|PIN2003:(_, certificate, _, errors) => errors.IsFine()|} };

                public HttpClientHandler CreateByStaticMethod() => new() { ServerCertificateCustomValidationCallback = {|PIN2003:(_, certificate, _, errors) => Extensions.IsFine(errors)|} };
            }

            internal static class Extensions
            {
                extension(X509Certificate2 certificate)
                {
                    public string Key => certificate.GetPublicKeyString();

                    public bool IsPinned(string pin) => certificate.Key == pin;
                }

                extension(SslPolicyErrors errors)
                {
                    public bool Any => errors != SslPolicyErrors.None;

                    public bool IsFine() => errors == SslPolicyErrors.None;
                }
            """) : Task.CompletedTask;
    }
}
