namespace PinningAnalyzers.Callbacks;

/// <summary>One open question: who answers it, and what it is about.</summary>
internal sealed class Choice
{
    public Choice(ChoiceKind kind, int rank, string what)
    {
        Kind = kind;
        Rank = rank;
        What = what;
    }

    public ChoiceKind Kind { get; }

    /// <summary>The place in the order of all choices: by kind first.</summary>
    public int Rank { get; }

    /// <summary>The identity compared, or the reason why a chain proves nothing.</summary>
    public string What { get; }
}
