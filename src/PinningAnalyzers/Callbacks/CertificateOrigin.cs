namespace PinningAnalyzers.Callbacks;

/// <summary>Where a certificate of the stranger came from.</summary>
internal enum CertificateOrigin
{
    /// <summary>The server's own: he proved that he holds its key.</summary>
    Leaf,

    /// <summary>Another element of the chain that was built.</summary>
    Element,

    /// <summary>What the peer sent along.</summary>
    ExtraStore,
}
