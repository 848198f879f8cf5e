#if !LIBRARY_NETSTANDARD
using System;
using System.IO;
using System.Net;
using System.Net.Http;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Threading.Tasks;
using CertificatePinning.Tests.Certificates;
using Xunit;

namespace CertificatePinning.Tests.Handshakes;

/// <summary>
/// An attacker on the network who was issued a certificate for the pinned host, and waits until the request that opened a
/// connection has been redirected to a host that is not pinned.
/// </summary>
public class RedirectAttackTests
{
    private static readonly TestAuthority Root = TestAuthority.CreateRoot();
    private static readonly X509Certificate2 Leaf = Root.Issue("localhost");
    private static readonly X509Certificate2 OtherLeaf = Root.Issue("127.0.0.1");
    private static readonly X509Certificate2 RogueLeaf = Root.Issue("localhost");
    private static readonly TestPlatform Platform = new(Root.Certificate);

    [Fact]
    public async Task HandshakeHeldBackUntilTheRequestIsRedirected_IsRejected()
    {
        using TlsServer other = TlsServer.Start(OtherLeaf);
        using HeldBackServer server = new($"https://127.0.0.1:{other.Port}/");
        TaskCompletionSource<bool> rogueIsAccepted = new(TaskCreationOptions.RunContinuationsAsynchronously);
        PinValidator validator = PinValidator.CreateBuilder().Pin("localhost", Pins.OfKey(Leaf)).Build();
        using HttpClientHandler handler = new()
        {
            UseProxy = false,
            ServerCertificateCustomValidationCallback = (request, certificate, chain, errors) =>
            {
                bool isAccepted = Platform.Ask(validator.Validate, request, certificate, chain, errors);
                if (certificate!.RawData.AsSpan().SequenceEqual(RogueLeaf.RawData))
                {
                    Assert.Equal("127.0.0.1", request.RequestUri!.Host);
                    rogueIsAccepted.SetResult(isAccepted);
                }

                return isAccepted;
            },
        };
        using HttpClient client = new(handler);

        // The first request keeps its connection busy, so that the second has one opened; it is then served by the first one's.
        Task<string> first = client.GetStringAsync($"https://localhost:{server.Port}/first");
        await server.FirstRequest;
        Assert.Equal("ok", await client.GetStringAsync($"https://localhost:{server.Port}/second"));
        Assert.Equal("ok", await first);
        server.ReleaseAttacker();

        Assert.False(await rogueIsAccepted.Task.WaitAsync(TimeSpan.FromMinutes(1)));
    }

    /// <summary>Answers its first connection honestly, with a redirect last; holds the handshake of the second back, and shows the rogue certificate.</summary>
    private sealed class HeldBackServer : IDisposable
    {
        private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
        private readonly string _redirect;
        private readonly TaskCompletionSource _firstRequest = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource _attack = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public HeldBackServer(string redirect)
        {
            _redirect = redirect;
            _listener.Start();
            _ = ServeAsync();
        }

        public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

        public Task FirstRequest => _firstRequest.Task;

        public void ReleaseAttacker() => _attack.SetResult();

        public void Dispose() => _listener.Dispose();

        private async Task ServeAsync()
        {
            using TcpClient honest = await _listener.AcceptTcpClientAsync();
            using SslStream stream = await AuthenticateAsync(honest, Leaf);
            using StreamReader reader = new(stream, Encoding.ASCII);
            await ReadRequestAsync(reader);
            _firstRequest.SetResult();

            using TcpClient attacked = await _listener.AcceptTcpClientAsync();
            await WriteAsync(stream, "200 OK\r\nContent-Length: 2\r\n\r\nok");
            await ReadRequestAsync(reader);
            await WriteAsync(stream, $"302 Found\r\nLocation: {_redirect}\r\nContent-Length: 0\r\n\r\n");

            await _attack.Task;
            try
            {
                using SslStream rogue = await AuthenticateAsync(attacked, RogueLeaf);
                using StreamReader stolen = new(rogue, Encoding.ASCII);
                await ReadRequestAsync(stolen);
            }
            catch (Exception exception) when (exception is IOException or AuthenticationException)
            {
                // The client hangs up.
            }
        }

        private static async Task<SslStream> AuthenticateAsync(TcpClient client, X509Certificate2 leaf)
        {
            SslStream stream = new(client.GetStream());
            await stream.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificateContext = SslStreamCertificateContext.Create(leaf, null, offline: true) });
            return stream;
        }

        private static async Task ReadRequestAsync(StreamReader reader)
        {
            while (await reader.ReadLineAsync() is { Length: > 0 })
            {
                // The headers say nothing that matters here.
            }
        }

        private static async Task WriteAsync(SslStream stream, string response) => await stream.WriteAsync(Encoding.ASCII.GetBytes("HTTP/1.1 " + response));
    }
}
#endif
