using System;
using System.Net;
using System.Net.Http;
using System.Net.Security;
#if NET
using System.Runtime.CompilerServices;
#else
using System.Net.Mail;
using System.Runtime.InteropServices;
#endif

namespace CertificatePinning;

/// <summary>The host that a connection was opened to, asked from the object that a TLS client hands its callback as the sender.</summary>
internal readonly struct SenderHosts
{
    private SenderHosts(string? host, string? otherHost = null, bool isRequest = false, bool followsRedirects = false)
    {
        Host = host;
        OtherHost = otherHost;
        IsRequest = isRequest;
        FollowsRedirects = followsRedirects;
    }

    /// <summary>The host, as the sender writes it; null where it cannot be told.</summary>
    public string? Host { get; }

    /// <summary>A second name of the same request, whose pins must hold too.</summary>
    public string? OtherHost { get; }

    /// <summary>The sender is a request, which names the host it goes to now: this connection may have been opened for it before a redirect.</summary>
    public bool IsRequest { get; }

    /// <summary>The sender follows redirects and keeps naming the first host: this connection may go elsewhere.</summary>
    public bool FollowsRedirects { get; }

    /// <summary>Asks the sender.</summary>
    public static SenderHosts Of(object? sender) => sender switch
    {
        string host => new SenderHosts(host),
#if NET
        SslStream stream => new SenderHosts(stream.TargetHostName),
#endif
        HttpRequestMessage request => OfRequest(request.RequestUri, OpensTunnel(request) ? null : request.Headers.Host),
        HttpWebRequest request => OfWebRequest(request),
#if NET
        null => default,
        _ => OfQuicConnection(sender),
#else
        FtpWebRequest request => new SenderHosts(request.RequestUri.IdnHost),
        SmtpClient client => new SenderHosts(client.Host),
        _ => default,
#endif
    };

    // Such a request goes to a proxy, and its Host header names the server behind that. Not the opening of a web socket over
    // HTTP/2, which has the same method.
    private static bool OpensTunnel(HttpRequestMessage request) =>
#if NET
        request.Headers.Protocol is null &&
#endif
        request.Method.Method == "CONNECT";

    // The TLS name is that of the Host header where there is one, except on Android: so the pins of both names must hold.
    private static SenderHosts OfRequest(Uri? address, string? hostHeader, bool followsRedirects = false)
    {
        string? host = address is { IsAbsoluteUri: true } ? address.IdnHost : null;
        string? otherHost = string.IsNullOrEmpty(hostHeader) ? null : HostName.WithoutPort(hostHeader!);
        return new SenderHosts(host, otherHost, isRequest: true, followsRedirects);
    }

    private static SenderHosts OfWebRequest(HttpWebRequest request)
    {
#if NET
        const bool KeepsFirstAddress = true;
#else
        bool KeepsFirstAddress = !RuntimeInformation.FrameworkDescription.StartsWith(".NET Framework", StringComparison.Ordinal);
#endif
        return OfRequest(request.Address, request.Host, KeepsFirstAddress && request.AllowAutoRedirect);
    }

#if NET
    // A method of its own, so that System.Net.Quic is not loaded for anybody else.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static SenderHosts OfQuicConnection(object sender)
    {
        // In preview in .NET 8 and settled, unchanged, in .NET 9; HTTP/3 hands it to the callback of a SocketsHttpHandler.
#pragma warning disable CA2252
        if ((OperatingSystem.IsWindows() || OperatingSystem.IsLinux() || OperatingSystem.IsMacOS()) && sender is System.Net.Quic.QuicConnection connection)
        {
            return new SenderHosts(connection.TargetHostName);
        }
#pragma warning restore CA2252

        return default;
    }
#endif
}
