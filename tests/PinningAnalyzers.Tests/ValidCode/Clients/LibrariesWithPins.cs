using System;
using System.Net.Http;
using System.Threading.Tasks;
using CertificatePinning;
using Grpc.Net.Client;
using Microsoft.AspNetCore.SignalR.Client;
using Npgsql;
using RabbitMQ.Client;
using RestSharp;
using StackExchange.Redis;

namespace Shop.Libraries;

/// <summary>Clients of libraries, each pinned through its own hook.</summary>
public static class LibrariesWithPins
{
    public static GrpcChannel CreateChannel(Uri address, PinValidator validator) =>
        GrpcChannel.ForAddress(address, new GrpcChannelOptions { HttpHandler = validator.CreateHandler() });

    public static HubConnection CreateHub(Uri address, PinValidator validator) => new HubConnectionBuilder()
        .WithUrl(address, options =>
        {
            options.HttpMessageHandlerFactory = _ => validator.CreateHandler();
            options.WebSocketConfiguration = socket => socket.UsePins(validator);
        })
        .WithAutomaticReconnect()
        .Build();

    public static RestClient CreateRest(string address, PinValidator validator) =>
        new(new RestClientOptions(address) { RemoteCertificateValidationCallback = validator.Validate });

    public static NpgsqlDataSource CreateDatabase(PinValidator validator)
    {
        var builder = new NpgsqlDataSourceBuilder("Host=db.example.com;Database=shop;SSL Mode=VerifyFull");
        builder.UseSslClientAuthenticationOptionsCallback(options => options.UsePins(validator));
        return builder.Build();
    }

    public static Task<ConnectionMultiplexer> CreateCacheAsync(PinValidator validator)
    {
        var options = ConfigurationOptions.Parse("cache.example.com:6380,ssl=true,abortConnect=false");
        options.CertificateValidation += validator.Validate;
        return ConnectionMultiplexer.ConnectAsync(options);
    }

    public static ConnectionFactory CreateQueue(PinValidator validator) => new()
    {
        HostName = "mq.example.com",
        Ssl = { Enabled = true, ServerName = "mq.example.com", CertificateValidationCallback = validator.ForHost("mq.example.com").Validate },
    };

    public static HttpClient CreatePlain() => new() { BaseAddress = new Uri("http://inventory:8080") };
}
