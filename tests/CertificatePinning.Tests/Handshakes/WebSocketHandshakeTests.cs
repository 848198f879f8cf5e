using System;
using System.Net.WebSockets;
using System.Security.Cryptography.X509Certificates;
using System.Threading;
using System.Threading.Tasks;
using CertificatePinning.Tests.Certificates;
using Xunit;

namespace CertificatePinning.Tests.Handshakes;

/// <summary>ClientWebSocket, against real servers. It takes no chain policy, so that the servers are self-signed.</summary>
public class WebSocketHandshakeTests
{
    private static readonly X509Certificate2 Leaf = TestAuthority.SelfSigned("localhost");

#if !LIBRARY_NETSTANDARD
    [Fact]
    public async Task RightKey_IsAcceptedAndOtherKeyRejected()
    {
        using TlsServer server = TlsServer.Start(Leaf);
        foreach ((string pin, bool isAccepted) in new[] { (Pins.OfKey(Leaf), true), (Pins.Other, false) })
        {
            Assert.Equal(isAccepted, await Connects(server, options => options.UsePins(Trusting(pin).Build())));
            Assert.Equal(isAccepted, await Connects(server, options => options.UsePins(Trusting(pin).Build().ForHost("localhost"))));
        }
    }
#endif

    [Fact]
    public async Task SelfSigned_NeedsThePolicy()
    {
        using TlsServer server = TlsServer.Start(Leaf);
        HostPinValidator rejecting = PinValidator.CreateBuilder().Pin("localhost", Pins.OfKey(Leaf)).Build().ForHost("localhost");
        HostPinValidator accepting = Trusting(Pins.OfKey(Leaf)).Build().ForHost("localhost");

        Assert.False(await Connects(server, options => options.RemoteCertificateValidationCallback = rejecting.Validate));
        Assert.True(await Connects(server, options => options.RemoteCertificateValidationCallback = accepting.Validate));
    }

    [Fact]
    public async Task ThrowMode_BringsTheMessageToTheCaller()
    {
        using TlsServer server = TlsServer.Start(Leaf);
        HostPinValidator validator = Trusting(Pins.Other).ThrowOnFailure().Build().ForHost("localhost");
        using ClientWebSocket socket = new();
        socket.Options.RemoteCertificateValidationCallback = validator.Validate;

        WebSocketException exception = await Assert.ThrowsAsync<WebSocketException>(() => socket.ConnectAsync(Address(server), CancellationToken.None));
        Assert.IsType<CertificatePinningException>(exception.GetBaseException());
    }

    private static PinValidatorBuilder Trusting(string pin) => PinValidator.CreateBuilder().Pin("localhost", new PinPolicy { TrustPinnedLeaf = true }, pin);

    private static Uri Address(TlsServer server) => new($"wss://localhost:{server.Port}/");

    private static async Task<bool> Connects(TlsServer server, Action<ClientWebSocketOptions> pin)
    {
        using ClientWebSocket socket = new();
        pin(socket.Options);
        try
        {
            await socket.ConnectAsync(Address(server), CancellationToken.None);
            return socket.State == WebSocketState.Open;
        }
        catch (WebSocketException)
        {
            return false;
        }
    }
}
