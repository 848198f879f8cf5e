using System;
using System.Collections.Generic;
using System.Globalization;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace CertificatePinning;

/// <summary>
/// The pins of a server's certificates with their subjects, leaf first: copied, because the certificates are gone when the
/// callback has returned.
/// </summary>
internal sealed class PeerPins
{
    private const int MaxTextLength = 300;

    private readonly List<CertificatePin> _pins = [];
    private readonly List<string> _subjects = [];

    /// <summary>The pins of the verified chain; of the leaf alone where there is none.</summary>
    public IReadOnlyList<CertificatePin> Pins => _pins.AsReadOnly();

    /// <summary>The subjects, one for each pin, fit to be logged.</summary>
    public IReadOnlyList<string> Subjects => _subjects;

    /// <summary>Copies what the handshake showed.</summary>
    public static PeerPins Of(Handshake handshake)
    {
        PeerPins peer = new();
        if (handshake.Certificate is not { } leaf)
        {
            return peer;
        }

        peer.Add(leaf);
        if (handshake.Errors == SslPolicyErrors.None)
        {
            using VerifiedChain chain = VerifiedChain.Of(leaf, handshake.Chain);
            for (int i = 1; i < chain.Count; i++)
            {
                peer.Add(chain[i]);
            }
        }

        return peer;
    }

    private void Add(X509Certificate certificate)
    {
        if (SubjectPublicKeyInfo.TryLocate(SubjectPublicKeyInfo.RawData(certificate), out ArraySegment<byte> key))
        {
            _pins.Add(CertificatePin.OfKey(key));
            _subjects.Add(Printable(certificate.Subject));
        }
    }

    /// <summary>
    /// The text without line breaks, other controls and marks that turn the direction of writing, cut to a length that a log
    /// can bear: a subject is written by whoever made the certificate.
    /// </summary>
    internal static string Printable(string text)
    {
        StringBuilder printable = new();
        for (int i = 0; i < text.Length && i < MaxTextLength; i++)
        {
            printable.Append(IsPrintable(text[i]) ? text[i] : '?');
        }

        return (text.Length > MaxTextLength ? printable.Append('…') : printable).ToString();
    }

    private static bool IsPrintable(char c) =>
        char.GetUnicodeCategory(c) is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator);
}
