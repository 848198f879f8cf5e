using System.Collections.Generic;

namespace PinningAnalyzers.Sources;

/// <summary>The topics that one text touches, and where.</summary>
internal sealed class TextTopics
{
    public static readonly TextTopics None = new();

    private readonly List<Mention> _mentions = [];

    /// <summary>In the order of the text.</summary>
    public IReadOnlyList<Mention> Mentions => _mentions;

    public Topics All { get; private set; }

    public void Add(Mention mention)
    {
        _mentions.Add(mention);
        All |= mention.Topics;
    }
}
