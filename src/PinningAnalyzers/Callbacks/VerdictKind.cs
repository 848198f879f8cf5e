namespace PinningAnalyzers.Callbacks;

/// <summary>What a callback lets in.</summary>
internal enum VerdictKind
{
    /// <summary>Nothing to report: pinned, rejecting, or not to be known.</summary>
    Silent,

    /// <summary>PIN2001.</summary>
    AcceptsAny,

    /// <summary>PIN2002.</summary>
    AcceptsErrors,

    /// <summary>PIN2003.</summary>
    DoesNotPin,

    /// <summary>PIN2004.</summary>
    ComparesWeakIdentity,

    /// <summary>PIN2005.</summary>
    TrustsUnverifiedChain,
}
