namespace PinningAnalyzers.Callbacks;

/// <summary>How much a value tells of the server; ordered.</summary>
internal enum Exposure
{
    Nothing,
    Free,
    Weak,

    /// <summary>The certificate, the chain, a strong identity, or the errors.</summary>
    Server,

    /// <summary>Went through code that cannot be seen.</summary>
    Unknown,
}
