using System.Threading.Tasks;
using Microsoft.CodeAnalysis.CSharp;
using Xunit;
using Verify = PinningAnalyzers.Tests.Verifiers.CSharpVerifier<PinningAnalyzers.Rules.UnpinnedClientAnalyzer>;

namespace PinningAnalyzers.Tests.Rules;

/// <summary>What is asked for no pin: addresses without TLS, this machine, and what the options except.</summary>
public sealed class UnpinnedClientExemptionTests
{
    private const string Bare = /* lang=c#-test */ """
        using System.Net.Http;
        class C { HttpClient Make() => new HttpClient(); }
        """;

    private const string Reported = /* lang=c#-test */ """
        using System.Net.Http;
        class C { HttpClient Make() => [|new HttpClient()|]; }
        """;

    [Theory]
    [InlineData("\"http://example.com\"")]
    [InlineData("\"https://localhost:5001/\"")]
    [InlineData("\"https://127.0.0.1\"")]
    [InlineData("\"https://[::1]:8443/\"")]
    [InlineData("\"https://api.localhost\"")]
    [InlineData("$\"http://{host}/api\"")]
    [InlineData("$\"https://localhost:{port}/\"")]
    [InlineData("\"http://\" + host")]
    [InlineData("Base + \"/api\"")]
    [InlineData("string.Format(\"https://localhost:{0}/\", port)")]
    public Task ExemptAddress_IsSilent(string address) => Verify.VerifyAnalyzerAsync(/* lang=c#-test */ $$"""
        using System;
        using System.Net.Http;
        class C
        {
            private const string Base = "http://internal";
            private HttpClient _field = new HttpClient();
            HttpClient Make(string host, int port) => new HttpClient { BaseAddress = new Uri({{address}}) };
            HttpClient Later(string host, int port)
            {
                var client = new HttpClient();
                client.BaseAddress = new Uri({{address}});
                return client;
            }
            HttpClient Handler(string host, int port) => new HttpClient(new HttpClientHandler()) { BaseAddress = new Uri({{address}}) };
            void Field(string host, int port) => _field.BaseAddress = new Uri({{address}});
            HttpClient Local(string host, int port)
            {
                var uri = new Uri({{address}});
                return new HttpClient { BaseAddress = uri };
            }
        }
        """);

    [Theory]
    [InlineData("\"https://example.com\"")]
    [InlineData("$\"https://local{host}\"")]
    [InlineData("$\"https://localhost{host}\"")]
    [InlineData("\"https://localhost.example.com\"")]
    [InlineData("host")]
    public Task OtherAddress_Reports(string address) => Verify.VerifyAnalyzerAsync(/* lang=c#-test */ $$"""
        using System;
        using System.Net.Http;
        class C
        {
            HttpClient Make(string host) => {|PIN1001:new HttpClient { BaseAddress = new Uri({{address}}) }|};
            HttpClient Handler(string host) => new HttpClient({|PIN1002:new HttpClientHandler()|}) { BaseAddress = new Uri({{address}}) };
            async System.Threading.Tasks.Task Request() { using var client = {|PIN1001:new HttpClient()|}; await client.GetAsync("http://localhost"); }
        }
        """);

    [Fact]
    public Task HandlerOfDerivedClientWithExemptAddress_IsSilent() => Verify.VerifyAnalyzerAsync(/* lang=c#-test */ """
        using System;
        using System.Net.Http;
        class Api : HttpClient { public Api(HttpMessageHandler h) : base(h) { BaseAddress = new Uri("http://localhost"); } }
        class Far : HttpClient { public Far(HttpMessageHandler h) : base(h) { BaseAddress = new Uri("https://example.com"); } }
        class C { Api A() => new Api(new HttpClientHandler()); Far B() => new Far({|PIN1002:new HttpClientHandler()|}); }
        """);

    [Fact]
    public Task ExemptHosts_AreSilent() => Verify.VerifyAnalyzerWithOptionsAsync(
        /* lang=c#-test */ """
        using System;
        using System.Net.Http;
        class C
        {
            HttpClient A() => new HttpClient { BaseAddress = new Uri("https://api.internal.example/") };
            HttpClient B() => new HttpClient { BaseAddress = new Uri("https://build") };
            HttpClient D() => {|PIN1001:new HttpClient { BaseAddress = new Uri("https://a.b.internal.example/") }|};
        }
        """,
        "pinning.exempt_hosts = *.internal.example, build");

    [Fact]
    public Task TestProject_IsSilent() => Verify.VerifyAnalyzerWithOptionsAsync(Bare, "build_property.IsTestProject = true");

    [Fact]
    public Task TestProjectOptedIn_Reports() => Verify.VerifyAnalyzerWithOptionsAsync(
        Reported.Replace("[|", "{|PIN1001:").Replace("|]", "|}"),
        "build_property.IsTestProject = true\npinning.analyze_test_projects = true");

    [Fact]
    public Task BrowserApplication_IsSilent() => Verify.VerifyAnalyzerWithOptionsAsync(Bare, "build_property.PinningTargetsBrowser = true");

    [Fact]
    public Task DebugOnlyCode_IsSilentWhereAllowed() => VerifyDebugBuildAsync(
        """
        using System.Net.Http;
        class C
        {
        #if DEBUG
            HttpClient A() => new HttpClient();
        #else
            HttpClient A() => null!;
        #endif
        #if !DEBUG
        #else
            HttpClient B() => new HttpClient();
        #endif
        #if TRACE || DEBUG
            HttpClient D() => {|PIN1001:new HttpClient()|};
        #endif
            HttpClient E() => {|PIN1001:new HttpClient()|};
        }
        """,
        "pinning.allow_in_debug = true");

    [Fact]
    public Task DebugOnlyCode_ReportsWhereNotAllowed() => VerifyDebugBuildAsync(
        """
        using System.Net.Http;
        class C
        {
        #if DEBUG
            HttpClient A() => {|PIN1001:new HttpClient()|};
        #endif
        }
        """,
        "pinning.allow_in_debug = false");

    private static Task VerifyDebugBuildAsync(string source, string options)
    {
        var test = new Verify.Test { TestCode = source };
        test.TestState.AnalyzerConfigFiles.Add(("/.globalconfig", "is_global = true\n" + options));
        test.SolutionTransforms.Add((solution, id) => solution.WithProjectParseOptions(id, ((CSharpParseOptions)solution.GetProject(id)!.ParseOptions!).WithPreprocessorSymbols("DEBUG")));
        return test.RunAsync();
    }
}
