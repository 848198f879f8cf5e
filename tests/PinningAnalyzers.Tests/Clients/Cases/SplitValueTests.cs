using System.Threading.Tasks;
using Xunit;

namespace PinningAnalyzers.Tests.Clients.Cases;

/// <summary>Values that a flow graph splits over several blocks, given to hooks and addresses.</summary>
public sealed class SplitValueTests
{
    [Theory]
    [InlineData("""var x = new SocketsHttpHandler(); x.SslOptions.RemoteCertificateValidationCallback = flag ? null! : Accept; x.SslOptions.RemoteCertificateValidationCallback ??= Accept; var c = new HttpClient(x);""")]
    [InlineData("""var x = new SocketsHttpHandler(); x.SslOptions.RemoteCertificateValidationCallback ??= Accept; var c = new HttpClient(x);""")]
    [InlineData("""RemoteCertificateValidationCallback? p = null; if (flag) p = Accept; var x = new SocketsHttpHandler(); x.SslOptions.RemoteCertificateValidationCallback = p ?? Accept; var c = new HttpClient(x);""")]
    [InlineData("""var x = {|PIN1006:new SocketsHttpHandler()|}; x.SslOptions.RemoteCertificateValidationCallback = flag ? Accept : null; var c = new HttpClient(x);""")]
    [InlineData("""var ws = {|PIN1006:new ClientWebSocket()|}; ws.Options.RemoteCertificateValidationCallback = text switch { "a" => Accept, _ => null }; await ws.ConnectAsync(new Uri(text), default);""")]
    [InlineData("""var f = {|PIN1006:new RabbitMQ.Client.ConnectionFactory()|}; f.Ssl.Enabled = true; f.Ssl.CertificateValidationCallback = flag ? Accept : null;""")]
    [InlineData("""var c = new HttpClient { BaseAddress = flag ? new Uri("http://a") : new Uri("https://localhost") };""")]
    [InlineData("""var c = {|PIN1001:new HttpClient { BaseAddress = flag ? new Uri("http://a") : new Uri("https://a") }|};""")]
    [InlineData("""var c = new HttpClient { BaseAddress = new Uri(flag ? "http://a" : "http://b") };""")]
    [InlineData("""RemoteCertificateValidationCallback? p = null; if (flag) p = Accept; services.AddHttpClient("a").UseSocketsHttpHandler((h, _) => h.SslOptions.RemoteCertificateValidationCallback = p ?? Accept);""")]
    [InlineData("""services.{|PIN1006:AddHttpClient("a")|}.UseSocketsHttpHandler((h, _) => h.SslOptions.RemoteCertificateValidationCallback = flag ? Accept : null);""")]
    [InlineData("""RemoteCertificateValidationCallback? p = null; if (flag) p = Accept; var l = new System.DirectoryServices.Protocols.LdapConnection("a.example"); l.SessionOptions.SecureSocketLayer = true; l.SessionOptions.VerifyServerCertificate = flag ? (a, b) => true : (a, b) => false; l.Bind();""")]
    [InlineData("""var s = new MongoDB.Driver.MongoClientSettings { UseTls = true }; s.SslSettings = new MongoDB.Driver.SslSettings(); RemoteCertificateValidationCallback? p = null; if (flag) p = Accept; s.SslSettings.ServerCertificateValidationCallback = p ?? Accept; var c = new MongoDB.Driver.MongoClient(s);""")]
    public Task Statement_Decides(string statements) => ClientSource.VerifyAsync(ClientSource.InMethod(statements));

    [Theory]
    [InlineData("""static HttpClient F() { return new HttpClient { BaseAddress = new Uri("http://localhost") }; } void M() { var x = F(); x.Dispose(); }""")]
    [InlineData("""static HttpClientHandler F(bool p) { var h = {|PIN1006:new HttpClientHandler()|}; if (p) h.ServerCertificateCustomValidationCallback = Check; return h; } HttpClient M() => new(F(true));""")]
    [InlineData("""class O { public Func<HttpRequestMessage, X509Certificate2?, X509Chain?, SslPolicyErrors, bool>? Cb { get; set; } public RemoteCertificateValidationCallback? R { get; set; } } HttpClient M(O? o) { var h = new HttpClientHandler(); h.ServerCertificateCustomValidationCallback = o?.Cb; return new(h); } HttpClient N(O? o) => new(new HttpClientHandler { ServerCertificateCustomValidationCallback = o?.Cb }); HttpClient P(O? o) { var h = new SocketsHttpHandler(); h.SslOptions.RemoteCertificateValidationCallback = o?.R; return new(h); }""")]
    [InlineData("""class H : HttpClientHandler { public H(Func<HttpRequestMessage, X509Certificate2?, X509Chain?, SslPolicyErrors, bool>? p) { ServerCertificateCustomValidationCallback = p ?? Check; } } object M() => new H(null);""")]
    [InlineData("""class H : HttpClientHandler { public H(Func<HttpRequestMessage, X509Certificate2?, X509Chain?, SslPolicyErrors, bool>? p) { this.ServerCertificateCustomValidationCallback = p ?? throw new ArgumentNullException(nameof(p)); } } object M() => new H(null);""")]
    [InlineData("""class H : HttpClientHandler { public H(bool b) { ServerCertificateCustomValidationCallback = b ? Check : null; } } object M() => {|PIN1006:new H(true)|};""")]
    [InlineData("""class H : HttpClientHandler { public H() { ServerCertificateCustomValidationCallback ??= Check; } } object M() => new H();""")]
    [InlineData("""private readonly SocketsHttpHandler h = new(); public Program(RemoteCertificateValidationCallback? p) { h.SslOptions.RemoteCertificateValidationCallback = p ?? Accept; } HttpClient C() => new(h);""")]
    [InlineData("""static void Pin(SocketsHttpHandler h, RemoteCertificateValidationCallback? p) => h.SslOptions.RemoteCertificateValidationCallback = p ?? Accept; HttpClient C() { var h = new SocketsHttpHandler(); Pin(h, null); return new(h); }""")]
    public Task Member_Decides(string members) => ClientSource.VerifyAsync(ClientSource.InClass(members));
}
