using System.Linq;
using System.Net;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;

namespace Shop.Legacy;

/// <summary>A private root as it was trusted before CustomRootTrust: build whatever the authority, then compare the root.</summary>
public static class PrivateRootBeforeCustomTrust
{
    private static readonly X509Certificate2 Root = new("root.cer");

    public static HttpWebRequest Create(string address)
    {
        HttpWebRequest request = WebRequest.CreateHttp(address);
        request.ServerCertificateValidationCallback = (sender, certificate, chain, errors) =>
        {
            if (certificate is null || errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch))
            {
                return false;
            }

            using var own = new X509Chain();
            own.ChainPolicy.ExtraStore.Add(Root);
            own.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
            own.ChainPolicy.VerificationFlags = X509VerificationFlags.AllowUnknownCertificateAuthority;
            if (!own.Build(new X509Certificate2(certificate)))
            {
                return false;
            }

            X509Certificate2 last = own.ChainElements[own.ChainElements.Count - 1].Certificate;
            return last.RawData.SequenceEqual(Root.RawData);
        };
        return request;
    }
}
