using System;
using System.Collections.Generic;

namespace CertificatePinning;

/// <summary>
/// Collects hosts and their pins. Every method returns the builder itself; <see cref="Build"/> makes an immutable
/// <see cref="PinValidator"/>.
/// </summary>
public sealed class PinValidatorBuilder
{
    private readonly Dictionary<string, KeyValuePair<HostPattern, PinnedHost>> _hosts = new(StringComparer.Ordinal);

    internal PinValidatorBuilder()
    {
    }

    internal bool RejectsUnpinnedHosts { get; private set; }

    internal bool ThrowsOnFailure { get; private set; }

    internal List<Action<PinValidationResult>> FailureCallbacks { get; } = [];

    internal Func<DateTimeOffset> Clock { get; set; } = static () => DateTimeOffset.UtcNow;

    // Apple's handlers report a certificate for another host as a chain error.
    internal bool HidesNameMismatch { get; set; } = MobilePlatform.IsApple;

    /// <summary>Pins the hosts of a pattern. Their connections must show one of the pinned keys.</summary>
    /// <param name="hostPattern">
    /// <c>host</c> for this host alone, <c>*.host</c> for names with exactly one label in front, <c>**.host</c> for the host and
    /// every name below it. A host name or an IP address, without scheme, port and path.
    /// </param>
    /// <param name="pins">
    /// The pins: at least one, better two, the second for a key that the server does not use yet and that is kept safe
    /// elsewhere.
    /// </param>
    /// <returns>This builder.</returns>
    /// <exception cref="ArgumentNullException">An argument or a pin is <see langword="null"/>.</exception>
    /// <exception cref="ArgumentException">The pattern is invalid or was declared before, or there is no pin.</exception>
    /// <exception cref="FormatException">A pin is malformed.</exception>
    public PinValidatorBuilder Pin(string hostPattern, params string[] pins) => Pin(hostPattern, PinPolicy.Default, pins);

    /// <summary>Pins the hosts of a pattern, under a policy of their own.</summary>
    /// <param name="hostPattern"><c>host</c>, <c>*.host</c> or <c>**.host</c>.</param>
    /// <param name="policy">How the pins are enforced.</param>
    /// <param name="pins">The pins: at least one, better two.</param>
    /// <returns>This builder.</returns>
    /// <exception cref="ArgumentNullException">An argument or a pin is <see langword="null"/>.</exception>
    /// <exception cref="ArgumentException">The pattern is invalid or was declared before, or there is no pin.</exception>
    /// <exception cref="FormatException">A pin is malformed.</exception>
    public PinValidatorBuilder Pin(string hostPattern, PinPolicy policy, params string[] pins)
    {
        if (policy is null)
        {
            throw new ArgumentNullException(nameof(policy));
        }

        if (pins is null)
        {
            throw new ArgumentNullException(nameof(pins));
        }

        HostPattern pattern = ReadNewPattern(hostPattern);
        if (pins.Length == 0)
        {
            throw new ArgumentException($"No pin is given for '{hostPattern}'. Give at least one, or use Exclude for a host that is not to be pinned.", nameof(pins));
        }

        Add(pattern, new PinnedHost(pattern, policy, Array.ConvertAll(pins, CertificatePin.Parse)));
        return this;
    }

    /// <summary>
    /// Leaves the hosts of a pattern to the platform's own validation, though a broader pattern pins them or
    /// <see cref="RejectUnpinnedHosts"/> would reject them.
    /// </summary>
    /// <param name="hostPattern"><c>host</c>, <c>*.host</c> or <c>**.host</c>.</param>
    /// <returns>This builder.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="hostPattern"/> is <see langword="null"/>.</exception>
    /// <exception cref="ArgumentException">The pattern is invalid or was declared before.</exception>
    public PinValidatorBuilder Exclude(string hostPattern)
    {
        HostPattern pattern = ReadNewPattern(hostPattern);
        Add(pattern, new PinnedHost(pattern, PinPolicy.Default, []));
        return this;
    }

    /// <summary>Rejects every host that no pattern covers. Without it, the platform's own validation decides about them.</summary>
    /// <returns>This builder.</returns>
    public PinValidatorBuilder RejectUnpinnedHosts()
    {
        RejectsUnpinnedHosts = true;
        return this;
    }

    /// <summary>
    /// Rejects by throwing a <see cref="CertificatePinningException"/>, so that its message, which lists the pins to add,
    /// reaches the caller of the client. Without it a rejected connection fails with the client's own message.
    /// </summary>
    /// <remarks>Not for Android and iOS, where the callback is called from native code that an exception does not cross.</remarks>
    /// <returns>This builder.</returns>
    public PinValidatorBuilder ThrowOnFailure()
    {
        ThrowsOnFailure = true;
        return this;
    }

    /// <summary>
    /// Calls back for every connection that was rejected, or that a report-only or expired policy let pass: to log or to
    /// count. Called on the thread of the handshake, several at once; it cannot change the decision, and what it throws is
    /// caught and traced.
    /// </summary>
    /// <param name="callback">What to call. A second callback is called after the first, even where that one throws.</param>
    /// <returns>This builder.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="callback"/> is <see langword="null"/>.</exception>
    public PinValidatorBuilder OnFailure(Action<PinValidationResult> callback)
    {
        FailureCallbacks.Add(callback ?? throw new ArgumentNullException(nameof(callback)));
        return this;
    }

#if NET
    /// <summary>Takes the time from here, for <see cref="PinPolicy.EnforceUntil"/> and <see cref="PinPolicy.TrustPinnedLeaf"/>. For tests.</summary>
    /// <param name="timeProvider">The clock; the system's unless given.</param>
    /// <returns>This builder.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="timeProvider"/> is <see langword="null"/>.</exception>
    public PinValidatorBuilder UseTimeProvider(TimeProvider timeProvider)
    {
        ArgumentNullException.ThrowIfNull(timeProvider);
        Clock = timeProvider.GetUtcNow;
        return this;
    }
#endif

    /// <summary>Makes the validator. The builder can be used further; the validator does not change with it.</summary>
    /// <returns>An immutable validator, safe to share between threads: keep one for the program.</returns>
    public PinValidator Build() => new(this, new PinnedHosts(_hosts.Values));

    private static HostPattern ReadPattern(string hostPattern)
    {
        HostPattern pattern = HostPattern.Read(hostPattern ?? throw new ArgumentNullException(nameof(hostPattern)));
        return pattern.IsValid
            ? pattern
            : throw new ArgumentException($"The host pattern '{hostPattern}' is invalid: {pattern.Problem}.", nameof(hostPattern));
    }

    private HostPattern ReadNewPattern(string hostPattern)
    {
        HostPattern pattern = ReadPattern(hostPattern);
        return _hosts.ContainsKey(pattern.Canonical)
            ? throw new ArgumentException($"The host pattern '{hostPattern}' was declared before. Give all its pins in one call.", nameof(hostPattern))
            : pattern;
    }

    private void Add(HostPattern pattern, PinnedHost host) => _hosts.Add(pattern.Canonical, new(pattern, host));
}
