using System.Threading.Tasks;
using PinningAnalyzers.Tests.Verifiers;
using Xunit;
using Verify = PinningAnalyzers.Tests.Verifiers.CSharpVerifier<PinningAnalyzers.Rules.UnpinnedClientAnalyzer>;

namespace PinningAnalyzers.Tests.Rules;

/// <summary>PIN1004: clients registered with <c>IHttpClientFactory</c>.</summary>
public sealed class UnpinnedClientRegistrationTests
{
    private static Task VerifyMembersAsync(string members)
    {
        var test = new Verify.Test
        {
            TestCode = /* lang=c#-test */ $$"""
                using System;
                using System.Net.Http;
                using CertificatePinning;
                using Microsoft.Extensions.DependencyInjection;
                using Refit;
                class Typed { public Typed(HttpClient client) { } }
                interface IApi { }
                class PinnedHandler : HttpClientHandler { public PinnedHandler() { ServerCertificateCustomValidationCallback = (m, c, h, e) => false; } }
                class BareHandler : HttpClientHandler { }
                static class Extensions
                {
                    public static IHttpClientBuilder AddPins(this IHttpClientBuilder builder, PinValidator pins) => builder.ConfigurePrimaryHttpMessageHandler(pins.CreateHandler);
                    public static IHttpClientBuilder AddNothing(this IHttpClientBuilder builder) => builder.SetHandlerLifetime(TimeSpan.FromMinutes(3));
                    public static IHttpClientBuilder AddPinnedClient(this IServiceCollection services, PinValidator pins) => services.AddHttpClient("p").ConfigurePrimaryHttpMessageHandler(pins.CreateHandler);
                    public static IHttpClientBuilder AddBareClient(this IServiceCollection services) => services.AddHttpClient("b");
                }
                partial class C
                {
                    {{members}}
                }
                """,
        };
        test.TestState.AdditionalReferences.AddRange(References.LibraryClients);
        return test.RunAsync();
    }

    [Fact]
    public Task Registrations_Report() => VerifyMembersAsync("""
        void M(IServiceCollection services)
        {
            services.{|PIN1004:AddHttpClient("a")|};
            services.{|PIN1004:AddHttpClient<Typed>(client => client.BaseAddress = new Uri("https://example.com"))|};
            services
                .{|PIN1004:AddHttpClient<Typed>()|}
                .SetHandlerLifetime(TimeSpan.FromMinutes(5))
                .AddStandardResilienceHandler();
            services.{|PIN1004:AddRefitClient<IApi>()|}.ConfigureHttpClient(client => client.BaseAddress = new Uri("https://example.com"));
            services.{|PIN1004:AddGrpcClient<Typed>(o => o.Address = new Uri("https://example.com"))|};
            services.{|PIN1004:AddHttpClient()|};
            services.{|PIN1004:AddBareClient()|};
            services.{|PIN1004:AddHttpClient("n")|}.AddNothing();
            services.{|PIN1004:AddHttpClient("t")|}.ConfigurePrimaryHttpMessageHandler<BareHandler>();
            services.{|PIN1004:AddHttpClient("u")|}.UseSocketsHttpHandler((handler, provider) => handler.UseCookies = false);
            services.AddHttpClient("h").ConfigurePrimaryHttpMessageHandler(() => {|PIN1002:new HttpClientHandler()|});
            var builder = services.{|PIN1004:AddHttpClient("local")|};
            builder.SetHandlerLifetime(TimeSpan.FromMinutes(5));
        }
        """);

    [Fact]
    public Task PinnedRegistrations_AreSilent() => VerifyMembersAsync("""
        void M(IServiceCollection services, PinValidator pins, HttpMessageHandler given, Action<IHttpClientBuilder> configure)
        {
            services.AddHttpClient("a").ConfigurePrimaryHttpMessageHandler(pins.CreateHandler);
            services.AddHttpClient("b").ConfigurePrimaryHttpMessageHandler(() => pins.CreateHandler());
            services.AddHttpClient("c").ConfigurePrimaryHttpMessageHandler(() => given);
            services.AddHttpClient("d").ConfigurePrimaryHttpMessageHandler(() => new HttpClientHandler { ServerCertificateCustomValidationCallback = (m, c, h, e) => false });
            services.AddHttpClient("e").ConfigurePrimaryHttpMessageHandler((handler, provider) => ((SocketsHttpHandler)handler).SslOptions.RemoteCertificateValidationCallback = (s, c, h, e) => false);
            services.AddHttpClient("f").ConfigurePrimaryHttpMessageHandler<PinnedHandler>();
            services.AddHttpClient("g").UseSocketsHttpHandler((handler, provider) => handler.UsePins(pins));
            services.AddHttpClient("h").UseSocketsHttpHandler(b => b.Configure((handler, provider) => handler.SslOptions.RemoteCertificateValidationCallback = (s, c, h, e) => false));
            services.AddHttpClient("i").AddPins(pins);
            services.AddPinnedClient(pins);
            services.AddHttpClient("j", client => client.BaseAddress = new Uri("http://localhost:5000"));
            services.AddHttpClient("k").ConfigureHttpClient(client => client.BaseAddress = new Uri("http://service/"));
            var builder = services.AddHttpClient("l");
            builder.ConfigurePrimaryHttpMessageHandler(pins.CreateHandler);
            configure(services.AddHttpClient("m"));
        #pragma warning disable CS0618
            services.AddHttpClient("n").ConfigureHttpMessageHandlerBuilder(b => b.PrimaryHandler = given);
        #pragma warning restore CS0618
            services.AddGrpcClient<Typed>(o => o.Address = new Uri("http://localhost:5000"));
            services.AddGrpcClient<Typed>(o => o.Address = new Uri("https://example.com")).ConfigureChannel(o => o.HttpHandler = given);
        }
        """);

    [Fact]
    public Task PinnedOnSomePaths_ReportsSometimes() => VerifyMembersAsync("""
        void M(IServiceCollection services, PinValidator pins, bool flag)
        {
            var builder = services.{|PIN1006:AddHttpClient("a")|};
            if (flag) { builder.ConfigurePrimaryHttpMessageHandler(pins.CreateHandler); }
        }
        """);

    [Fact]
    public Task PinnedDefaults_AnswerForAll() => VerifyMembersAsync("""
        void Defaults(IServiceCollection services, PinValidator pins) => services.ConfigureHttpClientDefaults(builder => builder.ConfigurePrimaryHttpMessageHandler(pins.CreateHandler));
        void M(IServiceCollection services)
        {
            services.AddHttpClient("a");
            services.AddHttpClient();
        }
        """);

    [Fact]
    public Task DefaultsWithoutHandler_AnswerNothing() => VerifyMembersAsync("""
        void Defaults(IServiceCollection services) => services.ConfigureHttpClientDefaults(builder => builder.AddStandardResilienceHandler());
        void M(IServiceCollection services) => services.{|PIN1004:AddHttpClient("a")|};
        """);
}
