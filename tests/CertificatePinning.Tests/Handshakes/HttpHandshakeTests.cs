using System;
using System.Collections.Generic;
using System.Net;
using System.Net.Http;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using System.Threading.Tasks;
using CertificatePinning.Tests.Certificates;
using Xunit;

namespace CertificatePinning.Tests.Handshakes;

/// <summary>HttpClientHandler, against real servers. It takes no chain policy, so the test's roots are brought in by <see cref="TestPlatform.Ask"/>.</summary>
public class HttpHandshakeTests
{
    private static readonly TestAuthority Root = TestAuthority.CreateRoot();
    private static readonly TestAuthority Intermediate = Root.CreateIntermediate();
    private static readonly X509Certificate2 Leaf = Intermediate.Issue("localhost", "127.0.0.1", "::1", "pinned.test");
    private static readonly X509Certificate2 OtherLeaf = Intermediate.Issue("localhost", "127.0.0.1", "::1", "pinned.test");
    private static readonly TestPlatform Platform = new(Root.Certificate);

    [Fact]
    public async Task RightKey_IsAccepted()
    {
        using TlsServer server = TlsServer.Start(Leaf, Intermediate.Certificate);

        Assert.Equal("ok", await Get(Pinned("localhost", Pins.OfKey(Leaf)), $"https://localhost:{server.Port}/"));
        Assert.Equal("ok", await Get(Pinned("localhost", Pins.OfKey(Intermediate.Certificate)), $"https://localhost:{server.Port}/"));
        Assert.Equal("ok", await Get(Pinned("localhost", Pins.OfKey(Root.Certificate)), $"https://LOCALHOST:{server.Port}/"));
    }

    [Fact]
    public async Task OtherKeyUnderTheSameAuthority_IsRejected()
    {
        using TlsServer server = TlsServer.Start(OtherLeaf, Intermediate.Certificate);

        await AssertRejected(Pinned("localhost", Pins.OfKey(Leaf)), $"https://localhost:{server.Port}/");
    }

    [Fact]
    public async Task UnpinnedHost_IsThePlatformsDecision()
    {
        using TlsServer server = TlsServer.Start(OtherLeaf, Intermediate.Certificate);
        using X509Certificate2 unknown = TestAuthority.CreateRoot().Issue("localhost");
        using TlsServer untrusted = TlsServer.Start(unknown);

        Assert.Equal("ok", await Get(Pinned("pinned.test", Pins.OfKey(Leaf)), $"https://localhost:{server.Port}/"));
        await AssertRejected(Pinned("pinned.test", Pins.OfKey(Leaf)), $"https://localhost:{untrusted.Port}/");
    }

    [Fact]
    public async Task WrongName_IsRejected()
    {
        using X509Certificate2 leaf = Root.Issue("other.test");
        using TlsServer server = TlsServer.Start(leaf);

        await AssertRejected(Pinned("localhost", Pins.OfKey(leaf)), $"https://localhost:{server.Port}/");
    }

    [Fact]
    public async Task SelfSigned_NeedsThePolicy()
    {
        using X509Certificate2 leaf = TestAuthority.SelfSigned("localhost");
        using TlsServer server = TlsServer.Start(leaf);
        string address = $"https://localhost:{server.Port}/";
        using HttpClient rejecting = new(new HttpClientHandler().UsePins(Pinned("localhost", Pins.OfKey(leaf))));
        using HttpClient accepting = new(new HttpClientHandler().UsePins(PinValidator.CreateBuilder().Pin("localhost", new PinPolicy { TrustPinnedLeaf = true }, Pins.OfKey(leaf)).Build()));

        await Assert.ThrowsAsync<HttpRequestException>(() => rejecting.GetStringAsync(address));
        Assert.Equal("ok", await accepting.GetStringAsync(address));
    }

    [Fact]
    public async Task BoundValidator_TakesTheHandlerToOneHost()
    {
        using X509Certificate2 leaf = TestAuthority.SelfSigned("localhost");
        using TlsServer server = TlsServer.Start(leaf);
        PinValidator validator = PinValidator.CreateBuilder().Pin("logical.test", new PinPolicy { TrustPinnedLeaf = true }, Pins.OfKey(leaf)).Build();
        using HttpClient client = new(new HttpClientHandler().UsePins(validator.ForHost("logical.test")));

        Assert.Equal("ok", await client.GetStringAsync($"https://localhost:{server.Port}/"));
    }

    [Fact]
    public async Task Address_IsAHostLikeAnyOther()
    {
        using TlsServer server = TlsServer.Start(Leaf, Intermediate.Certificate);

        Assert.Equal("ok", await Get(Pinned("127.0.0.1", Pins.OfKey(Leaf)), $"https://127.0.0.1:{server.Port}/"));
        await AssertRejected(Pinned("127.0.0.1", Pins.Other), $"https://127.0.0.1:{server.Port}/");
        await AssertRejected(Pinned("127.0.0.1", Pins.Other), $"https://127.1:{server.Port}/");
    }

    [Fact]
    public async Task IPv6Address_IsAHostLikeAnyOther()
    {
        if (!Socket.OSSupportsIPv6)
        {
            return;
        }

        using TlsServer server = TlsServer.Start(Leaf, Intermediate.Certificate, address: IPAddress.IPv6Loopback);

        Assert.Equal("ok", await Get(Pinned("[::1]", Pins.OfKey(Leaf)), $"https://[::1]:{server.Port}/"));
        await AssertRejected(Pinned("0:0::1", Pins.Other), $"https://[::1]:{server.Port}/");
    }

