using System;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using System.Threading;
using System.Threading.Tasks;
using CertificatePinning.Tests.Certificates;
using Xunit;

namespace CertificatePinning.Tests.Handshakes;

/// <summary>SslStream, against real servers, under the test's roots.</summary>
public class StreamHandshakeTests
{
    private static readonly TestAuthority Root = TestAuthority.CreateRoot();
    private static readonly TestAuthority Intermediate = Root.CreateIntermediate();
    private static readonly X509Certificate2 Leaf = Intermediate.Issue("pinned.test", "xn--bcher-kva.test", "127.0.0.1", "::1");
    private static readonly TestPlatform Platform = new(Root.Certificate);

#if !LIBRARY_NETSTANDARD
    [Theory]
    [InlineData("pinned.test")]
    [InlineData("Pinned.TEST")]
    [InlineData("pinned.test.")]
    [InlineData("xn--bcher-kva.test")]
    [InlineData("127.0.0.1")]
    [InlineData("::1")]
    public async Task Host_IsTheStreamsTarget(string host)
    {
        using TlsServer server = TlsServer.Start(Leaf, Intermediate.Certificate);

        Assert.True(await Connects(server, host, Pinned(Pins.OfKey(Leaf)).Validate));
        Assert.True(await Connects(server, host, Pinned(Pins.OfKey(Intermediate.Certificate)).Validate));
        Assert.False(await Connects(server, host, Pinned(Pins.Other).Validate));
    }

    [Fact]
    public async Task UnicodeTarget_FindsThePinsOfItsPunycode()
    {
        // The stream hands the name over as it was given, and the platform finds that no certificate carries it: both reject.
        using TlsServer server = TlsServer.Start(Leaf, Intermediate.Certificate);
        PinValidationResult? failure = null;
        PinValidator validator = PinValidator.CreateBuilder().Pin("xn--bcher-kva.test", Pins.Other).OnFailure(result => failure = result).Build();

        Assert.False(await Connects(server, "bücher.test", validator.Validate));
        Assert.Equal("xn--bcher-kva.test", failure!.Pattern);
    }

    [Fact]
    public async Task EmptyTarget_IsRejected()
    {
        using TlsServer server = TlsServer.Start(Leaf, Intermediate.Certificate);

        Assert.False(await Connects(server, string.Empty, Pinned(Pins.OfKey(Leaf)).Validate));
    }

    [Fact]
    public async Task Options_ArePinned()
    {
        using TlsServer server = TlsServer.Start(Leaf, Intermediate.Certificate);
        foreach ((string pin, bool isAccepted) in new[] { (Pins.OfKey(Leaf), true), (Pins.Other, false) })
        {
            Assert.Equal(isAccepted, await Connects(server, Options("pinned.test").UsePins(Pinned(pin))));
            Assert.Equal(isAccepted, await Connects(server, Options("pinned.test").UsePins(Pinned(pin).ForHost("pinned.test"))));
        }
    }

    [Fact]
    public async Task ConstructorCallback_IsPinned()
    {
        using TlsServer server = TlsServer.Start(Leaf, Intermediate.Certificate);
        using TcpClient client = new();
        await client.ConnectAsync(IPAddress.Loopback, server.Port);
        using SslStream stream = new(client.GetStream(), false, Pinned(Pins.OfKey(Leaf)).Validate);
        await stream.AuthenticateAsClientAsync(Options("pinned.test"));

        Assert.True(stream.IsAuthenticated);
    }
#else
    [Fact]
    public async Task HostOfAStream_IsNotKnownToTheNetStandardBuild()
    {
        using TlsServer server = TlsServer.Start(Leaf, Intermediate.Certificate);

        Assert.False(await Connects(server, "pinned.test", Pinned(Pins.OfKey(Leaf)).Validate));
    }
#endif

    [Fact]
    public async Task BoundValidator_NeedsNoSender()
    {
        using TlsServer server = TlsServer.Start(Leaf, Intermediate.Certificate);

        Assert.True(await Connects(server, "pinned.test", Pinned(Pins.OfKey(Leaf)).ForHost("pinned.test").Validate));
        Assert.False(await Connects(server, "pinned.test", Pinned(Pins.Other).ForHost("pinned.test").Validate));
        Assert.False(await Connects(server, "elsewhere.test", Pinned(Pins.OfKey(Leaf)).ForHost("pinned.test").Validate));
    }

    [Fact]
    public async Task ThrowMode_BringsTheMessageToTheCaller()
    {
        using TlsServer server = TlsServer.Start(Leaf, Intermediate.Certificate);
        PinValidator validator = PinValidator.CreateBuilder().Pin("pinned.test", Pins.Other).ThrowOnFailure().Build();

        CertificatePinningException exception = await Assert.ThrowsAsync<CertificatePinningException>(() => Connects(server, "pinned.test", validator.ForHost("pinned.test").Validate));
        Assert.Contains(Pins.OfKey(Leaf), exception.Message);
        Assert.Equal(3, exception.Result.ChainPins.Count);
    }

    private static PinValidator Pinned(string pin) =>
        PinValidator.CreateBuilder().Pin("pinned.test", pin).Pin("bücher.test", pin).Pin("127.0.0.1", pin).Pin("[::1]", pin).RejectUnpinnedHosts().Build();

    private static SslClientAuthenticationOptions Options(string host) => new() { TargetHost = host, CertificateChainPolicy = Platform.CreatePolicy() };

    private static Task<bool> Connects(TlsServer server, string host, RemoteCertificateValidationCallback callback)
    {
        SslClientAuthenticationOptions options = Options(host);
        options.RemoteCertificateValidationCallback = callback;
        return Connects(server, options);
    }

    private static async Task<bool> Connects(TlsServer server, SslClientAuthenticationOptions options)
    {
        using TcpClient client = new();
        await client.ConnectAsync(IPAddress.Loopback, server.Port);
        using SslStream stream = new(client.GetStream());
        try
        {
            await stream.AuthenticateAsClientAsync(options, CancellationToken.None);
            return stream.IsAuthenticated;
        }
        catch (AuthenticationException exception) when (exception is not CertificatePinningException)
        {
            return false;
        }
    }
}
