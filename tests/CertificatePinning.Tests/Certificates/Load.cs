using System.Security.Cryptography.X509Certificates;

namespace CertificatePinning.Tests.Certificates;

/// <summary>Reads certificates, by the means that the runtime under test has.</summary>
internal static class Load
{
#if NET9_0_OR_GREATER
    public static X509Certificate2 Der(byte[] certificate) => X509CertificateLoader.LoadCertificate(certificate);

    public static X509Certificate2 Pkcs12(byte[] file) => X509CertificateLoader.LoadPkcs12(file, null);
#else
    public static X509Certificate2 Der(byte[] certificate) => new(certificate);

    public static X509Certificate2 Pkcs12(byte[] file) => new(file);
#endif

    /// <summary>Reads a certificate in PEM.</summary>
    public static X509Certificate2 Pem(string certificate) => X509Certificate2.CreateFromPem(certificate);
}