    [Fact]
    public async Task HostHeader_NamesAHostWhosePinsHoldToo()
    {
        using TlsServer server = TlsServer.Start(Leaf, Intermediate.Certificate);
        string address = $"https://127.0.0.1:{server.Port}/";

        Assert.Equal("ok", await Get(Pinned("pinned.test", Pins.OfKey(Leaf)), address, "pinned.test:8443"));
        await AssertRejected(Pinned("pinned.test", Pins.Other), address, "Pinned.test.");
        await AssertRejected(Pinned("127.0.0.1", Pins.Other), address, "pinned.test");
        await AssertRejected(Pinned("pinned.test", Pins.OfKey(Leaf)), address, "unnamed.test");
    }

    [Fact]
    public async Task Redirect_IsJudgedByTheHostItLeadsTo()
    {
        using TlsServer other = TlsServer.Start(OtherLeaf, Intermediate.Certificate);
        using TlsServer server = TlsServer.Start(Leaf, Intermediate.Certificate, _ => $"https://localhost:{other.Port}/");
        string address = $"https://127.0.0.1:{server.Port}/";

        // From an unpinned to a pinned host, and the other way round.
        await AssertRejected(Pinned("localhost", Pins.OfKey(Leaf)), address);
        Assert.Equal("ok", await Get(Pinned("localhost", Pins.OfKey(OtherLeaf)), address));
        Assert.Equal("ok", await Get(Pinned("127.0.0.1", Pins.OfKey(Leaf)), address));
    }

    [Fact]
    public async Task PooledConnection_IsJudgedOnce()
    {
        using TlsServer server = TlsServer.Start(Leaf, Intermediate.Certificate);
        int calls = 0;
        using HttpClientHandler handler = new();
        handler.ServerCertificateCustomValidationCallback = (request, certificate, chain, errors) =>
        {
            calls++;
            return Platform.Ask(Pinned("localhost", Pins.OfKey(Leaf)).Validate, request, certificate, chain, errors);
        };
        using HttpClient client = new(handler);

        Assert.Equal("ok", await client.GetStringAsync($"https://localhost:{server.Port}/"));
        Assert.Equal("ok", await client.GetStringAsync($"https://localhost:{server.Port}/"));
        Assert.Equal(1, calls);
    }

    [Fact]
    public async Task ParallelHandshakes_AreJudgedEachForItself()
    {
        using TlsServer good = TlsServer.Start(Leaf, Intermediate.Certificate);
        using TlsServer bad = TlsServer.Start(OtherLeaf, Intermediate.Certificate);
        PinValidator validator = Pinned("localhost", Pins.OfKey(Leaf));
        List<Task<bool>> requests = [];
        for (int i = 0; i < 32; i++)
        {
            int port = i % 2 == 0 ? good.Port : bad.Port;
            requests.Add(Task.Run(async () => await TryGet(validator, $"https://localhost:{port}/")));
        }

        bool[] results = await Task.WhenAll(requests);
        for (int i = 0; i < results.Length; i++)
        {
            Assert.Equal(i % 2 == 0, results[i]);
        }
    }

    [Fact]
    public async Task ThrowMode_BringsTheMessageToTheCaller()
    {
        using TlsServer server = TlsServer.Start(Leaf, Intermediate.Certificate);
        PinValidator validator = PinValidator.CreateBuilder().Pin("localhost", Pins.Other).ThrowOnFailure().Build();

        HttpRequestException exception = await Assert.ThrowsAsync<HttpRequestException>(() => Get(validator, $"https://localhost:{server.Port}/"));
        CertificatePinningException reason = Assert.IsType<CertificatePinningException>(exception.InnerException, exactMatch: true);
        Assert.IsAssignableFrom<AuthenticationException>(reason);
        Assert.Contains(Pins.OfKey(Leaf), reason.Message);
        Assert.Contains(Pins.OfKey(Root.Certificate), reason.Message);
    }

    private static PinValidator Pinned(string host, string pin) => PinValidator.CreateBuilder().Pin(host, pin).Build();

    private static async Task<bool> TryGet(PinValidator validator, string address)
    {
        try
        {
            return await Get(validator, address) == "ok";
        }
        catch (HttpRequestException exception) when (exception.InnerException is AuthenticationException)
        {
            return false;
        }
    }

    private static async Task AssertRejected(PinValidator validator, string address, string? hostHeader = null)
    {
        HttpRequestException exception = await Assert.ThrowsAsync<HttpRequestException>(() => Get(validator, address, hostHeader));
        Assert.IsType<AuthenticationException>(exception.InnerException);
    }

    private static async Task<string> Get(PinValidator validator, string address, string? hostHeader = null)
    {
        using HttpClientHandler handler = new()
        {
            UseProxy = false,
            ServerCertificateCustomValidationCallback = (request, certificate, chain, errors) => Platform.Ask(validator.Validate, request, certificate, chain, errors),
        };
        using HttpClient client = new(handler);
        using HttpRequestMessage request = new(HttpMethod.Get, address);
        request.Headers.Host = hostHeader;
        using HttpResponseMessage response = await client.SendAsync(request);
        return await response.Content.ReadAsStringAsync();
    }
}
