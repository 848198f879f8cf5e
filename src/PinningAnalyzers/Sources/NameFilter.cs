using System;
using System.Collections.Generic;

namespace PinningAnalyzers.Sources;

/// <summary>Tells nearly every name that a set does not have by its length and its outer letters, where a hash would have to read it whole.</summary>
internal sealed class NameFilter
{
    private const int Slots = 64;

    /// <summary>By the length of a name, the first letters that names of this length have: one bit a letter.</summary>
    private readonly ulong[] _firstLetters = new ulong[Slots];

    private readonly ulong[] _lastLetters = new ulong[Slots];

    public NameFilter(IEnumerable<string> names)
    {
        foreach (string name in names)
        {
            _firstLetters[name.Length % Slots] |= Bit(name[0]);
            _lastLetters[name.Length % Slots] |= Bit(name[name.Length - 1]);
        }
    }

    /// <summary>False where the set has no such name; true where it may.</summary>
    public bool MayContain(string name) => name.Length > 0 && MayContain(name.AsSpan());

    /// <param name="name">Not empty.</param>
    public bool MayContain(ReadOnlySpan<char> name)
    {
        int slot = name.Length % Slots;
        return (_lastLetters[slot] & Bit(name[name.Length - 1])) != 0 && (_firstLetters[slot] & Bit(name[0])) != 0;
    }

    private static ulong Bit(char letter) => 1UL << (letter % Slots);
}
