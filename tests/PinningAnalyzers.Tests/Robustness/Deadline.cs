using System;
using System.Threading;
using System.Threading.Tasks;

namespace PinningAnalyzers.Tests.Robustness;

/// <summary>Turns a hang into a failure. Generous: it tells an endless analysis from a slow machine, nothing finer.</summary>
internal static class Deadline
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);

    /// <summary>Throws a <see cref="TimeoutException"/> when <paramref name="work"/> is not done in time, whether or not it heeds the token.</summary>
    public static async Task<T> EnforceAsync<T>(Func<CancellationToken, Task<T>> work)
    {
        using var source = new CancellationTokenSource();
        CancellationToken cancellationToken = source.Token;
        try
        {
            return await Task.Run(() => work(cancellationToken), CancellationToken.None).WaitAsync(Limit, CancellationToken.None).ConfigureAwait(false);
        }
        finally
        {
            await source.CancelAsync().ConfigureAwait(false);
        }
    }
}
