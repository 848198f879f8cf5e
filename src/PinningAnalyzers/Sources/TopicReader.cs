using System;
using Microsoft.CodeAnalysis.Text;

namespace PinningAnalyzers.Sources;

/// <summary>Reads what topics the names in a file touch: comments and strings count, since to tell them apart costs more than they do.</summary>
internal sealed class TopicReader
{
    private const int BlockLength = 8192;

    private static readonly bool[] IsAsciiNamePart = CreateNameParts();

    private readonly Vocabulary _vocabulary;

    private readonly char[] _block;

    private readonly TextTopics _topics = new();

    /// <summary>Between <c>using</c> or <c>namespace</c> and the end of the directive, where the name of a namespace says nothing.</summary>
    private bool _isInDirective;

    private TopicReader(Vocabulary vocabulary, int length)
    {
        _vocabulary = vocabulary;
        _block = new char[length];
    }

    public static TextTopics Read(SourceText text, Vocabulary vocabulary)
    {
        var reader = new TopicReader(vocabulary, Math.Min(BlockLength, text.Length));
        reader.ReadText(text);
        return reader._topics.All == Topics.None ? TextTopics.None : reader._topics;
    }

    private void ReadText(SourceText text)
    {
        int start = 0;
        while (start < text.Length)
        {
            int length = Math.Min(_block.Length, text.Length - start);
            text.CopyTo(start, _block, 0, length);
            bool isLast = start + length == text.Length;
            int read = ReadNames(_block.AsSpan(0, length), start, isLast);

            // A name that goes on is read again from its beginning; one that fills the block is nobody's.
            start += read > 0 ? read : length;
        }
    }

    /// <returns>How far the block is read: up to a name that may go on in the next one.</returns>
    private int ReadNames(ReadOnlySpan<char> block, int blockStart, bool isLast)
    {
        int position = 0;
        while (position < block.Length)
        {
            char first = block[position];
            if (!IsNamePart(first))
            {
                if (_isInDirective && first is ';' or '{' or '(' or '=')
                {
                    _isInDirective = false;
                }

                position++;
                continue;
            }

            int start = position;
            do
            {
                position++;
            }
            while (position < block.Length && IsNamePart(block[position]));

            if (position == block.Length && !isLast)
            {
                return start;
            }

            Topics topics = TopicsOf(block.Slice(start, position - start), block.Slice(position));
            if (topics != Topics.None)
            {
                _topics.Add(new Mention(blockStart + start, topics));
            }
        }

        return position;
    }

    private Topics TopicsOf(ReadOnlySpan<char> name, ReadOnlySpan<char> rest)
    {
        switch (name[name.Length - 1])
        {
            case 'w' when name.Length == 3 && name[0] == 'n' && name[1] == 'e':
                return BeginsWithParenthesis(rest) ? Topics.ImplicitCreation : Topics.None;

            case 'g' when name.SequenceEqual("using".AsSpan()):
            case 'e' when name.SequenceEqual("namespace".AsSpan()):
                _isInDirective = true;
                return Topics.None;

            case 's' when !_isInDirective && name.EndsWith("ervices".AsSpan(), StringComparison.Ordinal):
            case 'n' when name.EndsWith("erviceCollection".AsSpan(), StringComparison.Ordinal):
                return Topics.Services;

            default:
                return _vocabulary.TopicsOf(name);
        }
    }

    /// <summary>Whether a parenthesis follows, or what does is out of sight.</summary>
    private static bool BeginsWithParenthesis(ReadOnlySpan<char> rest)
    {
        ReadOnlySpan<char> trimmed = rest.TrimStart();
        return trimmed.IsEmpty || trimmed[0] == '(';
    }

    private static bool IsNamePart(char character) => character >= IsAsciiNamePart.Length || IsAsciiNamePart[character];

    private static bool[] CreateNameParts()
    {
        var parts = new bool[128];
        for (char character = '\0'; character < parts.Length; character++)
        {
            parts[character] = char.IsLetterOrDigit(character) || character == '_';
        }

        return parts;
    }
}
