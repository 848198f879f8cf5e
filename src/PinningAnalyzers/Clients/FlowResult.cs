using System.Collections.Generic;
using Microsoft.CodeAnalysis;

namespace PinningAnalyzers.Clients;

/// <summary>What following a client through one body found.</summary>
internal sealed class FlowResult
{
    /// <summary>The paths that come to an end without an exception.</summary>
    public List<FlowState> Ends { get; } = [];

    /// <summary>Fields, properties, captured variables and primary-constructor parameters that hold it afterwards.</summary>
    public HashSet<ISymbol> StoredIn { get; } = new(SymbolEqualityComparer.Default);

    /// <summary>What of the client the body gives back, where it does: empty for the client itself, <c>Options</c> for its options.</summary>
    public string ReturnedPath { get; set; } = string.Empty;

    /// <summary>Everything that happened on any path, finished or not.</summary>
    public FlowMarks Ever { get; set; }

    /// <summary>The transports whose hook got a value on any path.</summary>
    public int EverCovered { get; set; }

    /// <summary>Whether a bound was reached, so that nothing can be said.</summary>
    public bool IsIncomplete { get; set; }
}
