using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace PinningAnalyzers.Callbacks;

/// <summary>The verdict about one callback, with what its message says and the places that decide.</summary>
internal sealed class Verdict
{
    public static readonly Verdict Silent = new(VerdictKind.Silent, string.Empty, ImmutableArray<Location>.Empty);

    public Verdict(VerdictKind kind, string detail, ImmutableArray<Location> decidingPlaces)
        : this(kind, detail, decidingPlaces, ImmutableArray<IOperation>.Empty)
    {
    }

    private Verdict(VerdictKind kind, string detail, ImmutableArray<Location> decidingPlaces, ImmutableArray<IOperation> decidingFlags)
    {
        Kind = kind;
        Detail = detail;
        DecidingPlaces = decidingPlaces;
        DecidingFlags = decidingFlags;
    }

    public VerdictKind Kind { get; }

    /// <summary>What the message names: the errors let in, the identity compared, or why the chain cannot be trusted.</summary>
    public string Detail { get; }

    public ImmutableArray<Location> DecidingPlaces { get; }

    /// <summary>What the callback assigns to the <c>VerificationFlags</c> of policies, where nothing then compares a key of the chain.</summary>
    public ImmutableArray<IOperation> DecidingFlags { get; }

    public Verdict With(ImmutableArray<IOperation> decidingFlags) => decidingFlags.IsEmpty ? this : new Verdict(Kind, Detail, DecidingPlaces, decidingFlags);

    /// <summary>The same of a method that another may stand in for: what it lets in says nothing.</summary>
    public Verdict WithoutKind() => Silent.With(DecidingFlags);
}
