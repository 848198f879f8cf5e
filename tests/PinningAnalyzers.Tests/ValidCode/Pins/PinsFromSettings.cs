using System;
using System.Collections.Generic;
using System.Linq;
using CertificatePinning;

namespace Shop.Http;

/// <summary>Pins that are known at run time only.</summary>
public sealed class PinsFromSettings
{
    private readonly IReadOnlyDictionary<string, string[]> _pins;

    public PinsFromSettings(IReadOnlyDictionary<string, string[]> pins) => _pins = pins;

    public PinValidator Build()
    {
        PinValidatorBuilder builder = PinValidator.CreateBuilder().RejectUnpinnedHosts();
        foreach (KeyValuePair<string, string[]> host in _pins)
        {
            builder.Pin(host.Key, host.Value);
        }

        return builder.Build();
    }

    public PinValidator BuildByFold() => _pins
        .Aggregate(PinValidator.CreateBuilder(), (builder, host) => builder.Pin(host.Key, host.Value))
        .Build();

    public PinValidator BuildFromEnvironment(string host)
    {
        string current = Environment.GetEnvironmentVariable("PIN") ?? throw new InvalidOperationException("PIN is not set.");
        PinValidatorBuilder builder = PinValidator.CreateBuilder();
        if (Environment.GetEnvironmentVariable("BACKUP_PIN") is { } backup)
        {
            builder.Pin(host, current, backup);
        }
        else
        {
            builder.Pin(host, current);
        }

        return builder.Build();
    }

    public HostPinValidator For(string host) => Build().ForHost(new Uri(host).IdnHost);
}
