namespace PinningAnalyzers;

internal static partial class MetadataNames
{
    public const string VerifyServerCertificateCallback = "System.DirectoryServices.Protocols.VerifyServerCertificateCallback";
    public const string NSUrlSessionHandlerTrustOverride = "System.Net.Http.NSUrlSessionHandlerTrustOverrideForUrlCallback";
    public const string NSUrlSessionHandlerTrustOverrideOfFoundation = "Foundation.NSUrlSessionHandlerTrustOverrideForUrlCallback";

    public const string CertificatePolicy = "System.Net.ICertificatePolicy";
    public const string X509CertificateValidator = "System.IdentityModel.Selectors.X509CertificateValidator";
    public const string X509TrustManager = "Javax.Net.Ssl.IX509TrustManager";
    public const string HostnameVerifier = "Javax.Net.Ssl.IHostnameVerifier";

    public const string SslStream = "System.Net.Security.SslStream";
    public const string SslServerAuthenticationOptions = "System.Net.Security.SslServerAuthenticationOptions";
    public const string ServicePointManager = "System.Net.ServicePointManager";

    public const string X509ChainPolicy = "System.Security.Cryptography.X509Certificates.X509ChainPolicy";
    public const string X509ChainElement = "System.Security.Cryptography.X509Certificates.X509ChainElement";
    public const string PublicKey = "System.Security.Cryptography.X509Certificates.PublicKey";
}
