namespace CertificatePinning;

/// <summary>What the digest of a <see cref="CertificatePin"/> is taken over.</summary>
public enum CertificatePinKind
{
    /// <summary>
    /// The public key with its algorithm, as the certificate carries it (SubjectPublicKeyInfo): <c>sha256/…</c>. The pin
    /// survives every renewal of the certificate that keeps the key.
    /// </summary>
    SubjectPublicKeyInfo = 0,

    /// <summary>The whole certificate: <c>cert-sha256/…</c>. The pin ends with this one certificate, at its next renewal.</summary>
    Certificate = 1,
}
