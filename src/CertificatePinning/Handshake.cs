using System.Net.Security;
using System.Security.Cryptography.X509Certificates;

namespace CertificatePinning;

/// <summary>What a TLS client hands its callback about the server.</summary>
internal readonly struct Handshake
{
    public Handshake(X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        Certificate = certificate;
        Chain = chain;
        Errors = errors;
    }

    /// <summary>The leaf: the one certificate whose key the server has just proven to hold.</summary>
    public X509Certificate? Certificate { get; }

    /// <summary>The platform's chain; not to be trusted where <see cref="Errors"/> has chain errors.</summary>
    public X509Chain? Chain { get; }

    /// <summary>What the platform found wrong.</summary>
    public SslPolicyErrors Errors { get; }
}
