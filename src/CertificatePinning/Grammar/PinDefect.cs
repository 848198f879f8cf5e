namespace CertificatePinning;

/// <summary>What keeps a text from being a pin.</summary>
internal enum PinDefect
{
    /// <summary>The text is a pin.</summary>
    None,

    /// <summary>Nothing, or nothing but white space.</summary>
    Empty,

    /// <summary>White space around or inside the pin.</summary>
    WhiteSpace,

    /// <summary>curl's <c>sha256//…</c>.</summary>
    CurlNotation,

    /// <summary>The HPKP header's <c>pin-sha256="…"</c> (RFC 7469).</summary>
    HpkpNotation,

    /// <summary>A SHA-256 in hexadecimal, with or without colons.</summary>
    HexNotation,

    /// <summary>A certificate or a key in PEM, where its digest belongs.</summary>
    PemText,

    /// <summary>The right prefix in other letters: <c>SHA256/</c>, <c>sha-256/</c>.</summary>
    PrefixSpelling,

    /// <summary>A digest without <c>sha256/</c> or <c>cert-sha256/</c> in front.</summary>
    MissingPrefix,

    /// <summary>MD5, SHA-1, SHA-512: not SHA-256.</summary>
    OtherDigest,

    /// <summary>Several pins in one text.</summary>
    SeveralPins,

    /// <summary>Nothing this grammar knows.</summary>
    UnknownNotation,

    /// <summary>A character that is not of the base64 alphabet, or padding in the wrong place.</summary>
    NotBase64,

    /// <summary>The URL-safe alphabet, with <c>-</c> and <c>_</c>.</summary>
    UrlSafeBase64,

    /// <summary>Base64 whose final <c>=</c> was lost.</summary>
    MissingPadding,

    /// <summary>Not 32 bytes.</summary>
    WrongLength,

    /// <summary>Base64 with bits set behind the last byte: two texts would be one pin.</summary>
    NotCanonical,
}
