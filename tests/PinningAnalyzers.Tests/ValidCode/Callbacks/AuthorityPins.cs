using System;
using System.Collections.Frozen;
using System.Linq;
using System.Net.Http;
using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Shop.Http;

/// <summary>Pins of authorities, matched in the chain that the platform verified, and only there.</summary>
public static class AuthorityPins
{
    private static readonly FrozenSet<string> Pins = new[]
    {
        "jQJTbIh0grw0/1TkHSumWb+Fs0Ggogr621gT3PvPKG0=",
        "C5+lpZ7tcVwmwQIMcRtPbsQtWLABXhQzejna0wHFr8M=",
    }.ToFrozenSet(StringComparer.Ordinal);

    public static SocketsHttpHandler CreateHandler() => new()
    {
        SslOptions = new SslClientAuthenticationOptions
        {
            RemoteCertificateValidationCallback = static (_, certificate, chain, errors) =>
                errors == SslPolicyErrors.None
                && certificate is not null
                && chain is not null
                && chain.ChainElements.Any(element => Pins.Contains(PinOf(element.Certificate))),
        },
    };

    public static SocketsHttpHandler CreateHandlerWithLoop()
    {
        var handler = new SocketsHttpHandler();
        handler.SslOptions.RemoteCertificateValidationCallback = (sender, certificate, chain, errors) =>
        {
            if (errors != SslPolicyErrors.None || chain is null)
            {
                return false;
            }

            for (int i = 0; i < chain.ChainElements.Count; i++)
            {
                string pin = PinOf(chain.ChainElements[i].Certificate);
                foreach (string known in Pins)
                {
                    if (string.Equals(pin, known, StringComparison.Ordinal))
                    {
                        return true;
                    }
                }
            }

            return false;
        };
        return handler;
    }

    private static string PinOf(X509Certificate2 certificate) =>
        Convert.ToBase64String(SHA256.HashData(certificate.PublicKey.ExportSubjectPublicKeyInfo()));
}
