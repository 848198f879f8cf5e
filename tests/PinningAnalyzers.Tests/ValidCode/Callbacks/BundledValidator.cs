using System.Net;
using System.Net.Http;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using CertificatePinning;

namespace Shop.Http;

/// <summary>The validator of this package, on every kind of hook.</summary>
public static class BundledValidator
{
    private static readonly PinValidator Validator = PinValidator.CreateBuilder()
        .Pin("api.example.com", "sha256/jQJTbIh0grw0/1TkHSumWb+Fs0Ggogr621gT3PvPKG0=", "sha256/C5+lpZ7tcVwmwQIMcRtPbsQtWLABXhQzejna0wHFr8M=")
        .RejectUnpinnedHosts()
        .Build();

    public static HttpClientHandler CreateClientHandler() => new() { ServerCertificateCustomValidationCallback = Validator.Validate };

    public static SocketsHttpHandler CreateSocketsHandler() => new()
    {
        SslOptions = { RemoteCertificateValidationCallback = Validator.Validate },
    };

    public static HttpWebRequest CreateRequest()
    {
        HttpWebRequest request = WebRequest.CreateHttp("https://api.example.com/");
        request.ServerCertificateValidationCallback = ValidateAndCount;
        return request;
    }

    public static int Handshakes { get; private set; }

    private static bool ValidateAndCount(object sender, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        Handshakes++;
        return Validator.Validate(sender, certificate, chain, errors);
    }
}
