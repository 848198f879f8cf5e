using System;
using System.IO;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Threading;
using System.Threading.Tasks;

namespace CertificatePinning.Tests.Handshakes;

/// <summary>An HTTPS proxy on loopback, which opens every tunnel to one server.</summary>
internal sealed class TlsProxy : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly X509Certificate2 _leaf;
    private readonly int _destination;
    private int _tunnels;

    public TlsProxy(X509Certificate2 leaf, int destination)
    {
        _leaf = leaf;
        _destination = destination;
        _listener.Start();
        _ = AcceptAsync();
    }

    /// <summary>The address to give to a client.</summary>
    public Uri Address => new($"https://localhost:{((IPEndPoint)_listener.LocalEndpoint).Port}");

    /// <summary>How many tunnels it has opened.</summary>
    public int Tunnels => _tunnels;

    public void Dispose() => _listener.Stop();

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                _ = ServeAsync(await _listener.AcceptTcpClientAsync());
            }
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException or InvalidOperationException)
        {
            // Stopped.
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        try
        {
            using SslStream stream = new(client.GetStream());
            await stream.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificateContext = SslStreamCertificateContext.Create(_leaf, null, offline: true) });
            await ReadHeadAsync(stream);
            using TcpClient destination = new();
            await destination.ConnectAsync(IPAddress.Loopback, _destination);
            await stream.WriteAsync(Encoding.ASCII.GetBytes("HTTP/1.1 200 OK\r\n\r\n"));
            Interlocked.Increment(ref _tunnels);
            using NetworkStream tunnel = destination.GetStream();
            await Task.WhenAny(stream.CopyToAsync(tunnel), tunnel.CopyToAsync(stream));
        }
        catch (Exception exception) when (exception is IOException or AuthenticationException)
        {
            // A client that rejects the proxy hangs up.
        }
        finally
        {
            client.Dispose();
        }
    }

    // Byte by byte: what follows the head belongs to the tunnel.
    private static async Task ReadHeadAsync(SslStream stream)
    {
        byte[] next = new byte[1];
        StringBuilder head = new();
        while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
        {
            await stream.ReadExactlyAsync(next);
            head.Append((char)next[0]);
        }
    }
}
