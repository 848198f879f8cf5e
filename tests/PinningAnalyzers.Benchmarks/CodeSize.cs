namespace PinningAnalyzers.Benchmarks;

/// <summary>How much code a part is measured on.</summary>
public enum CodeSize
{
    Small,
    Typical,
    Large,
}
