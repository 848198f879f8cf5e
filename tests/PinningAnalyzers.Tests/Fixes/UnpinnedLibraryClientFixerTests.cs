using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using PinningAnalyzers.Tests.Verifiers;
using Xunit;
using Verify = PinningAnalyzers.Tests.Verifiers.CSharpFixVerifier<PinningAnalyzers.Rules.UnpinnedClientAnalyzer>;

namespace PinningAnalyzers.Tests.Fixes;

public class UnpinnedLibraryClientFixerTests
{
    [Theory]
    [InlineData(
        "Grpc.Net.Client.GrpcChannel.{|PIN1005:ForAddress(\"https://example.com\")|}",
        "Grpc.Net.Client.GrpcChannel.ForAddress(\"https://example.com\", new Grpc.Net.Client.GrpcChannelOptions { HttpHandler = Pins.Validator.CreateHandler() })")]
    [InlineData(
        "Grpc.Net.Client.GrpcChannel.{|PIN1005:ForAddress(\"https://example.com\", new Grpc.Net.Client.GrpcChannelOptions { MaxRetryAttempts = 2 })|}",
        "Grpc.Net.Client.GrpcChannel.ForAddress(\"https://example.com\", new Grpc.Net.Client.GrpcChannelOptions { MaxRetryAttempts = 2, HttpHandler = Pins.Validator.CreateHandler() })")]
    [InlineData(
        "Refit.RestService.{|PIN1005:For<IApi>(\"https://example.com\")|}",
        "Refit.RestService.For<IApi>(\"https://example.com\", new Refit.RefitSettings { HttpMessageHandlerFactory = Pins.Validator.CreateHandler })")]
    [InlineData(
        "{|PIN1005:new RestSharp.RestClient(\"https://example.com\")|}",
        "new RestSharp.RestClient(new RestSharp.RestClientOptions(\"https://example.com\") { RemoteCertificateValidationCallback = Pins.Validator.Validate })")]
    [InlineData(
        "{|PIN1005:new RabbitMQ.Client.ConnectionFactory { Uri = new System.Uri(\"amqps://example.com\") }|}",
        "new RabbitMQ.Client.ConnectionFactory { Uri = new System.Uri(\"amqps://example.com\"), Ssl = { CertificateValidationCallback = Pins.Validator.Validate } }")]
    [InlineData(
        "{|PIN1005:new Npgsql.NpgsqlConnection(\"Host=example.com;SSL Mode=Require\")|}",
        "new Npgsql.NpgsqlConnection(\"Host=example.com;SSL Mode=Require\") { SslClientAuthenticationOptionsCallback = options => options.RemoteCertificateValidationCallback = Pins.Validator.Validate }")]
    [InlineData(
        "{|PIN1005:new Npgsql.NpgsqlDataSourceBuilder(\"Host=example.com;SSL Mode=Require\")|}.Build()",
        "new Npgsql.NpgsqlDataSourceBuilder(\"Host=example.com;SSL Mode=Require\").UseSslClientAuthenticationOptionsCallback(options => options.RemoteCertificateValidationCallback = Pins.Validator.Validate).Build()")]
    [InlineData(
        "Npgsql.NpgsqlDataSource.{|PIN1005:Create(\"Host=example.com;SSL Mode=Require\")|}",
        "new Npgsql.NpgsqlDataSourceBuilder(\"Host=example.com;SSL Mode=Require\").UseSslClientAuthenticationOptionsCallback(options => options.RemoteCertificateValidationCallback = Pins.Validator.Validate).Build()")]
    [InlineData(
        "{|PIN1005:new MySqlConnector.MySqlConnection(\"Server=example.com;SslMode=Required\")|}",
        "new MySqlConnector.MySqlConnection(\"Server=example.com;SslMode=Required\") { RemoteCertificateValidationCallback = Pins.Validator.Validate }")]
    [InlineData(
        "{|PIN1005:new MySqlConnector.MySqlDataSource(\"Server=example.com;SslMode=Required\")|}",
        "new MySqlConnector.MySqlDataSourceBuilder(\"Server=example.com;SslMode=Required\").UseRemoteCertificateValidationCallback(Pins.Validator.Validate).Build()")]
    [InlineData(
        "StackExchange.Redis.ConnectionMultiplexer.{|PIN1005:Connect(\"example.com:6380,ssl=true\")|}",
        "StackExchange.Redis.ConnectionMultiplexer.Connect(\"example.com:6380,ssl=true\", options => options.CertificateValidation += Pins.Validator.Validate)")]
    [InlineData(
        "StackExchange.Redis.ConnectionMultiplexer.{|PIN1005:Connect(\"example.com:6380,ssl=true\", System.IO.TextWriter.Null)|}",
        "StackExchange.Redis.ConnectionMultiplexer.Connect(\"example.com:6380,ssl=true\", options => options.CertificateValidation += Pins.Validator.Validate, System.IO.TextWriter.Null)")]
    [InlineData(
        "StackExchange.Redis.ConnectionMultiplexer.{|PIN1005:Connect(\"example.com\", o => { o.Ssl = true; })|}",
        "StackExchange.Redis.ConnectionMultiplexer.Connect(\"example.com\", o => { o.Ssl = true; o.CertificateValidation += Pins.Validator.Validate; })")]
    [InlineData(
        "{|PIN1005:new MailKit.Net.Imap.ImapClient ()|}",
        "new MailKit.Net.Imap.ImapClient { ServerCertificateValidationCallback = Pins.Validator.Validate }")]
    [InlineData(
        "{|PIN1005:new MailKit.Net.Imap.ImapClient /* mail */ ()|}",
        "new MailKit.Net.Imap.ImapClient /* mail */ () { ServerCertificateValidationCallback = Pins.Validator.Validate }")]
    [InlineData(
        "{|PIN1005:new MongoDB.Driver.MongoClient(new MongoDB.Driver.MongoClientSettings { UseTls = true })|}",
        "new MongoDB.Driver.MongoClient(new MongoDB.Driver.MongoClientSettings { UseTls = true, SslSettings = new MongoDB.Driver.SslSettings { ServerCertificateValidationCallback = Pins.Validator.Validate } })")]
    public Task Client_IsPinnedThroughItsOwnHook(string client, string pinned) => VerifyAsync(Source(client), Source(pinned));

