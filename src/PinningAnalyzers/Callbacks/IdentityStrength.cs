namespace PinningAnalyzers.Callbacks;

/// <summary>What a value computed from a certificate says about who the server is.</summary>
internal enum IdentityStrength
{
    /// <summary>Nothing: whoever makes a certificate chooses it freely, and it names nobody.</summary>
    Free,

    /// <summary>A name, or a hash that can be forged: an attacker can copy it.</summary>
    Weak,

    /// <summary>The key, the whole certificate, or SHA-256 or better over either.</summary>
    Strong,
}
