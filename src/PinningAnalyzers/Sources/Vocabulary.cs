using System;
using System.Collections.Generic;
using System.Linq;

namespace PinningAnalyzers.Sources;

/// <summary>The names that rules wait for, each with its topic.</summary>
internal sealed class Vocabulary
{
    private const int Buckets = 256;

    private readonly NameFilter _filter;

    private readonly List<(string Name, Topics Topic)>?[] _buckets = new List<(string, Topics)>?[Buckets];

    public Vocabulary(IReadOnlyCollection<(string Name, Topics Topic)> names)
    {
        _filter = new NameFilter(names.Select(entry => entry.Name));
        foreach ((string name, Topics topic) in names)
        {
            (_buckets[BucketOf(name.AsSpan())] ??= []).Add((name, topic));
        }
    }

    /// <summary>False where a name has no topic; true where it may have.</summary>
    public bool MayContain(ReadOnlySpan<char> name) => _filter.MayContain(name);

    /// <summary>The topics of a name: all of them, where several rules wait for it.</summary>
    public Topics TopicsOf(ReadOnlySpan<char> name)
    {
        var topics = Topics.None;
        if (_filter.MayContain(name) && _buckets[BucketOf(name)] is { } bucket)
        {
            foreach ((string known, Topics topic) in bucket)
            {
                topics |= name.SequenceEqual(known.AsSpan()) ? topic : Topics.None;
            }
        }

        return topics;
    }

    private static int BucketOf(ReadOnlySpan<char> name) => ((name.Length * 31) + (name[0] * 7) + (name[name.Length / 2] * 3) + name[name.Length - 1]) % Buckets;
}
