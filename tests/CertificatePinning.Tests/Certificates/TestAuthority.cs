using System;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace CertificatePinning.Tests.Certificates;

/// <summary>A certificate authority made for the tests, with everything that an honest or a hostile one can issue.</summary>
internal sealed class TestAuthority
{
    private readonly ECDsa _key;

    private TestAuthority(X509Certificate2 certificate, ECDsa key)
    {
        Certificate = certificate;
        _key = key;
    }

    /// <summary>The authority's own certificate.</summary>
    public X509Certificate2 Certificate { get; }

    /// <summary>A root.</summary>
    public static TestAuthority CreateRoot(string name = "Test Root")
    {
        ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        CertificateRequest request = new($"CN={name}", key, HashAlgorithmName.SHA256);
        AddAuthorityExtensions(request);
        return new TestAuthority(request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-2), DateTimeOffset.UtcNow.AddYears(2)), key);
    }

    /// <summary>An authority below this one.</summary>
    public TestAuthority CreateIntermediate(string name = "Test Intermediate", int? pathLength = null)
    {
        ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        CertificateRequest request = new($"CN={name}", key, HashAlgorithmName.SHA256);
        AddAuthorityExtensions(request, pathLength);
        return new TestAuthority(Sign(request, _key, DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddYears(1)), key);
    }

    /// <summary>An authority that is none: its own certificate is one that this authority issued to a server.</summary>
    public static TestAuthority WithKeyOf(X509Certificate2 leaf) => new(leaf, leaf.GetECDsaPrivateKey()!);

    /// <summary>An authority under the name of this one, with a key of its own: what it issues is signed by nobody that the name belongs to.</summary>
    public TestAuthority Forge() => new(Certificate, ECDsa.Create(ECCurve.NamedCurves.nistP256));

    /// <summary>A server's certificate with its private key.</summary>
    public X509Certificate2 Issue(params string[] hosts)
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return Issue(key, DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(90), hosts);
    }

    /// <summary>A server's certificate for a key that it has already, with dates of its own.</summary>
    public X509Certificate2 Issue(ECDsa key, DateTimeOffset notBefore, DateTimeOffset notAfter, params string[] hosts)
    {
        using X509Certificate2 certificate = Sign(ServerRequest(key, hosts), _key, notBefore, notAfter);
        return Usable(certificate.CopyWithPrivateKey(key));
    }

    /// <summary>A certificate that a server signed for itself.</summary>
    public static X509Certificate2 SelfSigned(params string[] hosts) => SelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(90), hosts);

    /// <summary>A certificate that a server signed for itself, with dates of its own.</summary>
    public static X509Certificate2 SelfSigned(DateTimeOffset notBefore, DateTimeOffset notAfter, params string[] hosts)
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return Usable(ServerRequest(key, hosts).CreateSelfSigned(notBefore, notAfter));
    }

    /// <summary>A request for a server's certificate.</summary>
    public static CertificateRequest ServerRequest(ECDsa key, params string[] hosts)
    {
        CertificateRequest request = new("CN=" + (hosts.Length > 0 && hosts[0].Length < 60 ? hosts[0] : "server"), key, HashAlgorithmName.SHA256);
        AddServerExtensions(request, hosts);
        return request;
    }

    private static void AddServerExtensions(CertificateRequest request, string[] hosts)
    {
        SubjectAlternativeNameBuilder names = new();
        foreach (string host in hosts)
        {
            if (IPAddress.TryParse(host, out IPAddress? address))
            {
                names.AddIpAddress(address);
            }
            else
            {
                names.AddDnsName(host);
            }
        }

        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.1")], false));
    }

    private static void AddAuthorityExtensions(CertificateRequest request, int? pathLength = null)
    {
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, pathLength.HasValue, pathLength ?? 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
    }

    private X509Certificate2 Sign(CertificateRequest request, ECDsa issuerKey, DateTimeOffset notBefore, DateTimeOffset notAfter)
    {
        byte[] serialNumber = RandomNumberGenerator.GetBytes(12);
        serialNumber[0] = (byte)(serialNumber[0] & 0x7f | 0x01);
        return request.Create(Certificate.SubjectName, X509SignatureGenerator.CreateForECDsa(issuerKey), notBefore, notAfter, serialNumber);
    }

    // Windows does not serve TLS with a key that was never in a key container.
    private static X509Certificate2 Usable(X509Certificate2 certificate) =>
        OperatingSystem.IsWindows() ? Load.Pkcs12(certificate.Export(X509ContentType.Pkcs12)) : certificate;
}
