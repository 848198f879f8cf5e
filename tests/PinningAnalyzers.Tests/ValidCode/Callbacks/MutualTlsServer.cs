using System.IO;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using System.Threading.Tasks;

namespace Shop.Server;

/// <summary>A server judges the certificates of its clients; whom it lets in is not a question of pinning servers.</summary>
public sealed class MutualTlsServer
{
    private readonly X509Certificate2 _certificate;

    public MutualTlsServer(X509Certificate2 certificate) => _certificate = certificate;

    public SslServerAuthenticationOptions CreateOptions() => new()
    {
        ServerCertificate = _certificate,
        ClientCertificateRequired = true,
        RemoteCertificateValidationCallback = (_, client, _, _) => client is not null,
    };

    public async Task<Stream> AcceptAsync(Stream inner)
    {
        var stream = new SslStream(inner, leaveInnerStreamOpen: false, AcceptAnyClient);
        await stream.AuthenticateAsServerAsync(_certificate, clientCertificateRequired: true, checkCertificateRevocation: false);
        return stream;
    }

    private static bool AcceptAnyClient(object sender, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors) => true;
}
