using System;
using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using CertificatePinning.Tests.Certificates;
using Xunit;

namespace CertificatePinning.Tests.Attacks;

public class SubjectPublicKeyInfoTests
{
    private static readonly byte[] Key = Asn1.Value(Asn1.Sequence, [1, 2, 3]);

    public static TheoryData<string> Algorithms => ["RSA 2048", "RSA 3072", "RSA 4096", "RSA-PSS", "RSA without NULL", "P-256", "P-384", "P-521", "P-256 explicit", "Ed25519", "DSA"];

    [Theory]
    [MemberData(nameof(Algorithms))]
    public void Key_IsWhatThePlatformExports(string algorithm)
    {
        using X509Certificate2 certificate = KnownCertificates.Of(algorithm);

        Assert.True(SubjectPublicKeyInfo.TryLocate(SubjectPublicKeyInfo.RawData(certificate), out ArraySegment<byte> key));
        byte[] expected = KnownCertificates.SubjectPublicKeyInfoOf(certificate);
        Assert.Equal(expected, key.ToArray());
        Assert.Equal("sha256/" + Convert.ToBase64String(SHA256.HashData(expected)), CertificatePin.FromCertificate(certificate).ToString());
    }

    [Fact]
    public void CertificateWithoutVersion_IsRead()
    {
        Assert.Equal(Key, Locate(Asn1.Certificate(Key)));
        Assert.Equal(Key, Locate(Asn1.Certificate(Key, version: Asn1.Value(0xa0, Asn1.Value(Asn1.Integer, [2])))));
    }

    [Fact]
    public void LongKey_IsRead()
    {
        foreach (int length in new[] { 0x7f, 0x80, 0xff, 0x100, 0xffff, 0x10000, 0x20000 })
        {
            byte[] key = Asn1.Value(Asn1.Sequence, new byte[length]);
            Assert.Equal(key, Locate(Asn1.Certificate(key)));
        }
    }

    [Fact]
    public void CertificateInsideALargerArray_IsReadFromItsOwnBytes()
    {
        byte[] certificate = Asn1.Certificate(Key);
        byte[] file = Asn1.Join([0x30, 0x80], certificate, [0x30, 0x03]);

        Assert.True(SubjectPublicKeyInfo.TryLocate(new ArraySegment<byte>(file, 2, certificate.Length), out ArraySegment<byte> key));
        Assert.Equal(Key, key.ToArray());
        Assert.False(SubjectPublicKeyInfo.TryLocate(new ArraySegment<byte>(file, 2, certificate.Length - 1), out _));
        Assert.False(SubjectPublicKeyInfo.TryLocate(new ArraySegment<byte>(file, 2, certificate.Length + 1), out _));
    }

    [Theory]
    [InlineData("")]
    [InlineData("30")]
    [InlineData("3000")]
    [InlineData("30023000")]
    [InlineData("3080")]
    [InlineData("30800000")]
    [InlineData("308100")]
    [InlineData("30820003300100")]
    [InlineData("3083000003300100")]
    [InlineData("3084000000")]
    [InlineData("308400000003300100")]
    [InlineData("30ff")]
    [InlineData("30847fffffff")]
    [InlineData("3084ffffffff")]
    [InlineData("3083ffffff")]
    [InlineData("308180")]
    [InlineData("3082")]
    public void BrokenHead_IsNoCertificate(string hex) => Assert.Null(Locate(Convert.FromHexString(hex)));

    [Fact]
    public void TrailingBytes_AreNoCertificate() => Assert.Null(Locate(Asn1.Join(Asn1.Certificate(Key), [0])));

    [Fact]
    public void LengthInMoreBytesThanNeeded_IsNoCertificate()
    {
        byte[] signed = Asn1.Certificate(Key)[2..];

        Assert.Equal(Key, Locate(Asn1.Join([0x30, (byte)signed.Length], signed)));
        Assert.Null(Locate(Asn1.Join([0x30, 0x81, (byte)signed.Length], signed)));
        Assert.Null(Locate(Asn1.Join([0x30, 0x82, 0, (byte)signed.Length], signed)));
        Assert.Null(Locate(Asn1.Join([0x30, 0x83, 0, 0, (byte)signed.Length], signed)));
        Assert.Null(Locate(Asn1.Join([0x30, 0x84, 0, 0, 0, (byte)signed.Length], signed)));
        Assert.Null(Locate(Asn1.Join([0x30, 0x80], signed, [0, 0])));
    }

    [Fact]
    public void IndefiniteLength_IsNotTakenForOneOf128()
    {
        byte[] signed = Asn1.Value(0x30, Asn1.Value(Asn1.Integer, [1]), Asn1.Value(0x30), Asn1.Value(0x30), Asn1.Value(0x30), Asn1.Value(0x30), [0x30, 0x03, 1, 2, 3]);
        byte[] content = Asn1.Join(signed, Asn1.Value(0x03, new byte[128 - signed.Length - 2]));

        Assert.Equal(128, content.Length);
        Assert.NotNull(Locate(Asn1.Join([0x30, 0x81, 0x80], content)));
        Assert.Null(Locate(Asn1.Join([0x30, 0x80], content)));
    }

