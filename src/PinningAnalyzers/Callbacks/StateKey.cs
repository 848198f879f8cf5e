using System;
using Microsoft.CodeAnalysis;

namespace PinningAnalyzers.Callbacks;

/// <summary>Names a place that holds a value: a local or parameter, a member of an object, a temporary of the flow graph.</summary>
internal readonly struct StateKey : IEquatable<StateKey>
{
    private readonly object _what;
    private readonly int _owner;

    /// <param name="what">A symbol, a name, or the number of a temporary.</param>
    /// <param name="owner">The object or frame that it belongs to; 0 for locals, parameters and static members.</param>
    public StateKey(object what, int owner)
    {
        _what = what;
        _owner = owner;
    }

    public int Owner => _owner;

    /// <summary>Whether a path that has not written here has something here all the same.</summary>
    public bool HasInitialValue => _what is IFieldSymbol or IPropertySymbol or string;

    public bool Equals(StateKey other) =>
        _owner == other._owner
        && (_what is ISymbol symbol ? SymbolEqualityComparer.Default.Equals(symbol, other._what as ISymbol) : _what.Equals(other._what));

    public override bool Equals(object? obj) => obj is StateKey other && Equals(other);

    public override int GetHashCode() =>
        (_what is ISymbol symbol ? SymbolEqualityComparer.Default.GetHashCode(symbol) : _what.GetHashCode()) * 31 + _owner;
}
