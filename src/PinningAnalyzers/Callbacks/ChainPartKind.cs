namespace PinningAnalyzers.Callbacks;

/// <summary>The parts of a chain.</summary>
internal enum ChainPartKind
{
    Elements,
    Element,
    ExtraStore,
    Statuses,
    Status,
}
