using System;
using System.Diagnostics;
using Microsoft.CodeAnalysis;
using PinningAnalyzers.Benchmarks.Corpus;

namespace PinningAnalyzers.Benchmarks.Robustness;

/// <summary>Remembers when the last action of any rule ended, with a result or cancelled.</summary>
internal sealed class LastCall : IMeter
{
    private long _ended;

    public void Measure<TContext>(string rule, string what, Action<TContext> action, TContext context, SyntaxNode? place = null)
    {
        try
        {
            action(context);
        }
        finally
        {
            _ended = Stopwatch.GetTimestamp();
        }
    }

    /// <summary>How long after a moment a rule was still at work.</summary>
    public TimeSpan After(long moment) => _ended > moment ? Stopwatch.GetElapsedTime(moment, _ended) : TimeSpan.Zero;
}
