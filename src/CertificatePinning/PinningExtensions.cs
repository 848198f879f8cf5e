using System;
using System.Net.Http;
using System.Net.Security;
#if NET
using System.Net.WebSockets;
using System.Runtime.Versioning;
#endif

namespace CertificatePinning;

/// <summary>
/// Pins TLS clients: sets the certificate callback of a client to a validator, in place of any callback it had, and returns
/// the client. Before the first connection: clients refuse the change afterwards.
/// </summary>
public static class PinningExtensions
{
    /// <summary>Pins a handler.</summary>
    /// <typeparam name="THandler">The handler's own type, so that a derived handler keeps it.</typeparam>
    /// <param name="handler">The handler.</param>
    /// <param name="validator">The validator.</param>
    /// <returns><paramref name="handler"/>.</returns>
    /// <remarks>
    /// The callback is handed the request, and a redirect may have taken that to another host than the one that a handshake
    /// is with. So the certificate has to be one for the host that the request names, unless its own key is pinned. The
    /// netstandard2.0 build cannot ask that: on .NET Framework, where the callback is told the first host of a request only,
    /// set <see cref="HttpClientHandler.AllowAutoRedirect"/> to <see langword="false"/>. On iOS, which does the same, a
    /// redirect to another host is rejected unless the host's own key is pinned.
    /// </remarks>
    /// <exception cref="ArgumentNullException">An argument is <see langword="null"/>.</exception>
#if NET
    [UnsupportedOSPlatform("browser")]
#endif
    public static THandler UsePins<THandler>(this THandler handler, PinValidator validator)
        where THandler : HttpClientHandler
    {
        NotNull(handler, nameof(handler)).ServerCertificateCustomValidationCallback = NotNull(validator, nameof(validator)).Validate;
        return handler;
    }

    /// <summary>Pins a handler to one host's pins, whatever host it connects to.</summary>
    /// <typeparam name="THandler">The handler's own type, so that a derived handler keeps it.</typeparam>
    /// <param name="handler">The handler.</param>
    /// <param name="validator">The validator.</param>
    /// <returns><paramref name="handler"/>.</returns>
    /// <exception cref="ArgumentNullException">An argument is <see langword="null"/>.</exception>
#if NET
    [UnsupportedOSPlatform("browser")]
#endif
    public static THandler UsePins<THandler>(this THandler handler, HostPinValidator validator)
        where THandler : HttpClientHandler
    {
        NotNull(handler, nameof(handler)).ServerCertificateCustomValidationCallback = NotNull(validator, nameof(validator)).Validate;
        return handler;
    }

#if NET
    /// <summary>Pins a handler.</summary>
    /// <param name="handler">The handler.</param>
    /// <param name="validator">The validator.</param>
    /// <returns><paramref name="handler"/>.</returns>
    /// <exception cref="ArgumentNullException">An argument is <see langword="null"/>.</exception>
    [UnsupportedOSPlatform("browser")]
    public static SocketsHttpHandler UsePins(this SocketsHttpHandler handler, PinValidator validator)
    {
        NotNull(handler, nameof(handler)).SslOptions.UsePins(validator);
        return handler;
    }

    /// <summary>Pins a handler to one host's pins, whatever host it connects to.</summary>
    /// <param name="handler">The handler.</param>
    /// <param name="validator">The validator.</param>
    /// <returns><paramref name="handler"/>.</returns>
    /// <exception cref="ArgumentNullException">An argument is <see langword="null"/>.</exception>
    [UnsupportedOSPlatform("browser")]
    public static SocketsHttpHandler UsePins(this SocketsHttpHandler handler, HostPinValidator validator)
    {
        NotNull(handler, nameof(handler)).SslOptions.UsePins(validator);
        return handler;
    }

    /// <summary>Pins the connections that are opened with these options.</summary>
    /// <param name="options">The options.</param>
    /// <param name="validator">The validator.</param>
    /// <returns><paramref name="options"/>.</returns>
    /// <exception cref="ArgumentNullException">An argument is <see langword="null"/>.</exception>
    public static SslClientAuthenticationOptions UsePins(this SslClientAuthenticationOptions options, PinValidator validator)
    {
        NotNull(options, nameof(options)).RemoteCertificateValidationCallback = NotNull(validator, nameof(validator)).Validate;
        return options;
    }

    /// <summary>Pins the connections that are opened with these options to one host's pins.</summary>
    /// <param name="options">The options.</param>
    /// <param name="validator">The validator.</param>
    /// <returns><paramref name="options"/>.</returns>
    /// <exception cref="ArgumentNullException">An argument is <see langword="null"/>.</exception>
    public static SslClientAuthenticationOptions UsePins(this SslClientAuthenticationOptions options, HostPinValidator validator)
    {
        NotNull(options, nameof(options)).RemoteCertificateValidationCallback = NotNull(validator, nameof(validator)).Validate;
        return options;
    }

    /// <summary>Pins a web socket.</summary>
    /// <param name="options">The options of the web socket. Not where it connects through an invoker: pin the invoker's handler.</param>
    /// <param name="validator">The validator.</param>
    /// <returns><paramref name="options"/>.</returns>
    /// <exception cref="ArgumentNullException">An argument is <see langword="null"/>.</exception>
    [UnsupportedOSPlatform("browser")]
    public static ClientWebSocketOptions UsePins(this ClientWebSocketOptions options, PinValidator validator)
    {
        NotNull(options, nameof(options)).RemoteCertificateValidationCallback = NotNull(validator, nameof(validator)).Validate;
        return options;
    }

    /// <summary>Pins a web socket to one host's pins.</summary>
    /// <param name="options">The options of the web socket. Not where it connects through an invoker: pin the invoker's handler.</param>
    /// <param name="validator">The validator.</param>
    /// <returns><paramref name="options"/>.</returns>
    /// <exception cref="ArgumentNullException">An argument is <see langword="null"/>.</exception>
    [UnsupportedOSPlatform("browser")]
    public static ClientWebSocketOptions UsePins(this ClientWebSocketOptions options, HostPinValidator validator)
    {
        NotNull(options, nameof(options)).RemoteCertificateValidationCallback = NotNull(validator, nameof(validator)).Validate;
        return options;
    }
#endif

    private static T NotNull<T>(T? argument, string name)
        where T : class => argument ?? throw new ArgumentNullException(name);
}
