using System;
using Microsoft.CodeAnalysis;

namespace PinningAnalyzers;

/// <summary>What one compilation knows of TLS and of the runtime library, resolved once.</summary>
internal sealed class PinningSymbols
{
    private readonly Lazy<bool> _hasRuntimeLibrary;

    private PinningSymbols(Compilation compilation)
    {
        Compilation = compilation;
        _hasRuntimeLibrary = new Lazy<bool>(() => Knows(compilation, MetadataNames.PinValidator));
    }

    public Compilation Compilation { get; }

    /// <summary>Whether the runtime library can be named here: without it no fix is offered.</summary>
    public bool HasRuntimeLibrary => _hasRuntimeLibrary.Value;

    /// <summary>Null where the compilation knows no type that a TLS client could be made of: then no rule registers.</summary>
    public static PinningSymbols? TryCreate(Compilation compilation)
    {
        foreach (string name in MetadataNames.TlsGate)
        {
            if (Knows(compilation, name))
            {
                return new PinningSymbols(compilation);
            }
        }

        return null;
    }

    private static bool Knows(Compilation compilation, string fullName) => !compilation.GetTypesByMetadataName(fullName).IsEmpty;
}
