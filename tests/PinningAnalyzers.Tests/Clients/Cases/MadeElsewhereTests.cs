using System.Threading.Tasks;
using Xunit;

namespace PinningAnalyzers.Tests.Clients.Cases;

/// <summary>Settings that a method of one's own makes, and a variable holds before the client is given them.</summary>
public sealed class MadeElsewhereTests
{
    [Theory]
    [InlineData("""SslClientAuthenticationOptions O(string h) => new() { TargetHost = h }; async Task M(Stream s, string h) { var t = {|PIN1003:new SslStream(s)|}; var o = O(h); await t.AuthenticateAsClientAsync(o); }""")]
    [InlineData("""SslClientAuthenticationOptions O(string h) { var o = new SslClientAuthenticationOptions { TargetHost = h }; o.RemoteCertificateValidationCallback = Accept; return o; } async Task M(Stream s, string h) { var t = new SslStream(s); var o = O(h); await t.AuthenticateAsClientAsync(o); }""")]
    [InlineData("""SslClientAuthenticationOptions O(string h) => new() { TargetHost = h }; async Task M(Stream s, string h) { var t = new SslStream(s); var o = O(h); o.RemoteCertificateValidationCallback = Accept; await t.AuthenticateAsClientAsync(o); }""")]
    [InlineData("""async Task<SslClientAuthenticationOptions> O(string h) { await Task.Yield(); return new() { TargetHost = h }; } async Task M(Stream s, string h) { var t = {|PIN1003:new SslStream(s)|}; var o = await O(h); await t.AuthenticateAsClientAsync(o); }""")]
    [InlineData("""async Task<SslClientAuthenticationOptions> O(string h) { await Task.Yield(); return new() { TargetHost = h, RemoteCertificateValidationCallback = Accept }; } async Task M(Stream s, string h) { var t = new SslStream(s); var o = await O(h).ConfigureAwait(false); await t.AuthenticateAsClientAsync(o); }""")]
    [InlineData("""SslClientAuthenticationOptions O(string h, bool b) { var o = new SslClientAuthenticationOptions { TargetHost = h }; if (b) o.RemoteCertificateValidationCallback = Accept; return o; } async Task M(Stream s, string h) { var t = {|PIN1006:new SslStream(s)|}; var o = O(h, true); await t.AuthenticateAsClientAsync(o); }""")]
    [InlineData("""SslClientAuthenticationOptions? _o; SslClientAuthenticationOptions O(string h) => _o!; async Task M(Stream s, string h) { var t = new SslStream(s); var o = O(h); await t.AuthenticateAsClientAsync(o); }""")]
    [InlineData("""protected virtual SslClientAuthenticationOptions O(string h) => new(); async Task M(Stream s, string h) { var t = new SslStream(s); var o = O(h); await t.AuthenticateAsClientAsync(o); }""")]
    [InlineData("""static StackExchange.Redis.ConfigurationOptions F() => new() { Ssl = true, EndPoints = { "a.example:1" } }; object M() { var o = F(); o.ClientName = "x"; return StackExchange.Redis.ConnectionMultiplexer.{|PIN1005:Connect(o)|}; }""")]
    [InlineData("""static StackExchange.Redis.ConfigurationOptions F() => new() { EndPoints = { "a.example:1" } }; object M() { var o = F(); o.ClientName = "x"; return StackExchange.Redis.ConnectionMultiplexer.Connect(o); } object N() { var o = F(); o.Ssl = true; return StackExchange.Redis.ConnectionMultiplexer.{|PIN1005:Connect(o)|}; }""")]
    [InlineData("""static Grpc.Net.Client.GrpcChannelOptions F() => new() { MaxRetryAttempts = 3 }; object M(string u) { var o = F(); return Grpc.Net.Client.GrpcChannel.{|PIN1005:ForAddress(u, o)|}; } object N(string u, HttpMessageHandler h) { var o = F(); o.HttpHandler = h; return Grpc.Net.Client.GrpcChannel.ForAddress(u, o); }""")]
    [InlineData("""static X509ChainPolicy P() { var p = new X509ChainPolicy(); p.TrustMode = X509ChainTrustMode.CustomRootTrust; return p; } HttpClient M() { var p = P(); var h = new SocketsHttpHandler(); h.SslOptions.CertificateChainPolicy = p; return new HttpClient(h); }""")]
    [InlineData("""static RabbitMQ.Client.ConnectionFactory F() { var f = new RabbitMQ.Client.ConnectionFactory(); f.Ssl.CertificateValidationCallback = Accept; return f; } void M() { var f = F(); f.Ssl.Enabled = true; }""")]
    [InlineData("""static RabbitMQ.Client.ConnectionFactory F() { var f = {|PIN1005:new RabbitMQ.Client.ConnectionFactory()|}; f.UserName = "a"; return f; } void M() { var f = F(); f.Ssl.Enabled = true; }""")]
    public Task Member_Decides(string members) => ClientSource.VerifyAsync(ClientSource.InClass(members));
}
