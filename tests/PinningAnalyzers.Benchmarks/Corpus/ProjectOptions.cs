using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace PinningAnalyzers.Benchmarks.Corpus;

/// <summary>The options of a project as the package's props would hand them over; the corpus's own <c>.editorconfig</c> files do not count.</summary>
internal sealed class ProjectOptions(bool isTestProject) : AnalyzerConfigOptionsProvider
{
    private readonly Values _values = new(isTestProject);

    public override AnalyzerConfigOptions GlobalOptions => _values;

    public override AnalyzerConfigOptions GetOptions(SyntaxTree tree) => _values;

    public override AnalyzerConfigOptions GetOptions(AdditionalText textFile) => _values;

    public AnalyzerOptions ToAnalyzerOptions() => new(ImmutableArray<AdditionalText>.Empty, this);

    private sealed class Values(bool isTestProject) : AnalyzerConfigOptions
    {
        public override bool TryGetValue(string key, [NotNullWhen(true)] out string? value)
        {
            value = isTestProject && key == PinningOptions.IsTestProjectProperty ? "true" : null;
            return value is not null;
        }
    }
}
