using System;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace CertificatePinning;

/// <summary>
/// The certificates that the platform verified above a leaf. What the peer merely sent is in no chain: it stands in
/// <see cref="X509ChainPolicy.ExtraStore"/>, where anybody can put the pinned certificate of somebody else (CVE-2016-2402).
/// </summary>
internal sealed class VerifiedChain : IDisposable
{
    private const string ServerAuthentication = "1.3.6.1.5.5.7.3.1";

    // No answer about revocation, where the program asked not to insist on one: says nothing about who signed whom.
    private const X509ChainStatusFlags Harmless = X509ChainStatusFlags.RevocationStatusUnknown | X509ChainStatusFlags.OfflineRevocation;

    private static readonly VerifiedChain LeafOnly = new(null, isRebuilt: false);

    private readonly X509Chain? _chain;
    private readonly bool _isRebuilt;

    private VerifiedChain(X509Chain? chain, bool isRebuilt)
    {
        _chain = chain;
        _isRebuilt = isRebuilt;
    }

    /// <summary>How many certificates were verified, the leaf among them; 0 where only the leaf is known.</summary>
    public int Count => _chain?.ChainElements.Count ?? 0;

    /// <summary>A certificate of the chain; the leaf is the first.</summary>
    public X509Certificate2 this[int index] => _chain!.ChainElements[index].Certificate;

    /// <summary>
    /// The chain of a leaf that the platform accepted without an error. A chain without elements (Android hands one over
    /// that was never built) is built here, and counts only if it builds.
    /// </summary>
    public static VerifiedChain Of(X509Certificate leaf, X509Chain? chain)
    {
        if (chain is not null && chain.ChainElements.Count > 0)
        {
            return IsChainOf(leaf, chain) && (StatusOf(chain) & ~Harmless) == 0 ? new VerifiedChain(chain, isRebuilt: false) : LeafOnly;
        }

        X509Chain rebuilt = Build(leaf, chain, out bool isTrusted);
        if (isTrusted)
        {
            return new VerifiedChain(rebuilt, isRebuilt: true);
        }

        Release(rebuilt);
        return LeafOnly;
    }

    /// <summary>What the platform found wrong with the chain of a leaf; no flag at all where it does not say.</summary>
    public static X509ChainStatusFlags ErrorsOf(X509Certificate leaf, X509Chain? chain)
    {
        if (chain is not null && chain.ChainElements.Count > 0)
        {
            return IsChainOf(leaf, chain) ? StatusOf(chain) : X509ChainStatusFlags.NoError;
        }

        X509Chain rebuilt = Build(leaf, chain, out _);
        try
        {
            return StatusOf(rebuilt);
        }
        finally
        {
            Release(rebuilt);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_isRebuilt)
        {
            Release(_chain!);
        }
    }

    private static bool IsChainOf(X509Certificate leaf, X509Chain chain) =>
        CertificateDigest(chain.ChainElements[0].Certificate).Equals(CertificateDigest(leaf));

    // X509Certificate.Equals compares issuer and serial number, which anybody can choose.
    private static Sha256Digest CertificateDigest(X509Certificate certificate) => Sha256Digest.Of(SubjectPublicKeyInfo.RawData(certificate));

    private static X509ChainStatusFlags StatusOf(X509Chain chain)
    {
        X509ChainStatusFlags status = X509ChainStatusFlags.NoError;
        foreach (X509ChainStatus found in chain.ChainStatus)
        {
            status |= found.Status;
        }

        return status;
    }

    private static X509Chain Build(X509Certificate leaf, X509Chain? unbuilt, out bool isTrusted)
    {
        X509Chain chain = new();
        try
        {
            chain.ChainPolicy.ApplicationPolicy.Add(new Oid(ServerAuthentication));
            chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
            if (unbuilt is not null)
            {
                CopyDemands(unbuilt.ChainPolicy, chain.ChainPolicy);
            }

            using X509Certificate2 copy = new(leaf);
            isTrusted = chain.Build(copy);
            return chain;
        }
        catch
        {
            Release(chain);
            throw;
        }
    }

    // Not the verification flags: with those, Build answers true for chains that have errors.
    private static void CopyDemands(X509ChainPolicy from, X509ChainPolicy to)
    {
        to.RevocationMode = from.RevocationMode;
        to.RevocationFlag = from.RevocationFlag;
        to.UrlRetrievalTimeout = from.UrlRetrievalTimeout;
        to.ExtraStore.AddRange(from.ExtraStore);
        foreach (Oid usage in from.ApplicationPolicy)
        {
            to.ApplicationPolicy.Add(usage);
        }

        foreach (Oid policy in from.CertificatePolicy)
        {
            to.CertificatePolicy.Add(policy);
        }

#if NET
        to.DisableCertificateDownloads = from.DisableCertificateDownloads;
        to.TrustMode = from.TrustMode;
        to.CustomTrustStore.AddRange(from.CustomTrustStore);
#endif
    }

    private static void Release(X509Chain chain)
    {
        foreach (X509ChainElement element in chain.ChainElements)
        {
            element.Certificate.Dispose();
        }

        chain.Dispose();
    }
}
