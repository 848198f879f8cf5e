using System;
using System.Runtime.InteropServices;
using System.Security.Cryptography.X509Certificates;

namespace CertificatePinning;

/// <summary>
/// Finds the public key in a certificate's bytes (RFC 5280, 4.1): the same bytes on every platform and for every algorithm,
/// known to the platform or not.
/// </summary>
internal static class SubjectPublicKeyInfo
{
    private const byte Sequence = 0x30;
    private const byte Integer = 0x02;
    private const byte Version = 0xa0;

    /// <summary>The certificate as it came over the wire. Not a copy where that can be had: never to be written to.</summary>
    public static ArraySegment<byte> RawData(X509Certificate certificate)
    {
#if NET
        if (certificate is X509Certificate2 certificate2 && MemoryMarshal.TryGetArray(certificate2.RawDataMemory, out ArraySegment<byte> rawData))
        {
            return rawData;
        }
#endif
        return new ArraySegment<byte>(certificate.GetRawCertData());
    }

    /// <summary>Finds the SubjectPublicKeyInfo, tag and length included; false for anything that is not a well-formed certificate.</summary>
    public static bool TryLocate(ArraySegment<byte> certificate, out ArraySegment<byte> subjectPublicKeyInfo)
    {
        subjectPublicKeyInfo = default;
        DerReader file = new(certificate);
        return file.TryRead(Sequence, out _, out DerReader signed)
            && file.IsAtEnd
            && signed.TryRead(Sequence, out _, out DerReader fields)
            && (!fields.IsNext(Version) || fields.TrySkip(Version))
            && fields.TrySkip(Integer) // serial number
            && fields.TrySkip(Sequence) // signature algorithm
            && fields.TrySkip(Sequence) // issuer
            && fields.TrySkip(Sequence) // validity
            && fields.TrySkip(Sequence) // subject
            && fields.TryRead(Sequence, out subjectPublicKeyInfo, out _);
    }
}
