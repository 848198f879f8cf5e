using System;
using System.Net.Http;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
#if NET
using System.Runtime.Versioning;
#endif

namespace CertificatePinning;

/// <summary>
/// Decides whether a server may be trusted: only if the platform accepts its certificate <em>and</em> the server holds a key
/// that the program has pinned for its host.
/// </summary>
/// <remarks>
/// <para>
/// Without pins, a TLS client believes any of the authorities that the machine trusts, for every host. With pins, an attacker
/// needs the private key of the server, or of an authority that is pinned, and not merely some authority's mistake.
/// </para>
/// <para><b>Set-up.</b> One validator for the program, and a handler or a callback of it for every client:</para>
/// <code>
/// internal static class Pins
/// {
///     public static PinValidator Validator { get; } = PinValidator.CreateBuilder()
///         .Pin("api.example.com",
///             "sha256/r/mIkG3eEpVdm+u/ko/cwxzOMo1bk4TyHIlByibiA5E=",  // the server's key
///             "sha256/WoiWRyIOVNa9ihaBciRSC7XHjliYS9VwUGOIud4PB18=")  // the backup key, in a safe
///         .RejectUnpinnedHosts()
///         .Build();
/// }
///
/// var client = new HttpClient(Pins.Validator.CreateHandler());
/// var handler = new HttpClientHandler().UsePins(Pins.Validator);
/// var stream = new SslStream(inner, leaveInnerStreamOpen: false, Pins.Validator.Validate);
/// </code>
/// <para>
/// <see cref="Validate"/> fits every hook as it is. Clients that do not say which host they connect to get the validator of
/// one host, <see cref="ForHost"/>. Best are the hooks that hand over an <see cref="SslStream"/>, which knows the host of its
/// own connection: <see cref="CreateHandler"/> uses one where there is one.
/// </para>
/// <para>
/// <b>Which hosts.</b> <c>api.example.com</c> is this host alone; <c>*.example.com</c> is every name with exactly one label in
/// front of <c>example.com</c>, and not <c>example.com</c>; <c>**.example.com</c> is <c>example.com</c> and every name below
/// it. The most specific pattern that fits decides alone. Upper case, a trailing dot, Unicode names and the spellings of an
/// IP address make no difference; a port is no part of a host. A host that no pattern covers is left to the platform, unless
/// <see cref="PinValidatorBuilder.RejectUnpinnedHosts"/> is asked for. Where the host cannot be told and anything is pinned,
/// the connection is rejected.
/// </para>
/// <para>
/// <b>Which key, and how to get its pin.</b> The server's own where you run the server, its authority's where somebody else
/// does; never one whose change nobody announces to you. <see cref="CertificatePin"/> shows the OpenSSL command, and
/// <see cref="CertificatePin.FromCertificate"/> computes a pin. A failure
/// (<see cref="PinValidatorBuilder.OnFailure"/>, <see cref="PinValidatorBuilder.ThrowOnFailure"/>, the event source
/// <c>CertificatePinning</c>) lists the pins of the chain that was seen, ready to copy, once you know from a second source
/// that it was the server's.
/// </para>
/// <para>
/// <b>Backup pins.</b> Pin a second key, which the server does not use yet and which is kept elsewhere. When the first is lost,
/// stolen or renewed, the server changes to the second and the programs that are out there go on working. With a single pin
/// they all stop.
/// </para>
/// <para>
/// <b>What decides.</b> In this order: a server without a certificate, a certificate for another host, and any chain error
/// reject (<see cref="PinPolicy.TrustPinnedLeaf"/> is the one way around the last). Then a pin must match the server's own
/// certificate, or one above it in the chain that the platform has verified; what the server merely sent never counts. Any
/// exception rejects.
/// </para>
/// <para>
/// <b>What it does not protect against.</b> Whoever controls the machine controls the program: on a rooted device or in an
/// instrumented process the check can be taken out. A stolen key is the server. An open connection is not judged again. And
/// pinning can lock you out: without a backup key and a way to ship an update, do not pin.
/// </para>
/// </remarks>
public sealed class PinValidator
{
    private readonly PinnedHosts _hosts;
    private readonly PinJudge _judge;
    private readonly bool _throwsOnFailure;
    private readonly Action<PinValidationResult>[] _failureCallbacks;

