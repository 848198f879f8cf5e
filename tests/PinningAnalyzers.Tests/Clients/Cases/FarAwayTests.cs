using System.Threading.Tasks;
using Xunit;

namespace PinningAnalyzers.Tests.Clients.Cases;

/// <summary>What decides stands in another type, in options or in an address.</summary>
public sealed class FarAwayTests
{
    [Theory]
    [InlineData("""private static ClientWebSocket Make() { var w = new ClientWebSocket(); Configure(w.Options); return w; } private static void Configure(ClientWebSocketOptions o) => o.RemoteCertificateValidationCallback = Accept;""")]
    [InlineData("""private static async Task<SslStream> Wrap(Stream s, SslClientAuthenticationOptions o) { var t = new SslStream(s); await t.AuthenticateAsClientAsync(o); return t; }""")]
    [InlineData("""private readonly SslClientAuthenticationOptions _o = new() { RemoteCertificateValidationCallback = Accept }; private async Task Wrap(Stream s) { var t = new SslStream(s); await t.AuthenticateAsClientAsync(_o); }""")]
    [InlineData("""private static SslClientAuthenticationOptions O(string h) => new() { TargetHost = h }; private async Task Wrap(Stream s) { var t = {|PIN1003:new SslStream(s)|}; await t.AuthenticateAsClientAsync(O("a.example.com")); }""")]
    [InlineData("""private readonly RemoteCertificateValidationCallback? _cb; private void Wrap(Stream s) { var t = new SslStream(s, false, _cb); t.AuthenticateAsClient("a.example.com"); }""")]
    [InlineData("""private static async Task Serve(Stream s, bool server, X509Certificate2 cert) { var t = {|PIN1003:new SslStream(s)|}; if (server) { await t.AuthenticateAsServerAsync(cert); } else { await t.AuthenticateAsClientAsync("a.example.com"); } }""")]
    [InlineData("""private class Tls : SslStream { public Tls(Stream s) : base(s, false, Accept2) { } static bool Accept2(object a, X509Certificate? b, X509Chain? c, SslPolicyErrors d) => false; } private static void M(Stream s) { var t = new Tls(s); t.AuthenticateAsClient("a.example.com"); }""")]
    [InlineData("""private const string Host = "localhost"; private static HttpClient M() => new() { BaseAddress = new Uri($"https://{Host}:5001") };""")]
    [InlineData("""private static readonly Uri Base = new("http://inventory"); private static HttpClient M() => new() { BaseAddress = Base };""")]
    [InlineData("""private static readonly Uri Base = new("https://api.example.com"); private static HttpClient M() => {|PIN1001:new() { BaseAddress = Base }|};""")]
    [InlineData("""private static HttpClient M(int port) => new() { BaseAddress = new Uri("http://localhost:" + port + "/") };""")]
    [InlineData("""private readonly HttpClient _c = new(); public Program() { _c.BaseAddress = new Uri("http://localhost"); }""")]
    [InlineData("""private static HttpClient M() { var c = new HttpClient(); Init(c); return c; } private static void Init(HttpClient c) => c.BaseAddress = new Uri("http://localhost");""")]
    public Task Member_Decides(string members) => ClientSource.VerifyAsync(ClientSource.InClass(members));

    [Theory]
    [InlineData("""var c = new HttpClient({|PIN1002:new WinHttpHandler()|});""")]
    [InlineData("""var c = new HttpClient(new WinHttpHandler { ServerCertificateValidationCallback = Check });""")]
    public Task Statement_Decides(string statements) => ClientSource.VerifyAsync(ClientSource.InMethod(statements));

    private const string Mobile = """
        namespace Xamarin.Android.Net
        {
            public class AndroidMessageHandler : HttpMessageHandler
            {
                public Func<HttpRequestMessage, X509Certificate2?, X509Chain?, SslPolicyErrors, bool>? ServerCertificateCustomValidationCallback { get; set; }
                protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken token) => throw new NotSupportedException();
            }
        }

        namespace System.Net.Http
        {
            public class NSUrlSessionHandler : HttpMessageHandler
            {
                public Func<HttpRequestMessage, X509Certificate2?, X509Chain?, SslPolicyErrors, bool>? ServerCertificateCustomValidationCallback { get; set; }
                protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken token) => throw new NotSupportedException();
            }
        }
        """;

    [Theory]
    [InlineData("Xamarin.Android.Net.AndroidMessageHandler")]
    [InlineData("System.Net.Http.NSUrlSessionHandler")]
    public Task MobileHandler_Decides(string type) => ClientSource.VerifyAsync(ClientSource.InClass($$"""
        public HttpClient Unpinned() => new({|PIN1002:new {{type}}()|});
        public HttpClient Pinned() => new(new {{type}} { ServerCertificateCustomValidationCallback = Check });
        """, Mobile));

    [Theory]
    [InlineData("""public HttpClient C() => new(new HttpClientHandler().Pinned());""", """public static class X { public static HttpClientHandler Pinned(this HttpClientHandler h) { h.ServerCertificateCustomValidationCallback = (a, b, c, d) => false; return h; } }""")]
    [InlineData("""public HttpClient C() => new({|PIN1002:new HttpClientHandler()|}.Named());""", """public static class X { public static HttpClientHandler Named(this HttpClientHandler h) { h.UseCookies = false; return h; } }""")]
    [InlineData("""public HttpClient C() => new(new HttpClientHandler().With(h => h.ServerCertificateCustomValidationCallback = Check));""", """public static class X { public static T With<T>(this T value, Action<T> action) { action(value); return value; } }""")]
    [InlineData("""public HttpClient C() => Factory.Create(new SocketsHttpHandler());""", """public static class Factory { public static HttpClient Create(SocketsHttpHandler h) { h.SslOptions.RemoteCertificateValidationCallback = (a, b, c, d) => false; return new HttpClient(h); } }""")]
    [InlineData("""public HttpClient C() => Factory.Create({|PIN1002:new SocketsHttpHandler()|});""", """public static class Factory { public static HttpClient Create(SocketsHttpHandler h) { h.UseCookies = false; return new HttpClient(h); } }""")]
    [InlineData("""public HttpClient C() => new Factory(new SocketsHttpHandler()).Client;""", """public class Factory { public HttpClient Client; public Factory(SocketsHttpHandler h) { h.SslOptions.RemoteCertificateValidationCallback = (a, b, c, d) => false; Client = new HttpClient(h); } }""")]
    [InlineData("""public HttpClient C() => new Factory({|PIN1002:new SocketsHttpHandler()|}).Client;""", """public class Factory { public HttpClient Client; public Factory(SocketsHttpHandler h) { Client = new HttpClient(h); } }""")]
    [InlineData("""public HttpClient C() => new Factory { Handler = {|PIN1002:new SocketsHttpHandler()|} }.Make();""", """public class Factory { public HttpMessageHandler? Handler { get; set; } public HttpClient Make() => new HttpClient(Handler!); }""")]
    [InlineData("""public HttpClient C() { var h = Factory.Handler(); return new(h); }""", """public static class Factory { public static HttpClientHandler Handler() => {|PIN1002:new()|}; }""")]
    [InlineData("""public HttpClient C() { var h = Factory.Handler(); h.ServerCertificateCustomValidationCallback = Check; return new(h); }""", """public static class Factory { public static HttpClientHandler Handler() => {|PIN1002:new()|}; }""")]
    public Task OtherType_Decides(string members, string types) => ClientSource.VerifyAsync(ClientSource.InClass(members, types));
}
