using System;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace CertificatePinning;

/// <summary>
/// The one form in which hosts are compared: lower case, punycode, without the trailing dot; addresses as
/// <see cref="IPAddress"/> writes them, without brackets and zone. Two spellings of one host must never be two hosts: a
/// spelling that missed its pins would switch them off. This file is compiled into the analyzers too.
/// </summary>
internal static class HostName
{
    /// <summary>Brings a host into its canonical form; does not allocate for one that has it already.</summary>
    public static bool TryCanonicalize(string? text, out string canonical, out HostDefect defect)
    {
        canonical = text ?? string.Empty;
        if (IsCanonicalName(canonical))
        {
            defect = HostDefect.None;
            return true;
        }

        string name = TrimTrailingDot(TrimBrackets(canonical)).ToLowerInvariant();
        defect = HostDefect.None;
        if (TryGetAddress(name, out canonical))
        {
            return true;
        }

        defect = FindDefect(name);
        if (defect == HostDefect.None && !TryGetPunycode(name, out name))
        {
            defect = HostDefect.NoAsciiForm;
        }

        if (defect != HostDefect.None)
        {
            return false;
        }

        // Punycode turns the digits and full stops of other scripts into ASCII ones, so what was asked above is asked again.
        name = TrimTrailingDot(name).ToLowerInvariant();
        if (TryGetAddress(name, out canonical))
        {
            return true;
        }

        defect = FindDefect(name);
        return defect == HostDefect.None;
    }

    /// <summary>Whether the canonical host is an IPv4 or IPv6 address.</summary>
    public static bool IsAddress(string canonical) => TryGetAddress(canonical, out _);

    /// <summary>The host of an authority such as a Host header: <c>host:443</c>, <c>[::1]:443</c>.</summary>
    public static string WithoutPort(string authority)
    {
        int colon = authority.LastIndexOf(':');
        bool isAddress = authority.IndexOf(':') != colon && !authority.StartsWith("[", StringComparison.Ordinal);
        bool isInsideBrackets = colon < authority.LastIndexOf(']');
        return colon < 0 || isAddress || isInsideBrackets ? authority : authority.Substring(0, colon);
    }

    private static bool IsCanonicalName(string name)
    {
        int labelStart = 0;
        for (int i = 0; i < name.Length; i++)
        {
            char c = name[i];
            if (c == '.')
            {
                if (i == labelStart)
                {
                    return false;
                }

                labelStart = i + 1;
            }
            else if (!IsCanonicalCharacter(c))
            {
                return false;
            }
        }

        // An address ends in a label that starts with a digit (127.0.0.1, 0x7f.1), and a name does not: those take the long way.
        return labelStart < name.Length && !(name[labelStart] is >= '0' and <= '9');
    }

    private static bool IsCanonicalCharacter(char c) => c is >= 'a' and <= 'z' or >= '0' and <= '9' or '-' or '_';

    private static string TrimBrackets(string text) =>
        text.Length > 2 && text[0] == '[' && text[text.Length - 1] == ']' && text.IndexOf(':') > 0 ? text.Substring(1, text.Length - 2) : text;

    private static string TrimTrailingDot(string text) =>
        text.Length > 1 && text[text.Length - 1] == '.' ? text.Substring(0, text.Length - 1) : text;

    private static bool TryGetPunycode(string name, out string punycode)
    {
        punycode = name;
        if (IsAscii(name))
        {
            return true;
        }

        try
        {
            // Not the strict rules of STD 3: they refuse the underscore.
            punycode = new IdnMapping { UseStd3AsciiRules = false }.GetAscii(name);
            return IsAscii(punycode);
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    private static bool IsAscii(string text)
    {
        foreach (char c in text)
        {
            if (c > '\x7f')
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The canonical text of an address; false, and the name as it is, for anything else.</summary>
    private static bool TryGetAddress(string name, out string address)
    {
        address = name;

        // The zone (fe80::1%eth0) names an interface of this machine, not the peer.
        int zone = name.IndexOf(':') < 0 ? -1 : name.IndexOf('%');
        string digits = zone < 0 ? name : name.Substring(0, zone);

        // IPAddress also takes what is no address alone, such as [::1]:443.
        if (!HasAddressCharactersOnly(digits) || !IPAddress.TryParse(digits, out IPAddress? parsed))
        {
            return false;
        }

        bool isMapped = parsed.AddressFamily == AddressFamily.InterNetworkV6 && parsed.IsIPv4MappedToIPv6;
        address = (isMapped ? parsed.MapToIPv4() : parsed).ToString();
        return true;
    }

    private static bool HasAddressCharactersOnly(string name)
    {
        foreach (char c in name)
        {
            if (!(c is >= '0' and <= '9' or >= 'a' and <= 'f' or 'x' or '.' or ':'))
            {
                return false;
            }
        }

        return true;
    }

    private static HostDefect FindDefect(string name)
    {
        if (name.Trim().Length == 0)
        {
            return HostDefect.Empty;
        }

        if (name.IndexOf("://", StringComparison.Ordinal) >= 0)
        {
            return HostDefect.Scheme;
        }

        foreach (char c in name)
        {
            bool isOtherScript = c > '\x7f' && !char.IsWhiteSpace(c);
            if (c != '.' && !isOtherScript && !IsCanonicalCharacter(c))
            {
                return DefectOf(c, name);
            }
        }

        return name[0] == '.' || name[name.Length - 1] == '.' || name.IndexOf("..", StringComparison.Ordinal) >= 0
            ? HostDefect.EmptyLabel
            : HostDefect.None;
    }

    private static HostDefect DefectOf(char c, string name) => c switch
    {
        '/' or '\\' or '?' or '#' => HostDefect.Path,
        '@' => HostDefect.UserName,
        '*' => HostDefect.MisplacedAsterisk,
        ':' => name.IndexOf('/') > 0 ? HostDefect.Path : HostDefect.Port,
        _ => char.IsWhiteSpace(c) ? HostDefect.WhiteSpace : HostDefect.InvalidCharacter,
    };
}
