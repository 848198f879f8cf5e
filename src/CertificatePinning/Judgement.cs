namespace CertificatePinning;

/// <summary>What is decided about a handshake under one name of its host.</summary>
internal readonly struct Judgement
{
    private Judgement(string? host, PinnedHost? pinnedHost, PinValidationStatus status, bool isAllowed, string? reason = null, bool isProvenByLeaf = false)
    {
        Host = host;
        PinnedHost = pinnedHost;
        Status = status;
        IsAllowed = isAllowed;
        Reason = reason;
        IsProvenByLeaf = isProvenByLeaf;
    }

    /// <summary>Why.</summary>
    public PinValidationStatus Status { get; }

    /// <summary>Whether the connection may go on.</summary>
    public bool IsAllowed { get; }

    /// <summary>The host: canonical, or as it was given where that is no host.</summary>
    public string? Host { get; }

    /// <summary>What was declared for the host.</summary>
    public PinnedHost? PinnedHost { get; }

    /// <summary>What there is to say beyond the status.</summary>
    public string? Reason { get; }

    /// <summary>Whether the server's own key is pinned, so that the server is who it says, by whatever name it was called.</summary>
    public bool IsProvenByLeaf { get; }

    /// <summary>Whether there is nothing to report.</summary>
    public bool IsSilent => IsAllowed && Status is (PinValidationStatus.Matched or PinValidationStatus.NotPinned);

    private int Severity => this switch
    {
        { IsAllowed: false } => 3,
        { IsSilent: false } => 2,
        { Status: PinValidationStatus.Matched } => 1,
        _ => 0,
    };

    /// <summary>The connection may go on.</summary>
    public static Judgement Allow(string? host, PinnedHost? pinnedHost, PinValidationStatus status) => new(host, pinnedHost, status, true);

    /// <summary>The connection may go on: a pin matches, that of the leaf or one above it.</summary>
    public static Judgement Match(string? host, PinnedHost pinnedHost, bool isProvenByLeaf) => new(host, pinnedHost, PinValidationStatus.Matched, true, null, isProvenByLeaf);

    /// <summary>The connection ends here.</summary>
    public static Judgement Reject(string? host, PinnedHost? pinnedHost, PinValidationStatus status, string? reason = null) => new(host, pinnedHost, status, false, reason);

    /// <summary>Of two judgements that must both hold, the one that says more against the connection.</summary>
    public static Judgement Stricter(Judgement first, Judgement second) => second.Severity > first.Severity ? second : first;
}
