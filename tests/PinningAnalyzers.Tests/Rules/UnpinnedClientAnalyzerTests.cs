using System.Threading.Tasks;
using Microsoft.CodeAnalysis.Testing;
using Xunit;
using Verify = PinningAnalyzers.Tests.Verifiers.CSharpVerifier<PinningAnalyzers.Rules.UnpinnedClientAnalyzer>;

namespace PinningAnalyzers.Tests.Rules;

/// <summary>PIN1001 and PIN1002 in their plain forms, and what the messages say.</summary>
public sealed class UnpinnedClientAnalyzerTests
{
    [Fact]
    public Task BareHttpClient_Reports() => Verify.VerifyAnalyzerAsync(/* lang=c#-test */ """
        using System.Net.Http;
        class C
        {
            private readonly HttpClient _client = {|PIN1001:new HttpClient()|};
            private readonly HttpClient _other = {|PIN1001:new()|};
            static readonly System.Lazy<HttpClient> Shared = new(() => {|PIN1001:new HttpClient()|});
            HttpClient Property { get; } = {|PIN1001:new HttpClient { Timeout = System.TimeSpan.FromSeconds(3) }|};
        }
        """);

    [Fact]
    public Task HttpClient_MessageNamesTypeAndWhatToDo() => Verify.VerifyAnalyzerAsync(
        /* lang=c#-test */ """
        using System.Net.Http;
        class C { HttpClient Make() => {|#0:new HttpClient()|}; }
        """,
        Verify.Diagnostic("PIN1001").WithLocation(0).WithMessage("'HttpClient' is created without a pinned handler and so trusts every certificate authority; pass it a handler with a pinning callback, such as 'PinValidator.CreateHandler()'"));

    [Fact]
    public Task Handler_MessageNamesHook() => Verify.VerifyAnalyzerAsync(
        /* lang=c#-test */ """
        using System.Net.Http;
        class C { HttpClient Make() => new HttpClient({|#0:new SocketsHttpHandler()|}); }
        """,
        Verify.Diagnostic("PIN1002").WithLocation(0).WithArguments("SocketsHttpHandler", "SslOptions.RemoteCertificateValidationCallback"));

    [Fact]
    public Task BareHandler_ReportsOnceAtTheHandler() => Verify.VerifyAnalyzerAsync(/* lang=c#-test */ """
        using System.Net.Http;
        class C
        {
            HttpClient Plain() => new HttpClient({|PIN1002:new HttpClientHandler { AllowAutoRedirect = false }|});
            HttpClient Flag() => new HttpClient({|PIN1002:new HttpClientHandler()|}, disposeHandler: true);
            HttpClient Sockets()
            {
                var handler = {|PIN1002:new SocketsHttpHandler()|};
                return new HttpClient(handler);
            }
            void Unused()
            {
                var handler = {|PIN1002:new HttpClientHandler()|};
            }
            HttpMessageHandler Lambda() { System.Func<HttpMessageHandler> make = () => {|PIN1002:new HttpClientHandler()|}; return make(); }
            HttpMessageInvoker Invoker() => new HttpMessageInvoker({|PIN1002:new SocketsHttpHandler()|});
        }
        """);

    [Fact]
    public Task HandlerWithCallback_IsSilent() => Verify.VerifyAnalyzerAsync(/* lang=c#-test */ """
        using System.Net.Http;
        using System.Net.Security;
        class C
        {
            HttpClient Initializer() => new HttpClient(new HttpClientHandler { ServerCertificateCustomValidationCallback = (r, c, h, e) => false });
            HttpClient Nested() => new HttpClient(new SocketsHttpHandler { SslOptions = { RemoteCertificateValidationCallback = (r, c, h, e) => false } });
            HttpClient Options() => new HttpClient(new SocketsHttpHandler { SslOptions = new() { RemoteCertificateValidationCallback = (r, c, h, e) => false } });
            HttpClient Later()
            {
                var handler = new HttpClientHandler();
                handler.ServerCertificateCustomValidationCallback = (r, c, h, e) => false;
                return new HttpClient(handler);
            }
            HttpClient AfterTheClient()
            {
                var handler = new HttpClientHandler();
                var client = new HttpClient(handler);
                handler.ServerCertificateCustomValidationCallback = (r, c, h, e) => false;
                return client;
            }
            HttpClient Alias()
            {
                var handler = new SocketsHttpHandler();
                var options = handler.SslOptions;
                options.RemoteCertificateValidationCallback = (r, c, h, e) => false;
                return new HttpClient(handler);
            }
            HttpClient OptionsLocal()
            {
                var options = new SslClientAuthenticationOptions();
                var handler = new SocketsHttpHandler { SslOptions = options };
                options.RemoteCertificateValidationCallback = (r, c, h, e) => false;
                return new HttpClient(handler);
            }
        }
        """);

