using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;

namespace PinningAnalyzers.Callbacks;

/// <summary>Reads the verdict from the executions of a callback; the first statement that fits.</summary>
internal static class VerdictReader
{
    private const int MaximumPlaces = 8;

    /// <param name="results">One a value of the errors, by that value.</param>
    public static Verdict Read(IReadOnlyList<ExecutionResult> results)
    {
        if (Enumerable.Range(0, results.Count).Where(errors => (errors & CallbackScenario.NotAvailable) == 0).All(errors => results[errors].Outcomes == Outcomes.Accepted))
        {
            return Make(VerdictKind.AcceptsAny, string.Empty, results);
        }

        int[] letIn = Enumerable.Range(1, results.Count - 1).Where(errors => (results[errors].Outcomes & Outcomes.Accepted) != 0).ToArray();
        if (letIn.Length > 0)
        {
            return Make(VerdictKind.AcceptsErrors, "with " + NameErrors(letIn), letIn.Select(errors => results[errors]));
        }

        ExecutionResult[] weak = results.Where(result => (result.Outcomes & Outcomes.AcceptedByWeakIdentity) != 0).ToArray();
        if (weak.Length > 0)
        {
            return Make(VerdictKind.ComparesWeakIdentity, NameAll(weak.SelectMany(result => result.WeakIdentities)), weak);
        }

        ExecutionResult[] chain = results.Where(result => (result.Outcomes & Outcomes.AcceptedByChain) != 0).ToArray();
        if (chain.Length > 0)
        {
            return Make(VerdictKind.TrustsUnverifiedChain, Reasons(chain), chain);
        }

        return results[0].Outcomes == Outcomes.Accepted
            ? Make(VerdictKind.DoesNotPin, string.Empty, results.Take(1))
            : Verdict.Silent;
    }

    /// <summary>For callbacks that are not told of errors: what becomes of the stranger where the platform trusts his certificate, and where it does not.</summary>
    public static Verdict ReadWithoutErrors(ExecutionResult trusted, ExecutionResult untrusted)
    {
        var both = new[] { untrusted, trusted };
        if (untrusted.Outcomes == Outcomes.Accepted && trusted.Outcomes == Outcomes.Accepted)
        {
            return Make(VerdictKind.AcceptsAny, string.Empty, both);
        }

        if ((untrusted.Outcomes & Outcomes.Accepted) != 0)
        {
            return Make(VerdictKind.AcceptsErrors, "of which it checks nothing on some path", both);
        }

        if (both.Any(result => (result.Outcomes & Outcomes.AcceptedByWeakIdentity) != 0))
        {
            return Make(VerdictKind.ComparesWeakIdentity, NameAll(both.SelectMany(result => result.WeakIdentities)), both);
        }

        if (both.Any(result => (result.Outcomes & Outcomes.AcceptedByChain) != 0))
        {
            return Make(VerdictKind.TrustsUnverifiedChain, Reasons(both), both);
        }

        return trusted.Outcomes == Outcomes.Accepted ? Make(VerdictKind.DoesNotPin, string.Empty, both.Skip(1)) : Verdict.Silent;
    }

    private static Verdict Make(VerdictKind kind, string detail, IEnumerable<ExecutionResult> results) => new(
        kind,
        detail,
        results
            .SelectMany(result => result.AcceptingPlaces)
            .Distinct()
            .Where(place => place.SyntaxTree is not null)
            .OrderBy(place => place.SyntaxTree.FilePath, StringComparer.Ordinal)
            .ThenBy(place => place.SpanStart)
            .Take(MaximumPlaces)
            .Select(place => place.GetLocation())
            .ToImmutableArray());

    /// <summary>The errors let in: one flag where it is let in alone, and only combinations of which no part is.</summary>
    private static string NameErrors(int[] letIn)
    {
        IEnumerable<int> smallest = letIn.Where(errors => !letIn.Any(other => other != errors && (other & errors) == other));
        IEnumerable<int> named = smallest.Any(errors => (errors & CallbackScenario.NotAvailable) == 0)
            ? smallest.Where(errors => (errors & CallbackScenario.NotAvailable) == 0)
            : smallest;
        return string.Join(" or ", named.Select(errors => CallbackExecution.NameOfErrors(errors).Replace(", ", " together with ")));
    }

    private static string NameAll(IEnumerable<string> names) => string.Join(", ", names.Where(name => name.Length > 0).Distinct().OrderBy(name => name, StringComparer.Ordinal));

    private static string Reasons(IEnumerable<ExecutionResult> results) => string.Join("; ", results.SelectMany(result => result.ChainReasons).Distinct().Take(2));
}
