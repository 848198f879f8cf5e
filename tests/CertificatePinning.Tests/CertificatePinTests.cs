using System;
using System.Collections.Generic;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using CertificatePinning.Tests.Certificates;
using Xunit;

namespace CertificatePinning.Tests;

public class CertificatePinTests
{
    private static readonly X509Certificate2 Certificate = TestAuthority.SelfSigned("pinned.test");

    [Fact]
    public void Pin_RoundTrips()
    {
        foreach (string text in new[] { Pins.OfKey(Certificate), Pins.OfCertificate(Certificate) })
        {
            Assert.Equal(text, CertificatePin.Parse(text).ToString());
            Assert.True(CertificatePin.TryParse(text, out CertificatePin? pin));
            Assert.Equal(text, pin.ToString());
        }
    }

    [Fact]
    public void Pin_KnowsItsKind()
    {
        Assert.Equal(CertificatePinKind.SubjectPublicKeyInfo, CertificatePin.Parse(Pins.Other).Kind);
        Assert.Equal(CertificatePinKind.Certificate, CertificatePin.Parse("cert-" + Pins.Other).Kind);
    }

    [Fact]
    public void MalformedPin_SaysWhatIsWrong()
    {
        FormatException exception = Assert.Throws<FormatException>(() => CertificatePin.Parse("sha1/AAAA"));

        Assert.Equal("The pin 'sha1/AAAA' is malformed: SHA1 is not supported; compute the pin anew with SHA-256.", exception.Message);
        Assert.False(CertificatePin.TryParse("sha1/AAAA", out CertificatePin? pin));
        Assert.Null(pin);
        Assert.False(CertificatePin.TryParse(null, out _));
        Assert.Throws<FormatException>(() => CertificatePin.Parse(string.Empty));
        Assert.Throws<ArgumentNullException>(() => CertificatePin.Parse(null!));
    }

    [Fact]
    public void PinOfACertificate_IsTheDigestOfItsKey()
    {
        Assert.Equal(Pins.OfKey(Certificate), CertificatePin.FromCertificate(Certificate).ToString());
        Assert.Equal(Pins.OfKey(Certificate), CertificatePin.FromCertificate(Certificate, CertificatePinKind.SubjectPublicKeyInfo).ToString());
        Assert.Equal(Pins.OfCertificate(Certificate), CertificatePin.FromCertificate(Certificate, CertificatePinKind.Certificate).ToString());
        Assert.Throws<ArgumentNullException>("certificate", () => CertificatePin.FromCertificate(null!));
        Assert.Throws<ArgumentOutOfRangeException>("kind", () => CertificatePin.FromCertificate(Certificate, (CertificatePinKind)2));
    }

    [Fact]
    public void RenewedCertificateWithTheSameKey_HasTheSamePin()
    {
        TestAuthority root = TestAuthority.CreateRoot();
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using X509Certificate2 old = root.Issue(key, DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1), "pinned.test");
        using X509Certificate2 renewed = root.Issue(key, DateTimeOffset.UtcNow, DateTimeOffset.UtcNow.AddDays(90), "pinned.test");
        using X509Certificate2 other = root.Issue("pinned.test");

        Assert.Equal(CertificatePin.FromCertificate(old), CertificatePin.FromCertificate(renewed));
        Assert.NotEqual(CertificatePin.FromCertificate(old, CertificatePinKind.Certificate), CertificatePin.FromCertificate(renewed, CertificatePinKind.Certificate));
        Assert.NotEqual(CertificatePin.FromCertificate(old), CertificatePin.FromCertificate(other));
    }

    [Fact]
    public void Pin_MatchesItsOwnCertificateOnly()
    {
        using X509Certificate2 other = TestAuthority.SelfSigned("pinned.test");
        foreach (CertificatePinKind kind in new[] { CertificatePinKind.SubjectPublicKeyInfo, CertificatePinKind.Certificate })
        {
            CertificatePin pin = CertificatePin.FromCertificate(Certificate, kind);
            Assert.True(pin.Matches(Certificate));
            Assert.False(pin.Matches(other));
        }

        Assert.Throws<ArgumentNullException>(() => CertificatePin.FromCertificate(Certificate).Matches(null!));
    }

    [Fact]
    public void PinOfOneKind_DoesNotMatchTheOther()
    {
        // The digest of the certificate, declared as that of its key, and the other way round.
        Assert.False(CertificatePin.Parse(Pins.OfCertificate(Certificate)["cert-".Length..]).Matches(Certificate));
        Assert.False(CertificatePin.Parse("cert-" + Pins.OfKey(Certificate)).Matches(Certificate));
        Assert.NotEqual(CertificatePin.Parse(Pins.Other), CertificatePin.Parse("cert-" + Pins.Other));
    }

    [Fact]
    public void EqualPins_AreOne()
    {
        HashSet<CertificatePin> pins = [CertificatePin.Parse(Pins.Other), CertificatePin.Parse(Pins.Other), CertificatePin.Parse(Pins.Another)];

        Assert.Equal(2, pins.Count);
        Assert.True(CertificatePin.Parse(Pins.Other).Equals((object)CertificatePin.Parse(Pins.Other)));
        Assert.False(CertificatePin.Parse(Pins.Other).Equals(null));
        Assert.False(CertificatePin.Parse(Pins.Other).Equals((object)"text"));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(8)]
    [InlineData(16)]
    [InlineData(24)]
    [InlineData(31)]
    public void OneDifferentBit_IsAnotherPin(int index)
    {
        byte[] digest = new byte[32];
        string zero = "sha256/" + Convert.ToBase64String(digest);
        digest[index] = 0x80;
        string text = "sha256/" + Convert.ToBase64String(digest);

        Assert.Equal(text, CertificatePin.Parse(text).ToString());
        Assert.NotEqual(CertificatePin.Parse(zero), CertificatePin.Parse(text));
        Assert.False(Sha256Digest.FromBytes(digest).Equals((object)Sha256Digest.FromBytes(new byte[32])));
        Assert.True(Sha256Digest.FromBytes(digest).Equals((object)Sha256Digest.FromBytes(digest)));
    }
}
