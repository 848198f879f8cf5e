using System;
using System.Collections.Immutable;
using System.Globalization;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace PinningAnalyzers;

/// <summary>The options of <c>.editorconfig</c> and of the package, typed; what cannot be read has its default here and is reported by PIN0001.</summary>
internal sealed class PinningOptions
{
    public const string ValidatorsKey = "pinning.validators";
    public const string ExemptHostsKey = "pinning.exempt_hosts";
    public const string AnalyzeTestProjectsKey = "pinning.analyze_test_projects";
    public const string AllowInDebugKey = "pinning.allow_in_debug";
    public const string MinimumPinsKey = "pinning.minimum_pins";
    public const string ExpiryWarningDaysKey = "pinning.expiry_warning_days";

    public const string IsTestProjectProperty = "build_property.IsTestProject";
    public const string TargetsBrowserProperty = "build_property.PinningTargetsBrowser";
    public const string BuildDateProperty = "build_property.PinningBuildDate";

    public const int DefaultMinimumPins = 2;
    public const int DefaultExpiryWarningDays = 60;

    private static readonly char[] ListSeparators = [',', ';', '|', ' '];

    private readonly AnalyzerConfigOptions _options;

    private PinningOptions(AnalyzerConfigOptions options) => _options = options;

    public static PinningOptions For(AnalyzerOptions options, SyntaxTree tree) => new(options.AnalyzerConfigOptionsProvider.GetOptions(tree));

    public static PinningOptions Global(AnalyzerOptions options) => new(options.AnalyzerConfigOptionsProvider.GlobalOptions);

    /// <summary>Documentation ids (<c>M:Ns.Type.Method(…)</c>) or <c>Type.Method</c> names of the user's own validators.</summary>
    public ImmutableArray<string> Validators => _options.TryGetValue(ValidatorsKey, out string? text) ? SplitOutsideParentheses(text) : ImmutableArray<string>.Empty;

    public ImmutableArray<string> ExemptHosts => List(ExemptHostsKey);

    public bool AnalyzeTestProjects => Flag(AnalyzeTestProjectsKey);

    public bool AllowInDebug => Flag(AllowInDebugKey);

    /// <summary>Whether a place is left alone: it stands in debug-only code, which the user allows everything.</summary>
    public bool Allows(SyntaxNode place, CancellationToken cancellation) => AllowInDebug && DebugOnlyCode.Contains(place, cancellation);

    public int MinimumPins => Number(MinimumPinsKey, DefaultMinimumPins);

    public int ExpiryWarningDays => Number(ExpiryWarningDaysKey, DefaultExpiryWarningDays);

    public bool IsTestProject => Flag(IsTestProjectProperty);

    /// <summary>Whether the program runs in a browser, as the package's targets work it out.</summary>
    public bool TargetsBrowser => Flag(TargetsBrowserProperty);

    /// <summary>The day of the build as the package's props hand it over (<c>yyyy-MM-dd</c>, UTC); null where they do not.</summary>
    public DateTime? BuildDate =>
        _options.TryGetValue(BuildDateProperty, out string? text)
        && DateTime.TryParseExact(text.Trim(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out DateTime date)
            ? date
            : null;

    private bool Flag(string key) => _options.TryGetValue(key, out string? text) && bool.TryParse(text.Trim(), out bool value) && value;

    private int Number(string key, int otherwise) =>
        _options.TryGetValue(key, out string? text) && int.TryParse(text.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out int value)
            ? value
            : otherwise;

    /// <summary>A documentation id has commas of its own, between its parentheses.</summary>
    private static ImmutableArray<string> SplitOutsideParentheses(string text)
    {
        ImmutableArray<string>.Builder parts = ImmutableArray.CreateBuilder<string>();
        int depth = 0;
        int start = 0;
        for (int i = 0; i <= text.Length; i++)
        {
            if (i < text.Length && text[i] is ('(' or ')'))
            {
                depth += text[i] == '(' ? 1 : -1;
            }
            else if (i == text.Length || (depth <= 0 && Array.IndexOf(ListSeparators, text[i]) >= 0))
            {
                if (i > start)
                {
                    parts.Add(text.Substring(start, i - start));
                }

                start = i + 1;
            }
        }

        return parts.ToImmutable();
    }

    private ImmutableArray<string> List(string key) =>
        _options.TryGetValue(key, out string? text)
            ? text.Split(ListSeparators, StringSplitOptions.RemoveEmptyEntries).ToImmutableArray()
            : ImmutableArray<string>.Empty;
}
