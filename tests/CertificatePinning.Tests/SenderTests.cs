using System;
using System.Net.Http;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using CertificatePinning.Tests.Certificates;
using Xunit;

namespace CertificatePinning.Tests;

public class SenderTests
{
    private static readonly X509Certificate2 Leaf = TestAuthority.SelfSigned("pinned.test");

    [Theory]
    [InlineData("https://pinned.test/", null, "pinned.test")]
    [InlineData("https://PINNED.test.:8443/", null, "pinned.test")]
    [InlineData("https://bücher.test/", null, "xn--bcher-kva.test")]
    [InlineData("https://[::1]:8443/", null, "::1")]
    [InlineData("https://10.1/", null, "10.0.0.1")]
    [InlineData("https://10.0.0.1/", "pinned.test", "pinned.test")]
    [InlineData("https://10.0.0.1/", "pinned.test:8443", "pinned.test")]
    [InlineData("https://10.0.0.1/", "[::2]:8443", "::2")]
    [InlineData("https://pinned.test/", "other.test", "pinned.test")]
    public void Request_NamesTheHostsWhosePinsHold(string address, string? hostHeader, string pinned)
    {
        using HttpRequestMessage request = new(HttpMethod.Get, address);
        request.Headers.Host = hostHeader;

        AssertHost(pinned, request);
    }

    [Fact]
    public void RequestWithTwoNames_NeedsThePinsOfBoth()
    {
        using HttpRequestMessage request = new(HttpMethod.Get, "https://a.test/");
        request.Headers.Host = "b.test";

        foreach ((string a, string b, bool isAllowed) in new[] { (Pins.OfKey(Leaf), Pins.OfKey(Leaf), true), (Pins.OfKey(Leaf), Pins.Other, false), (Pins.Other, Pins.OfKey(Leaf), false) })
        {
            Assert.Equal(isAllowed, PinValidator.CreateBuilder().Pin("a.test", a).Pin("b.test", b).Build().Validate(request, Leaf, null, SslPolicyErrors.None));
        }
    }

    [Fact]
    public void RequestWithTwoNames_IsReportedUnderTheOneThatSaysMore()
    {
        using HttpRequestMessage request = new(HttpMethod.Get, "https://a.test/");
        request.Headers.Host = "b.test";
        PinPolicy reportOnly = new() { ReportOnly = true };

        Assert.Equal("a.test", Reported(builder => builder.Pin("a.test", Pins.Other).Pin("b.test", reportOnly, Pins.Other)));
        Assert.Equal("b.test", Reported(builder => builder.Pin("a.test", reportOnly, Pins.Other).Pin("b.test", Pins.Other)));
        Assert.Equal("b.test", Reported(builder => builder.Pin("a.test", Pins.OfKey(Leaf)).Pin("b.test", reportOnly, Pins.Other)));
        Assert.Equal("a.test", Reported(builder => builder.Pin("a.test", reportOnly, Pins.Other).Exclude("b.test")));
        Assert.Null(Reported(builder => builder.Pin("a.test", Pins.OfKey(Leaf)).Exclude("b.test")));

        string? Reported(Func<PinValidatorBuilder, PinValidatorBuilder> declare)
        {
            string? host = null;
            declare(PinValidator.CreateBuilder()).OnFailure(result => host = result.Host).Build().Validate(request, Leaf, null, SslPolicyErrors.None);
            return host;
        }
    }

    [Fact]
    public void RequestWithoutAnAddress_IsUnknown()
    {
        using HttpRequestMessage none = new();
        using HttpRequestMessage relative = new(HttpMethod.Get, "/path");

        AssertUnknown(none);
        AssertUnknown(relative);
    }

    [Theory]
    [InlineData("pinned.test")]
    [InlineData("Pinned.Test.")]
    public void Text_IsTheHost(string host) => AssertHost("pinned.test", host);

    [Fact]
    public void AnythingElse_IsUnknown()
    {
        AssertUnknown(null);
        AssertUnknown(new object());
        AssertUnknown(new Uri("https://pinned.test"));
        AssertUnknown(string.Empty);
    }

#if !LIBRARY_NETSTANDARD
    [Fact]
    public void StreamWithoutATarget_IsUnknown()
    {
        using SslStream stream = new(new System.IO.MemoryStream());
        AssertUnknown(stream);
    }
#else
    [Fact]
    public void MailClient_NamesItsServer()
    {
        // .NET Framework hands it to the process-wide callback.
        using System.Net.Mail.SmtpClient client = new("pinned.test", 587);
        AssertHost("pinned.test", client);
    }

    [Fact]
    public void FileTransfer_NamesItsServer()
    {
#pragma warning disable SYSLIB0014 // .NET Framework hands it to the process-wide callback.
        AssertHost("pinned.test", System.Net.WebRequest.Create("ftp://pinned.test/file"));
#pragma warning restore SYSLIB0014
    }
#endif

    private static void AssertHost(string pinned, object sender)
    {
        Assert.True(PinValidator.CreateBuilder().Pin(pinned, Pins.OfKey(Leaf)).Build().Validate(sender, Leaf, null, SslPolicyErrors.None));
        Assert.False(PinValidator.CreateBuilder().Pin(pinned, Pins.Other).Build().Validate(sender, Leaf, null, SslPolicyErrors.None));
    }

    private static void AssertUnknown(object? sender)
    {
        PinValidationResult? failure = null;
        PinValidator validator = PinValidator.CreateBuilder().Pin("pinned.test", Pins.OfKey(Leaf)).OnFailure(result => failure = result).Build();

        Assert.False(validator.Validate(sender, Leaf, null, SslPolicyErrors.None));
        Assert.Equal(PinValidationStatus.HostUnknown, failure!.Status);
    }
}
