using System.Threading.Tasks;
using Xunit;
using Verify = PinningAnalyzers.Tests.Verifiers.CSharpVerifier<PinningAnalyzers.Rules.UnpinnedClientAnalyzer>;

namespace PinningAnalyzers.Tests.Rules;

/// <summary>PIN1003: streams, sockets and the older clients.</summary>
public sealed class UnpinnedClientStreamTests
{
    private static Task VerifyMembersAsync(string members) => Verify.VerifyAnalyzerAsync(/* lang=c#-test */ $$"""
        #pragma warning disable SYSLIB0014
        using System;
        using System.IO;
        using System.Net;
        using System.Net.Http;
        using System.Net.Quic;
        using System.Net.Security;
        using System.Net.WebSockets;
        using System.Security.Cryptography.X509Certificates;
        using System.Threading;
        using System.Threading.Tasks;
        partial class C
        {
            static bool Check(object s, X509Certificate? c, X509Chain? h, SslPolicyErrors e) => false;
            {{members}}
        }
        """);

    [Fact]
    public Task SslStream_InItsClientRole_Reports() => VerifyMembersAsync("""
        async Task Plain(Stream stream)
        {
            using var ssl = {|PIN1003:new SslStream(stream)|};
            await ssl.AuthenticateAsClientAsync("example.com");
        }
        async Task Options(Stream stream)
        {
            using var ssl = {|PIN1003:new SslStream(stream, false)|};
            await ssl.AuthenticateAsClientAsync(new SslClientAuthenticationOptions { TargetHost = "example.com" });
        }
        void Null(Stream stream)
        {
            var ssl = {|PIN1003:new SslStream(stream, false, null)|};
            ssl.AuthenticateAsClient("example.com", null, false);
        }
        private readonly SslClientAuthenticationOptions _options = new() { TargetHost = "example.com" };
        async Task OptionsField(Stream stream)
        {
            using var ssl = {|PIN1003:new SslStream(stream)|};
            await ssl.AuthenticateAsClientAsync(_options);
        }
        private SslStream? _ssl;
        void Open(Stream stream) { _ssl = {|PIN1003:new SslStream(stream)|}; }
        void Go() => _ssl!.AuthenticateAsClient("example.com");
        """);

    [Fact]
    public Task SslStream_PinnedOrServerOrUnseen_IsSilent() => VerifyMembersAsync("""
        async Task Constructor(Stream stream)
        {
            using var ssl = new SslStream(stream, false, Check);
            await ssl.AuthenticateAsClientAsync("example.com");
        }
        async Task Options(Stream stream)
        {
            using var ssl = new SslStream(stream, false);
            await ssl.AuthenticateAsClientAsync(new SslClientAuthenticationOptions { TargetHost = "example.com", RemoteCertificateValidationCallback = Check });
        }
        async Task OptionsLocal(Stream stream)
        {
            var options = new SslClientAuthenticationOptions { TargetHost = "example.com" };
            options.RemoteCertificateValidationCallback = Check;
            using var ssl = new SslStream(stream, false);
            await ssl.AuthenticateAsClientAsync(options);
        }
        async Task Given(Stream stream, SslClientAuthenticationOptions options)
        {
            using var ssl = new SslStream(stream, false);
            await ssl.AuthenticateAsClientAsync(options);
        }
        async Task Server(Stream stream, X509Certificate certificate)
        {
            using var ssl = new SslStream(stream);
            await ssl.AuthenticateAsServerAsync(certificate);
        }
        private readonly SslClientAuthenticationOptions _pinned = new() { RemoteCertificateValidationCallback = Check };
        private SslClientAuthenticationOptions _given;
        C(SslClientAuthenticationOptions given) { _given = given; }
        async Task OptionsFields(Stream stream)
        {
            using var one = new SslStream(stream);
            await one.AuthenticateAsClientAsync(_pinned);
            using var two = new SslStream(stream);
            await two.AuthenticateAsClientAsync(_given);
        }
        SslStream Unseen(Stream stream) => new SslStream(stream);
        async Task Loopback(Stream stream)
        {
            using var ssl = new SslStream(stream);
            await ssl.AuthenticateAsClientAsync("localhost");
        }
        private readonly SslStream _field = new SslStream(Stream.Null);
        void Go() => _field.AuthenticateAsClient(new SslClientAuthenticationOptions { RemoteCertificateValidationCallback = Check });
        """);

