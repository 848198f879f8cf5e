using System;

namespace CertificatePinning;

/// <summary>
/// The grammar of a pin: <c>sha256/</c> or <c>cert-sha256/</c>, in lower case, then canonical base64 of exactly 32 bytes.
/// Notations of other libraries are recognised only to say how to write them here. This file is compiled into the analyzers
/// too, so that the build and the program cannot disagree.
/// </summary>
internal static class PinGrammar
{
    /// <summary>The length of a SHA-256 digest.</summary>
    public const int DigestLength = 32;

    /// <summary>In front of the digest of a public key (SubjectPublicKeyInfo).</summary>
    public const string KeyPrefix = "sha256/";

    /// <summary>In front of the digest of a whole certificate.</summary>
    public const string CertificatePrefix = "cert-sha256/";

    private const string Base64Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

    private static readonly string[] OtherDigests = ["md5", "sha1", "sha-1", "sha224", "sha-224", "sha384", "sha-384", "sha512", "sha-512"];

    /// <summary>Reads a text as a pin.</summary>
    public static PinText Read(string? text)
    {
        if (text is null || text.Trim().Length == 0)
        {
            return PinText.Invalid(PinDefect.Empty, "it is empty; write 'sha256/' and the base64 digest of the server's public key");
        }

        string trimmed = text.Trim();
        PinText pin = ReadTrimmed(trimmed);
        return trimmed.Length == text.Length || !pin.IsValid
            ? pin
            : PinText.Invalid(PinDefect.WhiteSpace, $"it has white space around it; write '{trimmed}'", trimmed);
    }

    private static PinText ReadTrimmed(string text)
    {
        // The HPKP header ends each directive with a semicolon; one at the end separates nothing.
        if (text.TrimEnd(';').IndexOfAny([';', ',']) >= 0)
        {
            return PinText.Invalid(PinDefect.SeveralPins, "it holds several pins or directives; write each pin as a text of its own");
        }

        if (text.StartsWith(KeyPrefix, StringComparison.Ordinal))
        {
            // One digest in 64 starts with a slash itself; only curl's notation has one slash more than the digest needs.
            PinText pin = ReadDigest(text.Substring(KeyPrefix.Length), KeyPrefix);
            return pin.IsValid || !text.StartsWith(KeyPrefix + "/", StringComparison.Ordinal) ? pin : ReadOtherNotation(text);
        }

        return text.StartsWith(CertificatePrefix, StringComparison.Ordinal)
            ? ReadDigest(text.Substring(CertificatePrefix.Length), CertificatePrefix)
            : ReadOtherNotation(text);
    }

    private static PinText ReadDigest(string digest, string prefix)
    {
        if (DecodeHex(digest) is { Length: DigestLength } hex)
        {
            string suggestion = prefix + Convert.ToBase64String(hex);
            return PinText.Invalid(PinDefect.HexNotation, $"the digest is in hexadecimal and must be in base64; write '{suggestion}'", suggestion);
        }

        for (int i = 0; i < digest.Length; i++)
        {
            char c = digest[i];
            if (Base64Alphabet.IndexOf(c) < 0 && !(c == '=' && IsPadding(digest, i)))
            {
                return UnexpectedCharacter(digest, prefix, c);
            }
        }

        if (digest.Length % 4 != 0)
        {
            return CutOff(digest, prefix);
        }

        byte[] bytes = Convert.FromBase64String(digest);
        if (bytes.Length != DigestLength)
        {
            return WrongLength(bytes.Length);
        }

        // Convert ignores the bits behind the last byte: without this, several texts would be the same pin.
        return Convert.ToBase64String(bytes) == digest
            ? PinText.Valid(prefix == CertificatePrefix, bytes)
            : PinText.Invalid(PinDefect.NotCanonical, "its last character before '=' sets bits that belong to no byte, which no encoder does: it was mistyped or cut; copy the pin again");
    }

    private static PinText UnexpectedCharacter(string digest, string prefix, char c)
    {
        if (char.IsWhiteSpace(c))
        {
            return PinText.Invalid(PinDefect.WhiteSpace, "it has white space inside; write it without", IfValid(prefix, WithoutWhiteSpace(digest)));
        }

        if (c is '-' or '_' && IfValid(prefix, digest.Replace('-', '+').Replace('_', '/')) is { } suggestion)
        {
            return PinText.Invalid(PinDefect.UrlSafeBase64, $"it is in the URL-safe base64 alphabet; write '{suggestion}'", suggestion);
        }

        return PinText.Invalid(PinDefect.NotBase64, c == '='
            ? "'=' stands where base64 has none; it may only end the pin"
            : $"the character '{c}' is not of the base64 alphabet; a pin is '{prefix}' and 44 base64 characters");
    }

    private static PinText CutOff(string digest, string prefix) =>
        digest.IndexOf('=') < 0 && IfValid(prefix, digest + "=") is { } suggestion
            ? PinText.Invalid(PinDefect.MissingPadding, $"its final '=' is missing; write '{suggestion}'", suggestion)
            : WrongLength(digest.TrimEnd('=').Length * 3 / 4);

    private static PinText WrongLength(int bytes) =>
        PinText.Invalid(PinDefect.WrongLength, bytes switch
        {
            0 => "no digest follows the prefix; a SHA-256 digest is 44 base64 characters",
            20 => "it is 20 bytes, a SHA-1 digest; only SHA-256 is safe: compute the pin anew with SHA-256",
            _ => $"it is {bytes} bytes and a SHA-256 digest is {DigestLength}: it was cut, or is no SHA-256 digest; copy the pin again",
        });

