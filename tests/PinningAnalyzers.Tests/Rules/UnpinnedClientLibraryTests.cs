using System.Threading.Tasks;
using PinningAnalyzers.Tests.Verifiers;
using Xunit;
using Verify = PinningAnalyzers.Tests.Verifiers.CSharpVerifier<PinningAnalyzers.Rules.UnpinnedClientAnalyzer>;

namespace PinningAnalyzers.Tests.Rules;

/// <summary>PIN1005, and LDAP of PIN1003: clients of libraries, against the libraries themselves.</summary>
public sealed class UnpinnedClientLibraryTests
{
    private static Task VerifyMembersAsync(string usings, string members)
    {
        var test = new Verify.Test
        {
            TestCode = /* lang=c#-test */ $$"""
                using System;
                using System.Net.Http;
                using System.Net.Security;
                using System.Security.Cryptography.X509Certificates;
                using System.Threading.Tasks;
                {{usings}}
                partial class C
                {
                    static bool Check(object s, X509Certificate? c, X509Chain? h, SslPolicyErrors e) => false;
                    {{members}}
                }
                """,
        };
        test.TestState.AdditionalReferences.AddRange(References.LibraryClients);
        return test.RunAsync();
    }

    [Fact]
    public Task Grpc() => VerifyMembersAsync("using Grpc.Net.Client;", """
        void M(HttpMessageHandler pinned, GrpcChannelOptions given)
        {
            GrpcChannel.{|PIN1005:ForAddress("https://example.com")|};
            GrpcChannel.{|PIN1005:ForAddress("https://example.com", new GrpcChannelOptions { MaxSendMessageSize = 3 })|};
            GrpcChannel.ForAddress("https://example.com", new GrpcChannelOptions { HttpHandler = pinned });
            GrpcChannel.ForAddress("https://example.com", new GrpcChannelOptions { HttpHandler = {|PIN1002:new SocketsHttpHandler()|} });
            GrpcChannel.ForAddress("https://example.com", given);
            GrpcChannel.ForAddress("http://localhost:5000");
        }
        """);

    [Fact]
    public Task SignalR() => VerifyMembersAsync("using Microsoft.AspNetCore.SignalR.Client; using Microsoft.AspNetCore.Http.Connections;", """
        void M(HttpMessageHandler pinned)
        {
            new HubConnectionBuilder().{|PIN1005:WithUrl("https://example.com/hub")|}.Build();
            new HubConnectionBuilder().{|PIN1005:WithUrl("https://example.com/hub", o => o.HttpMessageHandlerFactory = _ => pinned)|}.Build();
            new HubConnectionBuilder().WithUrl("https://example.com/hub", o =>
            {
                o.HttpMessageHandlerFactory = _ => pinned;
                o.WebSocketConfiguration = s => s.RemoteCertificateValidationCallback = Check;
            }).Build();
            new HubConnectionBuilder().WithUrl("https://example.com/hub", o =>
            {
                o.HttpMessageHandlerFactory = handler => { if (handler is HttpClientHandler inner) { inner.ServerCertificateCustomValidationCallback = (m, c, h, e) => false; } return handler; };
                o.Transports = HttpTransportType.LongPolling;
            }).Build();
            new HubConnectionBuilder().WithUrl("https://example.com/hub", HttpTransportType.ServerSentEvents, o => o.HttpMessageHandlerFactory = _ => pinned).Build();
            new HubConnectionBuilder().{|PIN1005:WithUrl("https://example.com/hub", o =>
            {
                o.HttpMessageHandlerFactory = handler => handler;
                o.WebSocketConfiguration = s => s.RemoteCertificateValidationCallback = Check;
            })|}.Build();
            new HubConnectionBuilder().WithUrl("http://localhost/hub").Build();
        }
        """);

