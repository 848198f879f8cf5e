using System;
using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;
using CertificatePinning;
using Microsoft.Extensions.DependencyInjection;

namespace Shop.Clients;

/// <summary>Typed and named clients of an application: one validator, on every primary handler.</summary>
public static class TypedClients
{
    public static IServiceCollection AddShopClients(this IServiceCollection services, Uri catalogue, Uri orders)
    {
        services.AddSingleton(PinValidator.CreateBuilder()
            .Pin("**.example.com", "sha256/jQJTbIh0grw0/1TkHSumWb+Fs0Ggogr621gT3PvPKG0=", "sha256/C5+lpZ7tcVwmwQIMcRtPbsQtWLABXhQzejna0wHFr8M=")
            .RejectUnpinnedHosts()
            .Build());
        services.AddTransient<TracingHandler>();

        services.AddHttpClient<CatalogueClient>(client => client.BaseAddress = catalogue)
            .AddHttpMessageHandler<TracingHandler>()
            .ConfigurePrimaryHttpMessageHandler(provider => provider.GetRequiredService<PinValidator>().CreateHandler())
            .SetHandlerLifetime(TimeSpan.FromMinutes(10))
            .AddStandardResilienceHandler();

        IHttpClientBuilder builder = services.AddHttpClient("orders", client =>
        {
            client.BaseAddress = orders;
            client.Timeout = TimeSpan.FromSeconds(10);
        });
        builder.AddHttpMessageHandler<TracingHandler>();
        builder.UseSocketsHttpHandler((handler, provider) =>
        {
            handler.PooledConnectionLifetime = TimeSpan.FromMinutes(5);
            handler.UsePins(provider.GetRequiredService<PinValidator>());
        });

        services.AddHttpClient("sidecar", client => client.BaseAddress = new Uri("http://localhost:3500"));
        return services;
    }

    public sealed class CatalogueClient(HttpClient client)
    {
        public Task<string> GetAsync(string id, CancellationToken cancellationToken) => client.GetStringAsync(new Uri($"products/{id}", UriKind.Relative), cancellationToken);
    }

    private sealed class TracingHandler : DelegatingHandler
    {
    }
}
