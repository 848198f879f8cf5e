using System.Threading.Tasks;
using Xunit;

namespace PinningAnalyzers.Tests.Clients.Cases;

/// <summary>Clients registered with IHttpClientFactory.</summary>
public sealed class RegistrationTests
{
    [Theory]
    [InlineData("""services.{|PIN1004:AddHttpClient()|};""")]
    [InlineData("""services.{|PIN1004:AddHttpClient("api")|};""")]
    [InlineData("""services.{|PIN1004:AddHttpClient("api", c => c.BaseAddress = new Uri("https://api.example.com"))|};""")]
    [InlineData("""services.{|PIN1004:AddHttpClient<Api>()|};""")]
    [InlineData("""services.{|PIN1004:AddHttpClient<IApi, Api>(c => c.Timeout = TimeSpan.FromSeconds(3))|}.SetHandlerLifetime(TimeSpan.FromMinutes(5));""")]
    [InlineData("""services.{|PIN1004:AddHttpClient<Api>((p, c) => c.BaseAddress = p.GetRequiredService<Uri>())|};""")]
    [InlineData("""var b = services.{|PIN1004:AddHttpClient("api")|}; b.SetHandlerLifetime(TimeSpan.FromMinutes(5));""")]
    [InlineData("""services.{|PIN1004:AddHttpClient("api")|}.AddHttpMessageHandler<Tracing>();""")]
    [InlineData("""services.{|PIN1004:AddHttpClient("api")|}.AddHttpMessageHandler(() => new Tracing());""")]
    [InlineData("""services.{|PIN1004:AddHttpClient("api")|}.AddStandardResilienceHandler();""")]
    [InlineData("""services.{|PIN1004:AddHttpClient("api")|}.ConfigureHttpClient(c => c.BaseAddress = new Uri("https://api.example.com"));""")]
    [InlineData("""services.{|PIN1004:AddHttpClient("api")|}.ConfigurePrimaryHttpMessageHandler<HttpClientHandler>();""")]
    [InlineData("""services.{|PIN1004:AddHttpClient("api")|}.ConfigurePrimaryHttpMessageHandler<SocketsHttpHandler>();""")]
    [InlineData("""services.{|PIN1004:AddHttpClient("api")|}.ConfigurePrimaryHttpMessageHandler<Plain>();""")]
    [InlineData("""services.{|PIN1004:AddHttpClient("api")|}.ConfigurePrimaryHttpMessageHandler((handler, provider) => ((SocketsHttpHandler)handler).UseCookies = false);""")]
    [InlineData("""services.{|PIN1004:AddHttpClient("api")|}.UseSocketsHttpHandler((handler, provider) => handler.PooledConnectionLifetime = TimeSpan.FromMinutes(2));""")]
    [InlineData("""services.{|PIN1004:AddHttpClient("api")|}.UseSocketsHttpHandler();""")]
    [InlineData("""services.{|PIN1004:AddHttpClient("api")|}.RedactLoggedHeaders(new[] { "Authorization" });""")]
    [InlineData("""services.AddHttpClient("a").ConfigurePrimaryHttpMessageHandler(pins.CreateHandler); services.{|PIN1004:AddHttpClient("b")|};""")]
    [InlineData("""HttpClientFactoryServiceCollectionExtensions.{|PIN1004:AddHttpClient(services, "api")|};""")]
    [InlineData("""services.AddSingleton(text).{|PIN1004:AddHttpClient("api")|};""")]
    [InlineData("""services.{|PIN1004:AddHttpClient("api")|}.AddTypedClient<Api>().AddTypedClient<Other>();""")]
    [InlineData("""services.{|PIN1006:AddHttpClient("api")|}.ConfigurePrimaryHttpMessageHandler((handler, provider) => { if (flag) { ((HttpClientHandler)handler).ServerCertificateCustomValidationCallback = Check; } });""")]
    [InlineData("""services.ConfigureHttpClientDefaults(b => b.SetHandlerLifetime(TimeSpan.FromMinutes(1))); services.{|PIN1004:AddHttpClient("api")|};""")]
    [InlineData("""services.AddHttpClient("api").ConfigurePrimaryHttpMessageHandler(() => {|PIN1002:new HttpClientHandler()|});""")]
    [InlineData("""services.AddHttpClient("api").ConfigurePrimaryHttpMessageHandler(provider => {|PIN1002:new SocketsHttpHandler { UseCookies = false }|});""")]
    [InlineData("""services.AddHttpClient("api").ConfigurePrimaryHttpMessageHandler(() => { var h = {|PIN1002:new HttpClientHandler()|}; h.UseProxy = false; return h; });""")]
    [InlineData("""services.AddHttpClient("api").ConfigureHttpMessageHandlerBuilder(b => b.PrimaryHandler = {|PIN1002:new HttpClientHandler()|});""")]
    [InlineData("""services.{|PIN1004:AddOwnClient()|};""")]
    [InlineData("""services.{|PIN1004:AddGrpcClient<Api>(o => o.Address = new Uri("https://api.example.com"))|};""")]
    [InlineData("""Refit.HttpClientFactoryExtensions.{|PIN1004:AddRefitClient<IApi>(services)|}.ConfigureHttpClient(c => c.BaseAddress = new Uri("https://api.example.com"));""")]
    [InlineData("""services.{|PIN1004:AddGrpcClient<Api>(o => o.Address = new Uri("https://api.example.com"))|}.AddCallCredentials((context, metadata) => Task.CompletedTask);""")]
    public Task UnpinnedRegistration_Reports(string statements) => ClientSource.VerifyAsync(ClientSource.InMethod(statements) + Types);

