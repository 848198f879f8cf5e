using System;
using Microsoft.CodeAnalysis.Text;

namespace PinningAnalyzers.Sources;

/// <summary>Reads what topics the names in a file touch: comments and strings count, since to tell them apart costs more than they do.</summary>
internal sealed class TopicReader
{
    private const int BlockLength = 8192;

    private const int CharacterMask = 0xFF;

    private static readonly bool[] IsNamePart = CreateNameParts();

    private readonly Vocabulary _vocabulary;

    private readonly char[] _block;

    private readonly TextTopics _topics = new();

    /// <summary>Between <c>using</c> or <c>namespace</c> and the end of the directive or of its line, where the name of a namespace says nothing.</summary>
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
        return reader.Settle();
    }

    /// <summary>A method whose name many others have is one that a platform calls only beside a type that says so.</summary>
    private TextTopics Settle()
    {
        if ((_topics.All & Topics.CallbackType) == 0)
        {
            _topics.Remove(Topics.CommonCallbackMethod);
        }

        _topics.Remove(Topics.CallbackType);
        return _topics.All == Topics.None ? TextTopics.None : _topics;
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
        bool[] isNamePart = IsNamePart;
        int position = 0;
        while (position < block.Length)
        {
            char first = block[position++];
            if (!isNamePart[first & CharacterMask])
            {
                _isInDirective &= first is not (';' or '{' or '(' or '=' or '\n' or '\r');
                continue;
            }

            int start = position - 1;
            while (position < block.Length && isNamePart[block[position] & CharacterMask])
            {
                position++;
            }

            if (position == block.Length && !isLast)
            {
                return start;
            }

            ReadOnlySpan<char> name = block.Slice(start, position - start);
            if (_vocabulary.MayContain(name) || ServiceNames.MayBeServices(name))
            {
                Read(name, blockStart + start, block.Slice(0, start), block.Slice(position));
            }
        }

        return position;
    }

    private void Read(ReadOnlySpan<char> name, int position, ReadOnlySpan<char> before, ReadOnlySpan<char> rest)
    {
        Topics topics = _vocabulary.TopicsOf(name);
        if (topics == Topics.Directive)
        {
            _isInDirective = true;
            return;
        }

        if (topics == Topics.ImplicitCreation && !Surroundings.MayCreateUnnamed(before, rest, _vocabulary, DeclarationReader.Types))
        {
            return;
        }

        if ((_isInDirective ? ServiceNames.IsCollection(name) : ServiceNames.IsServices(name)) && Surroundings.MayBeValue(before, name, rest))
        {
            topics |= Topics.Services;
        }

        if ((topics & DeclarationReader.Types) != Topics.None && (_isInDirective || Surroundings.MayDeclare(before)))
        {
            _topics.Touch(Topics.Declaration);
        }

        // What is only touched has no place worth a look: types are looked for where they may be created.
        _topics.Touch(topics);
        Topics asked = topics & ~(Surroundings.MayCreate(before) ? Topics.CallbackType : Topics.CallbackType | Topics.Created);
        if (asked != Topics.None)
        {
            _topics.Add(new Mention(position, asked));
        }
    }

    /// <summary>Of characters beyond ASCII the lower half counts: to take one for a letter too many or too few costs no name of the vocabulary.</summary>
    private static bool[] CreateNameParts()
    {
        var parts = new bool[CharacterMask + 1];
        for (char character = '\0'; character < parts.Length; character++)
        {
            parts[character] = Surroundings.IsWordPart(character);
        }

        return parts;
    }
}
