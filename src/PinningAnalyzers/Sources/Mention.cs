namespace PinningAnalyzers.Sources;

/// <summary>A name in a text, where it begins, and what it may be about.</summary>
internal readonly record struct Mention(int Position, Topics Topics);
