using System.Collections.Generic;
using System.IO;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using System.Threading.Tasks;
using CertificatePinning.Tests.Certificates;
using Xunit;

// HttpWebRequest is obsolete, and programs that have it need their pins all the same.
#pragma warning disable SYSLIB0014

namespace CertificatePinning.Tests.Handshakes;

/// <summary>HttpWebRequest, against real servers. It takes no chain policy, so the test's roots are brought in by <see cref="TestPlatform.Ask"/>.</summary>
public class WebRequestHandshakeTests
{
    private static readonly TestAuthority Root = TestAuthority.CreateRoot();
    private static readonly X509Certificate2 Leaf = Root.Issue("localhost", "127.0.0.1", "pinned.test");
    private static readonly X509Certificate2 OtherLeaf = Root.Issue("localhost", "127.0.0.1", "pinned.test");
    private static readonly TestPlatform Platform = new(Root.Certificate);

    [Fact]
    public async Task RightKey_IsAcceptedAndOtherKeyRejected()
    {
        using TlsServer server = TlsServer.Start(Leaf);

        Assert.True(await Connects(Pinned("localhost", Pins.OfKey(Leaf)), $"https://localhost:{server.Port}/"));
        Assert.False(await Connects(Pinned("localhost", Pins.Other), $"https://localhost:{server.Port}/"));
    }

    [Fact]
    public async Task PinnedAuthority_IsAcceptedWhereTheHostCanBeTold()
    {
        using TlsServer server = TlsServer.Start(Leaf);

#if LIBRARY_NETSTANDARD
        // The netstandard2.0 build cannot ask the certificate for which host it is.
        const bool IsAcceptedWithRedirects = false;
#else
        const bool IsAcceptedWithRedirects = true;
#endif
        Assert.Equal(IsAcceptedWithRedirects, await Connects(Pinned("localhost", Pins.OfKey(Root.Certificate)), $"https://localhost:{server.Port}/"));
        Assert.True(await Connects(Pinned("localhost", Pins.OfKey(Root.Certificate)), $"https://localhost:{server.Port}/", allowAutoRedirect: false));
    }

    [Fact]
    public async Task HostHeader_NamesAHostWhosePinsHoldToo()
    {
        using TlsServer server = TlsServer.Start(Leaf);
        string address = $"https://127.0.0.1:{server.Port}/";

        Assert.True(await Connects(Pinned("pinned.test", Pins.OfKey(Leaf)), address, hostHeader: "pinned.test:8443"));
        Assert.False(await Connects(Pinned("pinned.test", Pins.Other), address, hostHeader: "pinned.test"));
        Assert.False(await Connects(Pinned("127.0.0.1", Pins.Other), address, hostHeader: "pinned.test"));
    }

    [Fact]
    public async Task RedirectFromAPinnedHost_IsJudgedByItsPinsAndFailsClosed()
    {
        using TlsServer other = TlsServer.Start(OtherLeaf);
        using TlsServer server = TlsServer.Start(Leaf, redirect: _ => $"https://localhost:{other.Port}/");

        Assert.False(await Connects(Pinned("127.0.0.1", Pins.OfKey(Leaf)), $"https://127.0.0.1:{server.Port}/"));
    }

    [Fact]
    public async Task RedirectFromAnUnpinnedToAPinnedHost_FailsClosed()
    {
        using TlsServer other = TlsServer.Start(OtherLeaf);
        using TlsServer server = TlsServer.Start(Leaf, redirect: _ => $"https://localhost:{other.Port}/");
        PinValidator validator = Pinned("localhost", Pins.OfKey(Leaf));

        // The request keeps naming its first host, so that the second handshake cannot be told from the first.
        Assert.False(await Connects(validator, $"https://127.0.0.1:{server.Port}/"));
        Assert.Equal(0, other.Connections);
    }

    [Fact]
    public async Task RedirectToAPinnedHost_IsNotJudgedByThePinnedAuthorityOfTheFirst()
    {
        // The first host pins an authority, the second its own key; the attacker has a certificate of that authority.
        using X509Certificate2 rogue = Root.Issue("localhost");
        using X509Certificate2 first = Root.Issue("127.0.0.1");
        using TlsServer other = TlsServer.Start(rogue);
        using TlsServer server = TlsServer.Start(first, redirect: _ => $"https://localhost:{other.Port}/");
        PinPolicy reportOnly = new() { ReportOnly = true };

        foreach (PinValidatorBuilder builder in new[]
        {
            PinValidator.CreateBuilder().Pin("127.0.0.1", Pins.OfKey(Root.Certificate)),
            PinValidator.CreateBuilder().Pin("127.0.0.1", reportOnly, Pins.Other),
        })
        {
            List<PinValidationResult> failures = [];
            Assert.False(await Connects(builder.Pin("localhost", Pins.OfKey(Leaf)).OnFailure(failures.Add).Build(), $"https://127.0.0.1:{server.Port}/"));
            Assert.Equal(PinValidationStatus.HostUnknown, failures[^1].Status);
        }
    }

    [Fact]
    public async Task UnpinnedHost_IsThePlatformsDecisionWithoutRedirects()
    {
        using TlsServer server = TlsServer.Start(Leaf);
        string address = $"https://127.0.0.1:{server.Port}/";

        Assert.True(await Connects(Pinned("localhost", Pins.Other), address, allowAutoRedirect: false));
        Assert.True(await Connects(PinValidator.CreateBuilder().Build(), address));
        Assert.False(await Connects(PinValidator.CreateBuilder().RejectUnpinnedHosts().Build(), address, allowAutoRedirect: false));
    }

    [Fact]
    public async Task UnknownDestination_SaysWhatToDo()
    {
        using TlsServer server = TlsServer.Start(Leaf);
        PinValidationResult? failure = null;
        PinValidator validator = PinValidator.CreateBuilder().Pin("localhost", Pins.Other).OnFailure(result => failure = result).Build();

        Assert.False(await Connects(validator, $"https://127.0.0.1:{server.Port}/"));
        Assert.Equal(PinValidationStatus.HostUnknown, failure!.Status);
        Assert.Contains("AllowAutoRedirect", failure.ToString());
    }

    private static PinValidator Pinned(string host, string pin) => PinValidator.CreateBuilder().Pin(host, pin).Build();

    private static async Task<bool> Connects(PinValidator validator, string address, bool allowAutoRedirect = true, string? hostHeader = null)
    {
        HttpWebRequest request = WebRequest.CreateHttp(address);
        request.Proxy = null;
        request.AllowAutoRedirect = allowAutoRedirect;
        request.ServerCertificateValidationCallback = (sender, certificate, chain, errors) => Platform.Ask(validator.Validate, sender, certificate, chain, errors);
        if (hostHeader is not null)
        {
            request.Host = hostHeader;
        }

        try
        {
            using WebResponse response = await request.GetResponseAsync();
            using StreamReader reader = new(response.GetResponseStream());
            return await reader.ReadToEndAsync() == "ok";
        }
        catch (WebException)
        {
            return false;
        }
    }
}
