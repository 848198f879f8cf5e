using System;
using System.Net.Http;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using CertificatePinning;

namespace Shop.Sdk;

/// <summary>A library that takes the caller's handler or client, and pins where it makes its own.</summary>
public sealed class ShopClient : IDisposable
{
    private readonly HttpClient _client;
    private readonly bool _isOwned;

    public ShopClient(HttpClient client)
    {
        _client = client;
    }

    public ShopClient(ShopClientOptions options)
    {
        _client = new HttpClient(options.Handler ?? CreateHandler(options), disposeHandler: options.Handler is null) { Timeout = options.Timeout };
        _isOwned = true;
    }

    public void Dispose()
    {
        if (_isOwned)
        {
            _client.Dispose();
        }
    }

    private static HttpMessageHandler CreateHandler(ShopClientOptions options)
    {
        var handler = new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.FromMinutes(5) };
        if (options.Root is { } root)
        {
            var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust };
            policy.CustomTrustStore.Add(root);
            handler.SslOptions = new SslClientAuthenticationOptions { CertificateChainPolicy = policy };
        }
        else
        {
            handler.UsePins(options.Validator);
        }

        return new RetryHandler(handler);
    }

    private sealed class RetryHandler(HttpMessageHandler inner) : DelegatingHandler(inner);
}

public sealed class ShopClientOptions
{
    public required PinValidator Validator { get; init; }

    public X509Certificate2? Root { get; init; }

    public HttpMessageHandler? Handler { get; init; }

    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(30);
}
