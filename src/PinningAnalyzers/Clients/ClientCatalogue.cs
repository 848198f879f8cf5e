using System.Collections.Generic;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PinningAnalyzers.Sources;

namespace PinningAnalyzers.Clients;

/// <summary>The TLS clients that the rules know: one line a client. A test compares every name with the real type.</summary>
internal static class ClientCatalogue
{
    public const string HttpClientBuilder = "Microsoft.Extensions.DependencyInjection.IHttpClientBuilder";
    public const string ServiceCollection = "Microsoft.Extensions.DependencyInjection.IServiceCollection";
    public const string HttpMessageHandler = "System.Net.Http.HttpMessageHandler";
    public const string DelegatingHandler = "System.Net.Http.DelegatingHandler";
    public const string HttpMessageInvoker = "System.Net.Http.HttpMessageInvoker";
    public const string SocketsHttpHandler = "System.Net.Http.SocketsHttpHandler";
    public const string WebRequest = "System.Net.WebRequest";
    public const string SslStream = "System.Net.Security.SslStream";

    /// <summary>The member of <c>ChannelCredentials</c> that stands for a channel without TLS.</summary>
    public const string CredentialsWithoutTls = "Insecure";

    private const string Grpc = "Grpc.Net.Client.GrpcChannel";
    private const string SignalR = "Microsoft.AspNetCore.SignalR.Client.HubConnectionBuilderHttpExtensions";
    private const string DefaultRegistration = "AddHttpClient";
    private const string Callback = "RemoteCertificateValidationCallback";

