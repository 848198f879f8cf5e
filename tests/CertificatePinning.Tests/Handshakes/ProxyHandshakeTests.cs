using System.Collections.Generic;
using System.Net;
using System.Net.Http;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using System.Threading.Tasks;
using CertificatePinning.Tests.Certificates;
using Xunit;

namespace CertificatePinning.Tests.Handshakes;

/// <summary>A proxy that is reached over TLS is a server of its own, with a name and a key of its own.</summary>
public class ProxyHandshakeTests
{
    private static readonly TestAuthority Root = TestAuthority.CreateRoot();
    private static readonly X509Certificate2 ProxyLeaf = Root.Issue("localhost");
    private static readonly X509Certificate2 Leaf = Root.Issue("pinned.test");
    private static readonly TestPlatform Platform = new(Root.Certificate);

    public static TheoryData<string> Clients => OfBothBuilds();

    [Theory]
    [MemberData(nameof(Clients))]
    public async Task Proxy_IsJudgedByItsOwnName(string client)
    {
        using TlsServer server = TlsServer.Start(Leaf);
        using TlsProxy proxy = new(ProxyLeaf, server.Port);
        PinValidatorBuilder builder = PinValidator.CreateBuilder().Pin("pinned.test", Pins.OfKey(Leaf));

        Assert.Equal("ok", await GetAsync(client, builder.Build(), proxy));
        Assert.Equal("ok", await GetAsync(client, builder.Pin("localhost", Pins.OfKey(ProxyLeaf)).RejectUnpinnedHosts().Build(), proxy));
    }

    [Theory]
    [MemberData(nameof(Clients))]
    public async Task ProxyWithTheWrongKey_IsRejectedUnderItsOwnName(string client)
    {
        using TlsServer server = TlsServer.Start(Leaf);
        using TlsProxy proxy = new(ProxyLeaf, server.Port);

        PinValidationResult failure = await RejectAsync(client, PinValidator.CreateBuilder().Pin("localhost", Pins.Other).Pin("pinned.test", Pins.OfKey(Leaf)), proxy);
        Assert.Equal("localhost", failure.Host);
        Assert.Equal(PinValidationStatus.NoMatchingPin, failure.Status);
        Assert.Equal(0, proxy.Tunnels);
    }

    [Theory]
    [MemberData(nameof(Clients))]
    public async Task ServerBehindAProxy_IsJudgedByItsPins(string client)
    {
        using TlsServer server = TlsServer.Start(Leaf);
        using TlsProxy proxy = new(ProxyLeaf, server.Port);

        // The proxy's key is no key of the server, though the proxy says the server's name.
        PinValidationResult failure = await RejectAsync(client, PinValidator.CreateBuilder().Pin("pinned.test", Pins.OfKey(ProxyLeaf)), proxy);
        Assert.Equal("pinned.test", failure.Host);
        Assert.Equal(PinValidationStatus.NoMatchingPin, failure.Status);
        Assert.Equal(1, proxy.Tunnels);
    }

    private static TheoryData<string> OfBothBuilds()
    {
        TheoryData<string> clients = [nameof(HttpClientHandler)];
#if !LIBRARY_NETSTANDARD
        clients.Add(nameof(SocketsHttpHandler));
#endif
        return clients;
    }

    private static async Task<PinValidationResult> RejectAsync(string client, PinValidatorBuilder builder, TlsProxy proxy)
    {
        List<PinValidationResult> failures = [];
        HttpRequestException exception = await Assert.ThrowsAsync<HttpRequestException>(() => GetAsync(client, builder.OnFailure(failures.Add).Build(), proxy));
        Assert.IsType<AuthenticationException>(exception.InnerException);
        return Assert.Single(failures);
    }

    private static async Task<string> GetAsync(string client, PinValidator validator, TlsProxy proxy)
    {
        using HttpMessageHandler handler = client == nameof(HttpClientHandler) ? CreateHttpClientHandler(validator, proxy) : CreateSocketsHandler(validator, proxy);
        using HttpClient http = new(handler, disposeHandler: false);
        return await http.GetStringAsync("https://pinned.test/");
    }

    private static HttpClientHandler CreateHttpClientHandler(PinValidator validator, TlsProxy proxy) => new()
    {
        Proxy = new WebProxy(proxy.Address),
        ServerCertificateCustomValidationCallback = (request, certificate, chain, errors) => Platform.Ask(validator.Validate, request, certificate, chain, errors),
    };

    private static SocketsHttpHandler CreateSocketsHandler(PinValidator validator, TlsProxy proxy)
    {
        SocketsHttpHandler handler = new() { Proxy = new WebProxy(proxy.Address) };
        handler.SslOptions.CertificateChainPolicy = Platform.CreatePolicy();
        handler.SslOptions.RemoteCertificateValidationCallback = validator.Validate;
        return handler;
    }
}
