using System.Diagnostics.Tracing;

namespace CertificatePinning;

/// <summary>
/// The event source <c>CertificatePinning</c>: <c>dotnet-trace collect --providers CertificatePinning</c>. The ids are a
/// promise; a new event takes a new id.
/// </summary>
[EventSource(Name = "CertificatePinning")]
internal sealed class CertificatePinningEventSource : EventSource
{
    /// <summary>The one instance.</summary>
    public static readonly CertificatePinningEventSource Log = new();

    private CertificatePinningEventSource()
    {
    }

    [Event(1, Level = EventLevel.Verbose, Message = "{0} holds a key pinned for {1}")]
    public void Matched(string host, string pattern) => WriteEvent(1, host, pattern);

    [Event(2, Level = EventLevel.Informational, Message = "{0} is not pinned")]
    public void NotPinned(string host) => WriteEvent(2, host);

    [Event(3, Level = EventLevel.Error, Message = "{2}")]
    public void Rejected(string host, string status, string details) => WriteEvent(3, host, status, details);

    [Event(4, Level = EventLevel.Warning, Message = "{2}")]
    public void Reported(string host, string status, string details) => WriteEvent(4, host, status, details);

    [Event(5, Level = EventLevel.Warning, Message = "The pins of {1} are no longer enforced; connected to {0}")]
    public void PolicyExpired(string host, string pattern) => WriteEvent(5, host, pattern);

    [Event(6, Level = EventLevel.Error, Message = "The failure callback threw: {0}")]
    public void FailureCallbackThrew(string exception) => WriteEvent(6, exception);

    [Event(7, Level = EventLevel.Error, Message = "The validation threw, and the connection was rejected: {0}")]
    public void ValidationThrew(string exception) => WriteEvent(7, exception);
}