    public static readonly TlsClient[] All =
    [
        // PIN1001
        Client(RuleIdentifiers.UnpinnedHttpClient, MetadataNames.HttpClient, "").WithAddresses("BaseAddress"),

        // PIN1002
        Handler(MetadataNames.HttpClientHandler, "ServerCertificateCustomValidationCallback"),
        Handler(SocketsHttpHandler, "SslOptions.RemoteCertificateValidationCallback SslOptions.CertificateChainPolicy SslOptions.CertificateChainPolicy.TrustMode=1 ConnectCallback"),
        Handler("System.Net.Http.WinHttpHandler", "ServerCertificateValidationCallback"),
        Handler("System.Net.Http.WebRequestHandler", "ServerCertificateValidationCallback ServerCertificateCustomValidationCallback"),
        Handler("Xamarin.Android.Net.AndroidMessageHandler", "ServerCertificateCustomValidationCallback TrustedCerts AddTrustedCert()").WithOverrides("ConfigureCustomSSLSocketFactory", "ConfigureTrustManagerFactory", "ConfigureKeyStore"),
        Handler("Xamarin.Android.Net.AndroidClientHandler", "ServerCertificateCustomValidationCallback TrustedCerts AddTrustedCert()").WithOverrides("ConfigureCustomSSLSocketFactory", "ConfigureTrustManagerFactory", "ConfigureKeyStore"),
        Handler("System.Net.Http.NSUrlSessionHandler", "ServerCertificateCustomValidationCallback TrustOverrideForUrl TrustOverride"),
        Handler("Foundation.NSUrlSessionHandler", "ServerCertificateCustomValidationCallback TrustOverrideForUrl TrustOverride"),

        // PIN1003
        Client(RuleIdentifiers.UnpinnedStream, SslStream, "pass its constructor or 'SslClientAuthenticationOptions' a callback that checks the server's key").WithConnects("AuthenticateAsClient() AuthenticateAsClientAsync() BeginAuthenticateAsClient()").WithSwitches("AuthenticateAsClient() AuthenticateAsClientAsync() BeginAuthenticateAsClient()"),
        Client(RuleIdentifiers.UnpinnedStream, "System.Net.WebSockets.ClientWebSocket", "set 'Options.RemoteCertificateValidationCallback' to one that checks the server's key").WithHooks("Options.RemoteCertificateValidationCallback").WithConnects("ConnectAsync()"),
        Client(RuleIdentifiers.UnpinnedStream, "System.Net.Quic.QuicClientConnectionOptions", "set 'ClientAuthenticationOptions.RemoteCertificateValidationCallback' to one that checks the server's key").WithHooks("ClientAuthenticationOptions.RemoteCertificateValidationCallback ClientAuthenticationOptions.CertificateChainPolicy ClientAuthenticationOptions.CertificateChainPolicy.TrustMode=1").WithAddresses("RemoteEndPoint"),
        Client(RuleIdentifiers.UnpinnedStream, WebRequest, "set 'ServerCertificateValidationCallback' to one that checks the server's key, or move to HttpClient with a pinned handler").WithHooks("ServerCertificateValidationCallback").MadeBy("Create", "CreateHttp", "CreateDefault").AlsoCalledOn("HttpWebRequest", "FtpWebRequest", "FileWebRequest"),
        Client(RuleIdentifiers.UnpinnedStream, "System.Net.WebClient", "set the hook of its requests in an override of 'GetWebRequest', or move to HttpClient with a pinned handler").WithAddresses("BaseAddress").WithOverrides("GetWebRequest"),
        Client(RuleIdentifiers.UnpinnedStream, "System.DirectoryServices.Protocols.LdapConnection", "set 'SessionOptions.VerifyServerCertificate' to a callback that checks the server's key").WithHooks("SessionOptions.VerifyServerCertificate").WithSwitches("SessionOptions.SecureSocketLayer=1 SessionOptions.StartTransportLayerSecurity()"),

        // PIN1004
        Client(RuleIdentifiers.UnpinnedRegistration, HttpClientBuilder, "").WithHooks("ConfigurePrimaryHttpMessageHandler() UseSocketsHttpHandler() ConfigureHttpMessageHandlerBuilder() ConfigureChannel()").WithAddresses("ConfigureHttpClient()").Fluent(),

        // PIN1005
        Client(RuleIdentifiers.UnpinnedLibraryClient, Grpc, "give 'GrpcChannelOptions.HttpHandler' a pinned handler").MadeBy("ForAddress"),
        Client(RuleIdentifiers.UnpinnedLibraryClient, SignalR, "set both 'HttpMessageHandlerFactory' and 'WebSocketConfiguration' in its options").WithGroups(2).MadeByExtensions("WithUrl"),
        Client(RuleIdentifiers.UnpinnedLibraryClient, "RestSharp.RestClient", "set 'RestClientOptions.RemoteCertificateValidationCallback' to one that checks the server's key"),
        Client(RuleIdentifiers.UnpinnedLibraryClient, "Refit.RestService", "give 'RefitSettings.HttpMessageHandlerFactory' a factory of pinned handlers").MadeBy("For", "ForGenerated", "CreateHttpClient"),
        Client(RuleIdentifiers.UnpinnedLibraryClient, "Flurl.Http.FlurlClient", "build it with 'FlurlClientBuilder.ConfigureInnerHandler', or pass it a pinned HttpClient").WithAddresses("BaseUrl"),
        Client(RuleIdentifiers.UnpinnedLibraryClient, "Flurl.Http.Configuration.FlurlClientBuilder", "set the callback of the handler in 'ConfigureInnerHandler'").WithHooks("ConfigureInnerHandler() UseSocketsHttpHandler()").Fluent(),
        Client(RuleIdentifiers.UnpinnedLibraryClient, "MailKit.Net.Smtp.SmtpClient", "set 'ServerCertificateValidationCallback' to one that checks the server's key").WithHooks("ServerCertificateValidationCallback").WithConnects("Connect() ConnectAsync()"),
        Client(RuleIdentifiers.UnpinnedLibraryClient, "MailKit.Net.Imap.ImapClient", "set 'ServerCertificateValidationCallback' to one that checks the server's key").WithHooks("ServerCertificateValidationCallback").WithConnects("Connect() ConnectAsync()"),
        Client(RuleIdentifiers.UnpinnedLibraryClient, "MailKit.Net.Pop3.Pop3Client", "set 'ServerCertificateValidationCallback' to one that checks the server's key").WithHooks("ServerCertificateValidationCallback").WithConnects("Connect() ConnectAsync()"),
        Client(RuleIdentifiers.UnpinnedLibraryClient, "MQTTnet.MqttClientOptionsBuilder", "call 'WithCertificateValidationHandler' in 'WithTlsOptions'").WithHooks("WithTlsOptions()").WithSwitches("WithTlsOptions()").WithConnects("WithTcpServer() WithWebSocketServer() WithConnectionUri()").WithText(ConnectionTextKind.Mqtt).Fluent(),
        Client(RuleIdentifiers.UnpinnedLibraryClient, "MQTTnet.MqttClientTcpOptions", "set 'TlsOptions.CertificateValidationHandler' to a callback that checks the server's key").WithHooks("TlsOptions.CertificateValidationHandler TlsOptions.TrustChain").WithSwitches("TlsOptions.UseTls=1"),
        Client(RuleIdentifiers.UnpinnedLibraryClient, "MQTTnet.MqttClientWebSocketOptions", "set 'TlsOptions.CertificateValidationHandler' to a callback that checks the server's key").WithHooks("TlsOptions.CertificateValidationHandler TlsOptions.TrustChain").WithSwitches("TlsOptions.UseTls=1"),
        Client(RuleIdentifiers.UnpinnedLibraryClient, "Npgsql.NpgsqlConnection", "set 'SslClientAuthenticationOptionsCallback', and the callback in it").WithHooks("SslClientAuthenticationOptionsCallback UserCertificateValidationCallback").WithText(ConnectionTextKind.Npgsql).WithAddresses("ConnectionString"),
        Client(RuleIdentifiers.UnpinnedLibraryClient, "Npgsql.NpgsqlDataSource", "build it with 'NpgsqlDataSourceBuilder.UseSslClientAuthenticationOptionsCallback'").WithText(ConnectionTextKind.Npgsql).MadeBy("Create"),
        Client(RuleIdentifiers.UnpinnedLibraryClient, "Npgsql.NpgsqlDataSourceBuilder", "call 'UseSslClientAuthenticationOptionsCallback', and set the callback in it").WithHooks("UseSslClientAuthenticationOptionsCallback() UseUserCertificateValidationCallback() UseRootCertificate() UseRootCertificates() UseRootCertificateCallback() UseRootCertificatesCallback()").WithSwitches("ConnectionStringBuilder.SslMode").WithText(ConnectionTextKind.Npgsql).Fluent(),
        Client(RuleIdentifiers.UnpinnedLibraryClient, "Npgsql.NpgsqlSlimDataSourceBuilder", "call 'UseSslClientAuthenticationOptionsCallback', and set the callback in it").WithHooks("UseSslClientAuthenticationOptionsCallback() UseUserCertificateValidationCallback() UseRootCertificate() UseRootCertificates() UseRootCertificateCallback() UseRootCertificatesCallback()").WithSwitches("ConnectionStringBuilder.SslMode").WithText(ConnectionTextKind.Npgsql).Fluent(),
        Client(RuleIdentifiers.UnpinnedLibraryClient, "MySqlConnector.MySqlConnection", "set 'RemoteCertificateValidationCallback' to one that checks the server's key").WithHooks(Callback).WithText(ConnectionTextKind.MySql).WithAddresses("ConnectionString"),
        Client(RuleIdentifiers.UnpinnedLibraryClient, "MySqlConnector.MySqlDataSource", "build it with 'MySqlDataSourceBuilder.UseRemoteCertificateValidationCallback'").WithText(ConnectionTextKind.MySql),
        Client(RuleIdentifiers.UnpinnedLibraryClient, "MySqlConnector.MySqlDataSourceBuilder", "call 'UseRemoteCertificateValidationCallback' with a callback that checks the server's key").WithHooks("UseRemoteCertificateValidationCallback()").WithSwitches("ConnectionStringBuilder.SslMode").WithText(ConnectionTextKind.MySql).Fluent(),
        Client(RuleIdentifiers.UnpinnedLibraryClient, "MongoDB.Driver.MongoClient", "set 'MongoClientSettings.SslSettings.ServerCertificateValidationCallback'").WithText(ConnectionTextKind.MongoDB),
        Client(RuleIdentifiers.UnpinnedLibraryClient, "StackExchange.Redis.ConnectionMultiplexer", "handle 'ConfigurationOptions.CertificateValidation' and check the server's key there").WithText(ConnectionTextKind.Redis).MadeBy("Connect", "ConnectAsync", "SentinelConnect", "SentinelConnectAsync"),
        Client(RuleIdentifiers.UnpinnedLibraryClient, "RabbitMQ.Client.ConnectionFactory", "set 'Ssl.CertificateValidationCallback' to one that checks the server's key").WithHooks("Ssl.CertificateValidationCallback").WithSwitches("Ssl.Enabled=1").WithAddresses("Uri HostName").WithText(ConnectionTextKind.Amqp),
        Client(RuleIdentifiers.UnpinnedLibraryClient, "System.Net.Mail.SmtpClient", "it has no hook for a certificate callback, so move to a client that has one, such as MailKit's").WithSwitches("EnableSsl=1").WithAddresses("Host"),

        // What carries the settings of those above, and is judged where it is used.
        Settings("System.Net.Security.SslClientAuthenticationOptions", "RemoteCertificateValidationCallback CertificateChainPolicy CertificateChainPolicy.TrustMode=1").WithAddresses("TargetHost"),
        Settings("System.Security.Cryptography.X509Certificates.X509ChainPolicy", "TrustMode=1"),
        Settings("System.Net.WebSockets.ClientWebSocketOptions", Callback),
        Settings("Microsoft.Extensions.Http.HttpMessageHandlerBuilder", "PrimaryHandler"),
        Settings("Microsoft.Extensions.DependencyInjection.ISocketsHttpHandlerBuilder", "Configure()").Fluent(),
        Settings("Grpc.Net.Client.GrpcChannelOptions", "HttpHandler HttpClient").WithRefusals("Credentials"),
        Settings("Grpc.Net.ClientFactory.GrpcClientFactoryOptions", "").WithAddresses("Address"),
        Settings("Microsoft.AspNetCore.Http.Connections.Client.HttpConnectionOptions", "HttpMessageHandlerFactory@0 WebSocketConfiguration@1 WebSocketFactory@1 Transports=1@0 Transports=2@1 Transports=4@1 Transports=6@1"),
        Settings("RestSharp.RestClientOptions", "RemoteCertificateValidationCallback ConfigureMessageHandler").WithAddresses("BaseUrl"),
        Settings("Refit.RefitSettings", "HttpMessageHandlerFactory"),
        Settings("MQTTnet.MqttClientTlsOptions", "CertificateValidationHandler TrustChain").WithSwitches("UseTls=1"),
        Settings("MQTTnet.MqttClientTlsOptionsBuilder", "WithCertificateValidationHandler() WithTrustChain()").WithRefusals("UseTls()=0").Fluent(),
        Settings("Npgsql.NpgsqlConnectionStringBuilder", "RootCertificate").WithSwitches("SslMode").WithAddresses("Host").WithText(ConnectionTextKind.Npgsql),
        Settings("MySqlConnector.MySqlConnectionStringBuilder", "SslCa").WithSwitches("SslMode").WithAddresses("Server").WithText(ConnectionTextKind.MySql),
        Settings("MongoDB.Driver.MongoClientSettings", "SslSettings.ServerCertificateValidationCallback").WithSwitches("UseTls=1 UseSsl=1 Scheme=1").WithText(ConnectionTextKind.MongoDB).MadeBy("FromConnectionString", "FromUrl"),
        Settings("MongoDB.Driver.SslSettings", "ServerCertificateValidationCallback"),
        Settings("StackExchange.Redis.ConfigurationOptions", "CertificateValidation SslClientAuthenticationOptions TrustIssuer()").WithSwitches("Ssl=1").WithAddresses("EndPoints.Add()").WithText(ConnectionTextKind.Redis).MadeBy("Parse"),
        Settings("RabbitMQ.Client.SslOption", "CertificateValidationCallback").WithSwitches("Enabled=1"),
    ];

