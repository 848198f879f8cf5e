using System.Threading.Tasks;
using Xunit;

namespace PinningAnalyzers.Tests.Clients.Cases;

/// <summary>Handlers whose only client is exempt, through handlers around them and registrations.</summary>
public sealed class HandlerOfExemptClientTests
{
    [Theory]
    [InlineData("""services.AddHttpClient("a", c => c.BaseAddress = new Uri("http://localhost")).ConfigurePrimaryHttpMessageHandler(() => new HttpClientHandler { UseProxy = false });""")]
    [InlineData("""services.AddHttpClient("a").ConfigureHttpClient(c => c.BaseAddress = new Uri("http://localhost")).ConfigurePrimaryHttpMessageHandler(() => { var h = new HttpClientHandler(); h.UseProxy = false; return h; });""")]
    [InlineData("""services.AddHttpClient("a").ConfigureHttpClient(c => c.BaseAddress = new Uri("https://api.example.com")).ConfigurePrimaryHttpMessageHandler(() => { var h = {|PIN1002:new HttpClientHandler()|}; h.UseProxy = false; return h; });""")]
    [InlineData("""services.AddHttpClient("a").ConfigurePrimaryHttpMessageHandler(() => new HttpClientHandler { UseProxy = false }).ConfigureHttpClient(c => c.BaseAddress = new Uri("http://localhost"));""")]
    [InlineData("""using var c = Grpc.Net.Client.GrpcChannel.ForAddress("http://backend:5000", new Grpc.Net.Client.GrpcChannelOptions { HttpHandler = new SocketsHttpHandler { EnableMultipleHttp2Connections = true } });""")]
    [InlineData("""using var c = Grpc.Net.Client.GrpcChannel.ForAddress("http://localhost", new Grpc.Net.Client.GrpcChannelOptions { HttpHandler = new SocketsHttpHandler { ConnectCallback = async (a, b) => { await Task.Yield(); return stream; } } });""")]
    [InlineData("""using var c = Grpc.Net.Client.GrpcChannel.ForAddress("http://backend:5000", new Grpc.Net.Client.GrpcChannelOptions { HttpClient = new HttpClient() });""")]
    [InlineData("""using var c = Grpc.Net.Client.GrpcChannel.ForAddress("https://backend:5000", new Grpc.Net.Client.GrpcChannelOptions { HttpClient = {|PIN1001:new HttpClient()|} });""")]
    [InlineData("""var h = {|PIN1002:new SocketsHttpHandler()|}; var o = new Grpc.Net.Client.GrpcChannelOptions(); o.HttpHandler = h; using var c = Grpc.Net.Client.GrpcChannel.ForAddress("https://backend:5000", o);""")]
    [InlineData("""var h = new SocketsHttpHandler(); var o = new Grpc.Net.Client.GrpcChannelOptions(); o.HttpHandler = h; using var c = Grpc.Net.Client.GrpcChannel.ForAddress("http://backend:5000", o);""")]
    [InlineData("""var c = new RestSharp.RestClient(new RestSharp.RestClientOptions("http://localhost") { ConfigureMessageHandler = _ => new HttpClientHandler() });""")]
    [InlineData("""var c = new RestSharp.RestClient(new RestSharp.RestClientOptions("https://a.example.com") { ConfigureMessageHandler = _ => {|PIN1002:new HttpClientHandler()|} });""")]
    [InlineData("""var b = services.AddHttpClient("a", c => c.BaseAddress = new Uri("https://localhost:7000")); b.ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler());""")]
    [InlineData("""var b = services.AddHttpClient("a", c => c.BaseAddress = new Uri("https://api.example.com")); b.ConfigurePrimaryHttpMessageHandler(() => {|PIN1002:new SocketsHttpHandler()|});""")]
    public Task Statement_Decides(string statements) => ClientSource.VerifyAsync(ClientSource.InMethod(statements));

