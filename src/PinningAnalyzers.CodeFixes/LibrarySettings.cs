using System;

namespace PinningAnalyzers.CodeFixes;

/// <summary>The object that carries the hook of a library's client, where it is not the client itself: one line a client.</summary>
internal sealed class LibrarySettings
{
    private static readonly LibrarySettings[] All =
    [
        new("Grpc.Net.Client.GrpcChannel", "Grpc.Net.Client.GrpcChannelOptions", "HttpHandler"),
        new("Refit.RestService", "Refit.RefitSettings", "HttpMessageHandlerFactory"),
        new("RestSharp.RestClient", "RestSharp.RestClientOptions", "RemoteCertificateValidationCallback", takesAddress: true),
    ];

    private readonly string _client;

    private LibrarySettings(string client, string type, string hook, bool takesAddress = false)
    {
        _client = client;
        Type = type;
        Hook = hook;
        TakesAddress = takesAddress;
    }

    public string Type { get; }

    public string Hook { get; }

    /// <summary>Whether the settings, and not the client beside them, take the address.</summary>
    public bool TakesAddress { get; }

    public static LibrarySettings? Find(string client) => Array.Find(All, settings => settings._client == client);
}
