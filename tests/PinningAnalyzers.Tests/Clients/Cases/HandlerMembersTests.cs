using System.Threading.Tasks;
using Xunit;

namespace PinningAnalyzers.Tests.Clients.Cases;

/// <summary>Handlers that live in fields and properties, come from factories, or configure themselves.</summary>
public sealed class HandlerMembersTests
{
    [Theory]
    [InlineData("""private readonly HttpClient _client = {|PIN1001:new()|};""")]
    [InlineData("""private static readonly HttpClient Client = {|PIN1001:new HttpClient()|};""")]
    [InlineData("""public HttpClient Client { get; } = {|PIN1001:new()|};""")]
    [InlineData("""public HttpClient Client => {|PIN1001:new()|};""")]
    [InlineData("""private readonly HttpClientHandler _handler = {|PIN1002:new()|}; public HttpClient Make() => new(_handler);""")]
    [InlineData("""private static readonly HttpClient Client = new({|PIN1002:new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.FromMinutes(1) }|});""")]
    [InlineData("""private HttpClientHandler? _handler; public HttpClient Make() { _handler = {|PIN1002:new HttpClientHandler()|}; return new HttpClient(_handler); }""")]
    [InlineData("""private HttpClientHandler? _a, _b; public void Make() { _a = {|PIN1002:new HttpClientHandler()|}; _b = new HttpClientHandler(); _b.ServerCertificateCustomValidationCallback = Check; }""")]
    [InlineData("""private static HttpMessageHandler Make() => {|PIN1002:new HttpClientHandler()|}; public HttpClient Client() => new(Make());""")]
    [InlineData("""public HttpMessageHandler Make() { var h = {|PIN1002:new SocketsHttpHandler()|}; h.UseCookies = false; return h; }""")]
    [InlineData("""private static HttpClientHandler Make(bool pinned) { var h = {|PIN1006:new HttpClientHandler()|}; if (pinned) { h.ServerCertificateCustomValidationCallback = Check; } return h; }""")]
    [InlineData("""private HttpClient Make() { var h = {|PIN1002:new HttpClientHandler()|}; Tune(h); return new HttpClient(h); } private static void Tune(HttpClientHandler h) => h.UseCookies = false;""")]
    [InlineData("""private HttpClient Make(bool flag) { var h = {|PIN1006:new HttpClientHandler()|}; Tune(h, flag); return new HttpClient(h); } private static void Tune(HttpClientHandler h, bool flag) { if (flag) { h.ServerCertificateCustomValidationCallback = Check; } }""")]
    [InlineData("""public Task<HttpMessageHandler> MakeAsync() => Task.FromResult<HttpMessageHandler>(pinned ? pins.CreateHandler() : {|PIN1002:new HttpClientHandler()|}); private bool pinned; private PinValidator pins = null!;""")]
    public Task UnpinnedMember_Reports(string members) => ClientSource.VerifyAsync(ClientSource.InClass(members));

    [Theory]
    [InlineData("""private readonly HttpClientHandler _handler = new(); public Program() => _handler.ServerCertificateCustomValidationCallback = Check; public HttpClient Make() => new(_handler);""")]
    [InlineData("""private readonly HttpClientHandler _handler = new(); public void Pin(bool flag) { if (flag) { _handler.ServerCertificateCustomValidationCallback = Check; } } public HttpClient Make() => new(_handler);""")]
    [InlineData("""private readonly HttpClientHandler _handler; public Program() { _handler = new HttpClientHandler(); Configure(); } private void Configure() { _handler.ServerCertificateCustomValidationCallback = Check; }""")]
    [InlineData("""private readonly HttpClientHandler _handler; public Program() { _handler = new HttpClientHandler(); this._handler.ServerCertificateCustomValidationCallback = Check; }""")]
    [InlineData("""public HttpClientHandler Handler { get; } = new(); public Program() { Handler.ServerCertificateCustomValidationCallback = Check; }""")]
    [InlineData("""public SocketsHttpHandler Handler { get; } = new() { SslOptions = { RemoteCertificateValidationCallback = Accept } };""")]
    [InlineData("""private readonly SocketsHttpHandler _handler = new(); public Program(PinValidator pins) { _handler.UsePins(pins); }""")]
    [InlineData("""private readonly SocketsHttpHandler _handler = new(); public Program(PinValidator pins) { _handler.SslOptions.UsePins(pins); }""")]
    [InlineData("""private static HttpClientHandler Make() => new(); public HttpClient Client() { var h = Make(); h.ServerCertificateCustomValidationCallback = Check; return new HttpClient(h); }""")]
    [InlineData("""private static HttpClientHandler Make() { return new HttpClientHandler { UseCookies = false }; } public HttpClient Client(PinValidator pins) => new(Make().UsePins(pins));""")]
    [InlineData("""private HttpClient Make() { var h = new HttpClientHandler(); Tune(h); return new HttpClient(h); } private static void Tune(HttpClientHandler h) => h.ServerCertificateCustomValidationCallback = Check;""")]
    [InlineData("""private HttpClient Make() => new(Tuned(new HttpClientHandler())); private static HttpClientHandler Tuned(HttpClientHandler h) { h.ServerCertificateCustomValidationCallback = Check; return h; }""")]
    [InlineData("""private readonly HttpClient _client; public Program(HttpMessageHandler handler) => _client = new HttpClient(handler);""")]
    [InlineData("""private readonly HttpClient _client; public Program(IHttpClientFactory factory) => _client = factory.CreateClient("x");""")]
    [InlineData("""private readonly HttpClient _client = new(Handlers.Shared);""")]
    [InlineData("""public static HttpClient Make(Func<HttpMessageHandler> factory) => new(factory());""")]
    public Task PinnedMember_IsSilent(string members) => ClientSource.VerifyAsync(ClientSource.InClass(members, "public static class Handlers { public static HttpMessageHandler Shared => throw null!; }"));

