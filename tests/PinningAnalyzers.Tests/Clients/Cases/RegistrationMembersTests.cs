using System.Threading.Tasks;
using Xunit;

namespace PinningAnalyzers.Tests.Clients.Cases;

/// <summary>Registrations in methods of an application or a library.</summary>
public sealed class RegistrationMembersTests
{
    [Theory]
    [InlineData("""public static void M(IServiceCollection s) { foreach (var n in new[] { "a", "b" }) { s.{|PIN1004:AddHttpClient(n)|}; } }""")]
    [InlineData("""public static void M(IServiceCollection s, bool f, PinValidator p) { var b = s.{|PIN1006:AddHttpClient("a")|}; if (f) { b.ConfigurePrimaryHttpMessageHandler(p.CreateHandler); } }""")]
    [InlineData("""public static IHttpClientBuilder M(IServiceCollection s) => s.AddHttpClient("a"); public static void N(IServiceCollection s, PinValidator p) { M(s).ConfigurePrimaryHttpMessageHandler(p.CreateHandler); }""")]
    [InlineData("""public static IHttpClientBuilder M(IServiceCollection s) => s.AddHttpClient("a"); public static void N(IServiceCollection s) { {|PIN1004:M(s)|}; }""")]
    [InlineData("""public static IServiceCollection M(IServiceCollection s) { s.{|PIN1004:AddHttpClient("a")|}; return s; }""")]
    [InlineData("""public static void M(IServiceCollection s, Action<IHttpClientBuilder> configure) { var b = s.AddHttpClient("a"); configure(b); }""")]
    [InlineData("""public static void M(IServiceCollection s, Action<IHttpClientBuilder>? configure) { var b = s.AddHttpClient("a"); configure?.Invoke(b); }""")]
    [InlineData("""public static void M(IServiceCollection s, HttpMessageHandler h) { s.AddHttpClient("a").ConfigurePrimaryHttpMessageHandler(() => h); }""")]
    [InlineData("""public static void M(IServiceCollection s, Func<HttpMessageHandler> h) { s.AddHttpClient("a").ConfigurePrimaryHttpMessageHandler(h); }""")]
    [InlineData("""public static void M(IServiceCollection s) { s.{|PIN1004:AddHttpClient("a")|}.ConfigurePrimaryHttpMessageHandler((h, p) => { if (h is SocketsHttpHandler x) { x.UseCookies = false; } }); }""")]
    [InlineData("""public static void M(IServiceCollection s) { s.AddHttpClient("a").ConfigurePrimaryHttpMessageHandler(Make); } static HttpMessageHandler Make() => {|PIN1002:new HttpClientHandler()|};""")]
    [InlineData("""public static void M(IServiceCollection s) { s.AddHttpClient("a").ConfigurePrimaryHttpMessageHandler(_ => {|PIN1002:new SocketsHttpHandler()|}).AddHttpMessageHandler(() => new T()); } class T : DelegatingHandler { }""")]
    [InlineData("""public static void M(IServiceCollection s) { s.AddHttpClient("a", c => c.BaseAddress = new Uri(Base)); } private const string Base = "http://inventory:8080";""")]
    [InlineData("""public static void M(IServiceCollection s) { s.{|PIN1004:AddHttpClient("a", c => c.BaseAddress = new Uri(Base))|}; } private const string Base = "https+http://inventory";""")]
    [InlineData("""public static void M(IServiceCollection s) { s.AddHttpClient("a", Configure); } static void Configure(HttpClient c) => c.BaseAddress = new Uri("http://localhost:1");""")]
    [InlineData("""public static void M(IServiceCollection s) { s.AddHttpClient("a", (p, c) => { c.BaseAddress = new Uri("http://localhost:1"); }); }""")]
    [InlineData("""public static void M(IServiceCollection s) { s.{|PIN1004:AddHttpClient("a")|}.RemoveAllLoggers().AddAsKeyed(); }""")]
    [InlineData("""public static void M(Microsoft.Extensions.Hosting.IHostApplicationBuilder b) { b.Services.{|PIN1004:AddHttpClient("a")|}; }""")]
    [InlineData("""public static void M(Microsoft.AspNetCore.Builder.WebApplicationBuilder b, PinValidator p) { b.Services.ConfigureHttpClientDefaults(http => { http.AddStandardResilienceHandler(); http.ConfigurePrimaryHttpMessageHandler(() => p.CreateHandler()); }); b.Services.AddHttpClient("a"); }""")]
    [InlineData("""public static void M(IServiceCollection s, PinValidator p) { s.AddHttpClient("a").ConfigureAdditionalHttpMessageHandlers((list, sp) => { }).ConfigurePrimaryHttpMessageHandler(p.CreateHandler); }""")]
    [InlineData("""public static void M(IServiceCollection s) { s.Configure<Microsoft.Extensions.Http.HttpClientFactoryOptions>("a", o => o.HttpMessageHandlerBuilderActions.Add(b => b.PrimaryHandler = {|PIN1002:new HttpClientHandler()|})); }""")]
    public Task Registration_Decides(string members) => ClientSource.VerifyAsync(ClientSource.InClass(members));
}
