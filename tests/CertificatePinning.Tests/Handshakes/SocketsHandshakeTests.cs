#if !LIBRARY_NETSTANDARD
using System;
using System.Net;
using System.Net.Http;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using System.Threading.Tasks;
using CertificatePinning.Tests.Certificates;
using Xunit;

namespace CertificatePinning.Tests.Handshakes;

/// <summary>SocketsHttpHandler, against real servers, under the test's roots.</summary>
public class SocketsHandshakeTests
{
    private static readonly TestAuthority Root = TestAuthority.CreateRoot();
    private static readonly TestAuthority Intermediate = Root.CreateIntermediate();
    private static readonly X509Certificate2 Leaf = Intermediate.Issue("pinned.test", "a.pinned.test", "xn--bcher-kva.test", "127.0.0.1", "::1");
    private static readonly X509Certificate2 OtherLeaf = Intermediate.Issue("pinned.test", "other.test", "127.0.0.1");
    private static readonly TestAuthority RogueRoot = TestAuthority.CreateRoot("Rogue Root");
    private static readonly TestPlatform Platform = new(Root.Certificate, RogueRoot.Certificate);

    [Theory]
    [InlineData("pinned.test")]
    [InlineData("PINNED.test")]
    [InlineData("pinned.test.")]
    [InlineData("a.pinned.test")]
    [InlineData("bücher.test")]
    [InlineData("127.0.0.1")]
    [InlineData("[::1]")]
    public async Task Host_FindsItsPinsInEverySpelling(string host)
    {
        using TlsServer server = TlsServer.Start(Leaf, Intermediate.Certificate);
        foreach (string pin in new[] { Pins.OfKey(Leaf), Pins.OfKey(Root.Certificate) })
        {
            PinValidator validator = PinValidator.CreateBuilder()
                .Pin("**.pinned.test", pin).Pin("Bücher.test", pin).Pin("127.0.0.1", pin).Pin("::1", pin).RejectUnpinnedHosts().Build();
            Assert.Equal("ok", await Get(validator, server, host));
        }

        PinValidator other = PinValidator.CreateBuilder()
            .Pin("**.pinned.test", Pins.Other).Pin("xn--bcher-kva.test", Pins.Other).Pin("127.0.0.1", Pins.Other).Pin("::1", Pins.Other).Build();
        await AssertRejected(other, server, host);
    }

    [Fact]
    public async Task OtherKeyUnderTheSameAuthority_IsRejected()
    {
        using TlsServer server = TlsServer.Start(OtherLeaf, Intermediate.Certificate);

        await AssertRejected(Pinned(Pins.OfKey(Leaf)), server, "pinned.test");
    }

    [Fact]
    public async Task OtherAuthorityWithThePinnedChainAppended_IsRejected()
    {
        using X509Certificate2 rogue = RogueRoot.Issue("pinned.test");
        using TlsServer server = TlsServer.StartSending(rogue, Leaf, Intermediate.Certificate, Root.Certificate);
        PinValidator validator = PinValidator.CreateBuilder().Pin("pinned.test", Pins.OfKey(Leaf), Pins.OfKey(Intermediate.Certificate), Pins.OfKey(Root.Certificate)).Build();

        // The server is trusted, and it did send the pinned chain: without that, this would show nothing.
        Assert.Equal("ok", await Get(Pinned(Pins.OfKey(rogue)), server, "pinned.test"));
        X509Certificate2Collection sent = [];
        using SocketsHttpHandler handler = CreateHandler();
        handler.SslOptions.RemoteCertificateValidationCallback = (sender, certificate, chain, errors) =>
        {
            sent.AddRange(chain!.ChainPolicy.ExtraStore);
            return validator.Validate(sender, certificate, chain, errors);
        };
        using HttpClient client = new(handler);
        await Assert.ThrowsAsync<HttpRequestException>(() => client.GetStringAsync($"https://pinned.test:{server.Port}/"));
        Assert.Contains(sent, certificate => certificate.RawData.AsSpan().SequenceEqual(Intermediate.Certificate.RawData));
    }

    [Fact]
    public async Task ForgedIssuerName_IsRejected()
    {
        using X509Certificate2 forged = Intermediate.Forge().Issue("pinned.test");
        using TlsServer server = TlsServer.StartSending(forged, Intermediate.Certificate, Root.Certificate);

        await AssertRejected(Pinned(Pins.OfKey(Intermediate.Certificate)), server, "pinned.test");
    }

    [Fact]
    public async Task IssuerThatIsNoAuthority_IsRejected()
    {
        using X509Certificate2 bought = Intermediate.Issue("attacker.test");
        using X509Certificate2 issued = TestAuthority.WithKeyOf(bought).Issue("pinned.test");
        using TlsServer server = TlsServer.StartSending(issued, bought, Intermediate.Certificate);

        await AssertRejected(Pinned(Pins.OfKey(Intermediate.Certificate)), server, "pinned.test");
    }

