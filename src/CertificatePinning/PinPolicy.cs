using System;

namespace CertificatePinning;

/// <summary>How the pins of one host pattern are enforced. The default: always, on top of the platform's own validation.</summary>
public sealed class PinPolicy
{
    /// <summary>What holds where nothing is said.</summary>
    internal static readonly PinPolicy Default = new();

    /// <summary>
    /// Lets a connection pass whose certificates match no pin, and only reports it (<see cref="PinValidatorBuilder.OnFailure"/>,
    /// the event source). For the first weeks of a roll-out. What the platform rejects stays rejected.
    /// </summary>
    public bool ReportOnly { get; init; }

    /// <summary>
    /// The last instant at which the pins are enforced; afterwards a mismatch is only reported, with the status
    /// <see cref="PinValidationStatus.PolicyExpired"/>. <see langword="null"/>, the default: always enforced.
    /// </summary>
    /// <remarks>
    /// For a program that may not be updated in time for the server's next key. It has a price: whoever can turn the clock of
    /// the device forward has switched the pins off.
    /// </remarks>
    public DateTimeOffset? EnforceUntil { get; init; }

    /// <summary>
    /// Accepts a certificate that no trusted authority vouches for, such as a self-signed one, if its own key (or the
    /// certificate itself) is pinned. The host name and the dates are checked all the same, and a pin on any other
    /// certificate of the chain does not count. For servers of your own that have no public certificate.
    /// </summary>
    public bool TrustPinnedLeaf { get; init; }
}
