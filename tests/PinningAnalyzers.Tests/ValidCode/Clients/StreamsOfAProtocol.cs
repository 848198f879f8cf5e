using System;
using System.IO;
using System.Net.Security;
using System.Net.Sockets;
using System.Net.WebSockets;
using System.Security.Cryptography.X509Certificates;
using System.Threading;
using System.Threading.Tasks;
using CertificatePinning;

namespace Shop.Protocol;

/// <summary>Both ends of a protocol over TLS: the client pins, the server has nobody to pin.</summary>
public sealed class StreamsOfAProtocol(PinValidator validator)
{
    private SslStream? _accepted;

    public async Task<Stream> ConnectAsync(string host, int port, bool isEncrypted, CancellationToken cancellationToken)
    {
        var client = new TcpClient();
        await client.ConnectAsync(host, port, cancellationToken);
        Stream stream = client.GetStream();
        if (!isEncrypted)
        {
            return stream;
        }

        var ssl = new SslStream(stream, leaveInnerStreamOpen: false);
        var options = new SslClientAuthenticationOptions { TargetHost = host };
        options.RemoteCertificateValidationCallback = validator.ForHost(host).Validate;
        await ssl.AuthenticateAsClientAsync(options, cancellationToken);
        return ssl;
    }

    public async Task AcceptAsync(TcpListener listener, X509Certificate2 certificate)
    {
        TcpClient peer = await listener.AcceptTcpClientAsync();
        _accepted = new SslStream(peer.GetStream());
        await _accepted.AuthenticateAsServerAsync(certificate);
    }

    public async Task<ClientWebSocket> OpenAsync(Uri address, CancellationToken cancellationToken)
    {
        var socket = new ClientWebSocket();
        socket.Options.UsePins(validator);
        socket.Options.KeepAliveInterval = TimeSpan.FromSeconds(20);
        await socket.ConnectAsync(address, cancellationToken);
        return socket;
    }
}
