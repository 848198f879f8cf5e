using System;
using System.Security.Authentication;

namespace CertificatePinning;

/// <summary>
/// A server was rejected by its pins: thrown out of the TLS handshake where <see cref="PinValidatorBuilder.ThrowOnFailure"/>
/// was asked for. HTTP clients wrap it, as the inner exception of an <c>HttpRequestException</c> or <c>WebException</c>.
/// </summary>
public sealed class CertificatePinningException : AuthenticationException
{
    /// <summary>Makes the exception for a rejection.</summary>
    /// <param name="result">What was decided, and why.</param>
    /// <exception cref="ArgumentNullException"><paramref name="result"/> is <see langword="null"/>.</exception>
    public CertificatePinningException(PinValidationResult result)
        : base((result ?? throw new ArgumentNullException(nameof(result))).ToString()) =>
        Result = result;

    internal CertificatePinningException(PinValidationResult result, Exception? innerException)
        : base(result.ToString(), innerException) =>
        Result = result;

    /// <summary>What was decided, and why.</summary>
    public PinValidationResult Result { get; }
}
