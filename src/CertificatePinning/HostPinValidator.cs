using System.Net.Security;
using System.Security.Cryptography.X509Certificates;

namespace CertificatePinning;

/// <summary>
/// A <see cref="PinValidator"/> for one host: for clients whose callback is not told which host it is about. Made by
/// <see cref="PinValidator.ForHost"/>.
/// </summary>
public sealed class HostPinValidator
{
    private readonly PinValidator _validator;
    private readonly string _host;

    internal HostPinValidator(PinValidator validator, string host)
    {
        _validator = validator;
        _host = host;
    }

    /// <summary>Decides about a server's certificate, under the pins of this validator's host, whatever the sender says.</summary>
    /// <param name="sender">Not looked at.</param>
    /// <param name="certificate">The server's certificate.</param>
    /// <param name="chain">The chain that the platform built.</param>
    /// <param name="sslPolicyErrors">What the platform found wrong.</param>
    /// <returns>Whether the connection may go on.</returns>
    /// <exception cref="CertificatePinningException">It may not, and <see cref="PinValidatorBuilder.ThrowOnFailure"/> was asked for.</exception>
    public bool Validate(object? sender, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors sslPolicyErrors) =>
        _validator.Validate(_host, certificate, chain, sslPolicyErrors);
}
