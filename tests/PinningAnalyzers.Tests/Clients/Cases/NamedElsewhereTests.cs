using System.Threading.Tasks;
using PinningAnalyzers.Tests.Verifiers;
using Xunit;
using Verify = PinningAnalyzers.Tests.Verifiers.CSharpVerifier<PinningAnalyzers.Rules.UnpinnedClientAnalyzer>;

namespace PinningAnalyzers.Tests.Clients.Cases;

/// <summary>Rules look only where a name speaks of a client: it may be another name, or stand in another file.</summary>
public sealed class NamedElsewhereTests
{
    private static Task VerifyFilesAsync(params string[] files)
    {
        Verify.Test test = new Verify.Test().WithSources(files);
        test.TestState.AdditionalReferences.AddRange(References.LibraryClients);
        return test.RunAsync();
    }

    [Fact]
    public Task DerivedHandlerOfAnotherFile_Reports() => VerifyFilesAsync(
        "class Plain : System.Net.Http.HttpClientHandler { }",
        "class C { object M() => {|PIN1002:new Plain()|}; }");

    [Fact]
    public Task HandlerDerivedTwice_Reports() => VerifyFilesAsync(
        "class Plain : System.Net.Http.HttpClientHandler { }",
        "class Plainer : Plain { }",
        "class C { object M() => {|PIN1002:new Plainer()|}; }");

    [Fact]
    public Task HandlerDerivedFromAnAlias_Reports() => VerifyFilesAsync(
        "using Base = System.Net.Http.HttpClientHandler; class Plain : Base { }",
        "class C { object M() => {|PIN1002:new Plain()|}; }");

    [Fact]
    public Task HandlerByAnAlias_Reports() => VerifyFilesAsync(
        "using H = System.Net.Http.HttpClientHandler; class C { object M() => {|PIN1002:new H()|}; }");

    [Fact]
    public Task HandlerByAnAliasOfEveryFile_Reports() => VerifyFilesAsync(
        "global using H = System.Net.Http.HttpClientHandler;",
        "class C { object M() => {|PIN1002:new H()|}; }");

    [Fact]
    public Task FactoryByAnAlias_Reports() => VerifyFilesAsync(
        "using Channel = Grpc.Net.Client.GrpcChannel; class C { object M() => Channel.{|PIN1005:ForAddress(\"https://example.com\")|}; }");

    [Fact]
    public Task FactoryByUsingStatic_Reports() => VerifyFilesAsync(
        "using static Grpc.Net.Client.GrpcChannel; class C { object M() => {|PIN1005:ForAddress(\"https://example.com\")|}; }");

    [Fact]
    public Task FactoryByUsingStaticOfEveryFile_Reports() => VerifyFilesAsync(
        "global using static Grpc.Net.Client.GrpcChannel;",
        "class C { object M() => {|PIN1005:ForAddress(\"https://example.com\")|}; }");

    [Fact]
    public Task AliasesOfOneFileAndOfEveryFile_ReportOnce() => VerifyFilesAsync(
        "global using H = System.Net.Http.HttpClientHandler;",
        "using Channel = Grpc.Net.Client.GrpcChannel; class C { object M() => Channel.{|PIN1005:ForAddress(\"https://example.com\")|}; object N() => {|PIN1002:new H()|}; }");

    [Fact]
    public Task TypeLeftOutAtTheCreation_Reports() => VerifyFilesAsync(
        "using System.Net.Http; partial class C { private HttpClientHandler _handler; object M() => new HttpClient(_handler); }",
        "partial class C { C() { _handler = {|PIN1002:new()|}; } }");

    [Theory]
    [InlineData("object M() => {|PIN1002:new\n        HttpClientHandler()|};")]
    [InlineData("object M() => {|PIN1002:new /* plain */ HttpClientHandler()|};")]
    [InlineData("object M() => {|PIN1002:new // plain\nHttpClientHandler()|};")]
    [InlineData("object M() => {|PIN1002:new @HttpClientHandler()|};")]
    [InlineData("object M() => {|PIN1002:new global::System.Net.Http.HttpClientHandler()|};")]
    [InlineData("HttpClientHandler? handler = {|PIN1002:new()|};")]
    [InlineData("HttpClientHandler first = {|PIN1002:new()|}, second = {|PIN1002:new()|};")]
    [InlineData("HttpClientHandler Handler { get; } = {|PIN1002:new()|};")]
    [InlineData("HttpClientHandler Handler => {|PIN1002:new()|};")]
    [InlineData("HttpClientHandler\n        handler = {|PIN1002:new()|};")]
    [InlineData("HttpClientHandler /* plain */ handler = {|PIN1002:new()|};")]
    [InlineData("void M(out HttpClientHandler Handler) => Handler = {|PIN1002:new()|};")]
    public Task CreationHoweverItIsWritten_Reports(string member) => VerifyFilesAsync("#nullable enable\nusing System.Net.Http;\nclass C { " + member + " }");