    /// <summary>A handler known only as a message handler: any of their hooks counts.</summary>
    private static readonly TlsClient AnyHandler = Settings(
        HttpMessageHandler,
        "ServerCertificateCustomValidationCallback ServerCertificateValidationCallback SslOptions.RemoteCertificateValidationCallback SslOptions.CertificateChainPolicy SslOptions.CertificateChainPolicy.TrustMode=1 ConnectCallback TrustOverrideForUrl");

    /// <summary>The line of registrations.</summary>
    public static readonly TlsClient Registration = System.Array.Find(All, client => client.Type == HttpClientBuilder)!;

    /// <summary>The line of requests.</summary>
    public static readonly TlsClient Request = System.Array.Find(All, client => client.Type == WebRequest)!;

    private static readonly Dictionary<string, TlsClient[]> ByName = IndexByName();

    private static readonly NameFilter ClientNames = new(ByName.Keys);

    private static readonly NameFilter FactoryNames = IndexFactories();

    /// <summary>The line of this very type; null for any other.</summary>
    public static TlsClient? Find(ITypeSymbol? type)
    {
        if (type is not null && ClientNames.MayContain(type.Name) && ByName.TryGetValue(type.Name, out TlsClient[]? clients))
        {
            foreach (TlsClient client in clients)
            {
                if (type.Is(client.Type))
                {
                    return client;
                }
            }
        }

        return null;
    }

