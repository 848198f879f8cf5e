using System.Threading.Tasks;
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
        "Refit.RestService.{|PIN1005:For<IApi>(\"https://example.com\")|}",
        "Refit.RestService.For<IApi>(\"https://example.com\", new Refit.RefitSettings { HttpMessageHandlerFactory = Pins.Validator.CreateHandler })")]
    [InlineData(
        "{|PIN1005:new RestSharp.RestClient(\"https://example.com\")|}",
        "new RestSharp.RestClient(new RestSharp.RestClientOptions(\"https://example.com\") { RemoteCertificateValidationCallback = Pins.Validator.Validate })")]
    [InlineData(
        "{|PIN1005:new RabbitMQ.Client.ConnectionFactory { Uri = new System.Uri(\"amqps://example.com\") }|}",
        "new RabbitMQ.Client.ConnectionFactory { Uri = new System.Uri(\"amqps://example.com\"), Ssl = { CertificateValidationCallback = Pins.Validator.Validate } }")]
    public Task Client_IsPinnedThroughItsOwnHook(string client, string pinned)
    {
        Verify.Test test = Verify.Create(Source(client), Source(pinned));
        test.TestState.AdditionalReferences.AddRange(References.LibraryClients);
        test.FixedState.Sources.Add(("Pins.cs", Verify.PinsFile));
        return test.RunAsync();
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
