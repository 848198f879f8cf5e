using System.Threading.Tasks;
using PinningAnalyzers.Rules;
using PinningAnalyzers.Tests.Verifiers;
using Xunit;

namespace PinningAnalyzers.Tests.Rules;

/// <summary>The hooks of well-known libraries, against the libraries themselves: no rule names them, their delegates' shape does.</summary>
public sealed class CertificateCallbackLibrariesTests
{
    [Theory]
    [InlineData("new MailKit.Net.Imap.ImapClient { ServerCertificateValidationCallback = CALLBACK }")]
    [InlineData("new MailKit.Net.Smtp.SmtpClient { ServerCertificateValidationCallback = CALLBACK }")]
    [InlineData("new RestSharp.RestClientOptions(\"https://example.com\") { RemoteCertificateValidationCallback = CALLBACK }")]
    [InlineData("new MongoDB.Driver.SslSettings { ServerCertificateValidationCallback = CALLBACK }")]
    [InlineData("new RabbitMQ.Client.SslOption { CertificateValidationCallback = CALLBACK }")]
    [InlineData("new MySqlConnector.MySqlConnection { RemoteCertificateValidationCallback = CALLBACK }")]
    [InlineData("new System.Net.Http.WinHttpHandler { ServerCertificateValidationCallback = CALLBACK }")]
    [InlineData("new Npgsql.NpgsqlDataSourceBuilder().UseSslClientAuthenticationOptionsCallback(options => options.RemoteCertificateValidationCallback = CALLBACK)")]
    public Task HookOfALibrary_IsJudged(string creation) => VerifyAsync($$"""
        internal static class Client
        {
            public static object Accepting() => {{creation.Replace("CALLBACK", "{|PIN2001:(_, _, _, _) => true|}", System.StringComparison.Ordinal)}};

            public static object Validating() => {{creation.Replace("CALLBACK", "{|PIN2003:(_, _, _, errors) => errors == System.Net.Security.SslPolicyErrors.None|}", System.StringComparison.Ordinal)}};

            public static object Pinning() => {{creation.Replace("CALLBACK", "(_, certificate, _, errors) => errors == System.Net.Security.SslPolicyErrors.None && certificate.GetPublicKeyString() == \"3082\"", System.StringComparison.Ordinal)}};
        }
        """);

    [Theory]
    [InlineData("new MQTTnet.MqttClientTlsOptionsBuilder().WithCertificateValidationHandler(CALLBACK)")]
    [InlineData("new Azure.Core.Pipeline.HttpPipelineTransportOptions { ServerCertificateCustomValidationCallback = CALLBACK }")]
    public Task ArgumentObjectOfALibrary_IsJudged(string creation) => VerifyAsync($$"""
        internal static class Client
        {
            public static object Accepting() => {{creation.Replace("CALLBACK", "{|PIN2001:_ => true|}", System.StringComparison.Ordinal)}};

            public static object Validating() => {{creation.Replace("CALLBACK", "{|PIN2003:args => args.SslPolicyErrors == System.Net.Security.SslPolicyErrors.None|}", System.StringComparison.Ordinal)}};

            public static object Weak() => {{creation.Replace("CALLBACK", "{|PIN2004:args => args.Certificate.Subject == \"CN=broker\"|}", System.StringComparison.Ordinal)}};

            public static object Pinning() => {{creation.Replace("CALLBACK", "args => args.Certificate.GetPublicKeyString() == \"3082\"", System.StringComparison.Ordinal)}};
        }
        """);

    [Fact]
    public Task EventAndLdap_AreJudged() => VerifyAsync("""
        internal static class Client
        {
            public static void Set(StackExchange.Redis.ConfigurationOptions options, System.DirectoryServices.Protocols.LdapConnection connection)
            {
                options.CertificateValidation += {|PIN2001:delegate { return true; }|};
                options.CertificateValidation += (_, certificate, _, errors) => errors == 0 && certificate.GetPublicKeyString() == "3082";
                connection.SessionOptions.VerifyServerCertificate = {|PIN2001:(_, _) => true|};
                connection.SessionOptions.VerifyServerCertificate += {|PIN2004:(_, certificate) => certificate.GetCertHashString() == "AB"|};
                connection.SessionOptions.VerifyServerCertificate = (_, certificate) => certificate.GetPublicKeyString() == "3082";
            }
        }
        """);

    private static Task VerifyAsync(string source)
    {
        var test = new CSharpVerifier<CertificateCallbackAnalyzer>.Test { TestCode = source };
        test.TestState.AdditionalReferences.AddRange(References.LibraryClients);
        return test.RunAsync();
    }
}