    /// <summary>The line of the nearest type that this one is or derives from.</summary>
    public static TlsClient? FindBase(ITypeSymbol? type)
    {
        for (ITypeSymbol? current = type; current is not null; current = current.BaseType)
        {
            if (Find(current) is { } client)
            {
                return client;
            }
        }

        return null;
    }

    /// <summary>The line of a client that <c>new</c> makes, itself or a class derived from it; null for settings and everything else.</summary>
    public static TlsClient? FindMade(ITypeSymbol? type)
    {
        for (ITypeSymbol? current = type; current is { SpecialType: SpecialType.None }; current = current.BaseType)
        {
            if (Find(current) is { } client)
            {
                return client.Rule is null || client.Factories.Length > 0 ? null : client;
            }
        }

        return null;
    }

    /// <summary>The line of a client that <paramref name="call"/> makes; null for every other call.</summary>
    public static TlsClient? FindMaker(IInvocationOperation call)
    {
        // Factories are static; the method of a call with a receiver need not even be looked at.
        if (call.Instance is null && FactoryNames.MayContain(call.TargetMethod.Name))
        {
            IMethodSymbol method = call.TargetMethod;
            if (Find(method.ContainingType) is { Rule: not null } maker && System.Array.IndexOf(maker.Factories, method.Name) >= 0)
            {
                return maker;
            }

            if (IsDefaultRegistration(method))
            {
                return Registration;
            }
        }

        // No extension is virtual: much of all calls is told by what is at hand.
        return (call.Instance is null || !call.IsVirtual) && IsRegistration(call) ? Registration : null;
    }

