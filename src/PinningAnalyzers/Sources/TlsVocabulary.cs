using PinningAnalyzers.Callbacks;
using PinningAnalyzers.Clients;

namespace PinningAnalyzers.Sources;

/// <summary>The names of everything that a rule reports or starts from, taken from the tables of the rooms.</summary>
internal static class TlsVocabulary
{
    public static readonly Vocabulary Instance = new(
    [
        .. ClientCatalogue.Names(),
        .. CallbackMethods.Names,
        .. DecidingProperties.Names,
        (MetadataNames.PinMethod, Topics.PinCall),
        (MetadataNames.ExcludeMethod, Topics.PinCall),
        (MetadataNames.BuildMethod, Topics.PinCall),
        (MetadataNames.ForHostMethod, Topics.PinCall),
        (MetadataNames.ParseMethod, Topics.PinCall),
        (nameof(MetadataNames.PinPolicy), Topics.PinPolicy),
        (nameof(MetadataNames.PinValidator), Topics.RuntimeLibrary),
    ]);
}
