using System;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;
using PinningAnalyzers.Sources;

namespace PinningAnalyzers;

/// <summary>What one compilation knows of TLS and of the runtime library, resolved once.</summary>
internal sealed class PinningSymbols
{
    private readonly Lazy<FileTopics> _files;

    private PinningSymbols(Compilation compilation, Func<SourceText, TextTopics> read)
    {
        _files = new Lazy<FileTopics>(() => FileTopics.Of(compilation, read));
        Compilation = compilation;
    }

    public Compilation Compilation { get; }

    /// <summary>What its files are about.</summary>
    public FileTopics Files => _files.Value;

    /// <summary>Whether code here can call the runtime library, seen without a look into the references: it is referenced by name, or its sources were copied.</summary>
    public bool CanCallRuntimeLibrary =>
        Compilation.IsReferenced("CertificatePinning")
        || (Files.TouchAny(Topics.RuntimeLibrary) && Compilation.Assembly.GetTypeByMetadataName(MetadataNames.PinValidator) is not null);

    /// <summary>Null where the compilation knows no type that a TLS client could be made of: then no rule registers.</summary>
    /// <param name="read">Asks Roslyn for the topics of a text, by <see cref="FileTopics.Provider"/>.</param>
    public static PinningSymbols? TryCreate(Compilation compilation, Func<SourceText, TextTopics> read) =>
        IsHomeReferenced(compilation) || IsAnyGateKnown(compilation) ? new PinningSymbols(compilation, read) : null;

    /// <summary>The usual answer, from the names of the references alone: to look a type up in all of them costs a millisecond, and every rule asks.</summary>
    private static bool IsHomeReferenced(Compilation compilation) => compilation.IsReferenced("System.Net.Http", "System", "netstandard", "System.Net.Primitives");

    /// <summary>Types count whatever assembly they come from: stand-ins and sources, too.</summary>
    private static bool IsAnyGateKnown(Compilation compilation) => MetadataNames.TlsGate.Any(name => Knows(compilation, name));

    private static bool Knows(Compilation compilation, string fullName) => !compilation.GetTypesByMetadataName(fullName).IsEmpty;
}
