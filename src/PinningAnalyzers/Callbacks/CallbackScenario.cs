namespace PinningAnalyzers.Callbacks;

/// <summary>What the platform found in the stranger's certificate.</summary>
internal sealed class CallbackScenario
{
    public const int NotAvailable = 1;
    public const int NameMismatch = 2;
    public const int ChainErrors = 4;

    public CallbackScenario(int errors, bool platformTrusts)
    {
        Errors = errors;
        PlatformTrusts = platformTrusts;
    }

    /// <summary>The value of <c>SslPolicyErrors</c>.</summary>
    public int Errors { get; }

    /// <summary>Whether the platform's own trust lets the chain build.</summary>
    public bool PlatformTrusts { get; }

    public bool HasCertificate => (Errors & NotAvailable) == 0;

    public bool HasChainErrors => (Errors & ChainErrors) != 0;

    public bool HasNameMismatch => (Errors & NameMismatch) != 0;

    public static CallbackScenario For(int errors) => new(errors, (errors & ChainErrors) == 0);
}
