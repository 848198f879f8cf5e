namespace PinningAnalyzers;

/// <summary>The full names of the types that the rules know; a test compares each with the real type.</summary>
internal static partial class MetadataNames
{
    public const string PinValidator = "CertificatePinning.PinValidator";
    public const string HostPinValidator = "CertificatePinning.HostPinValidator";
    public const string PinValidatorBuilder = "CertificatePinning.PinValidatorBuilder";
    public const string PinPolicy = "CertificatePinning.PinPolicy";
    public const string CertificatePin = "CertificatePinning.CertificatePin";
    public const string PinningExtensions = "CertificatePinning.PinningExtensions";

    public const string SslPolicyErrors = "System.Net.Security.SslPolicyErrors";
    public const string RemoteCertificateValidationCallback = "System.Net.Security.RemoteCertificateValidationCallback";
    public const string X509Certificate = "System.Security.Cryptography.X509Certificates.X509Certificate";
    public const string X509Certificate2 = "System.Security.Cryptography.X509Certificates.X509Certificate2";
    public const string X509Chain = "System.Security.Cryptography.X509Certificates.X509Chain";
    public const string HttpClient = "System.Net.Http.HttpClient";
    public const string HttpClientHandler = "System.Net.Http.HttpClientHandler";

    /// <summary>A compilation that knows none of these has no TLS to speak of.</summary>
    public static readonly string[] TlsGate = [SslPolicyErrors, HttpClient, X509Certificate];
}
