using System;
using System.Collections.Generic;

namespace CertificatePinning;

/// <summary>What was declared for one host pattern.</summary>
internal sealed class PinnedHost
{
    private readonly CertificatePin[] _pins;
    private readonly bool _hasCertificatePins;

    public PinnedHost(HostPattern pattern, PinPolicy policy, CertificatePin[] pins)
    {
        Pattern = pattern.Canonical;
        Policy = policy;
        _pins = pins;
        _hasCertificatePins = Array.Exists(pins, pin => pin.Kind == CertificatePinKind.Certificate);
        Pins = Array.AsReadOnly(pins);
    }

    /// <summary>The pattern, canonical.</summary>
    public string Pattern { get; }

    /// <summary>How the pins are enforced.</summary>
    public PinPolicy Policy { get; }

    /// <summary>The pins; none for an excluded host.</summary>
    public IReadOnlyList<CertificatePin> Pins { get; }

    /// <summary>Whether the platform alone decides about this host.</summary>
    public bool IsExcluded => _pins.Length == 0;

    /// <summary>Whether a certificate matches one of the pins.</summary>
    /// <param name="rawData">The certificate.</param>
    /// <param name="key">The SubjectPublicKeyInfo in it.</param>
    public bool Matches(ArraySegment<byte> rawData, ArraySegment<byte> key)
    {
        Sha256Digest keyDigest = Sha256Digest.Of(key);
        Sha256Digest certificateDigest = _hasCertificatePins ? Sha256Digest.Of(rawData) : default;
        foreach (CertificatePin pin in _pins)
        {
            if (pin.IsPinOf(pin.Kind == CertificatePinKind.Certificate ? certificateDigest : keyDigest, pin.Kind))
            {
                return true;
            }
        }

        return false;
    }
}
