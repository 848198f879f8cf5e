using System.Collections.Generic;
using Microsoft.CodeAnalysis.CodeFixes;

namespace PinningAnalyzers.Benchmarks.Fixes;

/// <summary>What the light bulb shows for a finding: the equivalence keys, in their order.</summary>
internal sealed record Offer(Finding Finding, CodeFixProvider Fixer, IReadOnlyList<string> Keys);
