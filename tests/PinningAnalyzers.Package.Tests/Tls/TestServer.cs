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

namespace PinningAnalyzers.Package.Tests.Tls;

/// <summary>An HTTPS server on loopback that answers every request with <c>hello</c>.</summary>
internal sealed class TestServer : IAsyncDisposable
{
    private static readonly byte[] Answer = Encoding.ASCII.GetBytes("HTTP/1.1 200 OK\r\nContent-Length: 5\r\nConnection: close\r\n\r\nhello");

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly X509Certificate2 _certificate;
    private readonly Task _running;

    public TestServer(X509Certificate2 certificate)
    {
        _certificate = certificate;
        _listener.Start();
        _running = AcceptAsync();
    }

    public string Address => $"https://localhost:{((IPEndPoint)_listener.LocalEndpoint).Port}/";

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _running;
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                using TcpClient client = await _listener.AcceptTcpClientAsync(_stop.Token);
                await AnswerAsync(client);
            }
            catch (Exception e) when (e is OperationCanceledException or IOException or AuthenticationException or SocketException)
            {
                // A client that rejects the certificate hangs up: that is what the test looks at from the other side.
            }
        }
    }

    private async Task AnswerAsync(TcpClient client)
    {
        await using var stream = new SslStream(client.GetStream());
        await stream.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificate = _certificate }, _stop.Token);
        await stream.ReadAtLeastAsync(new byte[16], 16, throwOnEndOfStream: false, _stop.Token);
        await stream.WriteAsync(Answer, _stop.Token);
    }
}