    private static PinText ReadOtherNotation(string text)
    {
        if (text.IndexOf("-----BEGIN", StringComparison.Ordinal) >= 0)
        {
            return PinText.Invalid(PinDefect.PemText, "it is a certificate or key in PEM; a pin is its SHA-256 digest: use what CertificatePin.FromCertificate returns");
        }

        return ReadHpkp(text)
            ?? ReadCurl(text)
            ?? ReadPrefixSpelling(text)
            ?? ReadOtherDigest(text)
            ?? ReadFingerprint(text)
            ?? ReadBareDigest(text)
            ?? PinText.Invalid(PinDefect.UnknownNotation, "it starts with neither 'sha256/' nor 'cert-sha256/', in lower case; write 'sha256/' and the base64 digest of the server's public key");
    }

    private static PinText? ReadHpkp(string text)
    {
        const string Directive = "pin-sha256=";
        if (!StartsWith(text, Directive))
        {
            return null;
        }

        string? suggestion = IfValid(KeyPrefix, text.Substring(Directive.Length).TrimEnd(';', ' ').Trim('"'));
        return PinText.Invalid(PinDefect.HpkpNotation, "it is written as in the HPKP header; write " + (suggestion is null ? "'sha256/' and what stands between the quotes" : $"'{suggestion}'"), suggestion);
    }

    private static PinText? ReadCurl(string text)
    {
        const string Prefix = "sha256//";
        if (!StartsWith(text, Prefix))
        {
            return null;
        }

        string? suggestion = IfValid(KeyPrefix, text.Substring(Prefix.Length));
        return PinText.Invalid(PinDefect.CurlNotation, "it is written as curl writes it, with two slashes; write " + (suggestion is null ? "'sha256/' with one" : $"'{suggestion}'"), suggestion);
    }

    private static PinText? ReadPrefixSpelling(string text)
    {
        foreach (string spelling in new[] { KeyPrefix, "sha-256/", CertificatePrefix, "cert-sha-256/" })
        {
            if (StartsWith(text, spelling))
            {
                string prefix = spelling[0] == 'c' ? CertificatePrefix : KeyPrefix;
                return PinText.Invalid(PinDefect.PrefixSpelling, $"its prefix must be '{prefix}', in lower case", IfValid(prefix, text.Substring(spelling.Length)));
            }
        }

        return null;
    }

    private static PinText? ReadOtherDigest(string text)
    {
        foreach (string name in OtherDigests)
        {
            if (StartsWith(text, name + "/") || StartsWith(text, "cert-" + name + "/"))
            {
                return PinText.Invalid(PinDefect.OtherDigest, $"{name.ToUpperInvariant()} is not supported; compute the pin anew with SHA-256");
            }
        }

        return null;
    }

    private static PinText? ReadFingerprint(string text)
    {
        // As "openssl x509 -fingerprint -sha256" prints it: "sha256 Fingerprint=AB:CD:…".
        int label = text.IndexOf("fingerprint=", StringComparison.OrdinalIgnoreCase);
        byte[]? bytes = DecodeHex(label < 0 ? text : text.Substring(label + "fingerprint=".Length));
        switch (bytes?.Length)
        {
            case DigestLength:
                string suggestion = CertificatePrefix + Convert.ToBase64String(bytes);
                return PinText.Invalid(PinDefect.HexNotation, $"it is a certificate's fingerprint in hexadecimal; write '{suggestion}'", suggestion);

            case 16 or 20 or 48 or 64:
                return PinText.Invalid(PinDefect.OtherDigest, $"it is {bytes.Length} bytes in hexadecimal, which is no SHA-256 fingerprint; compute the pin anew with SHA-256");

            default:
                return null;
        }
    }

    private static PinText? ReadBareDigest(string text) =>
        IfValid(KeyPrefix, text) is null
            ? null
            : PinText.Invalid(PinDefect.MissingPrefix, "its prefix is missing; write 'sha256/' in front of the digest of a public key, 'cert-sha256/' in front of that of a whole certificate");

    private static string? IfValid(string prefix, string digest) => ReadDigest(digest, prefix).IsValid ? prefix + digest : null;

    private static bool IsPadding(string digest, int index)
    {
        for (int i = index; i < digest.Length; i++)
        {
            if (digest[i] != '=')
            {
                return false;
            }
        }

        return digest.Length - index <= 2 && digest.Length % 4 == 0;
    }

    private static bool StartsWith(string text, string prefix) => text.StartsWith(prefix, StringComparison.OrdinalIgnoreCase);

    private static string WithoutWhiteSpace(string text) => string.Concat(text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    /// <summary>The bytes of a text of hexadecimal pairs, all joined by colons or none; null for any other text.</summary>
    private static byte[]? DecodeHex(string text)
    {
        int step = text.Length > 2 && text[2] == ':' ? 3 : 2;
        if (text.Length < 2 || (text.Length + step - 2) % step != 0)
        {
            return null;
        }

        byte[] bytes = new byte[(text.Length + step - 2) / step];
        for (int i = 0; i < bytes.Length; i++)
        {
            int high = HexValue(text[i * step]);
            int low = HexValue(text[(i * step) + 1]);
            bool isJoined = step == 2 || i == bytes.Length - 1 || text[(i * step) + 2] == ':';
            if (high < 0 || low < 0 || !isJoined)
            {
                return null;
            }

            bytes[i] = (byte)((high << 4) | low);
        }

        return bytes;
    }

    private static int HexValue(char c) => c switch
    {
        >= '0' and <= '9' => c - '0',
        >= 'a' and <= 'f' => c - 'a' + 10,
        >= 'A' and <= 'F' => c - 'A' + 10,
        _ => -1,
    };
}