    internal PinValidator(PinValidatorBuilder builder, PinnedHosts hosts)
    {
        _hosts = hosts;
        _judge = new PinJudge(hosts, builder);
        _throwsOnFailure = builder.ThrowsOnFailure;
        _failureCallbacks = [.. builder.FailureCallbacks];
    }

    /// <summary>Starts a validator.</summary>
    /// <returns>A builder to declare hosts and their pins on.</returns>
    public static PinValidatorBuilder CreateBuilder() => new();

    /// <summary>
    /// The callback: give this method to the hook of a TLS client, as it is. It fits every hook that takes a
    /// <see cref="RemoteCertificateValidationCallback"/>, and that of <see cref="HttpClientHandler"/>.
    /// </summary>
    /// <param name="sender">What the client hands over; the host is asked from it.</param>
    /// <param name="certificate">The server's certificate.</param>
    /// <param name="chain">The chain that the platform built.</param>
    /// <param name="sslPolicyErrors">What the platform found wrong.</param>
    /// <returns>Whether the connection may go on. Anything unexpected rejects.</returns>
    /// <exception cref="CertificatePinningException">It may not, and <see cref="PinValidatorBuilder.ThrowOnFailure"/> was asked for.</exception>
    public bool Validate(object? sender, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors sslPolicyErrors)
    {
        Handshake handshake = new(certificate, chain, sslPolicyErrors);
        PinValidationResult failure;
        Exception? exception = null;
        try
        {
            Judgement judgement = _judge.Judge(SenderHosts.Of(sender), handshake);
            if (judgement.IsSilent)
            {
                TraceAccepted(judgement);
                return true;
            }

            failure = new PinValidationResult(judgement, sslPolicyErrors, PeerPins.Of(handshake));
        }
        catch (Exception unexpected)
        {
            exception = unexpected;
            failure = Unexpected(unexpected, host: null, sslPolicyErrors);
        }

        Report(failure);
        return failure.IsAllowed || (_throwsOnFailure ? throw new CertificatePinningException(failure, exception) : false);
    }

    /// <summary>
    /// Decides as <see cref="Validate"/> does, and says why. Reports to nobody and does not throw for a rejection: for tests,
    /// and for clients with hooks of another shape. Hand over the errors that the client reports: a callback that is told of
    /// none has to have the certificate validated first.
    /// </summary>
    /// <param name="host">The host that is connected to.</param>
    /// <param name="certificate">The server's certificate.</param>
    /// <param name="chain">The chain that the platform built.</param>
    /// <param name="sslPolicyErrors">What the platform found wrong.</param>
    /// <returns>What was decided, and why.</returns>
    public PinValidationResult Evaluate(string? host, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors sslPolicyErrors)
    {
        Handshake handshake = new(certificate, chain, sslPolicyErrors);
        try
        {
            return new PinValidationResult(_judge.Judge(host, handshake), sslPolicyErrors, PeerPins.Of(handshake));
        }
        catch (Exception unexpected)
        {
            return Unexpected(unexpected, host, sslPolicyErrors);
        }
    }

    /// <summary>
    /// This validator for one host: for clients whose callback is not told which host it is about, such as an
    /// <see cref="SslStream"/> on .NET Framework, LDAP or MQTT.
    /// </summary>
    /// <param name="host">The host that is connected to: a name or an address, no pattern and no URL.</param>
    /// <returns>A validator whose <see cref="HostPinValidator.Validate"/> takes the pins of this host.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="host"/> is <see langword="null"/>.</exception>
    /// <exception cref="ArgumentException">The text is no host.</exception>
    public HostPinValidator ForHost(string host) => new(this, ReadHost(host));

