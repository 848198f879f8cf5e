using System;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;

namespace CertificatePinning;

/// <summary>
/// The decision, and nothing else. Pins only ever tighten what the platform decides, with the one exception that a program
/// asks for by name: <see cref="PinPolicy.TrustPinnedLeaf"/>.
/// </summary>
internal sealed class PinJudge
{
    private readonly PinnedHosts _hosts;
    private readonly bool _rejectsUnpinnedHosts;
    private readonly Func<DateTimeOffset> _clock;

    public PinJudge(PinnedHosts hosts, bool rejectsUnpinnedHosts, Func<DateTimeOffset> clock)
    {
        _hosts = hosts;
        _rejectsUnpinnedHosts = rejectsUnpinnedHosts;
        _clock = clock;
    }

    /// <summary>Decides about a handshake for all the names that its sender gives the host.</summary>
    public Judgement Judge(SenderHosts sender, Handshake handshake)
    {
        Judgement judgement = Judge(sender.Host, handshake);
        if (sender.OtherHost is not null)
        {
            judgement = Judgement.Stricter(judgement, Judge(sender.OtherHost, handshake));
        }

        // An unpinned host may have redirected this sender to a pinned one. Where a pinned host redirected it, that host's
        // pins are asked of the next one too, which can only reject.
        return sender.FollowsRedirects && _hosts.HasPins && judgement.Status == PinValidationStatus.NotPinned
            ? Judgement.Reject(judgement.Host, null, PinValidationStatus.HostUnknown, "an HttpWebRequest that follows redirects does not tell which host it has reached; set its AllowAutoRedirect to false")
            : judgement;
    }

    /// <summary>Decides about a handshake under one name of its host.</summary>
    public Judgement Judge(string? hostName, Handshake handshake)
    {
        bool isKnown = HostName.TryCanonicalize(hostName, out string canonical, out _);
        string? host = isKnown ? canonical : hostName;
        PinnedHost? pinnedHost = isKnown ? _hosts.Find(canonical) : null;
        if (handshake.Certificate is not { } leaf)
        {
            return Judgement.Reject(host, pinnedHost, PinValidationStatus.CertificateErrors, "the server sent no certificate");
        }

        if (handshake.Errors != SslPolicyErrors.None && !IsTrustedByPin(pinnedHost, leaf, handshake))
        {
            return Judgement.Reject(host, pinnedHost, PinValidationStatus.CertificateErrors);
        }

        if (!isKnown && _hosts.HasPins)
        {
            return Judgement.Reject(host, pinnedHost, PinValidationStatus.HostUnknown);
        }

        if (pinnedHost is null && _rejectsUnpinnedHosts)
        {
            return Judgement.Reject(host, pinnedHost, PinValidationStatus.NotPinned);
        }

        return pinnedHost is null or { IsExcluded: true }
            ? Judgement.Allow(host, pinnedHost, PinValidationStatus.NotPinned)
            : JudgePins(host, pinnedHost, leaf, handshake);
    }

    /// <summary>Whether the pins of a host are no longer enforced.</summary>
    public bool IsExpired(PinnedHost host) => _clock() > host.Policy.EnforceUntil;

    private Judgement JudgePins(string? host, PinnedHost pinnedHost, X509Certificate leaf, Handshake handshake)
    {
        ArraySegment<byte> rawData = SubjectPublicKeyInfo.RawData(leaf);
        if (!SubjectPublicKeyInfo.TryLocate(rawData, out ArraySegment<byte> key))
        {
            return Judgement.Reject(host, pinnedHost, PinValidationStatus.CertificateErrors, "its certificate is malformed");
        }

        if (pinnedHost.Matches(rawData, key) || MatchesAboveLeaf(pinnedHost, leaf, handshake))
        {
            return Judgement.Allow(host, pinnedHost, PinValidationStatus.Matched);
        }

        if (IsExpired(pinnedHost))
        {
            return Judgement.Allow(host, pinnedHost, PinValidationStatus.PolicyExpired);
        }

        return pinnedHost.Policy.ReportOnly
            ? Judgement.Allow(host, pinnedHost, PinValidationStatus.NoMatchingPin)
            : Judgement.Reject(host, pinnedHost, PinValidationStatus.NoMatchingPin);
    }

    // The leaf's key was proven in the handshake. What stands above it means something only in a chain that was verified: the
    // platform also hands over, with an error, chains in which a stranger's leaf merely names a real authority.
    private static bool MatchesAboveLeaf(PinnedHost pinnedHost, X509Certificate leaf, Handshake handshake)
    {
        if (handshake.Errors != SslPolicyErrors.None)
        {
            return false;
        }

        using VerifiedChain chain = VerifiedChain.Of(leaf, handshake.Chain);
        for (int i = 1; i < chain.Count; i++)
        {
            if (Matches(pinnedHost, chain[i]))
            {
                return true;
            }
        }

        return false;
    }

    private static bool Matches(PinnedHost pinnedHost, X509Certificate certificate)
    {
        ArraySegment<byte> rawData = SubjectPublicKeyInfo.RawData(certificate);
        return SubjectPublicKeyInfo.TryLocate(rawData, out ArraySegment<byte> key) && pinnedHost.Matches(rawData, key);
    }

    /// <summary>Whether all that is wrong is that no authority vouches for a leaf which is itself pinned, and so it was asked for.</summary>
    private bool IsTrustedByPin(PinnedHost? pinnedHost, X509Certificate leaf, Handshake handshake)
    {
        const X509ChainStatusFlags Forgiven = X509ChainStatusFlags.UntrustedRoot | X509ChainStatusFlags.PartialChain;
        if (handshake.Errors != SslPolicyErrors.RemoteCertificateChainErrors
            || pinnedHost is not { Policy.TrustPinnedLeaf: true }
            || !Matches(pinnedHost, leaf))
        {
            return false;
        }

        X509ChainStatusFlags errors = VerifiedChain.ErrorsOf(leaf, handshake.Chain);
        return errors != X509ChainStatusFlags.NoError
            && (errors & ~Forgiven) == 0
            && IsInDate(leaf);
    }

    // Android says "partial chain" alone, whatever else is wrong.
    private bool IsInDate(X509Certificate leaf)
    {
        using X509Certificate2 copy = new(leaf);
        DateTime now = _clock().UtcDateTime;
        return copy.NotBefore.ToUniversalTime() <= now && now <= copy.NotAfter.ToUniversalTime();
    }
}
