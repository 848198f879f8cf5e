using System;

namespace CertificatePinning;

/// <summary>
/// Reads one run of DER values forward (X.690): definite lengths in their shortest form and one-byte tags only, which is all
/// that the head of a certificate holds. Every read is checked against the run's end.
/// </summary>
internal struct DerReader
{
    // 16 MiB in one value: more than any certificate, and far from overflowing an int.
    private const int MaxLengthBytes = 3;

    private readonly byte[] _data;
    private readonly int _end;
    private int _position;

    public DerReader(ArraySegment<byte> data)
    {
        _data = data.Array!;
        _position = data.Offset;
        _end = data.Offset + data.Count;
    }

    /// <summary>Whether everything was read.</summary>
    public readonly bool IsAtEnd => _position == _end;

    /// <summary>Whether the next value has this tag.</summary>
    public readonly bool IsNext(byte tag) => _position < _end && _data[_position] == tag;

    /// <summary>Reads the next value, if it has this tag and ends inside the run.</summary>
    /// <param name="tag">The tag to expect.</param>
    /// <param name="value">The whole value, tag and length included.</param>
    /// <param name="content">A reader of what is inside it.</param>
    public bool TryRead(byte tag, out ArraySegment<byte> value, out DerReader content)
    {
        value = default;
        content = default;
        int position = _position + 1;
        if (!IsNext(tag) || !TryReadLength(ref position, out int length) || length > _end - position)
        {
            return false;
        }

        value = new ArraySegment<byte>(_data, _position, position + length - _position);
        content = new DerReader(new ArraySegment<byte>(_data, position, length));
        _position = position + length;
        return true;
    }

    /// <summary>Reads over the next value, if it has this tag and ends inside the run.</summary>
    public bool TrySkip(byte tag) => TryRead(tag, out _, out _);

    private readonly bool TryReadLength(ref int position, out int length)
    {
        length = 0;
        if (position >= _end)
        {
            return false;
        }

        int first = _data[position++];
        if (first < 0x80)
        {
            length = first;
            return true;
        }

        int count = first & 0x7f;
        if (count is 0 or > MaxLengthBytes || count > _end - position)
        {
            return false;
        }

        for (int i = 0; i < count; i++)
        {
            length = (length << 8) | _data[position++];
        }

        // The shortest form: no leading zero, no long form where the short one would do.
        return length >= 0x80 && length >> (8 * (count - 1)) != 0;
    }
}
