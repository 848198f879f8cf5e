namespace PinningAnalyzers.CodeFixes;

/// <summary>One line of the light bulb's menu.</summary>
internal sealed class FixOffer
{
    public FixOffer(string title, string equivalenceKey)
    {
        Title = title;
        EquivalenceKey = equivalenceKey;
    }

    /// <summary>A short imperative.</summary>
    public string Title { get; }

    /// <summary>The key under which Fix All joins the fixes.</summary>
    public string EquivalenceKey { get; }
}
