namespace CertificatePinning;

/// <summary>What <see cref="PinGrammar"/> read: a pin, or exactly what is wrong with the text.</summary>
internal readonly struct PinText
{
    private PinText(PinDefect defect, bool isWholeCertificate, byte[]? digest, string? problem, string? suggestion)
    {
        Defect = defect;
        IsWholeCertificate = isWholeCertificate;
        Digest = digest;
        Problem = problem;
        Suggestion = suggestion;
    }

    /// <summary><see cref="PinDefect.None"/> for a pin.</summary>
    public PinDefect Defect { get; }

    /// <summary>Whether the text is a pin.</summary>
    public bool IsValid => Defect == PinDefect.None;

    /// <summary>For a pin: <c>cert-sha256/</c> (the whole certificate) and not <c>sha256/</c> (its public key).</summary>
    public bool IsWholeCertificate { get; }

    /// <summary>For a pin: its 32 bytes.</summary>
    public byte[]? Digest { get; }

    /// <summary>For anything else: what is wrong and how to write it; a clause that fits behind "the pin is malformed: ".</summary>
    public string? Problem { get; }

    /// <summary>For anything else: the same pin as this grammar writes it, where the text leaves no doubt; a text that reads as a pin.</summary>
    public string? Suggestion { get; }

    /// <summary>A pin.</summary>
    public static PinText Valid(bool isWholeCertificate, byte[] digest) => new(PinDefect.None, isWholeCertificate, digest, null, null);

    /// <summary>No pin.</summary>
    public static PinText Invalid(PinDefect defect, string problem, string? suggestion = null) => new(defect, false, null, problem, suggestion);
}
