using System.Net.Security;
using System.Security.Cryptography.X509Certificates;

namespace UnpinnedClient;

/// <summary>HTTP clients as they are found in real programs.</summary>
internal static class Clients
{
    /// <summary>Any authority that the machine trusts can vouch for any server.</summary>
    public static HttpClient Plain() => new HttpClient();

    public static HttpClient WithHandler()
    {
        var handler = new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.FromMinutes(5) };
        return new HttpClient(handler);
    }

    /// <summary>Written to get past a self-signed certificate, and then shipped.</summary>
    public static HttpClient ForTheStagingServer()
    {
        var handler = new HttpClientHandler();
        handler.ServerCertificateCustomValidationCallback = (request, certificate, chain, errors) => true;
        return new HttpClient(handler);
    }

    public static HttpClient WithTheProvidedShortcut() => new HttpClient(new HttpClientHandler
    {
        ServerCertificateCustomValidationCallback = HttpClientHandler.DangerousAcceptAnyServerCertificateValidator,
    });

    /// <summary>Lets in every server that has a valid certificate for any name at all.</summary>
    public static HttpClient ForTheRenamedServer() => new HttpClient(new SocketsHttpHandler
    {
        SslOptions =
        {
            RemoteCertificateValidationCallback = (sender, certificate, chain, errors) =>
                errors is SslPolicyErrors.None or SslPolicyErrors.RemoteCertificateNameMismatch,
        },
    });

    /// <summary>Repeats what the platform does anyway.</summary>
    public static HttpClient ThatChecksTwice() => new HttpClient(new HttpClientHandler
    {
        ServerCertificateCustomValidationCallback = (request, certificate, chain, errors) => errors == SslPolicyErrors.None,
    });

    /// <summary>Anybody can write this name into a certificate.</summary>
    public static HttpClient ForOurOwnCertificate() => new HttpClient(new HttpClientHandler
    {
        ServerCertificateCustomValidationCallback = HasOurName,
    });

    private static bool HasOurName(HttpRequestMessage request, X509Certificate2? certificate, X509Chain? chain, SslPolicyErrors errors) =>
        certificate?.Subject == "CN=letsencrypt.org";
}
