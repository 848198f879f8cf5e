using System;
using System.Globalization;

namespace PinningAnalyzers.Clients;

/// <summary>
/// A member of a client that decides something, written as in the catalogue: <c>SslOptions.RemoteCertificateValidationCallback</c>,
/// <c>UseRootCertificate()</c> for a call, <c>TrustMode=1</c> where only this constant counts, <c>WebSocketFactory@1</c> for the second
/// of several things that must all be covered.
/// </summary>
internal sealed class MemberPath
{
    private MemberPath(string path, bool isCall, long? constant, int group)
    {
        Path = path;
        IsCall = isCall;
        Constant = constant;
        Group = group;
    }

    public string Path { get; }

    /// <summary>The member of the client itself, on the way to the last one.</summary>
    public string First => Path.Substring(0, Path.IndexOf('.') is >= 0 and int dot ? dot : Path.Length);

    public bool IsCall { get; }

    public long? Constant { get; }

    /// <summary>Which of the client's transports it covers; most clients have one.</summary>
    public int Group { get; }

    public static MemberPath[] ParseAll(string? list)
    {
        string[] items = list?.Split([' '], StringSplitOptions.RemoveEmptyEntries) ?? [];
        var paths = new MemberPath[items.Length];
        for (int i = 0; i < items.Length; i++)
        {
            paths[i] = Parse(items[i]);
        }

        return paths;
    }

    /// <summary>Whether this is the member that <paramref name="path"/> leads to.</summary>
    public bool IsAt(string path, bool isCall) => isCall == IsCall && string.Equals(Path, path, StringComparison.Ordinal);

    /// <summary>Whether <paramref name="path"/> leads to an object on the way to this member.</summary>
    public bool IsBelow(string path) =>
        Path.Length > path.Length && Path[path.Length] == '.' && Path.StartsWith(path, StringComparison.Ordinal);

    private static MemberPath Parse(string text)
    {
        int group = 0;
        int at = text.IndexOf('@');
        if (at >= 0)
        {
            group = int.Parse(text.Substring(at + 1), CultureInfo.InvariantCulture);
            text = text.Substring(0, at);
        }

        long? constant = null;
        int equals = text.IndexOf('=');
        if (equals >= 0)
        {
            constant = long.Parse(text.Substring(equals + 1), CultureInfo.InvariantCulture);
            text = text.Substring(0, equals);
        }

        bool isCall = text.EndsWith("()", StringComparison.Ordinal);
        return new MemberPath(isCall ? text.Substring(0, text.Length - 2) : text, isCall, constant, group);
    }
}
