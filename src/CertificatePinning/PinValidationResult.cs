using System;
using System.Collections.Generic;
using System.Globalization;
using System.Net.Security;
using System.Text;

namespace CertificatePinning;

/// <summary>
/// What the validator decided about a connection, and why. A copy: it stays usable after the callback has returned.
/// </summary>
public sealed class PinValidationResult
{
    private readonly Judgement _judgement;
    private readonly IReadOnlyList<string> _subjects;

    internal PinValidationResult(Judgement judgement, SslPolicyErrors errors, PeerPins? peer)
    {
        _judgement = judgement;
        SslPolicyErrors = errors;
        ChainPins = peer?.Pins ?? Array.Empty<CertificatePin>();
        _subjects = peer?.Subjects ?? Array.Empty<string>();
    }

    /// <summary>The host, in the form in which hosts are compared (lower case, punycode); <see langword="null"/> where it could not be told.</summary>
    public string? Host => _judgement.Host;

    /// <summary>The pattern that decided about the host, or <see langword="null"/> where none covers it.</summary>
    public string? Pattern => _judgement.PinnedHost?.Pattern;

    /// <summary>Why the connection was accepted or rejected.</summary>
    public PinValidationStatus Status => _judgement.Status;

    /// <summary>Whether the connection is accepted.</summary>
    public bool IsAllowed => _judgement.IsAllowed;

    /// <summary>What the platform found wrong with the certificate.</summary>
    public SslPolicyErrors SslPolicyErrors { get; }

    /// <summary>The pins that are configured for the host; empty where it is not pinned.</summary>
    public IReadOnlyList<CertificatePin> Pins => _judgement.PinnedHost?.Pins ?? Array.Empty<CertificatePin>();

    /// <summary>
    /// The key pins of the verified chain, leaf to root: what could be pinned. Only the leaf's where the platform did not
    /// verify the chain.
    /// </summary>
    public IReadOnlyList<CertificatePin> ChainPins { get; }

    /// <summary>
    /// The whole story, to be read by a person: host, pattern, policy errors, the pins of the server's certificates and the
    /// configured ones. The text is not meant to be parsed.
    /// </summary>
    /// <returns>A text of several lines.</returns>
    public override string ToString()
    {
        StringBuilder text = new();
        text.Append("Certificate pinning ").Append(IsAllowed ? "accepted" : "rejected").Append(" the connection to ")
            .Append(Host is null ? "an unknown host" : PeerPins.Printable(Host)).Append(": ").Append(Reason()).Append('.');
        if (Pattern is not null)
        {
            text.Append("\n  Pattern: ").Append(Pattern);
        }

        text.Append("\n  Policy errors: ").Append(SslPolicyErrors);
        AppendChain(text);
        AppendPins(text);
        return text.ToString();
    }

    private string Reason() => _judgement.Reason ?? Status switch
    {
        PinValidationStatus.Matched => "the server holds a pinned key",
        PinValidationStatus.NotPinned when IsAllowed => "the host is not pinned, and the platform accepts its certificate",
        PinValidationStatus.NotPinned => "the host is not pinned, and hosts without pins are rejected; if this is the server you mean, pin one of its keys",
        PinValidationStatus.NoMatchingPin when IsAllowed => "no certificate of its verified chain matches a pin, which is only reported (ReportOnly)",
        PinValidationStatus.NoMatchingPin => "no certificate of its verified chain matches a pin",
        PinValidationStatus.PolicyExpired => string.Format(CultureInfo.InvariantCulture, "no certificate of its verified chain matches a pin, which is only reported since {0:u} (EnforceUntil)", _judgement.PinnedHost?.Policy.EnforceUntil),
        PinValidationStatus.HostUnknown => "the host could not be told from the sender, so that its pins cannot be found; use PinValidator.ForHost with the host that is connected to",
        _ => "the platform does not accept the server's certificate",
    };

    private void AppendChain(StringBuilder text)
    {
        if (ChainPins.Count == 0)
        {
            return;
        }

        text.Append(SslPolicyErrors == SslPolicyErrors.None ? "\n  Verified chain, leaf to root:" : "\n  The server's certificate, which was not verified:");
        for (int i = 0; i < ChainPins.Count; i++)
        {
            text.Append("\n    ").Append(ChainPins[i]).Append("  ").Append(_subjects[i]);
        }
    }

    private void AppendPins(StringBuilder text)
    {
        if (Pins.Count == 0)
        {
            return;
        }

        text.Append("\n  Configured pins:");
        foreach (CertificatePin pin in Pins)
        {
            text.Append("\n    ").Append(pin);
        }
    }
}
