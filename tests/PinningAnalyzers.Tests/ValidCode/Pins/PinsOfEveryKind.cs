using System;
using System.Diagnostics;
using System.Net.Http;
using CertificatePinning;

namespace Shop.Http;

/// <summary>Every form of host and pin that the builder takes.</summary>
public static class PinsOfEveryKind
{
    private const string Leaf = "sha256/jQJTbIh0grw0/1TkHSumWb+Fs0Ggogr621gT3PvPKG0=";
    private const string Backup = "sha256/" + "C5+lpZ7tcVwmwQIMcRtPbsQtWLABXhQzejna0wHFr8M=";
    private static readonly string Appliance = $"cert-{Leaf}";

    public static PinValidator Validator { get; } = PinValidator.CreateBuilder()
        .Pin("api.example.com", Leaf, Backup)
        .Pin("*.example.com", [Leaf, Backup])
        .Pin("**.example.com", new PinPolicy(), Leaf, Backup)
        .Pin("**.example.net.", new[] { Leaf, Backup })
        .Pin("bücher.example", Leaf, Backup)
        .Pin("my_printer.local", new PinPolicy { TrustPinnedLeaf = true }, Appliance, Backup)
        .Pin("192.168.1.20", new PinPolicy { TrustPinnedLeaf = true, EnforceUntil = DateTimeOffset.MaxValue }, Appliance, Backup)
        .Pin("[::1]", Leaf, Backup)
        .Exclude("status.example.com")
        .OnFailure(result => Trace.TraceWarning(result.ToString()))
        .Build();

    public static HttpMessageHandler Handler => Validator.CreateHandler();

    public static HostPinValidator Printer { get; } = Validator.ForHost("MY_PRINTER.local");

    public static CertificatePin Read(string text) => CertificatePin.TryParse(text, out CertificatePin? pin) ? pin : CertificatePin.Parse(Leaf);
}
