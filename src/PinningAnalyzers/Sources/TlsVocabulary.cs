using PinningAnalyzers.Callbacks;
using PinningAnalyzers.Clients;

namespace PinningAnalyzers.Sources;

/// <summary>The names of everything that a rule starts from, taken from the tables of the rooms, and the keywords that say what follows.</summary>
internal static class TlsVocabulary
{
    public static readonly Vocabulary Instance = new(
    [
        ("using", Topics.Directive),
        ("namespace", Topics.Directive),
        ("new", Topics.ImplicitCreation),
        .. ClientCatalogue.Names(),
        .. CallbackMethods.Names,
        .. DecidingProperties.Names,
        .. StreamRole.ServerNames,
        (MetadataNames.PinMethod, Topics.PinCall),
        (MetadataNames.ExcludeMethod, Topics.PinCall),
        (MetadataNames.BuildMethod, Topics.CommonPinCall),
        (MetadataNames.ForHostMethod, Topics.PinCall),
        (MetadataNames.ParseMethod, Topics.CommonPinCall),
        (nameof(MetadataNames.SslPolicyErrors), Topics.PolicyErrors),
        (nameof(MetadataNames.PinPolicy), Topics.PinPolicy),
        (nameof(MetadataNames.PinValidator), Topics.RuntimeLibrary),
        (nameof(MetadataNames.PinValidatorBuilder), Topics.RuntimeLibrary),
        (nameof(MetadataNames.CertificatePin), Topics.RuntimeLibrary),
    ]);
}
