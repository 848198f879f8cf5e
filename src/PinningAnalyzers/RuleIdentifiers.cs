using System.Linq;
using System.Reflection;

namespace PinningAnalyzers;

/// <summary>The identifier of every rule; identifiers are never reused.</summary>
internal static class RuleIdentifiers
{
    public const string InvalidOption = "PIN0001";

    public const string UnpinnedHttpClient = "PIN1001";
    public const string UnpinnedHandler = "PIN1002";
    public const string UnpinnedStream = "PIN1003";
    public const string UnpinnedRegistration = "PIN1004";
    public const string UnpinnedLibraryClient = "PIN1005";
    public const string SometimesUnpinned = "PIN1006";

    public const string CallbackAcceptsAnyCertificate = "PIN2001";
    public const string CallbackAcceptsPolicyErrors = "PIN2002";
    public const string CallbackDoesNotPin = "PIN2003";
    public const string CallbackComparesWeakIdentity = "PIN2004";
    public const string CallbackTrustsUnverifiedChain = "PIN2005";
    public const string ProcessWideCallback = "PIN2006";
    public const string ChainPolicyIgnoresErrors = "PIN2007";

    public const string MalformedPin = "PIN3001";
    public const string NoBackupPin = "PIN3002";
    public const string ExpiredPins = "PIN3003";
    public const string NothingPinned = "PIN3004";
    public const string InvalidHostPattern = "PIN3005";
    public const string ReportOnlyInRelease = "PIN3006";

    /// <summary>The category of every rule.</summary>
    public const string Category = "Security";

    private static readonly string RepositoryUrl = typeof(RuleIdentifiers).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>()
        .First(metadata => metadata.Key == "RepositoryUrl")
        .Value!;

    /// <summary>The rule's page in the repository, from the one place that states the repository's address.</summary>
    public static string HelpUri(string id) => $"{RepositoryUrl}/blob/main/docs/rules/{id}.md";
}