    [Fact]
    public Task RestSharp() => VerifyMembersAsync("using RestSharp;", """
        void M(HttpClient http, RestClientOptions given)
        {
            _ = {|PIN1005:new RestClient("https://example.com")|};
            _ = {|PIN1005:new RestClient(new RestClientOptions("https://example.com") { FollowRedirects = false })|};
            _ = new RestClient(new RestClientOptions("https://example.com") { RemoteCertificateValidationCallback = Check });
            _ = new RestClient("https://example.com", options => options.RemoteCertificateValidationCallback = Check);
            _ = new RestClient(http);
            _ = new RestClient(given);
            _ = new RestClient("http://localhost");
            _ = new RestClient(new RestClientOptions("http://localhost"));
            var options = new RestClientOptions("https://example.com");
            options.RemoteCertificateValidationCallback = Check;
            _ = new RestClient(options);
        }
        """);

    [Fact]
    public Task Flurl() => VerifyMembersAsync("using Flurl.Http; using Flurl.Http.Configuration;", """
        void M(HttpClient http)
        {
            _ = {|PIN1005:new FlurlClient("https://example.com")|};
            _ = new FlurlClient(http);
            _ = {|PIN1005:new FlurlClientBuilder("https://example.com")|}.Build();
            _ = new FlurlClientBuilder("https://example.com").ConfigureInnerHandler(h => h.ServerCertificateCustomValidationCallback = (m, c, x, e) => false).Build();
        }
        """);

    [Fact]
    public Task MailKit() => VerifyMembersAsync("using MailKit.Net.Smtp; using MailKit.Security;", """
        async Task M()
        {
            using var bare = {|PIN1005:new SmtpClient()|};
            await bare.ConnectAsync("mail.example.com", 465, true);
            using var pinned = new SmtpClient();
            pinned.ServerCertificateValidationCallback = Check;
            await pinned.ConnectAsync("mail.example.com", 465, true);
            using var local = new SmtpClient();
            await local.ConnectAsync("localhost", 25);
            using var plain = new SmtpClient();
            await plain.ConnectAsync("mail.example.com", 25, SecureSocketOptions.None);
        }
        """);

    [Fact]
    public Task Refit() => VerifyMembersAsync("using Refit;", """
        interface IApi { }
        void M(HttpClient http, HttpMessageHandler pinned)
        {
            RestService.{|PIN1005:For<IApi>("https://example.com")|};
            RestService.For<IApi>(http);
            RestService.For<IApi>("https://example.com", new RefitSettings { HttpMessageHandlerFactory = () => pinned });
            RestService.{|PIN1005:For<IApi>("https://example.com", new RefitSettings { Buffered = true })|};
            RestService.For<IApi>("http://localhost");
        }
        """);

    [Fact]
    public Task Mqtt() => VerifyMembersAsync("using MQTTnet;", """
        void M()
        {
            _ = {|PIN1005:new MqttClientOptionsBuilder()|}.WithTcpServer("example.com").WithTlsOptions(o => o.UseTls()).Build();
            _ = new MqttClientOptionsBuilder().WithTcpServer("example.com").WithTlsOptions(o => o.UseTls().WithCertificateValidationHandler(args => false)).Build();
            _ = new MqttClientOptionsBuilder().WithTcpServer("example.com").Build();
            _ = new MqttClientOptionsBuilder().WithTcpServer("example.com").WithTlsOptions(new MqttClientTlsOptions { UseTls = true, CertificateValidationHandler = args => false }).Build();
        }
        """);