    [Fact]
    public Task OptionsWithoutCallback_Report() => Verify.VerifyAnalyzerAsync(/* lang=c#-test */ """
        using System.Net.Http;
        using System.Net.Security;
        class C
        {
            HttpClient Inline() => new HttpClient({|PIN1002:new SocketsHttpHandler { SslOptions = new SslClientAuthenticationOptions { TargetHost = "example.com" } }|});
            HttpClient Local()
            {
                var options = new SslClientAuthenticationOptions();
                return new HttpClient({|PIN1002:new SocketsHttpHandler { SslOptions = options }|});
            }
        }
        """);

    [Fact]
    public Task RuntimeLibrary_IsSilent() => Verify.VerifyAnalyzerAsync(/* lang=c#-test */ """
        using CertificatePinning;
        using System.Net.Http;
        using System.Net.Security;
        using System.Net.WebSockets;
        class C
        {
            HttpClient Created(PinValidator pins) => new HttpClient(pins.CreateHandler());
            HttpClient Chained(PinValidator pins) => new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }.UsePins(pins));
            HttpClient Sockets(PinValidator pins) => new HttpClient(new SocketsHttpHandler().UsePins(pins));
            HttpClient Options(PinValidator pins)
            {
                var handler = new SocketsHttpHandler();
                handler.SslOptions.UsePins(pins);
                return new HttpClient(handler);
            }
            ClientWebSocket Socket(PinValidator pins)
            {
                var socket = new ClientWebSocket();
                socket.Options.UsePins(pins);
                return socket;
            }
        }
        """);

    [Fact]
    public Task CustomRootTrust_IsSilent() => Verify.VerifyAnalyzerAsync(/* lang=c#-test */ """
        using System.Net.Http;
        using System.Net.Security;
        using System.Security.Cryptography.X509Certificates;
        class C
        {
            HttpClient Root(X509Certificate2 root) => new HttpClient(new SocketsHttpHandler
            {
                SslOptions = { CertificateChainPolicy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, CustomTrustStore = { root } } },
            });
            HttpClient System() => new HttpClient({|PIN1002:new SocketsHttpHandler
            {
                SslOptions = { CertificateChainPolicy = new X509ChainPolicy { RevocationMode = X509RevocationMode.Online } },
            }|});
        }
        """);

    [Fact]
    public Task NullHook_Reports() => Verify.VerifyAnalyzerAsync(/* lang=c#-test */ """
        using System.Net.Http;
        class C
        {
            HttpClient Initializer() => new HttpClient({|PIN1002:new HttpClientHandler { ServerCertificateCustomValidationCallback = null }|});
            HttpClient Reset()
            {
                var handler = {|PIN1002:new HttpClientHandler { ServerCertificateCustomValidationCallback = (r, c, h, e) => false }|};
                handler.ServerCertificateCustomValidationCallback = null;
                return new HttpClient(handler);
            }
        }
        """);

