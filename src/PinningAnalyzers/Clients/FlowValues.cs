using System;
using System.Collections.Generic;
using Microsoft.CodeAnalysis.FlowAnalysis;

namespace PinningAnalyzers.Clients;

/// <summary>What locals, parameters and flow captures hold on one path; the keys are their symbols and identifiers. Immutable.</summary>
/// <remarks>They are few, and asked for at every operation: an array is searched sooner than a tree, and copied for less.</remarks>
internal sealed class FlowValues
{
    public static readonly FlowValues Empty = new([]);

    private readonly KeyValuePair<object, FlowValue>[] _held;

    private FlowValues(KeyValuePair<object, FlowValue>[] held) => _held = held;

    public int Count => _held.Length;

    public ReadOnlySpan<KeyValuePair<object, FlowValue>> Held => _held;

    /// <summary>What a symbol holds; null for nothing that matters.</summary>
    public FlowValue? Find(object key)
    {
        int index = IndexOf(key);
        return index < 0 ? null : _held[index].Value;
    }

    /// <summary>The same for a flow capture, without a box made for the question.</summary>
    public FlowValue? Find(CaptureId capture)
    {
        foreach (KeyValuePair<object, FlowValue> held in _held)
        {
            if (held.Key is CaptureId id && id.Equals(capture))
            {
                return held.Value;
            }
        }

        return null;
    }

    public FlowValues With(object key, FlowValue value)
    {
        int index = IndexOf(key);
        if (index >= 0 && _held[index].Value.Equals(value))
        {
            return this;
        }

        var held = new KeyValuePair<object, FlowValue>[index < 0 ? _held.Length + 1 : _held.Length];
        Array.Copy(_held, held, _held.Length);
        held[index < 0 ? _held.Length : index] = new KeyValuePair<object, FlowValue>(key, value);
        return new FlowValues(held);
    }

    public FlowValues Without(object key)
    {
        int index = IndexOf(key);
        if (index < 0)
        {
            return this;
        }

        if (_held.Length == 1)
        {
            return Empty;
        }

        var held = new KeyValuePair<object, FlowValue>[_held.Length - 1];
        Array.Copy(_held, held, index);
        Array.Copy(_held, index + 1, held, index, held.Length - index);
        return new FlowValues(held);
    }

    private int IndexOf(object key)
    {
        for (int i = 0; i < _held.Length; i++)
        {
            object held = _held[i].Key;
            if (ReferenceEquals(held, key) || held.Equals(key))
            {
                return i;
            }
        }

        return -1;
    }
}