    [Theory]
    [InlineData("""services.AddHttpClient("api").ConfigurePrimaryHttpMessageHandler(pins.CreateHandler);""")]
    [InlineData("""services.AddHttpClient("api").ConfigurePrimaryHttpMessageHandler(() => pins.CreateHandler());""")]
    [InlineData("""services.AddHttpClient("api").ConfigurePrimaryHttpMessageHandler(provider => provider.GetRequiredService<PinValidator>().CreateHandler());""")]
    [InlineData("""services.AddHttpClient("api").ConfigurePrimaryHttpMessageHandler(() => new HttpClientHandler { ServerCertificateCustomValidationCallback = Check });""")]
    [InlineData("""services.AddHttpClient("api").ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler().UsePins(pins));""")]
    [InlineData("""services.AddHttpClient("api").AddHttpMessageHandler<Tracing>().ConfigurePrimaryHttpMessageHandler(Factory); static HttpMessageHandler Factory() => throw null!;""")]
    [InlineData("""services.AddHttpClient("api").ConfigurePrimaryHttpMessageHandler<PinnedHandler>();""")]
    [InlineData("""services.AddHttpClient("api").ConfigurePrimaryHttpMessageHandler((handler, provider) => ((SocketsHttpHandler)handler).SslOptions.RemoteCertificateValidationCallback = Accept);""")]
    [InlineData("""services.AddHttpClient("api").ConfigurePrimaryHttpMessageHandler((handler, provider) => { if (handler is HttpClientHandler h) { h.ServerCertificateCustomValidationCallback = Check; } });""")]
    [InlineData("""services.AddHttpClient("api").UseSocketsHttpHandler((handler, provider) => handler.SslOptions.RemoteCertificateValidationCallback = Accept);""")]
    [InlineData("""services.AddHttpClient("api").UseSocketsHttpHandler((handler, provider) => handler.UsePins(pins));""")]
    [InlineData("""services.AddHttpClient("api").UseSocketsHttpHandler(b => b.Configure((handler, provider) => handler.SslOptions.RemoteCertificateValidationCallback = Accept));""")]
    [InlineData("""services.AddHttpClient("api").ConfigureHttpMessageHandlerBuilder(b => b.PrimaryHandler = pins.CreateHandler());""")]
    [InlineData("""var b = services.AddHttpClient("api"); b.SetHandlerLifetime(TimeSpan.FromMinutes(5)); b.ConfigurePrimaryHttpMessageHandler(pins.CreateHandler);""")]
    [InlineData("""var b = services.AddHttpClient("api").SetHandlerLifetime(TimeSpan.FromMinutes(5)); b.AddHttpMessageHandler<Tracing>().UseSocketsHttpHandler((h, p) => h.UsePins(pins));""")]
    [InlineData("""services.ConfigureHttpClientDefaults(b => b.ConfigurePrimaryHttpMessageHandler(pins.CreateHandler)); services.AddHttpClient("api"); services.AddHttpClient(); services.AddHttpClient<Api>();""")]
    [InlineData("""services.ConfigureHttpClientDefaults(b => { b.SetHandlerLifetime(TimeSpan.FromMinutes(1)); b.UseSocketsHttpHandler((h, p) => h.UsePins(pins)); }); services.AddHttpClient("api");""")]
    [InlineData("""services.AddHttpClient("api").WithPins(pins);""")]
    [InlineData("""services.AddHttpClient("api", c => c.BaseAddress = new Uri("http://api.example.com"));""")]
    [InlineData("""services.AddHttpClient("api", c => { c.BaseAddress = new Uri("https://localhost:5001"); c.Timeout = TimeSpan.FromSeconds(3); });""")]
    [InlineData("""services.AddHttpClient<Api>((p, c) => c.BaseAddress = new Uri("http://inventory"));""")]
    [InlineData("""services.AddHttpClient("api").ConfigureHttpClient(c => c.BaseAddress = new Uri("http://api.example.com"));""")]
    [InlineData("""services.AddHttpClient("api").ConfigureHttpClient((p, c) => c.BaseAddress = new("http://api.example.com"));""")]
    [InlineData("""services.AddPinnedClient(pins);""")]
    [InlineData("""services.AddLocalClient();""")]
    [InlineData("""services.AddGrpcClient<Api>(o => o.Address = new Uri("http://localhost:5000"));""")]
    [InlineData("""services.AddGrpcClient<Api>(o => o.Address = new Uri("https://api.example.com")).ConfigurePrimaryHttpMessageHandler(pins.CreateHandler);""")]
    [InlineData("""services.AddGrpcClient<Api>(o => o.Address = new Uri("https://api.example.com")).ConfigureChannel(o => o.HttpHandler = pins.CreateHandler());""")]
    [InlineData("""Refit.HttpClientFactoryExtensions.AddRefitClient<IApi>(services).ConfigurePrimaryHttpMessageHandler(pins.CreateHandler);""")]
    [InlineData("""services.AddLogging();""")]
    [InlineData("""services.AddGrpcClient<Api>(o => o.Address = new Uri("https://api.example.com")).AddCallCredentials((context, metadata) => Task.CompletedTask).ConfigurePrimaryHttpMessageHandler(pins.CreateHandler);""")]
    public Task PinnedRegistration_IsSilent(string statements) => ClientSource.VerifyAsync(ClientSource.InMethod(statements) + Types);

    private const string Types = """
        public interface IApi { }
        public class Api : IApi { public Api(HttpClient client) { } }
        public class Other { public Other(HttpClient client) { } }
        public class Tracing : DelegatingHandler { }
        public class Plain : HttpClientHandler { }
        public class PinnedHandler : HttpClientHandler { public PinnedHandler() => ServerCertificateCustomValidationCallback = (a, b, c, d) => false; }
        public static class Registrations
        {
            public static IHttpClientBuilder AddOwnClient(this IServiceCollection services) => services.AddHttpClient("own");
            public static IHttpClientBuilder AddPinnedClient(this IServiceCollection services, PinValidator pins) => services.AddHttpClient("own").ConfigurePrimaryHttpMessageHandler(pins.CreateHandler);
            public static IHttpClientBuilder AddLocalClient(this IServiceCollection services) => services.AddHttpClient("own", c => c.BaseAddress = new Uri("http://localhost"));
            public static IHttpClientBuilder WithPins(this IHttpClientBuilder builder, PinValidator pins) => builder.ConfigurePrimaryHttpMessageHandler(pins.CreateHandler);
        }
        """;
}
