using System.Threading.Tasks;
using Xunit;
using Verify = PinningAnalyzers.Tests.Verifiers.CSharpVerifier<PinningAnalyzers.Rules.UnpinnedClientAnalyzer>;

namespace PinningAnalyzers.Tests.KnownLimits;

/// <summary>What the flow of clients does not see, or sees as less than it is.</summary>
public sealed class ClientLimitsTests
{
    /// <summary>A sequence is a collection: who takes the handler out of it, and what he does to it, is not followed.</summary>
    [Fact]
    public Task YieldedHandler_IsSilent() => Verify.VerifyAnalyzerAsync(/* lang=c#-test */ """
        using System.Collections.Generic;
        using System.Net.Http;
        class C { IEnumerable<HttpMessageHandler> All() { yield return new HttpClientHandler(); } }
        """);

    /// <summary>Conditions are not compared: a hook set under a condition and a use under the same one are two branches.</summary>
    [Fact]
    public Task SameConditionTwice_ReportsSometimes() => Verify.VerifyAnalyzerAsync(/* lang=c#-test */ """
        using System.Net.Http;
        class C
        {
            HttpClient? M(bool tls)
            {
                var handler = {|PIN1006:new HttpClientHandler()|};
                if (tls) { handler.ServerCertificateCustomValidationCallback = (m, c, h, e) => false; }
                return tls ? new HttpClient(handler) : null;
            }
        }
        """);

    /// <summary>A setting that turns TLS on by a value that is not constant is not taken for TLS.</summary>
    [Fact]
    public Task TlsTurnedOnByVariable_IsSilent() => Verify.VerifyAnalyzerAsync(/* lang=c#-test */ """
        using System.Net.Mail;
        class C { SmtpClient M(bool tls) => new SmtpClient("mail.example.com") { EnableSsl = tls }; }
        """);

    /// <summary>Through the handler around it a handler is seen in the body that makes both and in the methods that it calls, not once a field holds the handler around it.</summary>
    [Fact]
    public Task HookSetThroughAFieldWithTheHandlerAround_Reports() => Verify.VerifyAnalyzerAsync(/* lang=c#-test */ """
        using System.Net.Http;
        class Log : DelegatingHandler { public Log(HttpMessageHandler inner) : base(inner) { } }
        class C
        {
            private readonly Log _log = new Log({|PIN1002:new HttpClientHandler()|});
            C() { ((HttpClientHandler)_log.InnerHandler!).ServerCertificateCustomValidationCallback = (m, c, h, e) => false; }
            HttpClient M() => new HttpClient(_log);
        }
        """);

    /// <summary>Another type that reaches for the member itself is seen, one that hands it to a method is not.</summary>
    [Fact]
    public Task PublicHandlerHandedOnByAnotherType_Reports() => Verify.VerifyAnalyzerAsync(/* lang=c#-test */ """
        using System.Net.Http;
        class Holder { public HttpClientHandler Handler { get; } = {|PIN1002:new HttpClientHandler()|}; }
        class Other
        {
            void M(Holder holder) => Pin(holder.Handler);
            static void Pin(HttpClientHandler handler) => handler.ServerCertificateCustomValidationCallback = (m, c, h, e) => false;
        }
        """);

    /// <summary>A virtual method or an accessor of a handler's class that sets the hook is taken to be asked, whoever asks it.</summary>
    [Fact]
    public Task DerivedHandlerWithSetterNobodyUses_IsSilent() => Verify.VerifyAnalyzerAsync(/* lang=c#-test */ """
        using System.Net.Http;
        class H : HttpClientHandler { public bool Pin { set { ServerCertificateCustomValidationCallback = (m, c, h, e) => false; } } }
        class C { HttpClient M() => new HttpClient(new H()); }
        """);

    /// <summary>Nobody can pin an HttpClient once it is made, so what becomes of one in a field does not matter; given away at once, it is unknown like any other client.</summary>
    [Fact]
    public Task HttpClientOfAFieldGivenAway_Reports() => Verify.VerifyAnalyzerAsync(/* lang=c#-test */ """
        using System;
        using System.Net.Http;
        class C
        {
            private readonly HttpClient _client = {|PIN1001:new HttpClient()|};
            void M(Action<HttpClient> use) { use(_client); use(new HttpClient()); }
        }
        """);

    /// <summary>Code that does not bind yet may be an extension that pins a handler; it does not pin the HttpClient that it is called on.</summary>
    [Fact]
    public Task CallThatDoesNotBind_ReportsHttpClientOnly() => Verify.VerifyAnalyzerAsync(/* lang=c#-test */ """
        using System.Net.Http;
        class C
        {
            void M()
            {
                using var client = {|PIN1001:new HttpClient()|};
                client.GetStringAsync({|CS0103:missing|});
                var handler = new HttpClientHandler();
                handler.{|CS1061:Missing|}();
                using var other = new HttpClient(handler);
            }
        }
        """);

    /// <summary>Code is asked about registrations where services are named as such, or kept by an expression that ends in such a name.</summary>
    [Theory]
    [InlineData("object M() => Host.Start().AddApi();")]
    [InlineData("object M(Host host) { var all = Host.Copy(host.Services); return all.AddApi(); }")]
    public Task RegistrationWhereNothingIsCalledServices_IsSilent(string member)
    {
        Verify.Test test = new Verify.Test().WithSources(
            """
            using Microsoft.Extensions.DependencyInjection;
            public class Host
            {
                public IServiceCollection Services { get; } = null!;
                public static IServiceCollection Start() => null!;
                public static IServiceCollection Copy(IServiceCollection services) => services;
            }
            public static class Registrations
            {
                public static IHttpClientBuilder AddApi(this IServiceCollection services) => services.AddHttpClient("api");
            }
            """,
            "class C { " + member + " }");
        test.TestState.AdditionalReferences.AddRange(Verifiers.References.LibraryClients);
        return test.RunAsync();
    }
}