    [Fact]
    public Task WebSocket_IsJudgedByItsOptionsAndConnections() => VerifyMembersAsync("""
        async Task Plain()
        {
            using var socket = {|PIN1003:new ClientWebSocket()|};
            await socket.ConnectAsync(new Uri("wss://example.com"), CancellationToken.None);
        }
        async Task Pinned()
        {
            using var socket = new ClientWebSocket();
            socket.Options.RemoteCertificateValidationCallback = Check;
            await socket.ConnectAsync(new Uri("wss://example.com"), CancellationToken.None);
        }
        async Task Initializer() { using var socket = new ClientWebSocket { Options = { RemoteCertificateValidationCallback = Check } }; await socket.ConnectAsync(new Uri("wss://example.com"), CancellationToken.None); }
        async Task Local()
        {
            using var socket = new ClientWebSocket();
            await socket.ConnectAsync(new Uri("ws://localhost:8080/x"), CancellationToken.None);
        }
        async Task Invoker(HttpMessageInvoker invoker)
        {
            using var socket = new ClientWebSocket();
            await socket.ConnectAsync(new Uri("wss://example.com"), invoker, CancellationToken.None);
        }
        async Task NullInvoker()
        {
            using var socket = {|PIN1003:new ClientWebSocket()|};
            await socket.ConnectAsync(new Uri("wss://example.com"), null, CancellationToken.None);
        }
        private ClientWebSocket _socket = {|PIN1003:new ClientWebSocket()|};
        private ClientWebSocket _pinned = new();
        async Task Fields(Uri uri)
        {
            _pinned.Options.RemoteCertificateValidationCallback = Check;
            await _socket.ConnectAsync(uri, CancellationToken.None);
        }
        """);

    [Fact]
    public Task Quic_IsJudgedByItsOptions() => VerifyMembersAsync("""
        QuicClientConnectionOptions Bare() => {|PIN1003:new QuicClientConnectionOptions { RemoteEndPoint = new DnsEndPoint("example.com", 443), ClientAuthenticationOptions = new SslClientAuthenticationOptions() }|};
        QuicClientConnectionOptions Pinned() => new QuicClientConnectionOptions { ClientAuthenticationOptions = new SslClientAuthenticationOptions { RemoteCertificateValidationCallback = Check } };
        async Task Connects()
        {
            var options = {|PIN1003:new QuicClientConnectionOptions { RemoteEndPoint = new DnsEndPoint("example.com", 443), ClientAuthenticationOptions = new SslClientAuthenticationOptions { TargetHost = "example.com" } }|};
            await QuicConnection.ConnectAsync(options);
        }
        QuicClientConnectionOptions Local() => new QuicClientConnectionOptions { RemoteEndPoint = new IPEndPoint(IPAddress.Loopback, 443), ClientAuthenticationOptions = new SslClientAuthenticationOptions() };
        """);

    [Fact]
    public Task WebRequest_IsMarkedFromTheMethodName() => VerifyMembersAsync("""
        void Plain(string url) { var request = (HttpWebRequest)WebRequest.{|PIN1003:Create(url)|}; using var response = request.GetResponse(); }
        void Http(Uri url) { HttpWebRequest request = WebRequest.{|PIN1003:CreateHttp(url)|}; request.Method = "POST"; }
        void Pinned(string url) { var request = (HttpWebRequest)WebRequest.Create(url); request.ServerCertificateValidationCallback = Check; }
        void PinnedAdded(string url) { var request = WebRequest.CreateHttp(url); request.ServerCertificateValidationCallback += Check; }
        void Casting(string url) { var request = WebRequest.Create(url); ((HttpWebRequest)request).ServerCertificateValidationCallback = Check; }
        void Pattern(string url) { var request = WebRequest.Create(url); if (request is HttpWebRequest http) { http.ServerCertificateValidationCallback = Check; } }
        void NoTls() { WebRequest.Create("http://example.com").GetResponse(); }
        void Ftp(string url) { var request = (FtpWebRequest)WebRequest.Create(url); request.GetResponse(); }
        HttpWebRequest Make(string url) => WebRequest.CreateHttp(url);
        void Caller(string url) { var request = Make(url); request.ServerCertificateValidationCallback = Check; }
        """);

    [Fact]
    public Task WebClient_IsConfiguredOnlyByItsRequests() => VerifyMembersAsync("""
        class Bare : WebClient { }
        class Pinned : WebClient
        {
            protected override WebRequest GetWebRequest(Uri address)
            {
                var request = base.GetWebRequest(address);
                if (request is HttpWebRequest http) { http.ServerCertificateValidationCallback = Check; }
                return request;
            }
        }
        class Timed : WebClient { protected override WebRequest GetWebRequest(Uri address) { var request = base.GetWebRequest(address)!; request.Timeout = 3; return request; } }
        string Plain() { using var client = {|PIN1003:new WebClient()|}; return client.DownloadString("https://example.com"); }
        string Derived() { using var client = {|PIN1003:new Bare()|}; return client.DownloadString("https://example.com"); }
        string Slow() { using var client = {|PIN1003:new Timed()|}; return client.DownloadString("https://example.com"); }
        string Good() { using var client = new Pinned(); return client.DownloadString("https://example.com"); }
        """);
}
