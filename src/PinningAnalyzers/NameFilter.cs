using System.Collections.Generic;

namespace PinningAnalyzers;

/// <summary>Tells nearly every name that a set does not have by its length and last letter, where a hash would have to read it whole.</summary>
internal sealed class NameFilter
{
    private const int Slots = 64;

    /// <summary>By the length of a name, the last letters that names of this length have: one bit a letter.</summary>
    private readonly ulong[] _lastLetters = new ulong[Slots];

    public NameFilter(IEnumerable<string> names)
    {
        foreach (string name in names)
        {
            _lastLetters[name.Length % Slots] |= Bit(name);
        }
    }

    /// <summary>False where the set has no such name; true where it may.</summary>
    public bool MayContain(string name) => name.Length > 0 && (_lastLetters[name.Length % Slots] & Bit(name)) != 0;

    private static ulong Bit(string name) => 1UL << (name[name.Length - 1] % Slots);
}
