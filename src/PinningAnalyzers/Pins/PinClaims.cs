using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;

namespace PinningAnalyzers.Pins;

/// <summary>
/// Which call speaks for a literal that several calls lead to, so that one mistake is reported once. The first to come keeps
/// it, however often the IDE analyses the same call again.
/// </summary>
internal sealed class PinClaims
{
    private readonly ConcurrentDictionary<Location, Location> _speakers = new();

    public bool Claim(SyntaxNode literal, SyntaxNode call)
    {
        Location speaker = call.GetLocation();
        return call.Span.Contains(literal.Span) || _speakers.GetOrAdd(literal.GetLocation(), speaker).Equals(speaker);
    }
}
