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
    /// and for clients with hooks of another shape.
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
