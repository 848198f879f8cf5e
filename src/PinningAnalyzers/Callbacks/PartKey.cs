using System;

namespace PinningAnalyzers.Callbacks;

/// <summary>Names what is read from a value of which nothing is known: a member of it, its length, what an operator makes of it.</summary>
/// <remarks>Such a value may be read from another one in turn. The hash is kept, since to make it anew takes a walk through all of them.</remarks>
internal sealed class PartKey : IEquatable<PartKey>
{
    private readonly object _whole;
    private readonly string _part;
    private readonly int _hash;

    /// <param name="whole">The key of the value that it is read from.</param>
    /// <param name="part">The name of what is read.</param>
    public PartKey(object whole, string part)
    {
        _whole = whole;
        _part = part;
        _hash = (whole.GetHashCode() * 31) + StringComparer.Ordinal.GetHashCode(part);
        Nesting = 1 + ((whole as PartKey)?.Nesting ?? 0);
    }

    /// <summary>How many values are read one from the other.</summary>
    public int Nesting { get; }

    public bool Equals(PartKey? other) => other is not null && (ReferenceEquals(this, other) || (_hash == other._hash && _part == other._part && _whole.Equals(other._whole)));

    public override bool Equals(object? obj) => Equals(obj as PartKey);

    public override int GetHashCode() => _hash;
}