    [Theory]
    [InlineData("""class Log : DelegatingHandler { public Log() { } public Log(HttpMessageHandler i) : base(i) { } } HttpClient X() => new HttpClient(new Log(new HttpClientHandler())) { BaseAddress = new Uri("http://localhost") };""")]
    [InlineData("""class Log : DelegatingHandler { public Log() { } public Log(HttpMessageHandler i) : base(i) { } } HttpClient X() => new HttpClient(new Log { InnerHandler = new HttpClientHandler() }) { BaseAddress = new Uri("http://localhost") };""")]
    [InlineData("""class Log : DelegatingHandler { public Log() { } public Log(HttpMessageHandler i) : base(i) { } } HttpClient X() { var log = new Log { InnerHandler = {|PIN1002:new HttpClientHandler()|} }; return new HttpClient(log) { BaseAddress = new Uri("https://api.example.com") }; }""")]
    [InlineData("""class Log : DelegatingHandler { public Log() { } public Log(HttpMessageHandler i) : base(i) { } } HttpClient X() { var log = new Log(); log.InnerHandler = new HttpClientHandler(); var c = new HttpClient(log); c.BaseAddress = new Uri("http://localhost"); return c; }""")]
    [InlineData("""class Log : DelegatingHandler { public Log() { } public Log(HttpMessageHandler i) : base(i) { } } HttpClient X() => new HttpClient(new Log(new Log({|PIN1002:new HttpClientHandler()|}))) { BaseAddress = new Uri("https://api.example.com") };""")]
    [InlineData("""class Log : DelegatingHandler { public Log() { } public Log(HttpMessageHandler i) : base(i) { } } HttpClient X() => new HttpClient(new Log(new Log(new HttpClientHandler()))) { BaseAddress = new Uri("http://localhost") };""")]
    [InlineData("""class A : HttpClient { public A() : base(new HttpClientHandler()) { BaseAddress = new Uri("http://localhost"); } } class B : HttpClient { public B() : base({|PIN1002:new HttpClientHandler()|}) { } }""")]
    [InlineData("""readonly HttpClientHandler h = new(); readonly HttpClient c; public Program() { c = new HttpClient(h) { BaseAddress = new Uri("http://localhost") }; }""")]
    [InlineData("""void M(IServiceCollection s) => s.AddHttpClient("a", c => c.BaseAddress = new Uri("http://localhost")).ConfigurePrimaryHttpMessageHandler(Make); static HttpMessageHandler Make() => new SocketsHttpHandler();""")]
    [InlineData("""void M(IServiceCollection s) => s.AddHttpClient("a", c => c.BaseAddress = new Uri("https://api.example.com")).ConfigurePrimaryHttpMessageHandler(Make); static HttpMessageHandler Make() => {|PIN1002:new SocketsHttpHandler()|};""")]
    [InlineData("""void M(IServiceCollection s) { s.AddHttpClient("a", c => c.BaseAddress = new Uri("http://localhost")).ConfigurePrimaryHttpMessageHandler(_ => Make()); } static HttpMessageHandler Make() { var h = new SocketsHttpHandler(); h.UseCookies = false; return h; }""")]
    [InlineData("""void M(IServiceCollection s) { HttpMessageHandler Make() => new SocketsHttpHandler(); s.AddHttpClient("a", c => c.BaseAddress = new Uri("http://localhost")).ConfigurePrimaryHttpMessageHandler(Make); }""")]
    [InlineData("""void M(IServiceCollection s) { s.AddHttpClient("a", c => c.BaseAddress = new Uri("http://localhost")).ConfigurePrimaryHttpMessageHandler(Make); s.AddHttpClient("b").ConfigurePrimaryHttpMessageHandler(Make); } static HttpMessageHandler Make() => {|PIN1002:new SocketsHttpHandler()|};""")]
    [InlineData("""void M(IServiceCollection s) => s.AddHttpClient("a", c => c.BaseAddress = new Uri("http://localhost")).ConfigurePrimaryHttpMessageHandler(Make); public static HttpMessageHandler Make() => {|PIN1002:new SocketsHttpHandler()|};""")]
    public Task Member_Decides(string members) => ClientSource.VerifyAsync(ClientSource.InClass(members));
}