    [Fact]
    public Task Databases() => VerifyMembersAsync("using Npgsql; using MySqlConnector; using MongoDB.Driver;", """
        void M(string unknown)
        {
            _ = {|PIN1005:new NpgsqlConnection("Host=db.example.com;SSL Mode=VerifyFull")|};
            _ = new NpgsqlConnection("Host=db.example.com");
            _ = new NpgsqlConnection("Host=localhost;SSL Mode=Require");
            _ = new NpgsqlConnection(unknown);
            _ = new NpgsqlConnection("Host=db.example.com;SSL Mode=Require") { SslClientAuthenticationOptionsCallback = o => o.RemoteCertificateValidationCallback = Check };
            _ = {|PIN1005:new NpgsqlConnection("Host=db.example.com;SSL Mode=Require") { SslClientAuthenticationOptionsCallback = o => o.TargetHost = "x" }|};
            var source = {|PIN1005:new NpgsqlDataSourceBuilder("Host=db.example.com;SSL Mode=Require")|};
            source.Build();
            var pinned = new NpgsqlDataSourceBuilder("Host=db.example.com;SSL Mode=Require");
            pinned.UseSslClientAuthenticationOptionsCallback(o => o.RemoteCertificateValidationCallback = Check);
            NpgsqlDataSource.{|PIN1005:Create("Host=db.example.com;SSL Mode=Require")|};
            _ = {|PIN1005:new MySqlConnection("Server=db.example.com;SslMode=Required")|};
            _ = new MySqlConnection("Server=db.example.com;SslMode=Required") { RemoteCertificateValidationCallback = Check };
            _ = {|PIN1005:new MongoClient("mongodb+srv://cluster.example.com")|};
            _ = new MongoClient("mongodb://cluster.example.com");
            var settings = new MongoClientSettings { UseTls = true };
            _ = {|PIN1005:new MongoClient(settings)|};
            var good = new MongoClientSettings { UseTls = true, SslSettings = new SslSettings { ServerCertificateValidationCallback = Check } };
            _ = new MongoClient(good);
            var parsed = MongoClientSettings.FromConnectionString("mongodb+srv://cluster.example.com");
            _ = {|PIN1005:new MongoClient(parsed)|};
        }
        """);

    [Fact]
    public Task Queues() => VerifyMembersAsync("using StackExchange.Redis; using RabbitMQ.Client;", """
        void M(string unknown)
        {
            ConnectionMultiplexer.{|PIN1005:Connect("cache.example.com:6380,ssl=true")|};
            ConnectionMultiplexer.Connect("cache.example.com:6379");
            ConnectionMultiplexer.Connect(unknown);
            var options = new ConfigurationOptions { Ssl = true, EndPoints = { "cache.example.com" } };
            ConnectionMultiplexer.{|PIN1005:Connect(options)|};
            var pinned = new ConfigurationOptions { Ssl = true };
            pinned.CertificateValidation += Check;
            ConnectionMultiplexer.Connect(pinned);
            _ = {|PIN1005:new ConnectionFactory { Uri = new Uri("amqps://example.com") }|};
            _ = new ConnectionFactory { HostName = "example.com" };
            _ = {|PIN1005:new ConnectionFactory { HostName = "example.com", Ssl = new SslOption { Enabled = true, ServerName = "x" } }|};
            _ = new ConnectionFactory { HostName = "example.com", Ssl = new SslOption { Enabled = true, CertificateValidationCallback = Check } };
            var named = {|PIN1005:new ConnectionFactory()|};
            named.Ssl = new SslOption("mq.example.com", enabled: true);
            var factory = {|PIN1005:new ConnectionFactory()|};
            factory.Ssl.Enabled = true;
            var good = new ConnectionFactory();
            good.Ssl.Enabled = true;
            good.Ssl.CertificateValidationCallback = Check;
        }
        """);

    [Fact]
    public Task Smtp() => VerifyMembersAsync("using System.Net.Mail;", """
        void M(bool tls)
        {
            var client = {|PIN1005:new SmtpClient("mail.example.com", 587) { EnableSsl = true }|};
            var plain = new SmtpClient("mail.example.com");
            var local = new SmtpClient("localhost") { EnableSsl = true };
            var branch = {|PIN1005:new SmtpClient("mail.example.com")|};
            if (tls) { branch.EnableSsl = true; }
        }
        """);

    [Fact]
    public Task Ldap() => VerifyMembersAsync("using System.DirectoryServices.Protocols;", """
        void M()
        {
            var bare = {|PIN1003:new LdapConnection("ldap.example.com")|};
            bare.SessionOptions.SecureSocketLayer = true;
            bare.Bind();
            var start = {|PIN1003:new LdapConnection("ldap.example.com")|};
            start.SessionOptions.StartTransportLayerSecurity(null);
            var plain = new LdapConnection("ldap.example.com");
            plain.Bind();
            var pinned = new LdapConnection("ldap.example.com");
            pinned.SessionOptions.SecureSocketLayer = true;
            pinned.SessionOptions.VerifyServerCertificate = (connection, certificate) => false;
        }
        """);
}
