using CertificatePinning;

namespace PinnedClient;

/// <summary>The HTTP clients of UnpinnedClient, each with the fix that its warning offers.</summary>
internal static class Clients
{
    public static HttpClient Plain() => new HttpClient(Pins.Validator.CreateHandler());

    public static HttpClient WithHandler()
    {
        var handler = new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.FromMinutes(5) }.UsePins(Pins.Validator);
        return new HttpClient(handler);
    }

    public static HttpClient WithCallback()
    {
        var handler = new HttpClientHandler();
        handler.ServerCertificateCustomValidationCallback = Pins.Validator.Validate;
        return new HttpClient(handler);
    }

    public static HttpClient WithCallbackInTheInitializer() => new HttpClient(new HttpClientHandler
    {
        ServerCertificateCustomValidationCallback = Pins.Validator.Validate,
    });

    public static HttpClient WithCallbackOfTheStream() => new HttpClient(new SocketsHttpHandler
    {
        SslOptions =
        {
            RemoteCertificateValidationCallback = Pins.Validator.Validate,
        },
    });
}