    /// <summary>Whether connections to a host must show a pinned key.</summary>
    /// <param name="host">A name or an address, no pattern and no URL.</param>
    /// <returns><see langword="false"/> where no pattern covers the host, or where it is excluded.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="host"/> is <see langword="null"/>.</exception>
    /// <exception cref="ArgumentException">The text is no host.</exception>
    public bool IsPinned(string host) => _hosts.Find(ReadHost(host)) is { IsExcluded: false };

    /// <summary>
    /// Makes a message handler that is pinned by this validator, for <c>new HttpClient(…)</c> and
    /// <c>ConfigurePrimaryHttpMessageHandler(…)</c>.
    /// </summary>
    /// <returns>
    /// A new <c>SocketsHttpHandler</c>; an <see cref="HttpClientHandler"/> on Android, iOS and Mac Catalyst, so that the
    /// platform's own network stack stays in use, and on .NET Framework.
    /// </returns>
    /// <exception cref="PlatformNotSupportedException">In a browser, which does not let a program look at certificates.</exception>
#if NET
    [UnsupportedOSPlatform("browser")]
    public HttpMessageHandler CreateHandler()
    {
        if (OperatingSystem.IsBrowser())
        {
            throw new PlatformNotSupportedException("Certificates cannot be pinned in a browser: it does not show them to the program.");
        }

        return OperatingSystem.IsAndroid() || MobilePlatform.IsApple
            ? new HttpClientHandler().UsePins(this)
            : new SocketsHttpHandler().UsePins(this);
    }
#else
    public HttpMessageHandler CreateHandler() => new HttpClientHandler().UsePins(this);
#endif

    private static string ReadHost(string host)
    {
        HostPattern pattern = HostPattern.ReadHost(host ?? throw new ArgumentNullException(nameof(host)));
        return pattern.IsValid ? pattern.Host : throw new ArgumentException($"The host '{host}' is invalid: {pattern.Problem}.", nameof(host));
    }

    private static PinValidationResult Unexpected(Exception exception, string? host, SslPolicyErrors errors)
    {
        CertificatePinningEventSource.Log.ValidationThrew(exception.ToString());
        string reason = $"its certificate could not be judged ({exception.GetType().Name}: {PeerPins.Printable(exception.Message)})";
        return new PinValidationResult(Judgement.Reject(host, null, PinValidationStatus.CertificateErrors, reason), errors, null);
    }

    private void Report(PinValidationResult failure)
    {
        CertificatePinningEventSource log = CertificatePinningEventSource.Log;
        if (log.IsEnabled())
        {
            string host = failure.Host ?? string.Empty;
            if (failure.IsAllowed)
            {
                log.Reported(host, failure.Status.ToString(), failure.ToString());
            }
            else
            {
                log.Rejected(host, failure.Status.ToString(), failure.ToString());
            }
        }

        foreach (Action<PinValidationResult> callback in _failureCallbacks)
        {
            try
            {
                callback(failure);
            }
            catch (Exception exception)
            {
                // Whoever listens must not be able to open or close a connection by failing.
                log.FailureCallbackThrew(exception.ToString());
            }
        }
    }

    private void TraceAccepted(Judgement judgement)
    {
        CertificatePinningEventSource log = CertificatePinningEventSource.Log;
        if (!log.IsEnabled())
        {
            return;
        }

        string host = judgement.Host ?? string.Empty;
        if (judgement.PinnedHost is not { IsExcluded: false } pinnedHost)
        {
            log.NotPinned(host);
            return;
        }

        log.Matched(host, pinnedHost.Pattern);
        if (_judge.IsExpired(pinnedHost))
        {
            log.PolicyExpired(host, pinnedHost.Pattern);
        }
    }
}
