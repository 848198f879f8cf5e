using System.Threading.Tasks;
using Xunit;

namespace PinningAnalyzers.Tests.Clients.Cases;

/// <summary>How handlers travel between the members of a type.</summary>
public sealed class FlowOfMembersTests
{
    [Theory]
    [InlineData("""private HttpClientHandler? _p; public HttpMessageHandler P() { _p = new HttpClientHandler(); _p.ServerCertificateCustomValidationCallback = Check; return _p; }""")]
    [InlineData("""private HttpClientHandler? _p; public HttpClient P { get { _p = _p ?? new HttpClientHandler(); _p.ServerCertificateCustomValidationCallback = Check; return new HttpClient(_p); } }""")]
    [InlineData("""public static T Create<T>() where T : HttpMessageHandler, new() => new T(); public static HttpClient Client() => new(Create<SocketsHttpHandler>());""")]
    [InlineData("""public static HttpClient Make(Action<HttpClientHandler> configure) { var h = new HttpClientHandler(); configure(h); return new HttpClient(h); }""")]
    [InlineData("""public static HttpClient Make(Action<HttpClientHandler>? configure) { var h = new HttpClientHandler(); configure?.Invoke(h); return new HttpClient(h); }""")]
    [InlineData("""public static HttpClient Make(bool flag) { var h = new HttpClientHandler(); return flag ? new HttpClient(Set(h)) : new HttpClient(Set(h)); } private static HttpClientHandler Set(HttpClientHandler h) { h.ServerCertificateCustomValidationCallback = Check; return h; }""")]
    [InlineData("""public static void Use() { var p = new Program { Handler = { ServerCertificateCustomValidationCallback = Check } }; } public HttpClientHandler Handler { get; } = new();""")]
    [InlineData("""private readonly HttpClientHandler[] _hs = new HttpClientHandler[2]; public void M() { _hs[0] = new HttpClientHandler(); }""")]
    [InlineData("""public static HttpClient Make() { var h = new HttpClientHandler(); try { h.ServerCertificateCustomValidationCallback = Check; } catch (PlatformNotSupportedException) { return null!; } return new HttpClient(h); }""")]
    [InlineData("""public static HttpClient Make(X509Certificate2 root) { var h = new SocketsHttpHandler(); h.SslOptions = new SslClientAuthenticationOptions { CertificateChainPolicy = Policy(root) }; return new HttpClient(h); } private static X509ChainPolicy Policy(X509Certificate2 root) { var p = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust }; p.CustomTrustStore.Add(root); return p; }""")]
    [InlineData("""public static HttpClient Make() { var o = Options(); return new HttpClient(new SocketsHttpHandler { SslOptions = o }); } private static SslClientAuthenticationOptions Options() => new() { RemoteCertificateValidationCallback = Accept };""")]
    [InlineData("""public static HttpClient Make(SslClientAuthenticationOptions o) => new(new SocketsHttpHandler { SslOptions = o });""")]
    [InlineData("""public static HttpClient Make(bool f) { HttpClientHandler h; if (f) h = new HttpClientHandler { UseProxy = false }; else h = new HttpClientHandler(); h.ServerCertificateCustomValidationCallback = Check; return new HttpClient(h); }""")]
    [InlineData("""public static HttpClient Make(bool f) { var h = new HttpClientHandler(); goto set; set: h.ServerCertificateCustomValidationCallback = Check; return new HttpClient(h); }""")]
    [InlineData("""public static HttpClient Make(object o) { lock (o) { var h = new HttpClientHandler(); using (File.OpenRead("x")) { h.ServerCertificateCustomValidationCallback = Check; } return new HttpClient(h); } }""")]
    [InlineData("""public static HttpClient Make(bool f) { var h = new HttpClientHandler(); if (f) { h.ServerCertificateCustomValidationCallback = Check; return new HttpClient(h); } return null!; }""")]
    [InlineData("""public static HttpClient Make(bool f) { var h = f ? new HttpClientHandler() : null; if (h != null) { h.ServerCertificateCustomValidationCallback = Check; } return new HttpClient(h!); }""")]
    [InlineData("""public static HttpClient Make() { var h = new HttpClientHandler(); Configure(ref h); return new HttpClient(h); } static void Configure(ref HttpClientHandler h) => h.ServerCertificateCustomValidationCallback = Check;""")]
    [InlineData("""private readonly Lazy<HttpClientHandler> _h = new(() => new HttpClientHandler { ServerCertificateCustomValidationCallback = Check });""")]
    [InlineData("""public static HttpClient Make() { var h = new HttpClientHandler(); Set(h, Check); return new HttpClient(h); } private static void Set(HttpClientHandler h, Func<HttpRequestMessage, X509Certificate2?, X509Chain?, SslPolicyErrors, bool>? callback) { if (callback != null) h.ServerCertificateCustomValidationCallback = callback; }""")]
    public Task ConfiguredOnTheWay_IsSilent(string members) => ClientSource.VerifyAsync(ClientSource.InClass(members));

    [Theory]
    [InlineData("""public static async Task<HttpClient> Make() { var h = {|PIN1002:new HttpClientHandler()|}; await Task.Delay(1); return new HttpClient(h); }""")]
    [InlineData("""public HttpClientHandler Handler { get; set; } = {|PIN1002:new()|}; public HttpClient C => new(Handler);""")]
    [InlineData("""public static HttpClient Make() { try { var h = {|PIN1002:new HttpClientHandler()|}; return new HttpClient(h); } catch (PlatformNotSupportedException) { return {|PIN1001:new HttpClient()|}; } }""")]
    [InlineData("""public static HttpClient Make(bool f) { HttpClientHandler h; if (f) h = {|PIN1002:new HttpClientHandler { UseProxy = false }|}; else h = {|PIN1002:new HttpClientHandler()|}; h.UseCookies = false; return new HttpClient(h); }""")]
    [InlineData("""public static HttpClient Make() { Create(out var h); return new HttpClient(h); } static void Create(out HttpClientHandler h) { h = {|PIN1002:new HttpClientHandler()|}; }""")]
    [InlineData("""public record Options { public HttpClientHandler Handler { get; init; } = {|PIN1002:new()|}; }""")]
    [InlineData("""public struct S { public HttpClient C; public S() { C = {|PIN1001:new HttpClient()|}; } }""")]
    [InlineData("""public static HttpClient Make() => Wrap({|PIN1002:new HttpClientHandler()|}); private static HttpClient Wrap(HttpMessageHandler inner) => new(inner);""")]
    public Task ConfiguredNowhere_Reports(string members) => ClientSource.VerifyAsync(ClientSource.InClass(members));
}
