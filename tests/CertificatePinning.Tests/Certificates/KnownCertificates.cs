using System;
using System.Collections.Generic;
using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace CertificatePinning.Tests.Certificates;

/// <summary>Self-signed certificates with keys of every kind that servers have, and some that they rarely have.</summary>
internal static class KnownCertificates
{
    public static X509Certificate2 Of(string algorithm) => algorithm switch
    {
        "RSA 2048" => Rsa(2048, RSASignaturePadding.Pkcs1),
        "RSA 3072" => Rsa(3072, RSASignaturePadding.Pkcs1),
        "RSA 4096" => Rsa(4096, RSASignaturePadding.Pkcs1),
        "RSA-PSS" => Rsa(2048, RSASignaturePadding.Pss),
        "P-256" => Ec(ECCurve.NamedCurves.nistP256),
        "P-384" => Ec(ECCurve.NamedCurves.nistP384),
        "P-521" => Ec(ECCurve.NamedCurves.nistP521),
        "P-256 explicit" => WithKey("1.2.840.10045.2.1", ExplicitP256Parameters(), UncompressedPoint()),
        "Ed25519" => WithKeyBytes(Asn1.Value(Asn1.Sequence, Asn1.Value(Asn1.Sequence, Convert.FromHexString("06032B6570")), Asn1.Value(0x03, [0], new byte[32]))),
        "RSA without NULL" => WithKeyBytes(Asn1.Value(Asn1.Sequence, Asn1.Value(Asn1.Sequence, Convert.FromHexString("06092A864886F70D010101")), Asn1.Value(0x03, [0], RsaKey()))),
        "DSA" => WithKey("1.2.840.10040.4.1", Asn1.Value(Asn1.Sequence, Asn1.Value(Asn1.Integer, [23]), Asn1.Value(Asn1.Integer, [11]), Asn1.Value(Asn1.Integer, [4])), Asn1.Value(Asn1.Integer, [8])),
        _ => throw new ArgumentOutOfRangeException(nameof(algorithm)),
    };

    /// <summary>A self-signed certificate whose subject holds any text.</summary>
    public static X509Certificate2 WithSubject(string commonName)
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        X500DistinguishedNameBuilder subject = new();
        subject.AddCommonName(commonName);
        return new CertificateRequest(subject.Build(), key, HashAlgorithmName.SHA256).CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
    }

    /// <summary>The key as .NET exports it, or, where .NET 8 cannot (keys without parameters), as .NET reads it out of the certificate.</summary>
    public static byte[] SubjectPublicKeyInfoOf(X509Certificate2 certificate)
    {
#if NET9_0_OR_GREATER
        return certificate.PublicKey.ExportSubjectPublicKeyInfo();
#else
        if (certificate.PublicKey.EncodedParameters.RawData is { Length: > 0 })
        {
            return certificate.PublicKey.ExportSubjectPublicKeyInfo();
        }

        AsnReader signed = new AsnReader(certificate.RawData, AsnEncodingRules.DER).ReadSequence().ReadSequence();
        for (int i = 0; i < 6; i++)
        {
            signed.ReadEncodedValue();
        }

        return signed.ReadEncodedValue().ToArray();
#endif
    }

    private static X509Certificate2 Rsa(int size, RSASignaturePadding padding)
    {
        using RSA key = RSA.Create(size);
        return new CertificateRequest("CN=pinned.test", key, HashAlgorithmName.SHA256, padding).CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
    }

    private static X509Certificate2 Ec(ECCurve curve)
    {
        using ECDsa key = ECDsa.Create(curve);
        return new CertificateRequest("CN=pinned.test", key, HashAlgorithmName.SHA256).CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
    }

    /// <summary>A certificate for a public key that the platform need not be able to use, signed by another.</summary>
    private static X509Certificate2 WithKey(string algorithm, byte[] parameters, byte[] key)
    {
        using ECDsa signer = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        PublicKey publicKey = new(new Oid(algorithm), new AsnEncodedData(parameters), new AsnEncodedData(key));
        CertificateRequest request = new(new X500DistinguishedName("CN=pinned.test"), publicKey, HashAlgorithmName.SHA256);
        return request.Create(new X500DistinguishedName("CN=signer"), X509SignatureGenerator.CreateForECDsa(signer), DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1), [1]);
    }

    /// <summary>A certificate in which the key was exchanged for these bytes, so that its signature is nobody's.</summary>
    private static X509Certificate2 WithKeyBytes(byte[] subjectPublicKeyInfo)
    {
        using X509Certificate2 other = Ec(ECCurve.NamedCurves.nistP256);
        AsnReader certificate = new AsnReader(other.RawData, AsnEncodingRules.DER).ReadSequence();
        AsnReader signed = certificate.ReadSequence();
        List<byte[]> fields = [];
        while (signed.HasData)
        {
            fields.Add(signed.ReadEncodedValue().ToArray());
        }

        const int Key = 6;
        fields[Key] = subjectPublicKeyInfo;
        return Load.Der(Asn1.Value(Asn1.Sequence, Asn1.Value(Asn1.Sequence, [.. fields]), certificate.ReadEncodedValue().ToArray(), certificate.ReadEncodedValue().ToArray()));
    }

    private static byte[] RsaKey()
    {
        using RSA key = RSA.Create(2048);
        return key.ExportRSAPublicKey();
    }

    private static byte[] UncompressedPoint()
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        ECPoint point = key.ExportParameters(false).Q;
        return Asn1.Join([0x04], point.X!, point.Y!);
    }

    // RFC 3279, 2.3.5: the curve written out, instead of its name.
    private static byte[] ExplicitP256Parameters()
    {
        byte[] prime = Convert.FromHexString("00FFFFFFFF00000001000000000000000000000000FFFFFFFFFFFFFFFFFFFFFFFF");
        byte[] a = Convert.FromHexString("FFFFFFFF00000001000000000000000000000000FFFFFFFFFFFFFFFFFFFFFFFC");
        byte[] b = Convert.FromHexString("5AC635D8AA3A93E7B3EBBD55769886BC651D06B0CC53B0F63BCE3C3E27D2604B");
        byte[] generator = Convert.FromHexString("046B17D1F2E12C4247F8BCE6E563A440F277037D812DEB33A0F4A13945D898C2964FE342E2FE1A7F9B8EE7EB4A7C0F9E162BCE33576B315ECECBB6406837BF51F5");
        byte[] order = Convert.FromHexString("00FFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551");
        byte[] primeField = Convert.FromHexString("06072A8648CE3D0101");
        return Asn1.Value(
            Asn1.Sequence,
            Asn1.Value(Asn1.Integer, [1]),
            Asn1.Value(Asn1.Sequence, primeField, Asn1.Value(Asn1.Integer, prime)),
            Asn1.Value(Asn1.Sequence, Asn1.Value(0x04, a), Asn1.Value(0x04, b)),
            Asn1.Value(0x04, generator),
            Asn1.Value(Asn1.Integer, order),
            Asn1.Value(Asn1.Integer, [1]));
    }
}
