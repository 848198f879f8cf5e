using System;
using System.Net.Http;
using Xunit;
#if !LIBRARY_NETSTANDARD
using System.Net.Security;
using System.Net.WebSockets;
#endif

namespace CertificatePinning.Tests;

public class PinningExtensionsTests
{
    private static readonly PinValidator Validator = PinValidator.CreateBuilder().Build();
    private static readonly HostPinValidator HostValidator = Validator.ForHost("pinned.test");

    [Fact]
    public void Handler_IsReturnedWithItsOwnType()
    {
        using DerivedHandler handler = new();

        DerivedHandler returned = handler.UsePins(Validator);
        Assert.Same(handler, returned);
        Assert.Same(Validator, handler.ServerCertificateCustomValidationCallback!.Target);
        Assert.Same(handler, handler.UsePins(HostValidator));
        Assert.Same(HostValidator, handler.ServerCertificateCustomValidationCallback!.Target);
        Assert.Throws<ArgumentNullException>("handler", () => ((HttpClientHandler)null!).UsePins(Validator));
        Assert.Throws<ArgumentNullException>("handler", () => ((HttpClientHandler)null!).UsePins(HostValidator));
        Assert.Throws<ArgumentNullException>("validator", () => handler.UsePins((PinValidator)null!));
        Assert.Throws<ArgumentNullException>("validator", () => handler.UsePins((HostPinValidator)null!));
    }

#if LIBRARY_NETSTANDARD
    [Fact]
    public void MadeHandler_IsPinned()
    {
        using HttpClientHandler handler = Assert.IsType<HttpClientHandler>(Validator.CreateHandler());
        Assert.Same(Validator, handler.ServerCertificateCustomValidationCallback!.Target);
    }
#else
    [Fact]
    public void SocketsHandler_IsReturned()
    {
        using SocketsHttpHandler handler = new();

        Assert.Same(handler, handler.UsePins(Validator));
        Assert.Same(Validator, handler.SslOptions.RemoteCertificateValidationCallback!.Target);
        Assert.Same(handler, handler.UsePins(HostValidator));
        Assert.Same(HostValidator, handler.SslOptions.RemoteCertificateValidationCallback!.Target);
        Assert.Throws<ArgumentNullException>("handler", () => ((SocketsHttpHandler)null!).UsePins(Validator));
        Assert.Throws<ArgumentNullException>("handler", () => ((SocketsHttpHandler)null!).UsePins(HostValidator));
        Assert.Throws<ArgumentNullException>("validator", () => handler.UsePins((PinValidator)null!));
        Assert.Throws<ArgumentNullException>("validator", () => handler.UsePins((HostPinValidator)null!));
    }

    [Fact]
    public void Options_AreReturned()
    {
        SslClientAuthenticationOptions options = new();

        Assert.Same(options, options.UsePins(Validator));
        Assert.Same(Validator, options.RemoteCertificateValidationCallback!.Target);
        Assert.Same(options, options.UsePins(HostValidator));
        Assert.Same(HostValidator, options.RemoteCertificateValidationCallback!.Target);
        Assert.Throws<ArgumentNullException>("options", () => ((SslClientAuthenticationOptions)null!).UsePins(Validator));
        Assert.Throws<ArgumentNullException>("options", () => ((SslClientAuthenticationOptions)null!).UsePins(HostValidator));
        Assert.Throws<ArgumentNullException>("validator", () => options.UsePins((PinValidator)null!));
    }

    [Fact]
    public void WebSocketOptions_AreReturned()
    {
        using ClientWebSocket socket = new();

        Assert.Same(socket.Options, socket.Options.UsePins(Validator));
        Assert.Same(Validator, socket.Options.RemoteCertificateValidationCallback!.Target);
        Assert.Same(socket.Options, socket.Options.UsePins(HostValidator));
        Assert.Same(HostValidator, socket.Options.RemoteCertificateValidationCallback!.Target);
        Assert.Throws<ArgumentNullException>("options", () => ((ClientWebSocketOptions)null!).UsePins(Validator));
        Assert.Throws<ArgumentNullException>("options", () => ((ClientWebSocketOptions)null!).UsePins(HostValidator));
        Assert.Throws<ArgumentNullException>("validator", () => socket.Options.UsePins((HostPinValidator)null!));
    }

    [Fact]
    public void MadeHandler_IsPinnedAndNew()
    {
        using SocketsHttpHandler handler = Assert.IsType<SocketsHttpHandler>(Validator.CreateHandler());
        using HttpMessageHandler second = Validator.CreateHandler();

        Assert.Same(Validator, handler.SslOptions.RemoteCertificateValidationCallback!.Target);
        Assert.NotSame(handler, second);
    }
#endif

    private sealed class DerivedHandler : HttpClientHandler;
}
