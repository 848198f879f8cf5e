namespace PinningAnalyzers.Pins;

/// <summary>The facts that a finding carries for its fix.</summary>
internal static class PinProperties
{
    /// <summary>The text that the reported one is to be replaced with; absent where the text leaves a doubt.</summary>
    public const string Replacement = "Replacement";
}
