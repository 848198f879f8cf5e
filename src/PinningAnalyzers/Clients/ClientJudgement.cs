namespace PinningAnalyzers.Clients;

/// <summary>A verdict, and which transports it covers on every path.</summary>
internal readonly struct ClientJudgement
{
    public ClientJudgement(ClientVerdict verdict, int covered = 0)
    {
        Verdict = verdict;
        Covered = covered;
    }

    public ClientVerdict Verdict { get; }

    public int Covered { get; }
}
