namespace CertificatePinning;

/// <summary>Why a connection was accepted or rejected.</summary>
public enum PinValidationStatus
{
    /// <summary>No pattern covers the host, or it is excluded. Allowed, unless <see cref="PinValidatorBuilder.RejectUnpinnedHosts"/> says otherwise.</summary>
    NotPinned = 0,

    /// <summary>A certificate of the server carries a pinned key. Allowed.</summary>
    Matched = 1,

    /// <summary>The platform accepts the certificate, and none of the verified chain matches a pin. Rejected, unless <see cref="PinPolicy.ReportOnly"/>.</summary>
    NoMatchingPin = 2,

    /// <summary>There is no certificate, or the platform does not accept it, or it is malformed. Rejected, whatever the pins say.</summary>
    CertificateErrors = 3,

    /// <summary>No certificate of the verified chain matches a pin, after <see cref="PinPolicy.EnforceUntil"/>. Allowed and reported.</summary>
    PolicyExpired = 4,

    /// <summary>The host of the connection cannot be told, so that its pins cannot be found. Rejected; see <see cref="PinValidator.ForHost"/>.</summary>
    HostUnknown = 5,
}
