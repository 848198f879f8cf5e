using System;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography.X509Certificates;

namespace CertificatePinning;

/// <summary>
/// A pin: the SHA-256 digest of a public key (<c>sha256/…</c>), or of a whole certificate (<c>cert-sha256/…</c>), in base64.
/// </summary>
/// <remarks>
/// <para>
/// A pin is no secret: anybody can compute it from the certificate that the server shows to everybody. What a pin says is
/// that only the holder of that one key is the server.
/// </para>
/// <para>
/// The text is <c>sha256/</c> or <c>cert-sha256/</c> in lower case, then canonical base64 of exactly 32 bytes: 44 characters,
/// the last of them <c>=</c>. Notations of other libraries (curl's <c>sha256//</c>, HPKP's <c>pin-sha256="…"</c>, hexadecimal
/// fingerprints) are refused with a message that says how to write them.
/// </para>
/// <para>To get the pin of a running server's key:</para>
/// <code>
/// openssl s_client -connect api.example.com:443 -servername api.example.com &lt;/dev/null 2&gt;/dev/null |
///   openssl x509 -pubkey -noout | openssl pkey -pubin -outform der | openssl dgst -sha256 -binary | openssl base64
/// </code>
/// </remarks>
public sealed class CertificatePin : IEquatable<CertificatePin>
{
    private readonly Sha256Digest _digest;

    private CertificatePin(CertificatePinKind kind, Sha256Digest digest)
    {
        Kind = kind;
        _digest = digest;
    }

    /// <summary>What the digest is taken over: the public key, or the whole certificate.</summary>
    public CertificatePinKind Kind { get; }

    /// <summary>Reads a pin.</summary>
    /// <param name="text">The pin: <c>sha256/…</c> or <c>cert-sha256/…</c>.</param>
    /// <returns>The pin.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="text"/> is <see langword="null"/>.</exception>
    /// <exception cref="FormatException">The text is no pin. The message says what is wrong and how to write it.</exception>
    public static CertificatePin Parse(string text)
    {
        if (text is null)
        {
            throw new ArgumentNullException(nameof(text));
        }

        PinText pin = PinGrammar.Read(text);
        return FromText(pin) ?? throw new FormatException($"The pin '{text}' is malformed: {pin.Problem}.");
    }

    /// <summary>Reads a pin, without an exception where the text is none.</summary>
    /// <param name="text">The pin: <c>sha256/…</c> or <c>cert-sha256/…</c>.</param>
    /// <param name="pin">The pin, or <see langword="null"/>.</param>
    /// <returns>Whether the text is a pin.</returns>
    public static bool TryParse([NotNullWhen(true)] string? text, [NotNullWhen(true)] out CertificatePin? pin)
    {
        pin = FromText(PinGrammar.Read(text));
        return pin is not null;
    }

    /// <summary>Computes the pin of a certificate.</summary>
    /// <param name="certificate">The certificate.</param>
    /// <param name="kind">What to pin: the public key unless said otherwise.</param>
    /// <returns>The pin.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="certificate"/> is <see langword="null"/>.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="kind"/> is no <see cref="CertificatePinKind"/>.</exception>
    /// <exception cref="ArgumentException">The certificate is malformed.</exception>
    public static CertificatePin FromCertificate(X509Certificate2 certificate, CertificatePinKind kind = CertificatePinKind.SubjectPublicKeyInfo)
    {
        if (certificate is null)
        {
            throw new ArgumentNullException(nameof(certificate));
        }

        if (kind is not (CertificatePinKind.SubjectPublicKeyInfo or CertificatePinKind.Certificate))
        {
            throw new ArgumentOutOfRangeException(nameof(kind));
        }

        ArraySegment<byte> rawData = SubjectPublicKeyInfo.RawData(certificate);
        if (!SubjectPublicKeyInfo.TryLocate(rawData, out ArraySegment<byte> key))
        {
            throw new ArgumentException("The certificate is malformed: its public key cannot be found.", nameof(certificate));
        }

        return kind == CertificatePinKind.Certificate ? new(kind, Sha256Digest.Of(rawData)) : OfKey(key);
    }

    /// <summary>Whether this pin is the pin of the certificate. Says nothing about the certificate's validity, host or issuer.</summary>
    /// <param name="certificate">The certificate.</param>
    /// <returns>Whether it matches; <see langword="false"/> for a malformed certificate.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="certificate"/> is <see langword="null"/>.</exception>
    public bool Matches(X509Certificate2 certificate)
    {
        if (certificate is null)
        {
            throw new ArgumentNullException(nameof(certificate));
        }

        ArraySegment<byte> rawData = SubjectPublicKeyInfo.RawData(certificate);
        return SubjectPublicKeyInfo.TryLocate(rawData, out ArraySegment<byte> key)
            && IsPinOf(Sha256Digest.Of(Kind == CertificatePinKind.Certificate ? rawData : key), Kind);
    }

    /// <inheritdoc/>
    public bool Equals(CertificatePin? other) => other is not null && other.IsPinOf(_digest, Kind);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as CertificatePin);

    /// <inheritdoc/>
    public override int GetHashCode() => _digest.GetHashCode();

    /// <summary>The pin's text, as <see cref="Parse"/> reads it.</summary>
    /// <returns><c>sha256/…</c> or <c>cert-sha256/…</c>.</returns>
    public override string ToString() =>
        (Kind == CertificatePinKind.Certificate ? PinGrammar.CertificatePrefix : PinGrammar.KeyPrefix) + _digest.ToBase64();

    /// <summary>The pin of a public key.</summary>
    internal static CertificatePin OfKey(ArraySegment<byte> subjectPublicKeyInfo) =>
        new(CertificatePinKind.SubjectPublicKeyInfo, Sha256Digest.Of(subjectPublicKeyInfo));

    /// <summary>Whether the digest of something of this kind is the pinned one.</summary>
    internal bool IsPinOf(Sha256Digest digest, CertificatePinKind kind) => Kind == kind && _digest.Equals(digest);

    private static CertificatePin? FromText(PinText pin) =>
        pin.Digest is { } digest
            ? new(pin.IsWholeCertificate ? CertificatePinKind.Certificate : CertificatePinKind.SubjectPublicKeyInfo, Sha256Digest.FromBytes(digest))
            : null;
}
