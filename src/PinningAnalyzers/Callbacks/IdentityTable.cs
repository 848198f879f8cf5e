using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;

namespace PinningAnalyzers.Callbacks;

/// <summary>What the members of certificates, keys and hashes say about who the server is. A test compares every row with the real types.</summary>
internal static class IdentityTable
{
    private const string Certificates = "System.Security.Cryptography.X509Certificates.";

    /// <summary>The members of <c>X509Certificate</c> and <c>X509Certificate2</c>, and the extensions of the latter.</summary>
    public static readonly ImmutableArray<IdentityFact> Certificate =
        Rows(
            "X509Certificate",
            IdentityStrength.Strong,
            "GetPublicKey", "GetPublicKeyString", "GetRawCertData", "GetRawCertDataString", "Export", "Handle")
        .Concat(Rows(
            "X509Certificate2",
            IdentityStrength.Strong,
            "PublicKey", "RawData", "RawDataMemory", "ExportCertificatePem", "TryExportCertificatePem", "PrivateKey",
            "GetECDiffieHellmanPublicKey"))
        .Concat(Rows("RSACertificateExtensions", IdentityStrength.Strong, "GetRSAPublicKey"))
        .Concat(Rows("ECDsaCertificateExtensions", IdentityStrength.Strong, "GetECDsaPublicKey"))
        .Concat(Rows("DSACertificateExtensions", IdentityStrength.Strong, "GetDSAPublicKey"))
        .Concat(Rows(
            "X509Certificate",
            IdentityStrength.Weak,
            "Subject", "Issuer", "GetName", "GetIssuerName", "GetSerialNumber", "GetSerialNumberString", "SerialNumberBytes", "GetHashCode", "ToString"))
        .Concat(Rows(
            "X509Certificate2",
            IdentityStrength.Weak,
            "SerialNumber", "SubjectName", "IssuerName", "FriendlyName", "GetNameInfo", "MatchesHostname", "ToString"))
        .Add(new IdentityFact(Certificates + "X509Certificate2", "Thumbprint", IdentityStrength.Weak, "Thumbprint (SHA-1)"))
        .Concat(Rows(
            "X509Certificate",
            IdentityStrength.Free,
            "GetEffectiveDateString", "GetExpirationDateString", "GetFormat", "GetKeyAlgorithm", "GetKeyAlgorithmParameters", "GetKeyAlgorithmParametersString"))
        .Concat(Rows(
            "X509Certificate2",
            IdentityStrength.Free,
            "NotAfter", "NotBefore", "Version", "SignatureAlgorithm", "Archived", "HasPrivateKey", "Extensions"));

    /// <summary>The members that hash the whole certificate: SHA-1 unless told otherwise.</summary>
    public static readonly ImmutableArray<IdentityFact> CertificateHashes =
        Rows("X509Certificate", IdentityStrength.Weak, "GetCertHash", "GetCertHashString", "TryGetCertHash");

    /// <summary>The members of a key or an extension that say nothing about who holds it.</summary>
    public static readonly ImmutableArray<IdentityFact> Parameters =
        Rows("PublicKey", IdentityStrength.Free, "Oid", "EncodedParameters")
        .Add(new IdentityFact("System.Security.Cryptography.AsymmetricAlgorithm", "KeySize", IdentityStrength.Free, "KeySize"))
        .Add(new IdentityFact("System.Security.Cryptography.AsymmetricAlgorithm", "LegalKeySizes", IdentityStrength.Free, "LegalKeySizes"))
        .Add(new IdentityFact("System.Security.Cryptography.AsymmetricAlgorithm", "SignatureAlgorithm", IdentityStrength.Free, "SignatureAlgorithm"))
        .Add(new IdentityFact("System.Security.Cryptography.AsymmetricAlgorithm", "KeyExchangeAlgorithm", IdentityStrength.Free, "KeyExchangeAlgorithm"))
        .Add(new IdentityFact("System.Security.Cryptography.AsnEncodedData", "Oid", IdentityStrength.Free, "Oid"));

    /// <summary>The members through which an extension's content is read.</summary>
    public static readonly ImmutableArray<IdentityFact> ExtensionContents =
        ImmutableArray.Create(
            new IdentityFact("System.Security.Cryptography.AsnEncodedData", "RawData", IdentityStrength.Weak, "an extension"),
            new IdentityFact("System.Security.Cryptography.AsnEncodedData", "Format", IdentityStrength.Weak, "an extension"))
        .Concat(Rows("X509SubjectKeyIdentifierExtension", IdentityStrength.Weak, "SubjectKeyIdentifier"))
        .Concat(Rows("X509SubjectAlternativeNameExtension", IdentityStrength.Weak, "EnumerateDnsNames", "EnumerateIPAddresses"))
        .Concat(Rows("X509AuthorityKeyIdentifierExtension", IdentityStrength.Weak, "KeyIdentifier", "NamedIssuer", "SerialNumber", "RawIssuer"));

    private static readonly Dictionary<string, IdentityFact> CertificateByName = ByName(Certificate);
    private static readonly Dictionary<string, IdentityFact> HashesByName = ByName(CertificateHashes);
    private static readonly Dictionary<string, IdentityFact> ParametersByName = ByName(Parameters);
    private static readonly Dictionary<string, IdentityFact> ContentsByName = ByName(ExtensionContents);

    public static IdentityFact? OfCertificate(string member) => Find(CertificateByName, member);

    public static IdentityFact? HashOfCertificate(string member) => Find(HashesByName, member);

    public static bool IsParameter(string member) => ParametersByName.ContainsKey(member);

    public static IdentityFact? ExtensionContent(string member) => Find(ContentsByName, member);

    /// <summary>How a message names a hash that can be forged; null for a hash that cannot.</summary>
    public static string? WeakHashName(string? algorithm)
    {
        if (algorithm is null)
        {
            return null;
        }

        if (algorithm.StartsWith("SHA1", StringComparison.OrdinalIgnoreCase)
            || algorithm.StartsWith("HMACSHA1", StringComparison.OrdinalIgnoreCase)
            || algorithm.Equals("SHA", StringComparison.OrdinalIgnoreCase)
            || algorithm.Equals("SHA-1", StringComparison.OrdinalIgnoreCase))
        {
            return "SHA-1";
        }

        if (algorithm.IndexOf("MD5", StringComparison.OrdinalIgnoreCase) >= 0)
        {
            return "MD5";
        }

        return algorithm.IndexOf("RIPEMD", StringComparison.OrdinalIgnoreCase) >= 0 ? "RIPEMD-160" : null;
    }

    private static IdentityFact? Find(Dictionary<string, IdentityFact> rows, string member) => rows.TryGetValue(member, out IdentityFact? row) ? row : null;

    private static Dictionary<string, IdentityFact> ByName(ImmutableArray<IdentityFact> rows)
    {
        var byName = new Dictionary<string, IdentityFact>(StringComparer.Ordinal);
        foreach (IdentityFact row in rows)
        {
            byName[row.Member] = row;
        }

        return byName;
    }

    private static ImmutableArray<IdentityFact> Rows(string type, IdentityStrength strength, params string[] members) =>
        members.Select(member => new IdentityFact(Certificates + type, member, strength, member)).ToImmutableArray();

    private static ImmutableArray<IdentityFact> Concat(this ImmutableArray<IdentityFact> rows, ImmutableArray<IdentityFact> more) => rows.AddRange(more);
}