    /// <summary><c>AddHttpClient()</c>: it registers the default client, and has no builder to configure it by.</summary>
    public static bool IsDefaultRegistration(IMethodSymbol method) =>
        method.Name == DefaultRegistration && method.Parameters.Length == 1 && method.ReturnType.Is(ServiceCollection) && method.Parameters[0].Type.Is(ServiceCollection);

    /// <summary>The line by which what a delegate is handed is judged: settings, clients, and message handlers of whatever kind.</summary>
    public static TlsClient? FindForParameter(ITypeSymbol type) =>
        type.Is(HttpMessageHandler) ? AnyHandler : FindBase(type);

    /// <summary>The line by which what uses a handler is judged: the client that it is given to, that client's settings, or the handler around it.</summary>
    public static TlsClient? FindUser(ITypeSymbol? type) =>
        FindBase(type) ?? (type.IsOrDerivesFrom(DelegatingHandler) ? AnyHandler : null);

    /// <summary>Whether a method registers an HTTP client: it takes the services and gives back the client's builder.</summary>
    /// <remarks>The services are the first parameter, or the receiver where the method stands in an extension block.</remarks>
    public static bool IsRegistration(IInvocationOperation call)
    {
        // The type of a call is at hand; the method's own costs more than all else that is asked of a call.
        if (call.Type is not { Name: "IHttpClientBuilder" } || call.TargetMethod is not { OriginalDefinition.ReturnType.Name: "IHttpClientBuilder" } method)
        {
            return false;
        }

        ITypeSymbol? services = call.Instance is { } receiver ? receiver.Type : method.Parameters.Length > 0 ? method.Parameters[0].Type : null;
        return services.Is(ServiceCollection) && method.ReturnType.Is(HttpClientBuilder);
    }

    /// <summary>The names without one of which no file makes or registers a client, derived classes and renamings apart.</summary>
    public static IEnumerable<(string Name, Topics Topic)> Names()
    {
        yield return (DefaultRegistration, Topics.ClientFactory);
        yield return ("IHttpClientBuilder", Topics.ClientBuilder);
        foreach (TlsClient client in All)
        {
            if (client.Rule is null or RuleIdentifiers.UnpinnedRegistration)
            {
                continue;
            }

            if (client.Factories.Length == 0)
            {
                yield return (client.Name, client.Rule == RuleIdentifiers.UnpinnedHttpClient ? Topics.HttpClient : Topics.MadeClient);
                continue;
            }

            // A static method is called on its type, an extension on anything.
            foreach (string name in client.AreFactoriesExtensions ? client.Factories : [client.Name, .. client.DerivedNames])
            {
                yield return (name, Topics.ClientFactory);
            }
        }
    }

    private static TlsClient Client(string rule, string type, string advice) => new(type) { Rule = rule, Advice = advice };

    private static TlsClient Handler(string type, string hooks)
    {
        TlsClient client = new TlsClient(type) { Rule = RuleIdentifiers.UnpinnedHandler }.WithHooks(hooks);
        client.Advice = $"set '{client.MainHook}'";
        return client;
    }

    private static TlsClient Settings(string type, string hooks) => new TlsClient(type).WithHooks(hooks);

    private static Dictionary<string, TlsClient[]> IndexByName()
    {
        var index = new Dictionary<string, TlsClient[]>();
        foreach (TlsClient client in All)
        {
            index[client.Name] = index.TryGetValue(client.Name, out TlsClient[]? others) ? [.. others, client] : [client];
        }

        return index;
    }

    private static NameFilter IndexFactories()
    {
        var names = new HashSet<string> { DefaultRegistration };
        foreach (TlsClient client in All)
        {
            if (client.Rule is not null)
            {
                names.UnionWith(client.Factories);
            }
        }

        return new NameFilter(names);
    }
}
