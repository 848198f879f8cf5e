using System;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace CertificatePinning.Tests.Certificates;

/// <summary>Pins computed by .NET itself and not by the code under test.</summary>
internal static class Pins
{
    /// <summary>A well-formed pin that no certificate has.</summary>
    public static readonly string Other = "sha256/" + Convert.ToBase64String(SHA256.HashData("nobody"u8));

    /// <summary>A second well-formed pin that no certificate has.</summary>
    public static readonly string Another = "sha256/" + Convert.ToBase64String(SHA256.HashData("nobody else"u8));

    public static string OfKey(X509Certificate2 certificate) =>
        "sha256/" + Convert.ToBase64String(SHA256.HashData(certificate.PublicKey.ExportSubjectPublicKeyInfo()));

    public static string OfCertificate(X509Certificate2 certificate) =>
        "cert-sha256/" + Convert.ToBase64String(SHA256.HashData(certificate.RawData));
}
