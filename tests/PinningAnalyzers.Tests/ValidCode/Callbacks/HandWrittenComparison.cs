using System;
using System.Collections.Generic;
using System.Net.Http;
using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Shop.Legacy;

/// <summary>Digests compared byte by byte, as code older than SequenceEqual does.</summary>
public sealed class HandWrittenComparison
{
    private readonly List<byte[]> _digests = new();
    private readonly object _lock = new();

    public void Add(byte[] digest)
    {
        lock (_lock)
        {
            _digests.Add(digest);
        }
    }

    public HttpClientHandler CreateHandler() => new()
    {
        ServerCertificateCustomValidationCallback = (message, certificate, chain, errors) => errors == SslPolicyErrors.None && IsKnown(certificate),
    };

    public HttpClientHandler CreateHandlerByText(string expected) => new()
    {
        ServerCertificateCustomValidationCallback = (message, certificate, chain, errors) =>
        {
            if (errors != SslPolicyErrors.None || certificate == null)
            {
                return false;
            }

            return ToHex(Digest(certificate)).Equals(expected, StringComparison.OrdinalIgnoreCase);
        },
    };

    private bool IsKnown(X509Certificate2? certificate)
    {
        if (certificate == null)
        {
            return false;
        }

        byte[] actual = Digest(certificate);
        lock (_lock)
        {
            foreach (byte[] expected in _digests)
            {
                if (AreEqual(expected, actual))
                {
                    return true;
                }
            }
        }

        return false;
    }

    private static byte[] Digest(X509Certificate2 certificate)
    {
        using (SHA256 sha = SHA256.Create())
        {
            return sha.ComputeHash(certificate.GetPublicKey());
        }
    }

    private static bool AreEqual(byte[] a, byte[] b)
    {
        if (a.Length != b.Length)
        {
            return false;
        }

        for (int i = 0; i < a.Length; i++)
        {
            if (a[i] != b[i])
            {
                return false;
            }
        }

        return true;
    }

    private static string ToHex(byte[] bytes)
    {
        var text = new StringBuilder(bytes.Length * 2);
        foreach (byte b in bytes)
        {
            text.AppendFormat("{0:x2}", b);
        }

        return text.ToString();
    }
}
