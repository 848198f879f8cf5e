using System.Threading.Tasks;
using Xunit;
using Verify = PinningAnalyzers.Tests.Verifiers.CSharpVerifier<PinningAnalyzers.Rules.UnpinnedClientAnalyzer>;

namespace PinningAnalyzers.Tests.Rules;

public sealed class UnpinnedClientAnalyzerTests
{
    [Fact]
    public Task BareHttpClient_Reports() => Verify.VerifyAnalyzerAsync(/* lang=c#-test */ """
        using System.Net.Http;
        class C
        {
            private readonly HttpClient _client = {|PIN1001:new HttpClient()|};
            private readonly HttpClient _other = {|PIN1001:new()|};
        }
        """);

    [Fact]
    public Task BareHandler_ReportsOnceAtTheHandler() => Verify.VerifyAnalyzerAsync(/* lang=c#-test */ """
        using System.Net.Http;
        class C
        {
            HttpClient Plain() => new HttpClient({|PIN1002:new HttpClientHandler { AllowAutoRedirect = false }|});
            HttpClient Sockets()
            {
                var handler = {|PIN1002:new SocketsHttpHandler()|};
                return new HttpClient(handler);
            }
        }
        """);

    [Fact]
    public Task HandlerWithCallback_IsSilent() => Verify.VerifyAnalyzerAsync(/* lang=c#-test */ """
        using System.Net.Http;
        class C
        {
            HttpClient Initializer() => new HttpClient(new HttpClientHandler { ServerCertificateCustomValidationCallback = (r, c, h, e) => false });
            HttpClient Nested() => new HttpClient(new SocketsHttpHandler { SslOptions = { RemoteCertificateValidationCallback = (r, c, h, e) => false } });
            HttpClient Later()
            {
                var handler = new HttpClientHandler();
                handler.ServerCertificateCustomValidationCallback = (r, c, h, e) => false;
                return new HttpClient(handler);
            }
        }
        """);
}
