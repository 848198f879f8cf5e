using System.Threading.Tasks;
using Xunit;

namespace PinningAnalyzers.Tests.Clients.Cases;

/// <summary>Code that asks of what type the client is.</summary>
public sealed class TypeTestTests
{
    [Theory]
    [InlineData("""HttpMessageHandler m = new HttpClientHandler(); if (m is not HttpClientHandler h) return; h.ServerCertificateCustomValidationCallback = Check; var c = new HttpClient(m);""")]
    [InlineData("""services.AddHttpClient("a").ConfigurePrimaryHttpMessageHandler((m, sp) => { if (m is not SocketsHttpHandler h) throw new Exception(); h.SslOptions.RemoteCertificateValidationCallback = Accept; });""")]
    [InlineData("""HttpMessageHandler m = new HttpClientHandler(); if (m is HttpClientHandler { } h) h.ServerCertificateCustomValidationCallback = Check; var c = new HttpClient(m);""")]
    [InlineData("""var m = new HttpClientHandler(); if (m is { } h) h.ServerCertificateCustomValidationCallback = Check; var c = new HttpClient(m);""")]
    [InlineData("""HttpMessageHandler m = flag ? {|PIN1002:new SocketsHttpHandler()|} : new HttpClientHandler(); if (m is HttpClientHandler h) { h.ServerCertificateCustomValidationCallback = Check; } var c = new HttpClient(m);""")]
    [InlineData("""HttpMessageHandler m = new HttpClientHandler(); var s = m as SocketsHttpHandler; if (s != null) { s.SslOptions.RemoteCertificateValidationCallback = Accept; } else { ((HttpClientHandler)m).ServerCertificateCustomValidationCallback = Check; } var c = new HttpClient(m);""")]
    [InlineData("""HttpMessageHandler m = {|PIN1002:new HttpClientHandler()|}; if (m as SocketsHttpHandler is { } s) { s.SslOptions.RemoteCertificateValidationCallback = Accept; } var c = new HttpClient(m);""")]
    public Task Statement_Decides(string statements) => ClientSource.VerifyAsync(ClientSource.InMethod(statements));

    [Theory]
    [InlineData("""static void Pin(HttpMessageHandler m) { switch (m) { case SocketsHttpHandler s: s.SslOptions.RemoteCertificateValidationCallback = Accept; break; case HttpClientHandler h: h.ServerCertificateCustomValidationCallback = Check; break; } } HttpClient A() { var h = new HttpClientHandler(); Pin(h); return new(h); } HttpClient B() { var h = new SocketsHttpHandler(); Pin(h); return new(h); }""")]
    [InlineData("""static void Pin(HttpMessageHandler m) { if (m is SocketsHttpHandler s) s.SslOptions.RemoteCertificateValidationCallback = Accept; else if (m is HttpClientHandler h) h.ServerCertificateCustomValidationCallback = Check; } HttpClient A() { var h = new HttpClientHandler(); Pin(h); return new(h); } HttpClient B() { var h = new SocketsHttpHandler(); Pin(h); return new(h); }""")]
    [InlineData("""static T Pin<T>(T m) where T : HttpMessageHandler { if (m is SocketsHttpHandler s) s.SslOptions.RemoteCertificateValidationCallback = Accept; else if (m is HttpClientHandler h) h.ServerCertificateCustomValidationCallback = Check; return m; } HttpClient A() => new(Pin(new HttpClientHandler()));""")]
    [InlineData("""static void Pin(HttpMessageHandler m) { if (m is not HttpClientHandler h) throw new ArgumentException(); h.ServerCertificateCustomValidationCallback = Check; } HttpClient A() { var h = new HttpClientHandler(); Pin(h); return new(h); }""")]
    [InlineData("""static void Pin(HttpMessageHandler m) { if (m is not HttpClientHandler h) return; h.ServerCertificateCustomValidationCallback = Check; } HttpClient A() { var h = new HttpClientHandler(); Pin(h); return new(h); }""")]
    [InlineData("""static void Pin(HttpMessageHandler m) { while (m is DelegatingHandler d) m = d.InnerHandler!; ((HttpClientHandler)m).ServerCertificateCustomValidationCallback = Check; } HttpClient A() { var h = new HttpClientHandler(); Pin(h); return new(h); }""")]
    [InlineData("""static void Pin(HttpMessageHandler m) { if (m is SocketsHttpHandler s) s.SslOptions.RemoteCertificateValidationCallback = Accept; } HttpClient A() { var h = {|PIN1002:new HttpClientHandler()|}; Pin(h); return new(h); }""")]
    [InlineData("""HttpWebRequest M(string s) { var q = WebRequest.Create(s); switch (q) { case FtpWebRequest f: throw new Exception(); case HttpWebRequest h: h.ServerCertificateValidationCallback = Accept; return h; default: throw new Exception(); } }""")]
    [InlineData("""static void Pin(HttpMessageHandler m) { if (m is WinHttpHandler or SocketsHttpHandler) return; ((HttpClientHandler)m).ServerCertificateCustomValidationCallback = Check; } HttpClient A() { var h = new HttpClientHandler(); Pin(h); return new HttpClient(h); } HttpClient B() { var h = {|PIN1002:new SocketsHttpHandler()|}; Pin(h); return new HttpClient(h); }""")]
    [InlineData("""private HttpMessageHandler _m; public Program() : this(new HttpClientHandler()) { } public Program(HttpMessageHandler inner) { var c = new HttpMessageInvoker(inner); HttpMessageHandler m = inner; var d = m as DelegatingHandler; while (d != null) { m = d.InnerHandler!; d = m as DelegatingHandler; } _m = m; } void Apply() { var h = _m as HttpClientHandler; if (h != null) { h.ServerCertificateCustomValidationCallback = Check; } }""")]
    [InlineData("""private HttpMessageHandler _m; public Program() : this({|PIN1002:new HttpClientHandler()|}) { } public Program(HttpMessageHandler inner) { var c = new HttpMessageInvoker(inner); HttpMessageHandler m = inner; var d = m as DelegatingHandler; while (d != null) { m = d.InnerHandler!; d = m as DelegatingHandler; } _m = m; } void Apply() { var h = _m as HttpClientHandler; if (h != null) { h.UseCookies = false; } }""")]
    public Task Member_Decides(string members) => ClientSource.VerifyAsync(ClientSource.InClass(members));
}
