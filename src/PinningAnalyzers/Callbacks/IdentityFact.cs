namespace PinningAnalyzers.Callbacks;

/// <summary>One member that yields something of a certificate.</summary>
internal sealed class IdentityFact
{
    public IdentityFact(string type, string member, IdentityStrength strength, string what)
    {
        Type = type;
        Member = member;
        Strength = strength;
        What = what;
    }

    /// <summary>The type that declares the member, by its full name.</summary>
    public string Type { get; }

    public string Member { get; }

    public IdentityStrength Strength { get; }

    /// <summary>The member in the words of a message.</summary>
    public string What { get; }
}
