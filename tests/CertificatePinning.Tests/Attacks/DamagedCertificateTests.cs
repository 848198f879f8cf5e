using System;
using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using CertificatePinning.Tests.Certificates;
using Xunit;

namespace CertificatePinning.Tests.Attacks;

public class DamagedCertificateTests
{
    private const int Count = 120_000;
    private const int AskThePlatformEvery = 12;

    private static readonly X509Certificate2 Certificate = TestAuthority.SelfSigned("pinned.test");
    private static readonly byte[] Key = Certificate.PublicKey.ExportSubjectPublicKeyInfo();

    private static readonly PinValidator KeyPinned = PinValidator.CreateBuilder().Pin("pinned.test", Pins.OfKey(Certificate)).Build();
    private static readonly PinValidator CertificatePinned = PinValidator.CreateBuilder().Pin("pinned.test", Pins.OfCertificate(Certificate)).Build();

    [Fact]
    public void DamagedCertificate_IsNeverAnExceptionAndNeverAccepted()
    {
        Random random = new(20_240_229);
        int parsed = 0;
        for (int i = 0; i < Count; i++)
        {
            byte[] damaged = Damage(Certificate.RawData, random);
            bool isKeyFound = SubjectPublicKeyInfo.TryLocate(new ArraySegment<byte>(damaged), out ArraySegment<byte> key);
            Assert.True(!isKeyFound || key.Offset + key.Count <= damaged.Length);
            if (i % AskThePlatformEvery == 0)
            {
                parsed += AskValidators(damaged) ? 1 : 0;
            }
        }

        // Otherwise the damage is so coarse that no certificate ever reaches the validator.
        Assert.True(parsed > 500, $"Only {parsed} damaged certificates were read by the platform.");
    }

    [Fact]
    public void EveryTruncation_IsNoCertificate()
    {
        byte[] certificate = Certificate.RawData;
        for (int length = 0; length < certificate.Length; length++)
        {
            Assert.False(SubjectPublicKeyInfo.TryLocate(new ArraySegment<byte>(certificate[..length]), out _));
        }
    }

    [Fact]
    public void EveryChangedBit_IsAnotherKeyOrTheSameKeyUntouched()
    {
        byte[] certificate = Certificate.RawData;
        for (int bit = 0; bit < certificate.Length * 8; bit++)
        {
            byte[] damaged = (byte[])certificate.Clone();
            damaged[bit / 8] ^= (byte)(1 << (bit % 8));
            if (SubjectPublicKeyInfo.TryLocate(new ArraySegment<byte>(damaged), out ArraySegment<byte> key) && key.AsSpan().SequenceEqual(Key))
            {
                Assert.Equal(Locate(certificate).Offset, key.Offset);
            }
        }
    }

    private static bool AskValidators(byte[] damaged)
    {
        X509Certificate2 certificate;
        try
        {
            certificate = Load.Der(damaged);
        }
        catch (CryptographicException)
        {
            return false;
        }

        using (certificate)
        {
            // As if the platform had found nothing wrong: the pins are all that stands in the way.
            bool isAcceptedByKey = KeyPinned.Validate("pinned.test", certificate, null, SslPolicyErrors.None);
            Assert.True(!isAcceptedByKey || certificate.PublicKey.ExportSubjectPublicKeyInfo().AsSpan().SequenceEqual(Key));
            Assert.False(CertificatePinned.Validate("pinned.test", certificate, null, SslPolicyErrors.None) && !certificate.RawData.AsSpan().SequenceEqual(Certificate.RawData));
            Assert.False(KeyPinned.Validate("pinned.test", certificate, null, SslPolicyErrors.RemoteCertificateChainErrors));
        }

        return true;
    }

    private static byte[] Damage(byte[] certificate, Random random)
    {
        byte[] damaged = (byte[])certificate.Clone();
        int changes = 1 + random.Next(3);
        for (int i = 0; i < changes; i++)
        {
            int position = random.Next(damaged.Length);
            damaged = random.Next(6) switch
            {
                0 => damaged[..position],
                1 => Asn1.Join(damaged[..position], [(byte)random.Next(256)], damaged[position..]),
                2 => Asn1.Join(damaged[..position], damaged[Math.Min(damaged.Length, position + 1)..]),
                3 => With(damaged, position, (byte)(random.Next(4) switch { 0 => 0x00, 1 => 0x80, 2 => 0xff, _ => 0x84 })),
                _ => With(damaged, position, (byte)(damaged[position] ^ (1 << random.Next(8)))),
            };
            if (damaged.Length == 0)
            {
                break;
            }
        }

        return damaged;
    }

    private static byte[] With(byte[] bytes, int position, byte value)
    {
        bytes[position] = value;
        return bytes;
    }

    private static ArraySegment<byte> Locate(byte[] certificate)
    {
        Assert.True(SubjectPublicKeyInfo.TryLocate(new ArraySegment<byte>(certificate), out ArraySegment<byte> key));
        return key;
    }
}
