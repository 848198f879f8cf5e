using System;
using Microsoft.CodeAnalysis;

namespace PinningAnalyzers.Clients;

/// <summary>What an expression holds, as far as it matters to the client followed; no value stands for everything else.</summary>
internal sealed class FlowValue : IEquatable<FlowValue>
{
    public static readonly FlowValue Null = new(null, null, null);

    private readonly FlowValue?[]? _items;

    private FlowValue(string? path, IOperation? made, FlowValue?[]? items, bool isAround = false)
    {
        Path = path;
        Made = made;
        _items = items;
        IsAround = isAround;
    }

    public bool IsNull => Path is null && Made is null && _items is null && !IsAround;

    /// <summary>Where in the client followed: empty for itself, <c>SslOptions</c> for the options it holds.</summary>
    public string? Path { get; }

    /// <summary>The creation of settings that may be given to a client.</summary>
    public IOperation? Made { get; }

    /// <summary>Whether it is a handler around the client, which gives it back as its <c>InnerHandler</c>.</summary>
    public bool IsAround { get; }

    /// <summary>Whether it is the client, something in it, or a handler around it.</summary>
    public bool IsTracked => Path is not null || IsAround;

    /// <summary>The client followed, or something in it.</summary>
    public static FlowValue Tracked(string path) => new(path, null, null);

    public static FlowValue Creation(IOperation made) => new(null, made, null);

    public static FlowValue Around(IOperation? made) => new(null, made, null, isAround: true);

    public static FlowValue Tuple(FlowValue?[] items) => new(null, null, items);

    /// <summary>The element of a tuple.</summary>
    public FlowValue? Item(int index) => _items is not null && index >= 0 && index < _items.Length ? _items[index] : null;

    /// <summary>Whether the client followed is in it.</summary>
    public bool HoldsClient => Path is not null || (_items is not null && Array.Exists(_items, item => item?.HoldsClient == true));

    public bool Equals(FlowValue? other)
    {
        if (other is null || Path != other.Path || IsAround != other.IsAround || !ReferenceEquals(Made, other.Made) || _items?.Length != other._items?.Length)
        {
            return false;
        }

        for (int i = 0; i < (_items?.Length ?? 0); i++)
        {
            if (!Equals(_items![i], other._items![i]))
            {
                return false;
            }
        }

        return true;
    }

    public override bool Equals(object? obj) => Equals(obj as FlowValue);

    public override int GetHashCode() => (Path?.GetHashCode() ?? 0) ^ (Made?.GetHashCode() ?? 0) ^ (_items?.Length ?? 0);
}
