using System.Collections.Immutable;
using PinningAnalyzers.Sources;

namespace PinningAnalyzers.Callbacks;

/// <summary>The names of properties that decide about certificates by themselves, whatever is made of their values.</summary>
internal static class DecidingProperties
{
    public const string AcceptAnything = "DangerousAcceptAnyServerCertificateValidator";
    public const string ProcessWideCallback = "ServerCertificateValidationCallback";
    public const string ChainFlags = "VerificationFlags";

    public static readonly ImmutableArray<(string Name, Topics Topic)> Names =
        ImmutableArray.Create((AcceptAnything, Topics.DecidingProperty), (ProcessWideCallback, Topics.DecidingProperty), (ChainFlags, Topics.DecidingProperty));
}
