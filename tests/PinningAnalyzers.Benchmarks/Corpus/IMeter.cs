using System;
using Microsoft.CodeAnalysis;

namespace PinningAnalyzers.Benchmarks.Corpus;

/// <summary>Stands between Roslyn and the actions of a rule.</summary>
internal interface IMeter
{
    /// <param name="place">The code in question, if it is one piece.</param>
    void Measure<TContext>(string rule, string what, Action<TContext> action, TContext context, SyntaxNode? place = null);
}
