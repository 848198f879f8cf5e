using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace PinningAnalyzers.Callbacks;

/// <summary>What one execution showed.</summary>
internal sealed class ExecutionResult
{
    public static readonly ExecutionResult NotKnown = new(Outcomes.Unknown, Array.Empty<string>(), Array.Empty<string>(), ImmutableArray<SyntaxNode>.Empty);

    public ExecutionResult(Outcomes outcomes, IReadOnlyCollection<string> weakIdentities, IReadOnlyCollection<string> chainReasons, ImmutableArray<SyntaxNode> acceptingPlaces)
    {
        Outcomes = outcomes;
        WeakIdentities = weakIdentities;
        ChainReasons = chainReasons;
        AcceptingPlaces = acceptingPlaces;
    }

    public Outcomes Outcomes { get; }

    public IReadOnlyCollection<string> WeakIdentities { get; }

    public IReadOnlyCollection<string> ChainReasons { get; }

    /// <summary>Where the callback, or what it calls, says yes.</summary>
    public ImmutableArray<SyntaxNode> AcceptingPlaces { get; }
}
