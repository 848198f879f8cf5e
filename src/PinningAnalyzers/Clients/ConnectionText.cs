using System;

namespace PinningAnalyzers.Clients;

/// <summary>Reads from a constant connection string whether the connection uses TLS.</summary>
internal static class ConnectionText
{
    private static readonly char[] Separators = [';', ',', '&', '?'];

    /// <summary>Whether <paramref name="text"/> turns TLS on, as far as it is known (a constant prefix may be all that is).</summary>
    public static bool TurnsTlsOn(ConnectionTextKind kind, string text)
    {
        string trimmed = text.TrimStart();
        return kind switch
        {
            // "Prefer" and "Allow" use TLS where the server offers it and check nothing: no promise to hold the user to.
            ConnectionTextKind.Npgsql => Setting(trimmed, "sslmode") is "require" or "verifyca" or "verifyfull",
            ConnectionTextKind.MySql => Setting(trimmed, "sslmode") is "required" or "verifyca" or "verifyfull",
            ConnectionTextKind.MongoDB => (trimmed.StartsWith("mongodb+srv:", StringComparison.OrdinalIgnoreCase) && !IsOff(trimmed, "tls") && !IsOff(trimmed, "ssl"))
                || Setting(trimmed, "tls") == "true"
                || Setting(trimmed, "ssl") == "true",
            ConnectionTextKind.Redis => Setting(trimmed, "ssl") == "true" || trimmed.StartsWith("rediss:", StringComparison.OrdinalIgnoreCase),
            ConnectionTextKind.Amqp => trimmed.StartsWith("amqps:", StringComparison.OrdinalIgnoreCase),
            ConnectionTextKind.Mqtt => trimmed.StartsWith("mqtts:", StringComparison.OrdinalIgnoreCase) || trimmed.StartsWith("wss:", StringComparison.OrdinalIgnoreCase),
            _ => false,
        };
    }

    /// <summary>Whether a connection string names a root of one's own to trust.</summary>
    public static bool HasOwnRoot(ConnectionTextKind kind, string text) => kind switch
    {
        ConnectionTextKind.Npgsql => Setting(text, "rootcertificate") is { Length: > 0 },
        ConnectionTextKind.MySql => (Setting(text, "sslca") ?? Setting(text, "cacertificatefile")) is { Length: > 0 },
        _ => false,
    };

    /// <summary>The server that a connection string names; null where none can be read.</summary>
    public static string? Host(ConnectionTextKind kind, string text)
    {
        if (kind is ConnectionTextKind.Npgsql or ConnectionTextKind.MySql)
        {
            return Setting(text, "host") ?? Setting(text, "server") ?? Setting(text, "datasource");
        }

        string first = text.Split(Separators, 2)[0].Trim();
        int scheme = first.IndexOf("://", StringComparison.Ordinal);
        string authority = scheme < 0 ? first : first.Substring(scheme + 3);
        int user = authority.LastIndexOf('@');
        authority = user < 0 ? authority : authority.Substring(user + 1);
        int end = authority.IndexOfAny(['/', ':'], authority.StartsWith("[", StringComparison.Ordinal) ? Math.Max(authority.IndexOf(']'), 0) : 0);
        return end < 0 ? authority : authority.Substring(0, end);
    }

    private static bool IsOff(string text, string key) => Setting(text, key) == "false";

    /// <summary>The value of a setting, in lower case and without spaces; the keys of these libraries ignore case, spaces and hyphens.</summary>
    private static string? Setting(string text, string key)
    {
        foreach (string part in text.Split(Separators))
        {
            int equals = part.IndexOf('=');
            if (equals > 0 && Plain(part.Substring(0, equals)) == key)
            {
                return Plain(part.Substring(equals + 1));
            }
        }

        return null;
    }

    private static string Plain(string text)
    {
        string joined = text.Replace(" ", string.Empty).Replace("_", string.Empty).ToLowerInvariant();
        return joined.IndexOf('.') >= 0 ? joined : joined.Replace("-", string.Empty);
    }
}
