using System;
using System.Security.Cryptography;

namespace CertificatePinning;

/// <summary>The 32 bytes of a SHA-256 digest, as a value: made and compared without an allocation on net8.0.</summary>
internal readonly struct Sha256Digest : IEquatable<Sha256Digest>
{
    private readonly ulong _first;
    private readonly ulong _second;
    private readonly ulong _third;
    private readonly ulong _fourth;

    private Sha256Digest(ulong first, ulong second, ulong third, ulong fourth)
    {
        _first = first;
        _second = second;
        _third = third;
        _fourth = fourth;
    }

    /// <summary>The digest of the bytes.</summary>
    public static Sha256Digest Of(ArraySegment<byte> data)
    {
#if NET
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(data, digest);
        return new Sha256Digest(BitConverter.ToUInt64(digest), BitConverter.ToUInt64(digest[8..]), BitConverter.ToUInt64(digest[16..]), BitConverter.ToUInt64(digest[24..]));
#else
        using SHA256 sha256 = SHA256.Create();
        return FromBytes(sha256.ComputeHash(data.Array!, data.Offset, data.Count));
#endif
    }

    /// <summary>A digest that is already computed: 32 bytes.</summary>
    public static Sha256Digest FromBytes(byte[] digest) =>
        new(BitConverter.ToUInt64(digest, 0), BitConverter.ToUInt64(digest, 8), BitConverter.ToUInt64(digest, 16), BitConverter.ToUInt64(digest, 24));

    /// <summary>The digest as pins write it.</summary>
    public string ToBase64()
    {
        byte[] digest = new byte[PinGrammar.DigestLength];
        BitConverter.GetBytes(_first).CopyTo(digest, 0);
        BitConverter.GetBytes(_second).CopyTo(digest, 8);
        BitConverter.GetBytes(_third).CopyTo(digest, 16);
        BitConverter.GetBytes(_fourth).CopyTo(digest, 24);
        return Convert.ToBase64String(digest);
    }

    /// <inheritdoc/>
    // Digests of public data: a comparison in constant time would protect nothing.
    public bool Equals(Sha256Digest other) =>
        _first == other._first && _second == other._second && _third == other._third && _fourth == other._fourth;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Sha256Digest other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => _first.GetHashCode();
}