    [Theory]
    [InlineData("""public HttpClient M() => new(new PinnedHandler()); private class PinnedHandler : HttpClientHandler { public PinnedHandler() => ServerCertificateCustomValidationCallback = Check; }""")]
    [InlineData("""public HttpClient M() => new(new PinnedHandler()); private class PinnedHandler : HttpClientHandler { public PinnedHandler() { this.ServerCertificateCustomValidationCallback = Check; } }""")]
    [InlineData("""public HttpClient M() => new(new PinnedHandler(1)); private class PinnedHandler : HttpClientHandler { public PinnedHandler() => ServerCertificateCustomValidationCallback = Check; public PinnedHandler(int x) : this() { } }""")]
    [InlineData("""public HttpClient M() => new(new Sub()); private class Sub : PinnedHandler { } private class PinnedHandler : HttpClientHandler { public PinnedHandler() => Init(); private void Init() => ServerCertificateCustomValidationCallback = Check; }""")]
    [InlineData("""public HttpClient M() => new({|PIN1002:new PlainHandler()|}); private class PlainHandler : HttpClientHandler { public PlainHandler() => UseCookies = false; }""")]
    [InlineData("""public HttpClient M() => new(new PlainHandler { ServerCertificateCustomValidationCallback = Check }); private class PlainHandler : HttpClientHandler { }""")]
    [InlineData("""public HttpClient M() => new({|PIN1002:new Retry()|}); private class Retry : HttpClientHandler { protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage r, CancellationToken t) => base.SendAsync(r, t); }""")]
    [InlineData("""public HttpClient M() => new(new Fake()); private class Fake : HttpClientHandler { protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage r, CancellationToken t) => Task.FromResult(new HttpResponseMessage()); }""")]
    [InlineData("""public HttpClient M() => new(new Fake()); private class Fake : HttpMessageHandler { protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage r, CancellationToken t) => Task.FromResult(new HttpResponseMessage()); }""")]
    [InlineData("""public HttpClient M() => new(new Logging({|PIN1002:new SocketsHttpHandler()|})); private class Logging : DelegatingHandler { public Logging(HttpMessageHandler inner) : base(inner) { } }""")]
    [InlineData("""public HttpClient M() => new(new Logging { InnerHandler = {|PIN1002:new HttpClientHandler()|} }); private class Logging : DelegatingHandler { }""")]
    [InlineData("""public HttpClient M() => new(new Logging()); private class Logging : DelegatingHandler { public Logging() : base({|PIN1002:new HttpClientHandler()|}) { } }""")]
    [InlineData("""public HttpClient M() => new(new Logging()); private class Logging : DelegatingHandler { public Logging() { InnerHandler = {|PIN1002:new HttpClientHandler()|}; } }""")]
    [InlineData("""public HttpClient M() => new(new Logging(new HttpClientHandler { ServerCertificateCustomValidationCallback = Check })); private class Logging : DelegatingHandler { public Logging(HttpMessageHandler inner) : base(inner) { } }""")]
    [InlineData("""private class Api : HttpClient { public {|PIN1001:Api|}() { Timeout = TimeSpan.FromSeconds(1); } } public object M() => new Api();""")]
    [InlineData("""private class {|PIN1001:Api|} : HttpClient { } public object M() => new Api();""")]
    [InlineData("""private class Api : HttpClient { public Api(HttpMessageHandler h) : base(h) { } }""")]
    [InlineData("""private class Api : HttpClient { public Api() : base({|PIN1002:new HttpClientHandler()|}) { } }""")]
    [InlineData("""private class Api : HttpClient { public Api(PinValidator pins) : base(pins.CreateHandler()) { } }""")]
    [InlineData("""private class Api : HttpClient { public {|PIN1001:Api|}() { } public Api(int x) : this() { } }""")]
    [InlineData("""private class Api : HttpClient { public Api() { BaseAddress = new Uri("http://localhost:5000"); } }""")]
    [InlineData("""private class Api : HttpClient { public {|PIN1001:Api|}(string name) : base() { BaseAddress = new Uri(name); } }""")]
    [InlineData("""private class Api(HttpMessageHandler handler) : HttpClient(handler) { }""")]
    [InlineData("""private class {|PIN1001:Api|}(string name) : HttpClient { public string Name => name; }""")]
    public Task DerivedType_Decides(string members) => ClientSource.VerifyAsync(ClientSource.InClass(members));
}
