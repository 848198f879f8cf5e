using System.Threading.Tasks;
using Xunit;

namespace PinningAnalyzers.Tests.Clients.Cases;

/// <summary>Handlers that are reached through the handler around them.</summary>
public sealed class AroundHandlerTests
{
    private const string Log = "public class Log : DelegatingHandler { public Log() { } public Log(HttpMessageHandler inner) : base(inner) { } }";

    [Theory]
    [InlineData("""var l = new Log(new HttpClientHandler()); ((HttpClientHandler)l.InnerHandler!).ServerCertificateCustomValidationCallback = Check; var c = new HttpClient(l);""")]
    [InlineData("""var l = new Log({|PIN1002:new HttpClientHandler()|}); ((HttpClientHandler)l.InnerHandler!).UseCookies = false; var c = new HttpClient(l);""")]
    [InlineData("""var l = new Log({|PIN1006:new HttpClientHandler()|}); if (flag) { ((HttpClientHandler)l.InnerHandler!).ServerCertificateCustomValidationCallback = Check; } var c = new HttpClient(l);""")]
    [InlineData("""var l = new Log { InnerHandler = new HttpClientHandler() }; if (l.InnerHandler is HttpClientHandler h) { h.ServerCertificateCustomValidationCallback = Check; } var c = new HttpClient(l);""")]
    [InlineData("""var l = new Log(); l.InnerHandler = new HttpClientHandler(); (l.InnerHandler as HttpClientHandler)!.ServerCertificateCustomValidationCallback = Check; var c = new HttpClient(l);""")]
    [InlineData("""var l = new Log({|PIN1002:new HttpClientHandler()|}); var k = new Log(new HttpClientHandler()); ((HttpClientHandler)k.InnerHandler!).ServerCertificateCustomValidationCallback = Check; var c = new HttpClient(k); var d = new HttpClient(l);""")]
    public Task Statement_Decides(string statements) => ClientSource.VerifyAsync(ClientSource.InMethod(statements) + Log);

    [Theory]
    [InlineData("""static void Pin(HttpMessageHandler m) { while (m is DelegatingHandler d) { m = d.InnerHandler!; } ((HttpClientHandler)m).ServerCertificateCustomValidationCallback = Check; } HttpClient A() { var l = new Log(new HttpClientHandler()); Pin(l); return new HttpClient(l); }""")]
    [InlineData("""static void Pin(HttpMessageHandler m) { var d = m as DelegatingHandler; while (d != null) { m = d.InnerHandler!; d = m as DelegatingHandler; } ((HttpClientHandler)m).ServerCertificateCustomValidationCallback = Check; } HttpClient A() { var l = new Log(new HttpClientHandler()); Pin(l); return new HttpClient(l); }""")]
    [InlineData("""static void Pin(HttpMessageHandler m) { switch (m) { case DelegatingHandler d: Pin(d.InnerHandler!); break; case HttpClientHandler h: h.ServerCertificateCustomValidationCallback = Check; break; } } HttpClient A() { var l = new Log(new HttpClientHandler()); Pin(l); return new HttpClient(l); }""")]
    [InlineData("""static void Pin(HttpMessageHandler m) { while (m is DelegatingHandler d) { m = d.InnerHandler!; } ((HttpClientHandler)m).UseCookies = false; } HttpClient A() { var l = new Log({|PIN1002:new HttpClientHandler()|}); Pin(l); return new HttpClient(l); }""")]
    [InlineData("""static void Pin(HttpMessageHandler m) { if (m is HttpClientHandler h) { h.ServerCertificateCustomValidationCallback = Check; } } HttpClient A() { var l = new Log({|PIN1002:new HttpClientHandler()|}); Pin(l); return new HttpClient(l); }""")]
    public Task Member_Decides(string members) => ClientSource.VerifyAsync(ClientSource.InClass(members, Log));
}
