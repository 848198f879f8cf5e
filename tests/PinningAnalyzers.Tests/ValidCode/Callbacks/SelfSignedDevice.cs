using System;
using System.IO;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Threading;
using System.Threading.Tasks;

namespace Shop.Devices;

/// <summary>Talks to a device whose self-signed certificate was read from its box: the certificate is the identity.</summary>
public sealed class SelfSignedDevice : IAsyncDisposable
{
    private readonly byte[] _fingerprint;
    private readonly TcpClient _client = new();
    private SslStream? _stream;

    public SelfSignedDevice(byte[] fingerprint) =>
        _fingerprint = fingerprint.Length == 32 ? fingerprint : throw new ArgumentException("A SHA-256 fingerprint has 32 bytes.", nameof(fingerprint));

    public async Task<Stream> ConnectAsync(string host, int port, CancellationToken cancellationToken)
    {
        await _client.ConnectAsync(host, port, cancellationToken);
        _stream = new SslStream(_client.GetStream(), leaveInnerStreamOpen: false, IsDevice);
        await _stream.AuthenticateAsClientAsync(
            new SslClientAuthenticationOptions { TargetHost = host, EnabledSslProtocols = SslProtocols.None },
            cancellationToken);
        return _stream;
    }

    public async ValueTask DisposeAsync()
    {
        if (_stream is not null)
        {
            await _stream.DisposeAsync();
        }

        _client.Dispose();
    }

    private bool IsDevice(object sender, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        if (certificate is null)
        {
            return false;
        }

        Span<byte> digest = stackalloc byte[32];
        SHA256.HashData(certificate.GetRawCertData(), digest);
        return CryptographicOperations.FixedTimeEquals(digest, _fingerprint);
    }
}