    [Theory]
    [InlineData(
        "{|PIN1005:new Flurl.Http.FlurlClient(\"https://example.com\")|}",
        "new Flurl.Http.Configuration.FlurlClientBuilder(\"https://example.com\").ConfigureInnerHandler(handler => handler.UsePins(Pins.Validator)).Build()")]
    [InlineData(
        "{|PIN1005:new Flurl.Http.Configuration.FlurlClientBuilder(\"https://example.com\")|}.Build()",
        "new Flurl.Http.Configuration.FlurlClientBuilder(\"https://example.com\").ConfigureInnerHandler(handler => handler.UsePins(Pins.Validator)).Build()")]
    public Task HandlerOfABuilder_UsesPins_AndTheNamespaceIsImported(string client, string pinned) =>
        VerifyAsync(Source(client), "using CertificatePinning;\n\n" + Source(pinned));

    [Fact]
    public Task HubConnections_ArePinnedInBothTransports() => VerifyAsync(
        /* lang=c#-test */ """
        using Microsoft.AspNetCore.SignalR.Client;

        class Client
        {
            void Create()
            {
                var first = new HubConnectionBuilder()
                    .{|PIN1005:WithUrl("https://example.com/hub")|} // the hub
                    .Build();
                var second = new HubConnectionBuilder().{|PIN1005:WithUrl("https://example.com/hub", o => o.SkipNegotiation = false)|}.Build();
                var third = new HubConnectionBuilder().{|PIN1005:WithUrl("https://example.com/hub", options =>
                {
                    options.HttpMessageHandlerFactory = _ => Pins.Validator.CreateHandler();
                })|}.Build();
            }
        }
        """ + Own,
        /* lang=c#-test */ """
        using Microsoft.AspNetCore.SignalR.Client;

        class Client
        {
            void Create()
            {
                var first = new HubConnectionBuilder()
                    .WithUrl("https://example.com/hub", options =>
                    {
                        options.HttpMessageHandlerFactory = _ => Pins.Validator.CreateHandler();
                        options.WebSocketConfiguration = socket => socket.RemoteCertificateValidationCallback = Pins.Validator.Validate;
                    }) // the hub
                    .Build();
                var second = new HubConnectionBuilder().WithUrl("https://example.com/hub", o =>
                {
                    o.SkipNegotiation = false;
                    o.HttpMessageHandlerFactory = _ => Pins.Validator.CreateHandler();
                    o.WebSocketConfiguration = socket => socket.RemoteCertificateValidationCallback = Pins.Validator.Validate;
                }).Build();
                var third = new HubConnectionBuilder().WithUrl("https://example.com/hub", options =>
                {
                    options.HttpMessageHandlerFactory = _ => Pins.Validator.CreateHandler();
                    options.WebSocketConfiguration = socket => socket.RemoteCertificateValidationCallback = Pins.Validator.Validate;
                }).Build();
            }
        }
        """ + Own,
        addsFile: false);

