using System.Threading.Tasks;
using Xunit;

namespace PinningAnalyzers.Tests.Clients.Cases;

/// <summary>Classes derived from a handler: the constructor that is called decides, and methods where they are called.</summary>
public sealed class DerivedHandlerTests
{
    [Theory]
    [InlineData("""class A : HttpClientHandler { public A() { } public A(Func<HttpRequestMessage, X509Certificate2?, X509Chain?, SslPolicyErrors, bool> cb) { ServerCertificateCustomValidationCallback = cb; } } HttpClient X() => new HttpClient({|PIN1002:new A()|}); HttpClient Y() => new HttpClient(new A(Check));""")]
    [InlineData("""class A : HttpClientHandler { public A() { ServerCertificateCustomValidationCallback = Check; } } HttpClient X() => new HttpClient({|PIN1002:new A { ServerCertificateCustomValidationCallback = null }|}); HttpClient Y() => new(new A());""")]
    [InlineData("""class A : HttpClientHandler { public A() { } public void Pin() { ServerCertificateCustomValidationCallback = Check; } } HttpClient X() { var a = new A(); a.Pin(); return new HttpClient(a); } HttpClient Y() { var a = {|PIN1002:new A()|}; return new HttpClient(a); }""")]
    [InlineData("""class A : HttpClientHandler { protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage r, CancellationToken t) { ServerCertificateCustomValidationCallback ??= Check; return base.SendAsync(r, t); } } HttpClient X() => new(new A());""")]
    [InlineData("""class A : HttpClientHandler { public A() => Init(); private void Init() { ServerCertificateCustomValidationCallback = Check; } } HttpClient X() => new(new A());""")]
    [InlineData("""class A : HttpClientHandler { public A() => Init(); protected virtual void Init() { ServerCertificateCustomValidationCallback = Check; } } HttpClient X() => new(new A());""")]
    [InlineData("""class A : HttpClientHandler { public bool Pin { set { if (value) ServerCertificateCustomValidationCallback = Check; } } } HttpClient X() => new(new A { Pin = true });""")]
    [InlineData("""class H : HttpClientHandler { public H WithPins() { ServerCertificateCustomValidationCallback = Check; return this; } } HttpClient X() => new(new H().WithPins()); HttpClient Y() => new({|PIN1002:new H()|}); HttpClient Z() { var h = new H(); h.WithPins(); return new(h); }""")]
    [InlineData("""class H : HttpClientHandler { public H WithPins() { ServerCertificateCustomValidationCallback = Check; return this; } } private readonly H _h = new(); public Program() => _h.WithPins(); HttpClient Y() => new(_h);""")]
    public Task Member_Decides(string members) => ClientSource.VerifyAsync(ClientSource.InClass(members));
}
