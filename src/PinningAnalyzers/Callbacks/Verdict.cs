using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace PinningAnalyzers.Callbacks;

/// <summary>The verdict about one callback, with what its message says and the places that decide.</summary>
internal sealed class Verdict
{
    public static readonly Verdict Silent = new(VerdictKind.Silent, string.Empty, ImmutableArray<Location>.Empty);

    public Verdict(VerdictKind kind, string detail, ImmutableArray<Location> decidingPlaces)
    {
        Kind = kind;
        Detail = detail;
        DecidingPlaces = decidingPlaces;
    }

    public VerdictKind Kind { get; }

    /// <summary>What the message names: the errors let in, the identity compared, or why the chain cannot be trusted.</summary>
    public string Detail { get; }

    public ImmutableArray<Location> DecidingPlaces { get; }
}
