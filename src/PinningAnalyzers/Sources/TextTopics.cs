using System.Collections.Generic;

namespace PinningAnalyzers.Sources;

/// <summary>The topics that one text touches, and where.</summary>
internal sealed class TextTopics
{
    public static readonly TextTopics None = new();

    private readonly List<Mention> _mentions = [];

    /// <summary>The places to look at, in the order of the text.</summary>
    public IReadOnlyList<Mention> Mentions => _mentions;

    /// <summary>The topics of the mentions.</summary>
    public Topics Mentioned { get; private set; }

    /// <summary>Those, and the topics of names that stand where there is nothing to look at: the type of a parameter makes nothing.</summary>
    public Topics All { get; private set; }

    public void Add(Mention mention)
    {
        _mentions.Add(mention);
        Mentioned |= mention.Topics;
        All |= mention.Topics;
    }

    public void Touch(Topics topics) => All |= topics;

    /// <summary>Takes back all that was said of some topics.</summary>
    public void Remove(Topics topics)
    {
        if ((Mentioned & topics) != Topics.None)
        {
            _mentions.RemoveAll(mention => (mention.Topics & ~topics) == Topics.None);
            Mentioned &= ~topics;
        }

        All &= ~topics;
    }
}