    [Fact]
    public Task SettingsThatAreParsed_AreCompletedInStatements() => VerifyAsync(
        /* lang=c#-test */ """
        using MongoDB.Driver;
        using StackExchange.Redis;

        class Client
        {
            MongoClient Create()
            {
                // The data.
                return {|PIN1005:new MongoClient("mongodb+srv://example.com")|};
            }

            void Connect(string settings)
            {
                var first = {|PIN1005:new MongoClient("mongodb+srv://example.com")|}; // first
                var parsed = MongoClientSettings.FromConnectionString("mongodb+srv://example.com"); // parsed
                var second = {|PIN1005:new MongoClient(parsed)|};
                var options = new ConfigurationOptions { Ssl = true };
                var third = ConnectionMultiplexer.{|PIN1005:Connect(options)|};
            }
        }
        """,
        /* lang=c#-test */ """
        using MongoDB.Driver;
        using StackExchange.Redis;

        class Client
        {
            MongoClient Create()
            {
                // The data.
                var settings = MongoClientSettings.FromConnectionString("mongodb+srv://example.com");
                settings.SslSettings = new SslSettings { ServerCertificateValidationCallback = Pins.Validator.Validate };
                return new MongoClient(settings);
            }

            void Connect(string settings)
            {
                var settings2 = MongoClientSettings.FromConnectionString("mongodb+srv://example.com");
                settings2.SslSettings = new SslSettings { ServerCertificateValidationCallback = Pins.Validator.Validate };
                var first = new MongoClient(settings2); // first
                var parsed = MongoClientSettings.FromConnectionString("mongodb+srv://example.com"); // parsed
                parsed.SslSettings = new SslSettings { ServerCertificateValidationCallback = Pins.Validator.Validate };
                var second = new MongoClient(parsed);
                var options = new ConfigurationOptions { Ssl = true };
                options.CertificateValidation += Pins.Validator.Validate;
                var third = ConnectionMultiplexer.Connect(options);
            }
        }
        """);

    [Fact]
    public Task OldLanguage_GetsLambdasThatItKnows()
    {
        Verify.Test test = Create(
            /* lang=c#-test */ """
            class Client
            {
                object Create(object options) => StackExchange.Redis.ConnectionMultiplexer.{|PIN1005:Connect("example.com:6380,ssl=true")|};
            }
            """,
            /* lang=c#-test */ """
            class Client
            {
                object Create(object options) => StackExchange.Redis.ConnectionMultiplexer.Connect("example.com:6380,ssl=true", options2 => options2.CertificateValidation += Pins.Validator.Validate);
            }
            """,
            addsFile: true);
        test.LanguageVersion = LanguageVersion.CSharp7_3;
        test.Nullable = NullableContextOptions.Disable;
        return test.RunAsync();
    }

    [Theory]
    [InlineData("{|PIN1005:new Npgsql.NpgsqlConnection(\"Host=example.com;SSL Mode=VerifyFull\")|}")]
    [InlineData("Npgsql.NpgsqlDataSource.{|PIN1005:Create(\"Host=example.com;SSL Mode=VerifyCA\")|}")]
    [InlineData("{|PIN1005:new MySqlConnector.MySqlConnection(\"Server=example.com;SslMode=VerifyFull\")|}")]
    [InlineData("{|PIN1005:new MQTTnet.MqttClientOptionsBuilder()|}.WithTcpServer(\"example.com\").WithTlsOptions(o => o.UseTls()).Build()")]
    [InlineData("{|PIN1005:new MongoDB.Driver.MongoClient(\"mongodb+srv://example.com\")|}")]
    [InlineData("Microsoft.AspNetCore.SignalR.Client.HubConnectionBuilderHttpExtensions.{|PIN1005:WithUrl(new Microsoft.AspNetCore.SignalR.Client.HubConnectionBuilder(), \"https://example.com/hub\", o => o.Cookies = null!)|}")]
    [InlineData("{|PIN1005:new System.Net.Mail.SmtpClient(\"example.com\") { EnableSsl = true }|}")]
    public Task ClientThatCannotCallTheValidatorFromHere_OffersNoFix(string client) => VerifyAsync(Source(client), Source(client), addsFile: false);

    private const string Own = "\n\n" + """
        static class Pins
        {
            public static CertificatePinning.PinValidator Validator { get; } = CertificatePinning.PinValidator.CreateBuilder().Build();
        }
        """;

    private static Task VerifyAsync(string source, string fixedSource, bool addsFile = true) => Create(source, fixedSource, addsFile).RunAsync();

    private static Verify.Test Create(string source, string fixedSource, bool addsFile)
    {
        Verify.Test test = Verify.Create(source, fixedSource);
        test.TestState.AdditionalReferences.AddRange(References.LibraryClients);
        test.FixedState.MarkupHandling = Microsoft.CodeAnalysis.Testing.MarkupMode.Allow;
        if (addsFile)
        {
            test.FixedState.Sources.Add(("Pins.cs", Verify.PinsFile));
        }

        return test;
    }

    private static string Source(string client) => $$"""
        interface IApi
        {
            [Refit.Get("/")]
            System.Threading.Tasks.Task<string> Get();
        }

        class Client
        {
            object Create() => {{client}};
        }
        """;
}
