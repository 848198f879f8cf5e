using System;

namespace PinningAnalyzers.Sources;

/// <summary>What the text on either side of a name tells of it: the syntax tree, which is dear to look into for the first time, is then left alone.</summary>
/// <remarks>A no is certain. Where the line begins, or what is read at once, nothing is told, and the answer is yes.</remarks>
internal static class Surroundings
{
    /// <summary>Whether a type that is named after this text may be created there: after <c>new</c>, or as the end of a longer name.</summary>
    public static bool MayCreate(ReadOnlySpan<char> before)
    {
        ReadOnlySpan<char> text = TrimBlanks(before);
        return IsUntold(Last(text)) || EndsWithWord(text, "new");
    }

    /// <summary>Whether <c>new</c> between these texts may create one of some types that it does not name: not where the declaration names another, as in <c>List&lt;int&gt; numbers = new()</c>.</summary>
    public static bool MayCreateUnnamed(ReadOnlySpan<char> before, ReadOnlySpan<char> after, Vocabulary vocabulary, Topics types)
    {
        if (!BeginsWithParenthesis(after))
        {
            return false;
        }

        ReadOnlySpan<char> text = TrimBlanks(before);
        if (Last(text) != '=')
        {
            return true;
        }

        ReadOnlySpan<char> declared = TrimBlanks(text.Slice(0, text.Length - 1));
        ReadOnlySpan<char> beforeName = declared.Slice(0, declared.Length - LastWord(declared).Length);
        ReadOnlySpan<char> type = TrimBlanks(beforeName);
        if (beforeName.Length == declared.Length || type.Length == beforeName.Length)
        {
            return true;
        }

        type = Last(type) == '?' ? type.Slice(0, type.Length - 1) : type;
        if (Last(type) == '>')
        {
            // No client is generic; what is no type either is the arrow of a lambda, or one whose first half is out of sight.
            return type.Length == 1 || type.EndsWith("=>".AsSpan());
        }

        ReadOnlySpan<char> word = LastWord(type);
        return !IsNameOfType(word) || word.Length == type.Length || (vocabulary.TopicsOf(word) & types) != 0;
    }

    /// <summary>Whether a type that is named after this text may get another name there: as the base of a class, which is the first of its bases, or after an alias.</summary>
    public static bool MayDeclare(ReadOnlySpan<char> before) => Last(TrimBlanks(before)) is var last && (IsUntold(last) || last == '=');

    /// <summary>Whether a name for services may stand for them there: not where it is declared, or the name of an attribute, of a namespace of the platform, or of another type that is made.</summary>
    public static bool MayBeValue(ReadOnlySpan<char> before, ReadOnlySpan<char> name, ReadOnlySpan<char> after)
    {
        ReadOnlySpan<char> text = TrimBlanks(before);
        ReadOnlySpan<char> rest = after.TrimStart();
        if (Last(text) is not { } last)
        {
            return true;
        }

        if (last == '[')
        {
            return rest.IsEmpty || rest[0] != ']' || IsIndex(text.Slice(0, text.Length - 1));
        }

        if (rest.StartsWith("=>".AsSpan()))
        {
            // The parameter of a lambda.
            return false;
        }

        bool isDeclared = text.Length < before.Length && (IsNameOfType(LastWord(text)) || EndsWithWord(text, "var"));
        bool isOtherType = EndsWithWord(text, "new") && !ServiceNames.IsCollection(name);
        return !isDeclared && !isOtherType && !text.EndsWith("Runtime.".AsSpan());
    }

    public static bool IsWordPart(char character) => char.IsLetterOrDigit(character) || character == '_';

    /// <summary>Whether a bracket after this text may be that of an index, and not of an attribute, which often begins a line.</summary>
    private static bool IsIndex(ReadOnlySpan<char> before)
    {
        ReadOnlySpan<char> text = TrimBlanks(before);
        return text.IsEmpty || (Last(text) is { } last && (IsWordPart(last) || last is ')' or ']' or '"' or '?' or '!'));
    }

    /// <summary>Whether a parenthesis follows, or what does is out of sight.</summary>
    private static bool BeginsWithParenthesis(ReadOnlySpan<char> after)
    {
        ReadOnlySpan<char> rest = after.TrimStart();
        return rest.IsEmpty || rest[0] == '(';
    }

    /// <summary>Whether the line begins after this character, a comment ends with it, or the name, after a colon or a point, belongs to more than is seen.</summary>
    private static bool IsUntold(char? last) => last is null or '.' or ':' or '@' or '/';

    /// <summary>None where the line, or what is known of it, begins.</summary>
    private static char? Last(ReadOnlySpan<char> text) => text.IsEmpty || text[text.Length - 1] is '\n' or '\r' ? null : text[text.Length - 1];

    private static ReadOnlySpan<char> TrimBlanks(ReadOnlySpan<char> text) => text.TrimEnd(" \t".AsSpan());

    private static bool EndsWithWord(ReadOnlySpan<char> text, string word) => LastWord(text).SequenceEqual(word.AsSpan());

    private static ReadOnlySpan<char> LastWord(ReadOnlySpan<char> text)
    {
        int start = text.Length;
        while (start > 0 && IsWordPart(text[start - 1]))
        {
            start--;
        }

        return text.Slice(start);
    }

    /// <summary>Keywords, after which a value may follow, have small letters.</summary>
    private static bool IsNameOfType(ReadOnlySpan<char> word) => !word.IsEmpty && char.IsUpper(word[0]);
}
