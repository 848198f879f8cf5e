using System.Diagnostics.CodeAnalysis;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace PinningAnalyzers.Tests.Conventions;

/// <summary>One option, the same for every file.</summary>
internal sealed class FixedOptions(string key, string value) : AnalyzerConfigOptionsProvider
{
    private readonly Options _options = new(key, value);

    public override AnalyzerConfigOptions GlobalOptions => _options;

    public override AnalyzerConfigOptions GetOptions(SyntaxTree tree) => _options;

    public override AnalyzerConfigOptions GetOptions(AdditionalText textFile) => _options;

    private sealed class Options(string onlyKey, string onlyValue) : AnalyzerConfigOptions
    {
        public override bool TryGetValue(string key, [NotNullWhen(true)] out string? value)
        {
            value = key == onlyKey ? onlyValue : null;
            return value is not null;
        }
    }
}
