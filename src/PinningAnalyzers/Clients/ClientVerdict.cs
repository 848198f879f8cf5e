namespace PinningAnalyzers.Clients;

/// <summary>What the flow concludes about one client.</summary>
internal enum ClientVerdict
{
    /// <summary>It was left to code that cannot be seen, or a bound was reached: nothing is said.</summary>
    Unknown,

    /// <summary>It never speaks TLS to a foreign server: an address without TLS, a loopback host, the server's role.</summary>
    Exempt,

    /// <summary>Its hook has a value on every path that reaches a use.</summary>
    Configured,

    /// <summary>Its hook has a value on some paths only.</summary>
    Sometimes,

    /// <summary>Its hook has a value on no path.</summary>
    Never,
}