    [Theory]
    [InlineData("class Plain :\n    HttpClientHandler { }")]
    [InlineData("class Plain\n    : HttpClientHandler { }")]
    [InlineData("class Plain : /* plain */ HttpClientHandler { }")]
    [InlineData("class Plain : global::System.Net.Http.HttpClientHandler, System.IDisposable { }")]
    [InlineData("class Plain : @HttpClientHandler { }")]
    public Task HandlerDerivedHoweverItIsWritten_Reports(string declaration) => VerifyFilesAsync(
        "using System.Net.Http;\n" + declaration,
        "class C { object M() => {|PIN1002:new Plain()|}; }");

    [Fact]
    public Task ClientDerivedFromAnAlias_Reports() => VerifyFilesAsync(
        "global using Base = System.Net.Http.HttpClient;",
        "class Api : Base { public {|PIN1001:Api|}() { } }");

    [Theory]
    [InlineData("void M(Microsoft.Extensions.DependencyInjection.IServiceCollection s) => s.{|PIN1004:AddApi()|};")]
    [InlineData("private readonly Microsoft.Extensions.DependencyInjection.IServiceCollection _all; void M() => _all.{|PIN1004:AddApi()|};")]
    [InlineData("void M(Host host) { var s = host.Services; s.{|PIN1004:AddApi()|}; }")]
    [InlineData("void M(Host host) => host.ConfigureServices(s => s.{|PIN1004:AddApi()|});")]
    [InlineData("void M(Host host) => Registrations.{|PIN1004:AddApi(host.Services)|};")]
    [InlineData("void M(Host host) => host.Services?.{|PIN1004:AddApi()|};")]
    [InlineData("void M(Host host) => host?.Services.{|PIN1004:AddApi()|};")]
    [InlineData("void M(Host host) => host.Services.AddOther().{|PIN1004:AddApi()|};")]
    [InlineData("void M(Host host) => _ = host.Services!.{|PIN1004:AddApi()|};")]
    [InlineData("void M(Host host) { var all = host.Services.AddOther(); all.{|PIN1004:AddApi()|}; }")]
    [InlineData("void M(Host host, bool flag) { var all = flag ? host.Services : null; all.{|PIN1004:AddApi()|}; }")]
    [InlineData("void M(Host host) { Microsoft.Extensions.DependencyInjection.IServiceCollection s; s = host.Services; s.{|PIN1004:AddApi()|}; }")]
    [InlineData("void M(Microsoft.Extensions.DependencyInjection.IServiceCollection? all) { if (all is not null) all.{|PIN1004:AddApi()|}; }")]
    [InlineData("private Microsoft.Extensions.DependencyInjection.IServiceCollection All => null!; void M() => All.{|PIN1004:AddApi()|};")]
    [InlineData("void M(Host host) => host.ConfigureServices(delegate (Microsoft.Extensions.DependencyInjection.IServiceCollection s) { s.{|PIN1004:AddApi()|}; });")]
    [InlineData("private readonly System.Action<Microsoft.Extensions.DependencyInjection.IServiceCollection> _add = s => s.{|PIN1004:AddApi()|};")]
    [InlineData("void M(Host host) { var services = host.Services; services.{|PIN1004:AddApi()|}; }")]
    [InlineData("void M(Host host) { Microsoft.Extensions.DependencyInjection.IServiceCollection services = host.Services; services.{|PIN1004:AddApi()|}; }")]
    [InlineData("void M(Host host) => host.ConfigureServices(services => services.{|PIN1004:AddApi()|});")]
    [InlineData("void M(Host host) { var all = (host.Services); all.{|PIN1004:AddApi()|}; }")]
    [InlineData("void M(System.Threading.Tasks.Task<Host> host) { var all = host.Result.Services; all.{|PIN1004:AddApi()|}; }")]
    [InlineData("async void M(System.Threading.Tasks.Task<Host> host) { var all = (await host).Services; all.{|PIN1004:AddApi()|}; }")]
    [InlineData("void M() => new Microsoft.Extensions.DependencyInjection.ServiceCollection().{|PIN1004:AddApi()|};")]
    [InlineData("void M(System.Collections.Generic.Dictionary<object, Microsoft.Extensions.DependencyInjection.IServiceCollection> map, object services) => map[services].{|PIN1004:AddApi()|};")]
    [InlineData("void M(object all) => ((Microsoft.Extensions.DependencyInjection.IServiceCollection)all).{|PIN1004:AddApi()|};")]
    [InlineData("void M(object all) { if (all is Microsoft.Extensions.DependencyInjection.IServiceCollection s) s.{|PIN1004:AddApi()|}; }")]
    public Task RegistrationOfAnotherFile_Reports(string member) => VerifyFilesAsync(
        """
        using System;
        using Microsoft.Extensions.DependencyInjection;
        public static class Registrations
        {
            public static IHttpClientBuilder AddApi(this IServiceCollection services) => services.AddHttpClient("api");
            public static IServiceCollection AddOther(this IServiceCollection services) => services;
        }
        public class Host
        {
            public IServiceCollection Services { get; } = null!;
            public void ConfigureServices(Action<IServiceCollection> configure) { }
        }
        """,
        "class C { " + member + " }");

    [Fact]
    public Task NamesInCommentsAndStrings_AreSilent() => VerifyFilesAsync(
        """
        using System.Net.Http;
        class C
        {
            // new HttpClientHandler(), WebRequest.Create
            string M() => "new HttpClient()" + nameof(HttpClientHandler) + $"{typeof(HttpClient)} HttpClient";
        }
        """);
}
