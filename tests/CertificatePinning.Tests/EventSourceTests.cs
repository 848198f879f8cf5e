using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Diagnostics.Tracing;
using System.Linq;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using CertificatePinning.Tests.Certificates;
using Xunit;

namespace CertificatePinning.Tests;

[Collection("Traces")]
public class EventSourceTests
{
    private static readonly X509Certificate2 Leaf = TestAuthority.SelfSigned("pinned.test");

    [Fact]
    public void Name_IsAPromise() => Assert.Equal("CertificatePinning", CertificatePinningEventSource.Log.Name);

    [Fact]
    public void Match_IsTraced() => Assert.Equal([1], Trace("a1.test", builder => builder.Pin("a1.test", Pins.OfKey(Leaf))));

    [Fact]
    public void UnpinnedHost_IsTraced()
    {
        Assert.Equal([2], Trace("a2.test", builder => builder));
        Assert.Equal([2], Trace("a22.test", builder => builder.Exclude("a22.test")));
    }

    [Fact]
    public void Rejection_IsTraced() => Assert.Equal([3], Trace("a3.test", builder => builder.Pin("a3.test", Pins.Other)));

    [Fact]
    public void ReportOnly_IsTraced() => Assert.Equal([4], Trace("a4.test", builder => builder.Pin("a4.test", new PinPolicy { ReportOnly = true }, Pins.Other)));

    [Fact]
    public void ExpiredPolicy_IsTracedEvenWhereAPinMatches()
    {
        PinPolicy expired = new() { EnforceUntil = DateTimeOffset.UnixEpoch };
        Assert.Equal([1, 5], Trace("a5.test", builder => builder.Pin("a5.test", expired, Pins.OfKey(Leaf))));
        Assert.Equal([4], Trace("a55.test", builder => builder.Pin("a55.test", expired, Pins.Other)));
    }

    [Fact]
    public void FailingCallback_IsTraced() =>
        Assert.Equal([3, 6], Trace("a6.test", builder => builder.Pin("a6.test", Pins.Other).OnFailure(_ => throw new InvalidOperationException("for a6.test"))));

    [Fact]
    public void FailingValidation_IsTraced() =>
        Assert.Equal([7, 3], Trace("a7.test", builder =>
        {
            builder.Clock = () => throw new InvalidOperationException("for a7.test");
            return builder.Pin("a7.test", Pins.Other);
        }));

    [Fact]
    public void Rejection_NamesTheCanonicalHostAndTheStatus()
    {
        using Listener listener = new();
        PinValidator.CreateBuilder().Pin("a10.test", Pins.Other).Build().Validate("A10.test.", Leaf, null, SslPolicyErrors.None);

        Assert.Contains(listener.Events, entry => entry is { EventId: 3, Payload: ["a10.test", "NoMatchingPin", string] });
    }

    [Fact]
    public void UnknownHost_IsTracedAsNoText()
    {
        using Listener listener = new();
        using X509Certificate2 leaf = TestAuthority.SelfSigned("a9.test");
        PinValidator.CreateBuilder().Pin("pinned.test", Pins.Other).Build().Validate(null, leaf, null, SslPolicyErrors.None);
        PinValidator.CreateBuilder().Build().Validate(null, leaf, null, SslPolicyErrors.None);

        Assert.Contains(listener.Events, entry => entry is { EventId: 3, Payload: ["", "HostUnknown", string text] } && text.Contains("CN=a9.test"));
        Assert.Contains(listener.Events, entry => entry is { EventId: 2, Payload: [""] });
    }

    [Fact]
    public void FailingListener_ChangesNothing()
    {
        using FailingListener listener = new();
        PinValidator validator = PinValidator.CreateBuilder().Pin("a8.test", Pins.OfKey(Leaf)).Pin("a88.test", Pins.Other).Build();

        Assert.True(validator.Validate("a8.test", Leaf, null, SslPolicyErrors.None));
        Assert.False(validator.Validate("a88.test", Leaf, null, SslPolicyErrors.None));
        Assert.True(listener.Failures >= 2);
    }

    private sealed class FailingListener : EventListener
    {
        public int Failures { get; private set; }

        protected override void OnEventSourceCreated(EventSource eventSource)
        {
            if (eventSource.Name == "CertificatePinning")
            {
                EnableEvents(eventSource, EventLevel.Verbose);
            }
        }

        protected override void OnEventWritten(EventWrittenEventArgs eventData)
        {
            Failures++;
            throw new InvalidOperationException("a listener that fails");
        }
    }

    /// <summary>The ids of the events that name the host; other tests trace meanwhile.</summary>
    private static IEnumerable<int> Trace(string host, Func<PinValidatorBuilder, PinValidatorBuilder> declare)
    {
        using Listener listener = new();
        declare(PinValidator.CreateBuilder()).Build().Validate(host, Leaf, null, SslPolicyErrors.None);
        return listener.Events.Where(entry => entry.Payload!.Any(value => value is string text && text.Contains(host))).Select(entry => entry.EventId).ToList();
    }

    private sealed class Listener : EventListener
    {
        public ConcurrentQueue<EventWrittenEventArgs> Events { get; } = [];

        protected override void OnEventSourceCreated(EventSource eventSource)
        {
            if (eventSource.Name == "CertificatePinning")
            {
                EnableEvents(eventSource, EventLevel.Verbose);
            }
        }

        // Events is null while the base constructor runs.
        protected override void OnEventWritten(EventWrittenEventArgs eventData) => Events?.Enqueue(eventData);
    }
}
