using System;
using System.IO;
using System.Linq;
using System.Reflection;
using CertificatePinning;
using Xunit;

namespace PinningAnalyzers.Tests.Pins;

/// <summary>What the analyzer accepts is what the program accepts: both are given the same texts.</summary>
public sealed class GrammarAgreementTests
{
    private const string Digest = "pnQX9ujooGNAHDgBvPo+Uz7WcMhmEEQCM0kylAaXcRg=";

    // Loaded by path: the tests' own types of these names are the analyzer's copy.
    private static readonly Assembly Library = Assembly.LoadFrom(
        File.ReadLines(Path.Combine(AppContext.BaseDirectory, "references", "runtime.txt")).First(line => line.EndsWith("CertificatePinning.dll", StringComparison.Ordinal)));

    public static TheoryData<string> Pins =>
    [
        "sha256/" + Digest, "cert-sha256/" + Digest, "SHA256/" + Digest, "sha-256/" + Digest, "sha256//" + Digest, Digest, " sha256/" + Digest, "sha256/" + Digest + " ",
        "pin-sha256=\"" + Digest + "\"", "sha256/" + Digest.TrimEnd('='), "sha256/" + Digest + "=", "sha256/" + Digest.Replace('+', '-'), "sha256/pnQX9ujooGNAHDgBvPo+Uz7WcMhmEEQCM0kylAaXcRh=",
        "sha256//nQX9ujooGNAHDgBvPo+Uz7WcMhmEEQCM0kylAaXcRg=", "sha256//////////////////////////////////////////8=",
        "sha256/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=", "sha1/2jmj7l5rSw0yVb/vlWAYkK/YBwk=", "", " ", "sha256/", "TODO", "a67417f6e8e8a063401c3801bcfa3e533ed670c8661044023349329406977118",
        "sha256/" + Digest + "," + Digest, "sha256/\u0430nQX9ujooGNAHDgBvPo+Uz7WcMhmEEQCM0kylAaXcRg=", "sha256/" + Digest + "\0",
    ];

    public static TheoryData<string> Hosts =>
    [
        "api.example.com", "API.example.com.", "*.example.com", "**.example.com", "https://api.example.com", "api.example.com:443", "api.example.com/", " api.example.com",
        "", ".", "..", ".example.com", "a..b", "*", "*.", "**.", "*.com", "**.com", "a.*.b", "*a.b", "*.10.0.0.1", "*.::1", "10.0.0.1", "::1", "[::1]", "[::1]:443", "127.1", "0x7f.1",
        "bücher.example", "*.bücher.example", "xn--bcher-kva.example", "my_host.example", "user@host", "a b", "example.com..", "\u3002example", "a\u200Db.example", "ａ.example", "-a.example", "*.a.b.",
    ];

    [Theory]
    [MemberData(nameof(Pins))]
    public void Pin_IsReadAlike(string text)
    {
        string? problem = Failure(() => Library.GetType("CertificatePinning.CertificatePin", true)!.GetMethod("Parse")!.Invoke(null, [text]));
        PinText read = PinGrammar.Read(text);

        Assert.Equal(read.IsValid, problem is null);
        Assert.Contains(read.Problem ?? string.Empty, problem ?? string.Empty, StringComparison.Ordinal);
        Assert.True(read.Suggestion is null || Failure(() => Library.GetType("CertificatePinning.CertificatePin", true)!.GetMethod("Parse")!.Invoke(null, [read.Suggestion])) is null);
    }

    [Theory]
    [MemberData(nameof(Hosts))]
    public void HostPattern_IsReadAlike(string text)
    {
        object builder = NewBuilder();
        string? problem = Failure(() => Call(builder, "Exclude", text));
        HostPattern read = HostPattern.Read(text);

        Assert.Equal(read.IsValid, problem is null);
        Assert.Contains(read.Problem ?? string.Empty, problem ?? string.Empty, StringComparison.Ordinal);
        Assert.True(read.Suggestion is null || Failure(() => Call(NewBuilder(), "Exclude", read.Suggestion)) is null);

        // What is one pattern to the analyzer is one to the builder.
        Assert.Equal(read.IsValid, read.IsValid && Failure(() => Call(builder, "Exclude", read.Canonical)) is not null);
    }

    [Theory]
    [MemberData(nameof(Hosts))]
    public void Host_IsReadAlike(string text)
    {
        object validator = Call(NewBuilder(), "Build")!;

        Assert.Equal(HostPattern.ReadHost(text).IsValid, Failure(() => Call(validator, "ForHost", text)) is null);
    }

    private static object NewBuilder() => Library.GetType("CertificatePinning.PinValidator", true)!.GetMethod("CreateBuilder")!.Invoke(null, [])!;

    private static object? Call(object target, string method, params object[] arguments) => target.GetType().GetMethod(method)!.Invoke(target, arguments);

    private static string? Failure(Action action)
    {
        try
        {
            action();
            return null;
        }
        catch (TargetInvocationException exception)
        {
            return exception.InnerException!.Message;
        }
    }
}
