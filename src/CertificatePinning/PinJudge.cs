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
#if NET
    private const bool CertificateTellsHost = true;
#else
    // netstandard2.0 has no X509Certificate2.MatchesHostname.
    private const bool CertificateTellsHost = false;
#endif

    private readonly PinnedHosts _hosts;
    private readonly bool _rejectsUnpinnedHosts;
    private readonly bool _hidesNameMismatch;
    private readonly Func<DateTimeOffset> _clock;

    public PinJudge(PinnedHosts hosts, PinValidatorBuilder builder)
    {
        _hosts = hosts;
        _rejectsUnpinnedHosts = builder.RejectsUnpinnedHosts;
        _hidesNameMismatch = builder.HidesNameMismatch;
        _clock = builder.Clock;
    }

    /// <summary>Decides about a handshake for all the names that its sender gives the host.</summary>
    public Judgement Judge(SenderHosts sender, Handshake handshake)
    {
        Judgement judgement = Judge(sender.Host, handshake);
        if (sender.OtherHost is not null)
        {
            judgement = Judgement.Stricter(judgement, Judge(sender.OtherHost, handshake));
        }

        bool isDoubtful = sender.IsRequest && _hosts.HasPins && judgement is { IsAllowed: true, IsProvenByLeaf: false };
        return isDoubtful ? JudgeDestination(judgement, sender, handshake.Certificate!) : judgement;
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

        if (handshake.Errors != SslPolicyErrors.None && !IsTrustedByPin(host, pinnedHost, leaf, handshake))
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

    // A request is no witness of where a connection goes. HttpWebRequest keeps naming its first host when it is redirected; of
    // HttpClientHandler's a redirect changes the address while a handshake with the first host may still be under way, which
    // an attacker can hold back until then. But the platform accepts a certificate only for the host that was reached.
    private static Judgement JudgeDestination(Judgement judgement, SenderHosts sender, X509Certificate leaf)
    {
        bool isToldByCertificate = CertificateTellsHost && judgement.Status != PinValidationStatus.NotPinned;
        if (sender.FollowsRedirects && !isToldByCertificate)
        {
            return Unknown("an HttpWebRequest that follows redirects does not tell which host it has reached; set its AllowAutoRedirect to false");
        }

        return !CertificateTellsHost || IsIssuedFor(leaf, sender.Host) || IsIssuedFor(leaf, sender.OtherHost)
            ? judgement
            : Unknown("the server's certificate is for another host than the request names, so that the connection was opened before or after a redirect");

        Judgement Unknown(string reason) => Judgement.Reject(judgement.Host, judgement.PinnedHost, PinValidationStatus.HostUnknown, reason);
    }

    private static bool IsIssuedFor(X509Certificate leaf, string? hostName)
    {
#if NET
        if (!HostName.TryCanonicalize(hostName, out string host, out _))
        {
            return false;
        }

        using X509Certificate2 copy = new(leaf);
        return copy.MatchesHostname(host);
#else
        return false;
#endif
    }

    private Judgement JudgePins(string? host, PinnedHost pinnedHost, X509Certificate leaf, Handshake handshake)
    {
        ArraySegment<byte> rawData = SubjectPublicKeyInfo.RawData(leaf);
        if (!SubjectPublicKeyInfo.TryLocate(rawData, out ArraySegment<byte> key))
        {
            return Judgement.Reject(host, pinnedHost, PinValidationStatus.CertificateErrors, "its certificate is malformed");
        }

        bool isProvenByLeaf = pinnedHost.Matches(rawData, key);
        if (isProvenByLeaf || MatchesAboveLeaf(pinnedHost, leaf, handshake))
        {
            return Judgement.Match(host, pinnedHost, isProvenByLeaf);
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
    private bool IsTrustedByPin(string? host, PinnedHost? pinnedHost, X509Certificate leaf, Handshake handshake)
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
            && IsInDate(leaf)
            && (!_hidesNameMismatch || IsIssuedFor(leaf, host));
    }

    // Android says "partial chain" alone, whatever else is wrong.
    private bool IsInDate(X509Certificate leaf)
    {
        using X509Certificate2 copy = new(leaf);
        DateTime now = _clock().UtcDateTime;
        return copy.NotBefore.ToUniversalTime() <= now && now <= copy.NotAfter.ToUniversalTime();
    }
}
