namespace CertificatePinning;

/// <summary>Decides whether a server's certificate carries a pinned key.</summary>
public sealed class PinValidator
{
}
