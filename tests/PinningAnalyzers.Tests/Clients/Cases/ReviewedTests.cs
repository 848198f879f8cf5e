using System.Threading.Tasks;
using Xunit;

namespace PinningAnalyzers.Tests.Clients.Cases;

/// <summary>What a first implementation got wrong.</summary>
public sealed class ReviewedTests
{
    [Fact]
    public Task HookAssignedUnlessSet_IsSilent() => InMethod("var h = new HttpClientHandler(); h.ServerCertificateCustomValidationCallback ??= Check; var c = new HttpClient(h);");

    [Fact]
    public Task HookSetByDeconstruction_IsSilent() => InMethod("var h = new HttpClientHandler(); (h.ServerCertificateCustomValidationCallback, _) = (Check, 1); var c = new HttpClient(h);");

    [Fact]
    public Task HandlerGivenToAMethodWithoutSource_IsSilent() => InMethod("GC.KeepAlive(new HttpClientHandler());");

    [Fact]
    public Task FieldFilledOnDemand_IsSilent() => InClass("""
        private HttpClientHandler? _p;
        public HttpMessageHandler P { get { if (_p is null) { _p = new HttpClientHandler(); _p.ServerCertificateCustomValidationCallback = Check; } return _p; } }
        """);

    [Fact]
    public Task HandlerWrappedByADelegate_IsSilent() => InClass("public static HttpClient Make(Func<HttpMessageHandler, HttpMessageHandler>? wrap) { HttpMessageHandler h = new HttpClientHandler(); if (wrap != null) { h = wrap(h); } return new HttpClient(h); }");

    [Fact]
    public Task TlsTurnedOnByAConstructor_Reports() => InMethod("""var f = {|PIN1005:new RabbitMQ.Client.ConnectionFactory()|}; f.Ssl = new RabbitMQ.Client.SslOption("mq.example.com", enabled: true);""");

    [Fact]
    public Task HookRemoved_Reports() => InMethod("var h = {|PIN1002:new HttpClientHandler()|}; h.ServerCertificateCustomValidationCallback -= Check; var c = new HttpClient(h);");

    [Fact]
    public Task OptionsReplaced_Reports() => InMethod("var h = {|PIN1002:new SocketsHttpHandler { SslOptions = { RemoteCertificateValidationCallback = Accept } }|}; h.SslOptions = new SslClientAuthenticationOptions(); var c = new HttpClient(h);");

    [Fact]
    public Task HandlerThatIsLocked_Reports() => InMethod("var h = {|PIN1002:new HttpClientHandler()|}; lock (h) { var c = new HttpClient(h); }");

    [Fact]
    public Task QuicWithAName_Reports() => InMethod("""await using var c = await System.Net.Quic.QuicConnection.ConnectAsync({|PIN1003:new System.Net.Quic.QuicClientConnectionOptions { ClientAuthenticationOptions = new SslClientAuthenticationOptions { TargetHost = "a.example.com" } }|});""");

    [Fact]
    public Task StreamWithOptionsAtTheCall_Reports() => InMethod("""var s = {|PIN1003:new SslStream(stream, leaveInnerStreamOpen: true)|}; await s.AuthenticateAsClientAsync(new SslClientAuthenticationOptions { TargetHost = "api.example.com" });""");

    [Fact]
    public Task StreamWithOptionsSetInABranch_Reports() => InMethod("var o = new SslClientAuthenticationOptions(); if (flag) { o.RemoteCertificateValidationCallback = Accept; } var s = {|PIN1006:new SslStream(stream)|}; await s.AuthenticateAsClientAsync(o);");

    [Fact]
    public Task BrowserApplication_IsSilent() => ClientSource.VerifyAsync(ClientSource.InMethod("var c = new HttpClient();"), "build_property.PinningTargetsBrowser = true");

    private static Task InMethod(string statements) => ClientSource.VerifyAsync(ClientSource.InMethod(statements));

    private static Task InClass(string members) => ClientSource.VerifyAsync(ClientSource.InClass(members));
}
