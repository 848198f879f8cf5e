namespace CertificatePinning;

/// <summary>How a pattern covers hosts; the more specific kind comes first.</summary>
internal enum HostPatternKind
{
    /// <summary><c>host</c>: this host alone.</summary>
    Exact,

    /// <summary><c>*.host</c>: exactly one label in front of it.</summary>
    OneLabel,

    /// <summary><c>**.host</c>: the host itself and every name below it.</summary>
    AnyDepth,
}