    [Fact]
    public async Task ExpiredCertificate_IsRejected()
    {
        using X509Certificate2 expired = Root.Issue(Leaf.GetECDsaPrivateKey()!, DateTimeOffset.UtcNow.AddDays(-9), DateTimeOffset.UtcNow.AddDays(-1), "pinned.test");
        using TlsServer server = TlsServer.Start(expired);

        await AssertRejected(Pinned(Pins.OfKey(Leaf)), server, "pinned.test");
    }

    [Fact]
    public async Task WrongName_IsRejected()
    {
        using TlsServer server = TlsServer.Start(Leaf, Intermediate.Certificate);
        PinValidator validator = PinValidator.CreateBuilder().Pin("elsewhere.test", Pins.OfKey(Leaf)).Build();

        await AssertRejected(validator, server, "elsewhere.test");
    }

    [Fact]
    public async Task ReportOnly_LetsTheWrongKeyPass()
    {
        using TlsServer server = TlsServer.Start(Leaf, Intermediate.Certificate);
        PinValidationResult? report = null;
        PinValidator validator = PinValidator.CreateBuilder().Pin("pinned.test", new PinPolicy { ReportOnly = true }, Pins.Other).OnFailure(result => report = result).Build();

        Assert.Equal("ok", await Get(validator, server, "pinned.test"));
        Assert.Equal(PinValidationStatus.NoMatchingPin, report!.Status);
        Assert.Equal(Pins.OfKey(Leaf), report.ChainPins[0].ToString());
    }

    [Fact]
    public async Task HostHeader_NamesTheHost()
    {
        using TlsServer server = TlsServer.Start(Leaf, Intermediate.Certificate);

        Assert.Equal("ok", await Get(Pinned(Pins.OfKey(Leaf)), server, "127.0.0.1", "pinned.test"));
        await AssertRejected(Pinned(Pins.Other), server, "127.0.0.1", "pinned.test:443");
    }

    [Fact]
    public async Task Redirect_IsJudgedByTheHostItLeadsTo()
    {
        using TlsServer other = TlsServer.Start(OtherLeaf, Intermediate.Certificate);
        using TlsServer server = TlsServer.Start(Leaf, Intermediate.Certificate, _ => $"https://other.test:{other.Port}/");

        Assert.Equal("ok", await Get(Pinned(Pins.OfKey(Leaf)), server, "pinned.test"));
        await AssertRejected(PinValidator.CreateBuilder().Pin("other.test", Pins.OfKey(Leaf)).Build(), server, "pinned.test");
        Assert.Equal("ok", await Get(PinValidator.CreateBuilder().Pin("other.test", Pins.OfKey(OtherLeaf)).Build(), server, "pinned.test"));
    }

    [Fact]
    public async Task MadeHandler_IsPinned()
    {
        using X509Certificate2 leaf = TestAuthority.SelfSigned("pinned.test");
        using TlsServer server = TlsServer.Start(leaf);
        foreach ((string pin, bool isAccepted) in new[] { (Pins.OfKey(leaf), true), (Pins.Other, false) })
        {
            PinValidator validator = PinValidator.CreateBuilder().Pin("pinned.test", new PinPolicy { TrustPinnedLeaf = true }, pin).Build();
            SocketsHttpHandler handler = Assert.IsType<SocketsHttpHandler>(validator.CreateHandler());
            handler.ConnectCallback = CreateHandler().ConnectCallback;
            using HttpClient client = new(handler);
            Task<string> request = client.GetStringAsync($"https://pinned.test:{server.Port}/");
            if (isAccepted)
            {
                Assert.Equal("ok", await request);
            }
            else
            {
                await Assert.ThrowsAsync<HttpRequestException>(() => request);
            }
        }
    }

    private static PinValidator Pinned(string pin) => PinValidator.CreateBuilder().Pin("pinned.test", pin).Build();

    private static async Task AssertRejected(PinValidator validator, TlsServer server, string host, string? hostHeader = null)
    {
        HttpRequestException exception = await Assert.ThrowsAsync<HttpRequestException>(() => Get(validator, server, host, hostHeader));
        Assert.IsType<AuthenticationException>(exception.InnerException);
    }

    private static async Task<string> Get(PinValidator validator, TlsServer server, string host, string? hostHeader = null)
    {
        using HttpClient client = new(CreateHandler().UsePins(validator));
        using HttpRequestMessage request = new(HttpMethod.Get, $"https://{host}:{server.Port}/");
        request.Headers.Host = hostHeader;
        using HttpResponseMessage response = await client.SendAsync(request);
        return await response.Content.ReadAsStringAsync();
    }

    /// <summary>Every name leads to loopback, as if an attacker had answered for the name server.</summary>
    private static SocketsHttpHandler CreateHandler()
    {
        SocketsHttpHandler handler = new()
        {
            UseProxy = false,
            ConnectCallback = async (context, cancellation) =>
            {
                Socket socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
                await socket.ConnectAsync(new IPEndPoint(IPAddress.Loopback, context.DnsEndPoint.Port), cancellation);
                return new NetworkStream(socket, ownsSocket: true);
            },
        };
        handler.SslOptions.CertificateChainPolicy = Platform.CreatePolicy();
        return handler;
    }
}
#endif
