using System;

namespace PinningAnalyzers.Pins;

/// <summary>Tells texts that were left for somebody to replace from pins, and from pins with a mistake.</summary>
internal static class PlaceholderPins
{
    /// <summary>Digests that no key has: SHA-256 of nothing is what a failed command hashes.</summary>
    private static readonly byte[] DigestOfNothing = Convert.FromBase64String("47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=");

    private static readonly string[] Words = ["TODO", "REPLACE", "CHANGE", "YOUR", "PLACEHOLDER", "FIXME", "TBD", "DUMMY", "INSERT"];

    /// <summary>Whether a pin's 32 bytes are all the same, or all its characters are, or it is the SHA-256 of nothing.</summary>
    public static bool IsPlaceholder(byte[] digest)
    {
        string text = Convert.ToBase64String(digest).TrimEnd('=');
        return Array.TrueForAll(digest, value => value == digest[0])
            || text.Trim(text[0]).Length == 0
            || digest.AsSpan().SequenceEqual(DigestOfNothing);
    }

    /// <summary>Whether a text that is no pin holds a word that asks to be replaced, or stands in angle brackets.</summary>
    public static bool IsPlaceholder(string text)
    {
        int open = text.IndexOf('<');
        if (open >= 0 && text.IndexOf('>', open) > open)
        {
            return true;
        }

        for (int start = 0; start < text.Length; start++)
        {
            if (IsWordStart(text, start) && (StartsWithWord(text, start) || IsRunOfX(text, start)))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Words begin behind anything but a letter, or with a capital behind a small letter: "exchange" says nothing of a change.</summary>
    private static bool IsWordStart(string text, int index) =>
        char.IsLetter(text[index])
        && (index == 0 || !char.IsLetter(text[index - 1]) || (char.IsUpper(text[index]) && char.IsLower(text[index - 1])));

    private static bool StartsWithWord(string text, int start)
    {
        foreach (string word in Words)
        {
            if (string.Compare(text, start, word, 0, word.Length, StringComparison.OrdinalIgnoreCase) == 0)
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsRunOfX(string text, int start)
    {
        int end = start;
        while (end < text.Length && text[end] is 'x' or 'X')
        {
            end++;
        }

        return end - start >= 3 && (end == text.Length || !char.IsLetterOrDigit(text[end]));
    }
}
