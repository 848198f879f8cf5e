using System;
using System.Collections.Generic;
using System.Net.Http;
using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Shop.Http;

/// <summary>Pins per host, from configuration; hosts without pins are left to nobody.</summary>
public sealed class PublicKeyPinningHandler : HttpClientHandler
{
    private readonly IReadOnlyDictionary<string, HashSet<string>> _pins;
    private readonly Action<string> _log;

    public PublicKeyPinningHandler(IReadOnlyDictionary<string, HashSet<string>> pins, Action<string> log)
    {
        _pins = pins;
        _log = log;
        ServerCertificateCustomValidationCallback = Validate;
    }

    private bool Validate(HttpRequestMessage request, X509Certificate2? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        if (errors != SslPolicyErrors.None)
        {
            _log($"TLS validation failed: {errors}");
            foreach (X509ChainStatus status in chain?.ChainStatus ?? [])
            {
                _log($"  {status.Status}: {status.StatusInformation.Trim()}");
            }

            return false;
        }

        string? host = request.RequestUri?.IdnHost;
        if (certificate is null || host is null || !_pins.TryGetValue(host, out HashSet<string>? pins))
        {
            _log($"No pins for {host ?? "(unknown host)"}");
            return false;
        }

        string pin = "sha256/" + Convert.ToBase64String(SHA256.HashData(certificate.PublicKey.ExportSubjectPublicKeyInfo()));
        if (pins.Contains(pin))
        {
            return true;
        }

        _log($"{host} presented {certificate.Subject} with {pin}, which is not pinned");
        return false;
    }
}
