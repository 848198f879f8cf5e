using System;
using System.Collections.Concurrent;
using System.Collections.ObjectModel;
using System.IO;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Reflection;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Threading;
using System.Threading.Tasks;

namespace CertificatePinning.Tests.Handshakes;

/// <summary>A TLS server on loopback that speaks just enough HTTP: 200, redirects, and the opening of a web socket.</summary>
internal sealed class TlsServer : IDisposable
{
    private readonly TcpListener _listener;
    private readonly SslServerAuthenticationOptions _options;
    private readonly Func<string, string?> _redirect;
    private readonly ConcurrentBag<TcpClient> _clients = [];
    private int _connections;

    private TlsServer(SslStreamCertificateContext context, Func<string, string?>? redirect, IPAddress address)
    {
        _options = new SslServerAuthenticationOptions { ServerCertificateContext = context };
        _redirect = redirect ?? (_ => null);
        _listener = new TcpListener(address, 0);
        _listener.Start();
        _ = AcceptAsync();
    }

    /// <summary>The port it listens on.</summary>
    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>How many handshakes it has finished.</summary>
    public int Connections => _connections;

    /// <summary>A server that shows its certificate and those that belong to it.</summary>
    public static TlsServer Start(X509Certificate2 leaf, X509Certificate2? intermediate = null, Func<string, string?>? redirect = null, IPAddress? address = null) =>
        new(SslStreamCertificateContext.Create(leaf, intermediate is null ? null : [intermediate], offline: true), redirect, address ?? IPAddress.Loopback);

    /// <summary>A hostile server, which sends whatever certificates it likes behind its own.</summary>
    public static TlsServer StartSending(X509Certificate2 leaf, params X509Certificate2[] sent)
    {
        // The public API only ever sends the chain of the leaf, so the context is filled by hand.
        SslStreamCertificateContext context = SslStreamCertificateContext.Create(leaf, null, offline: true);
        foreach (FieldInfo field in typeof(SslStreamCertificateContext).GetFields(BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.Public))
        {
            if (field.FieldType == typeof(ReadOnlyCollection<X509Certificate2>))
            {
                field.SetValue(context, new ReadOnlyCollection<X509Certificate2>(sent));
                return new TlsServer(context, null, IPAddress.Loopback);
            }

            if (field.FieldType == typeof(X509Certificate2[]))
            {
                field.SetValue(context, sent);
                return new TlsServer(context, null, IPAddress.Loopback);
            }
        }

        throw new NotSupportedException("This runtime keeps the certificates to send elsewhere.");
    }

    public void Dispose()
    {
        _listener.Stop();
        foreach (TcpClient client in _clients)
        {
            client.Dispose();
        }
    }

    private async Task AcceptAsync()
    {
        while (true)
        {
            TcpClient client;
            try
            {
                client = await _listener.AcceptTcpClientAsync();
            }
            catch (Exception exception) when (exception is SocketException or ObjectDisposedException or InvalidOperationException)
            {
                return;
            }

            _clients.Add(client);
            _ = ServeAsync(client);
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        try
        {
            using SslStream stream = new(client.GetStream());
            await stream.AuthenticateAsServerAsync(_options, CancellationToken.None);
            Interlocked.Increment(ref _connections);
            using StreamReader reader = new(stream, Encoding.ASCII);
            while (await ReadRequestAsync(reader) is { } request)
            {
                await stream.WriteAsync(Encoding.ASCII.GetBytes(Respond(request.Path, request.WebSocketKey)));
            }
        }
        catch (Exception exception) when (exception is IOException or AuthenticationException or ObjectDisposedException or OperationCanceledException)
        {
            // A client that rejects the server hangs up.
        }
        finally
        {
            client.Dispose();
        }
    }

    private static async Task<(string Path, string? WebSocketKey)?> ReadRequestAsync(StreamReader reader)
    {
        if (await reader.ReadLineAsync() is not { Length: > 0 } requestLine)
        {
            return null;
        }

        string? key = null;
        while (await reader.ReadLineAsync() is { Length: > 0 } header)
        {
            if (header.StartsWith("Sec-WebSocket-Key:", StringComparison.OrdinalIgnoreCase))
            {
                key = header["Sec-WebSocket-Key:".Length..].Trim();
            }
        }

        return (requestLine.Split(' ')[1], key);
    }

    private string Respond(string path, string? webSocketKey)
    {
        if (webSocketKey is not null)
        {
            string accept = Convert.ToBase64String(SHA1.HashData(Encoding.ASCII.GetBytes(webSocketKey + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11")));
            return $"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: {accept}\r\n\r\n";
        }

        return _redirect(path) is { } location
            ? $"HTTP/1.1 302 Found\r\nLocation: {location}\r\nContent-Length: 0\r\n\r\n"
            : "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";
    }
}
