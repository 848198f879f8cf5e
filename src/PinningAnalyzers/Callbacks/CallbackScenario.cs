using System.Collections.Immutable;
using System.Linq;

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

    /// <summary>One for each combination of errors, by its value.</summary>
    public static ImmutableArray<CallbackScenario> ByErrors { get; } = ImmutableArray.CreateRange(Enumerable.Range(0, (NotAvailable | NameMismatch | ChainErrors) + 1).Select(For));

    /// <summary>For callbacks that are not told of errors: what the platform trusts, and what it does not.</summary>
    public static ImmutableArray<CallbackScenario> ByTrust { get; } = ImmutableArray.Create(new CallbackScenario(0, platformTrusts: true), new CallbackScenario(0, platformTrusts: false));

    /// <summary>The value of <c>SslPolicyErrors</c>.</summary>
    public int Errors { get; }

    /// <summary>Whether the platform's own trust lets the chain build.</summary>
    public bool PlatformTrusts { get; }

    public bool HasCertificate => (Errors & NotAvailable) == 0;

    public bool HasChainErrors => (Errors & ChainErrors) != 0;

    public bool HasNameMismatch => (Errors & NameMismatch) != 0;

    public static CallbackScenario For(int errors) => new(errors, (errors & ChainErrors) == 0);
}
