using System;

namespace CertificatePinning;

/// <summary>
/// A host pattern, read: <c>host</c>, <c>*.host</c> (exactly one label in front) or <c>**.host</c> (the host and every depth
/// below it), or exactly what is wrong with the text. This file is compiled into the analyzers too, so that the build and
/// the program cannot disagree.
/// </summary>
internal readonly struct HostPattern
{
    private HostPattern(HostPatternKind kind, string host)
    {
        Kind = kind;
        Host = host;
        Defect = HostDefect.None;
        Problem = null;
        Suggestion = null;
    }

    private HostPattern(HostDefect defect, string problem, string? suggestion)
    {
        Kind = HostPatternKind.Exact;
        Host = string.Empty;
        Defect = defect;
        Problem = problem;
        Suggestion = suggestion;
    }

    /// <summary><see cref="HostDefect.None"/> for a pattern.</summary>
    public HostDefect Defect { get; }

    /// <summary>Whether the text is a pattern.</summary>
    public bool IsValid => Defect == HostDefect.None;

    /// <summary>For a pattern: which hosts around <see cref="Host"/> it covers.</summary>
    public HostPatternKind Kind { get; }

    /// <summary>For a pattern: its host without the asterisks, canonical.</summary>
    public string Host { get; }

    /// <summary>For anything else: what is wrong and what to write; a clause that fits behind "the pattern is invalid: ".</summary>
    public string? Problem { get; }

    /// <summary>For anything else: the pattern that was meant, where the text leaves no doubt.</summary>
    public string? Suggestion { get; }

    /// <summary>For a pattern: the form in which two spellings of one pattern are the same text.</summary>
    public string Canonical => Prefix(Kind) + Host;

    /// <summary>Reads a text as a host pattern.</summary>
    public static HostPattern Read(string? text)
    {
        string pattern = text ?? string.Empty;
        HostPatternKind kind = KindOf(pattern);
        if (!HostName.TryCanonicalize(pattern.Substring(Prefix(kind).Length), out string host, out HostDefect defect))
        {
            return Invalid(defect, pattern);
        }

        if (kind != HostPatternKind.Exact && HostName.IsAddress(host))
        {
            return Invalid(HostDefect.WildcardOverAddress, pattern);
        }

        return kind != HostPatternKind.Exact && host.IndexOf('.') < 0
            ? Invalid(HostDefect.WildcardOverSingleLabel, pattern)
            : new HostPattern(kind, host);
    }

    /// <summary>Reads a text as one host: what <see cref="Read"/> takes, without wildcards.</summary>
    public static HostPattern ReadHost(string? text)
    {
        HostPattern pattern = Read(text);
        bool isWildcard = KindOf(text ?? string.Empty) != HostPatternKind.Exact || pattern.Defect == HostDefect.MisplacedAsterisk;
        return isWildcard ? Invalid(HostDefect.WildcardNotAllowed, text!) : pattern;
    }

    /// <summary>Whether the pattern covers a canonical host.</summary>
    public bool Matches(string canonicalHost)
    {
        int labelEnd = canonicalHost.Length - Host.Length - 1;
        bool isBelow = labelEnd > 0 && canonicalHost[labelEnd] == '.' && canonicalHost.EndsWith(Host, StringComparison.Ordinal);
        return Kind switch
        {
            HostPatternKind.OneLabel => isBelow && canonicalHost.IndexOf('.') == labelEnd,
            HostPatternKind.AnyDepth => isBelow || canonicalHost == Host,
            _ => canonicalHost == Host,
        };
    }

    private static HostPatternKind KindOf(string pattern) =>
        pattern.StartsWith("**.", StringComparison.Ordinal) ? HostPatternKind.AnyDepth
        : pattern.StartsWith("*.", StringComparison.Ordinal) ? HostPatternKind.OneLabel
        : HostPatternKind.Exact;

    private static string Prefix(HostPatternKind kind) => kind switch
    {
        HostPatternKind.OneLabel => "*.",
        HostPatternKind.AnyDepth => "**.",
        _ => string.Empty,
    };

    private static HostPattern Invalid(HostDefect defect, string text) => new(defect, Explain(defect), Suggest(defect, text));

    private static string Explain(HostDefect defect) => defect switch
    {
        HostDefect.Empty => "it is empty; write the host's name, such as 'api.example.com'",
        HostDefect.WhiteSpace => "it contains white space; write the host's name alone",
        HostDefect.Scheme => "it is a URL; write its host alone, without scheme, port and path",
        HostDefect.Path => "it contains a path; pins hold for a whole host: write the host alone",
        HostDefect.UserName => "it contains a user name; write the host alone",
        HostDefect.Port => "it contains a port; pins hold for every port of a host: write the host alone",
        HostDefect.EmptyLabel => "a part between its dots is empty; write the host's name with single dots",
        HostDefect.MisplacedAsterisk => "an asterisk may only stand in front, as '*.example.com' (one label) or '**.example.com' (any depth)",
        HostDefect.WildcardOverSingleLabel => "a wildcard over a single label would cover hosts that are not yours; name the domain, such as '*.example.com'",
        HostDefect.WildcardOverAddress => "an IP address has no subdomains; write the address alone",
        HostDefect.WildcardNotAllowed => "it is a pattern where one host is needed; write the host that the connection goes to",
        HostDefect.NoAsciiForm => "it is no valid international host name; check its spelling",
        _ => "it contains a character that no host name has; write the host's name alone",
    };

    /// <summary>Takes away what surrounds the host in a URL, if that leaves a pattern.</summary>
    private static string? Suggest(HostDefect defect, string text)
    {
        if (defect is not (HostDefect.Scheme or HostDefect.Path or HostDefect.Port or HostDefect.WhiteSpace or HostDefect.UserName))
        {
            return null;
        }

        string rest = text.Trim();
        int scheme = rest.IndexOf("://", StringComparison.Ordinal);
        rest = scheme < 0 ? rest : rest.Substring(scheme + 3);
        int end = rest.IndexOfAny(['/', '?', '#']);
        rest = end < 0 ? rest : rest.Substring(0, end);
        rest = HostName.WithoutPort(rest.Substring(rest.LastIndexOf('@') + 1));

        string host = rest.Substring(Prefix(KindOf(rest)).Length);
        return rest != text && HostName.TryCanonicalize(host, out _, out _) && Read(rest).IsValid ? rest : null;
    }
}
