namespace CertificatePinning;

/// <summary>What keeps a text from being a host or a host pattern.</summary>
internal enum HostDefect
{
    /// <summary>Nothing: the text can be used.</summary>
    None,

    /// <summary>Nothing, or nothing but white space.</summary>
    Empty,

    /// <summary>White space around or inside the name.</summary>
    WhiteSpace,

    /// <summary>A URL: <c>https://host</c>.</summary>
    Scheme,

    /// <summary>A path, query or fragment behind the name.</summary>
    Path,

    /// <summary>A user name in front of the name: <c>user@host</c>.</summary>
    UserName,

    /// <summary>A port: <c>host:443</c>.</summary>
    Port,

    /// <summary>Two dots in a row, or a dot in front.</summary>
    EmptyLabel,

    /// <summary>An asterisk that is not <c>*.</c> or <c>**.</c> in front.</summary>
    MisplacedAsterisk,

    /// <summary><c>*.com</c>: would pin a whole top-level domain.</summary>
    WildcardOverSingleLabel,

    /// <summary><c>*.0.0.1</c>: an address has no subdomains.</summary>
    WildcardOverAddress,

    /// <summary>A pattern where one host is asked for.</summary>
    WildcardNotAllowed,

    /// <summary>A character that no host name has.</summary>
    InvalidCharacter,

    /// <summary>A name in another script that has no ASCII form (punycode).</summary>
    NoAsciiForm,
}
