using System;
using System.Globalization;

namespace PinningAnalyzers;

/// <summary>What one option may be, for the report on a value that cannot be used.</summary>
internal sealed class PinningOptionCheck
{
    /// <summary>Every option of the rules; a convention test compares it with the keys.</summary>
    public static readonly PinningOptionCheck[] All =
    [
        new(PinningOptions.ValidatorsKey, "write documentation ids such as 'M:MyApp.Pins.Validate(...)' or 'Type.Method' names, separated by commas", EveryItem(IsValidator)),
        new(PinningOptions.ExemptHostsKey, "write host names such as 'localhost' or '*.internal.example', separated by commas, without scheme, port or path", EveryItem(IsHost)),
        new(PinningOptions.AnalyzeTestProjectsKey, "write 'true' or 'false'", IsFlag),
        new(PinningOptions.AllowInDebugKey, "write 'true' or 'false'", IsFlag),
        new(PinningOptions.MinimumPinsKey, "write a whole number of at least 1", text => IsNumber(text, 1)),
        new(PinningOptions.ExpiryWarningDaysKey, "write a whole number of at least 0", text => IsNumber(text, 0)),
    ];

    private static readonly char[] ListSeparators = [',', ';', '|', ' '];

    private readonly Func<string, bool> _accepts;

    private PinningOptionCheck(string key, string expected, Func<string, bool> accepts)
    {
        Key = key;
        Expected = expected;
        _accepts = accepts;
    }

    public string Key { get; }

    /// <summary>What to write instead, for the message.</summary>
    public string Expected { get; }

    public bool Accepts(string value) => _accepts(value.Trim());

    private static bool IsFlag(string text) => bool.TryParse(text, out _);

    private static bool IsNumber(string text, int least) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number >= least;

    private static Func<string, bool> EveryItem(Func<string, bool> accepts) => text =>
    {
        foreach (string item in text.Split(ListSeparators, StringSplitOptions.RemoveEmptyEntries))
        {
            if (!accepts(item))
            {
                return false;
            }
        }

        return true;
    };

    private static bool IsValidator(string item)
    {
        // A documentation id of a method, or a dotted name; whatever follows a parenthesis is a parameter list, split at its commas.
        foreach (char character in item)
        {
            if (character is '/' or '\\' or '"' or '\'' or '=' or '!' or '?')
            {
                return false;
            }
        }

        return !(item.Length > 1 && item[1] == ':' && item[0] != 'M');
    }

    private static bool IsHost(string item)
    {
        string host = item.StartsWith("**.", StringComparison.Ordinal) ? item.Substring(3)
            : item.StartsWith("*.", StringComparison.Ordinal) ? item.Substring(2)
            : item;
        return host.Length > 0 && (host[0] == '[' || Uri.CheckHostName(host.TrimEnd('.')) != UriHostNameType.Unknown);
    }
}