    [Fact]
    public Task DerivedHttpClient_ReportsAtConstructorOrClass() => Verify.VerifyAnalyzerAsync(/* lang=c#-test */ """
        using System;
        using System.Net.Http;
        class {|PIN1001:Implicit|} : HttpClient { }
        class Explicit : HttpClient { public {|PIN1001:Explicit|}() { } public {|PIN1001:Explicit|}(int x) : base() { } public Explicit(string s) : this() { } }
        class {|PIN1001:Primary|}(int x) : HttpClient { int X => x; }
        class Passing : HttpClient { public Passing() : base({|PIN1002:new HttpClientHandler()|}) { } public Passing(HttpMessageHandler handler) : base(handler) { } }
        class PrimaryPassing(HttpMessageHandler handler) : HttpClient(handler);
        class Local : HttpClient { public Local() { BaseAddress = new Uri("http://localhost:5000"); } }
        class Uses { HttpClient A = new Implicit(); HttpClient B = new Explicit(); }
        """);

    [Fact]
    public Task DerivedHandler_IsJudgedByItsConstructor() => Verify.VerifyAnalyzerAsync(/* lang=c#-test */ """
        using System.Net.Http;
        using System.Threading;
        using System.Threading.Tasks;
        class Bare : HttpClientHandler { }
        class Pinned : HttpClientHandler { public Pinned() { ServerCertificateCustomValidationCallback = (r, c, h, e) => false; } }
        class More : Pinned { public More(int x) { } }
        class ByMethod : SocketsHandlerBase { }
        class SocketsHandlerBase : HttpClientHandler { public SocketsHandlerBase() => Configure(); private void Configure() => this.ServerCertificateCustomValidationCallback = (r, c, h, e) => false; }
        class Fake : HttpClientHandler { protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage r, CancellationToken t) => Task.FromResult(new HttpResponseMessage()); }
        class Logging : HttpClientHandler { protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage r, CancellationToken t) => base.SendAsync(r, t); }
        class Uses
        {
            HttpClient A = new HttpClient({|PIN1002:new Bare()|});
            HttpClient B = new HttpClient(new Pinned());
            HttpClient C = new HttpClient(new More(3));
            HttpClient D = new HttpClient(new ByMethod());
            HttpClient E = new HttpClient(new Fake());
            HttpClient F = new HttpClient({|PIN1002:new Logging()|});
        }
        """);

    [Fact]
    public Task MobileHandlers_AreKnownByName() => Verify.VerifyAnalyzerAsync(/* lang=c#-test */ """
        using System;
        using System.Net.Http;
        namespace Xamarin.Android.Net
        {
            public class AndroidMessageHandler : HttpMessageHandler
            {
                public Func<HttpRequestMessage, object, object, System.Net.Security.SslPolicyErrors, bool>? ServerCertificateCustomValidationCallback { get; set; }
                protected override System.Threading.Tasks.Task<HttpResponseMessage> SendAsync(HttpRequestMessage r, System.Threading.CancellationToken t) => null!;
            }
        }
        namespace Foundation
        {
            public class NSUrlSessionHandler : HttpMessageHandler
            {
                public Func<object, string, object, bool>? TrustOverrideForUrl { get; set; }
                protected override System.Threading.Tasks.Task<HttpResponseMessage> SendAsync(HttpRequestMessage r, System.Threading.CancellationToken t) => null!;
            }
        }
        class C
        {
            HttpClient Android() => new HttpClient({|PIN1002:new Xamarin.Android.Net.AndroidMessageHandler()|});
            HttpClient AndroidPinned() => new HttpClient(new Xamarin.Android.Net.AndroidMessageHandler { ServerCertificateCustomValidationCallback = (a, b, c, d) => false });
            HttpClient Apple() => new HttpClient({|PIN1002:new Foundation.NSUrlSessionHandler()|});
            HttpClient ApplePinned() => new HttpClient(new Foundation.NSUrlSessionHandler { TrustOverrideForUrl = (a, b, c) => false });
        }
        """);

    [Fact]
    public Task BrokenCode_DoesNotThrow() => Verify.VerifyAnalyzerAsync(/* lang=c#-test */ """
        using System.Net.Http;
        class C
        {
            HttpClient Broken() => new HttpClient({|PIN1002:new HttpClientHandler { {|CS0117:Nothing|} = {|CS0103:missing|} }|});
            HttpClient Missing() => new HttpClient({|CS0103:handler|});
        }
        """);
}
