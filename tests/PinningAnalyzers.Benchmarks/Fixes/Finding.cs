using Microsoft.CodeAnalysis;

namespace PinningAnalyzers.Benchmarks.Fixes;

/// <summary>A finding and the document that it is in.</summary>
internal sealed record Finding(DocumentId Document, Diagnostic Diagnostic)
{
    public string Rule => Diagnostic.Id;

    public FileLinePositionSpan Place => Diagnostic.Location.GetLineSpan();
}
