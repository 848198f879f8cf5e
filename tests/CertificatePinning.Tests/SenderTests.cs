using System;
using System.Collections.Generic;
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

        // Where neither says more, the address goes first.
        Assert.Equal("a.test", Reported(builder => builder.Pin("a.test", Pins.Other).Pin("b.test", Pins.Other)));

        string? Reported(Func<PinValidatorBuilder, PinValidatorBuilder> declare)
        {
            string? host = null;
            declare(PinValidator.CreateBuilder()).OnFailure(result => host = result.Host).Build().Validate(request, Leaf, null, SslPolicyErrors.None);
            return host;
        }
    }

    [Fact]
    public void SeveralHostHeaders_NameTheHostThatTheClientTakes()
    {
        // HttpClient asks the property too, so that both see the same one.
        using HttpRequestMessage several = new(HttpMethod.Get, "https://10.0.0.1/");
        several.Headers.TryAddWithoutValidation("Host", ["pinned.test", "other.test"]);
        using HttpRequestMessage malformed = new(HttpMethod.Get, "https://pinned.test/");
        malformed.Headers.TryAddWithoutValidation("Host", "other.test, third.test");

        AssertHost("pinned.test", several);
        AssertHost("pinned.test", malformed);
    }

    [Fact]
    public void RequestForATunnel_NamesTheProxy()
    {
        using X509Certificate2 proxy = TestAuthority.SelfSigned("proxy.test");
        using HttpRequestMessage request = new(new HttpMethod("CONNECT"), "https://proxy.test/");
        request.Headers.Host = "pinned.test:443";
        PinValidator other = PinValidator.CreateBuilder().Pin("pinned.test", Pins.Other).Build();

        Assert.True(other.Validate(request, proxy, null, SslPolicyErrors.None));
        Assert.False(PinValidator.CreateBuilder().Pin("proxy.test", Pins.Other).Build().Validate(request, proxy, null, SslPolicyErrors.None));
#if !LIBRARY_NETSTANDARD
        // The opening of a web socket over HTTP/2 has the method as well, and goes to the server itself.
        request.Headers.Protocol = "websocket";
        Assert.False(other.Validate(request, proxy, null, SslPolicyErrors.None));
#endif
    }

#if !LIBRARY_NETSTANDARD
    [Fact]
    public void RequestThatNamesAnotherHostThanTheCertificate_IsUnknown()
    {
        using X509Certificate2 other = TestAuthority.SelfSigned("other.test");
        using HttpRequestMessage request = new(HttpMethod.Get, "https://unpinned.test/");
        PinValidator validator = PinValidator.CreateBuilder().Pin("pinned.test", Pins.OfKey(Leaf)).Pin("leaf.test", Pins.OfKey(other)).Exclude("excluded.test").Build();

        AssertJudged(PinValidationStatus.HostUnknown, "https://unpinned.test/", null);
        AssertJudged(PinValidationStatus.HostUnknown, "https://excluded.test/", null);
        AssertJudged(PinValidationStatus.NotPinned, "https://other.test/", null);
        AssertJudged(PinValidationStatus.NotPinned, "https://OTHER.test./", null);

        // A Host header is the name that the certificate has to have; where it names the leaf's own host, its key has proven it.
        AssertJudged(PinValidationStatus.NotPinned, "https://10.0.0.1/", "other.test:8443");
        AssertJudged(PinValidationStatus.Matched, "https://leaf.test/", null);
        AssertJudged(PinValidationStatus.Matched, "https://10.0.0.1/", "leaf.test");

        // A text, or a stream, does not change: its word counts.
        Assert.True(validator.Validate("unpinned.test", other, null, SslPolicyErrors.None));

        // Without pins there is nothing to protect.
        request.RequestUri = new Uri("https://unpinned.test/");
        Assert.True(PinValidator.CreateBuilder().Build().Validate(request, other, null, SslPolicyErrors.None));

        void AssertJudged(PinValidationStatus status, string address, string? hostHeader)
        {
            using HttpRequestMessage sent = new(HttpMethod.Get, address);
            sent.Headers.Host = hostHeader;
            using X509Certificate plain = new X509Certificate(other);
            foreach (X509Certificate certificate in new[] { other, plain })
            {
                Assert.Equal(status != PinValidationStatus.HostUnknown, validator.Validate(sent, certificate, null, SslPolicyErrors.None));
            }
        }
    }
#endif

    [Fact]
    public void RequestThatMayHaveBeenRedirected_SaysWhatToDo()
    {
        using X509Certificate2 leaf = TestAuthority.SelfSigned("other.test", "unpinned.test");
        List<PinValidationResult> failures = [];
        PinValidator validator = PinValidator.CreateBuilder().Pin("pinned.test", Pins.OfKey(Leaf)).Pin("reported.test", new PinPolicy { ReportOnly = true }, Pins.Other).OnFailure(failures.Add).Build();
#pragma warning disable SYSLIB0014 // Obsolete, and programs that have it need their pins all the same.
        System.Net.HttpWebRequest unpinned = System.Net.WebRequest.CreateHttp("https://unpinned.test/");
        System.Net.HttpWebRequest reported = System.Net.WebRequest.CreateHttp("https://reported.test/");
#pragma warning restore SYSLIB0014

        Assert.False(validator.Validate(unpinned, leaf, null, SslPolicyErrors.None));
        Assert.Equal(PinValidationStatus.HostUnknown, failures[^1].Status);
        Assert.Contains("an HttpWebRequest that follows redirects does not tell", failures[^1].ToString());

        Assert.False(validator.Validate(reported, leaf, null, SslPolicyErrors.None));
        Assert.Equal(PinValidationStatus.HostUnknown, failures[^1].Status);
        Assert.Equal("reported.test", failures[^1].Pattern);
#if LIBRARY_NETSTANDARD
        Assert.Contains("an HttpWebRequest that follows redirects does not tell", failures[^1].ToString());
#else
        Assert.Contains("the server's certificate is for another host than the request names", failures[^1].ToString());
#endif

        unpinned.AllowAutoRedirect = false;
        Assert.True(validator.Validate(unpinned, leaf, null, SslPolicyErrors.None));
        Assert.Equal(2, failures.Count);
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