    [Fact]
    public void FourLengthBytes_AreNoCertificate()
    {
        // 16 MiB in a certificate is an attack on memory, not a certificate.
        byte[] key = Asn1.Join([0x30, 0x84, 0x01, 0x00, 0x00, 0x00], new byte[0x1000000]);
        byte[] fields = Asn1.Join(Asn1.Value(Asn1.Integer, [1]), Asn1.Value(0x30), Asn1.Value(0x30), Asn1.Value(0x30), Asn1.Value(0x30), key);
        byte[] signed = Asn1.Join([0x30, 0x84, 0x01, 0x00, 0x00, (byte)fields.Length], fields);
        Assert.Null(Locate(Asn1.Join([0x30, 0x84, 0x01, 0x00, 0x00, (byte)signed.Length], signed)));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public void FieldOfAnotherKind_IsNoCertificate(int wrong)
    {
        byte[][] fields = [Asn1.Value(Asn1.Integer, [1]), Asn1.Value(0x30), Asn1.Value(0x30), Asn1.Value(0x30), Asn1.Value(0x30), Key];
        Assert.Equal(Key, Locate(Asn1.Value(0x30, Asn1.Value(0x30, fields))));

        fields[wrong] = Asn1.Value(0x31, [1, 2, 3]);
        Assert.Null(Locate(Asn1.Value(0x30, Asn1.Value(0x30, fields))));
    }

    [Fact]
    public void KeyThatRunsOverItsParent_IsNoCertificate()
    {
        // The key claims one byte more than the signed part has, though the file has it.
        byte[] fields = Asn1.Join(Asn1.Value(Asn1.Integer, [1]), Asn1.Value(0x30), Asn1.Value(0x30), Asn1.Value(0x30), Asn1.Value(0x30), [0x30, 0x04, 1, 2, 3]);
        Assert.Null(Locate(Asn1.Value(0x30, Asn1.Value(0x30, fields), Asn1.Value(0x30))));
    }

    [Theory]
    [InlineData("30")]
    [InlineData("3081")]
    [InlineData("308201")]
    [InlineData("308101")]
    [InlineData("30810000")]
    public void KeyWhoseLengthIsCutOff_IsNoCertificate(string hex)
    {
        byte[] fields = Asn1.Join(Asn1.Value(Asn1.Integer, [1]), Asn1.Value(0x30), Asn1.Value(0x30), Asn1.Value(0x30), Asn1.Value(0x30), Convert.FromHexString(hex));
        Assert.Null(Locate(Asn1.Value(0x30, Asn1.Value(0x30, fields))));
    }

    [Fact]
    public void CertificateWhoseKeyCannotBeFound_IsRejectedWhateverThePolicy()
    {
        // Platforms refuse to read such a certificate, so it comes from a class of its own.
        using X509Certificate malformed = new MalformedCertificate();
        foreach (PinPolicy policy in new[] { new PinPolicy(), new PinPolicy { ReportOnly = true }, new PinPolicy { EnforceUntil = DateTimeOffset.UnixEpoch } })
        {
            PinValidator validator = PinValidator.CreateBuilder().Pin("pinned.test", policy, Pins.Other).Build();
            PinValidationResult result = validator.Evaluate("pinned.test", malformed, null, SslPolicyErrors.None);

            Assert.False(result.IsAllowed);
            Assert.Equal(PinValidationStatus.CertificateErrors, result.Status);
            Assert.Contains("its certificate is malformed", result.ToString());
            Assert.False(validator.Validate("pinned.test", malformed, null, SslPolicyErrors.None));
        }
    }

    [Fact]
    public void CertificateThatCannotBeCopied_IsRejected()
    {
        // Its chain is to be built, which fails with an exception.
        using X509Certificate2 leaf = TestAuthority.SelfSigned("pinned.test");
        using X509Certificate gone = new CertificateWithoutHandle(leaf);
        PinValidationResult result = PinValidator.CreateBuilder().Pin("pinned.test", Pins.Other).Build().Evaluate("pinned.test", gone, null, SslPolicyErrors.None);

        Assert.False(result.IsAllowed);
        Assert.Equal(PinValidationStatus.CertificateErrors, result.Status);
        Assert.Contains("could not be judged", result.ToString());
    }

    [Fact]
    public void CertificateThatThePlatformOnlyKnowsByItsBytes_IsRead()
    {
        using X509Certificate2 certificate = TestAuthority.SelfSigned("pinned.test");
        using X509Certificate plain = new X509Certificate(certificate);

        Assert.Equal(SubjectPublicKeyInfo.RawData(certificate).ToArray(), SubjectPublicKeyInfo.RawData(plain).ToArray());
    }

    private sealed class MalformedCertificate() : X509Certificate(TestAuthority.SelfSigned("pinned.test"))
    {
        public override byte[] GetRawCertData() => [0x30, 0x00];
    }

    private sealed class CertificateWithoutHandle : X509Certificate
    {
        private readonly byte[] _rawData;

        public CertificateWithoutHandle(X509Certificate2 certificate)
            : base(certificate)
        {
            _rawData = certificate.RawData;
            Reset();
        }

        public override byte[] GetRawCertData() => _rawData;
    }

    private static byte[]? Locate(byte[] certificate) =>
        SubjectPublicKeyInfo.TryLocate(new ArraySegment<byte>(certificate), out ArraySegment<byte> key) ? key.ToArray() : null;
}
