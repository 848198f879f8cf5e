using System;

namespace CertificatePinning.Tests.Certificates;

/// <summary>Writes DER by hand, well-formed or not.</summary>
internal static class Asn1
{
    public const byte Sequence = 0x30;
    public const byte Integer = 0x02;

    public static byte[] Value(byte tag, params byte[][] content)
    {
        byte[] joined = Join(content);
        return Join([tag], Length(joined.Length), joined);
    }

    public static byte[] Length(int length) =>
        length < 0x80 ? [(byte)length]
        : length < 0x100 ? [0x81, (byte)length]
        : length < 0x10000 ? [0x82, (byte)(length >> 8), (byte)length]
        : [0x83, (byte)(length >> 16), (byte)(length >> 8), (byte)length];

    public static byte[] Join(params byte[][] parts)
    {
        int length = 0;
        foreach (byte[] part in parts)
        {
            length += part.Length;
        }

        byte[] joined = new byte[length];
        int position = 0;
        foreach (byte[] part in parts)
        {
            Buffer.BlockCopy(part, 0, joined, position, part.Length);
            position += part.Length;
        }

        return joined;
    }

    /// <summary>The skeleton of a certificate: everything empty but what is given.</summary>
    public static byte[] Certificate(byte[] key, byte[]? version = null, byte[]? rest = null) =>
        Value(Sequence, Value(Sequence, version ?? [], Value(Integer, [1]), Value(Sequence), Value(Sequence), Value(Sequence), Value(Sequence), key, rest ?? []), Value(Sequence), Value(0x03, [0]));
}
