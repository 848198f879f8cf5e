using System.Threading.Tasks;
using PinningAnalyzers.Rules;
using PinningAnalyzers.Tests.Verifiers;
using Xunit;
using static PinningAnalyzers.Tests.Rules.CertificateCallbackCode;

namespace PinningAnalyzers.Tests.Rules;

/// <summary>Callbacks are known by the shape of their delegate, whoever takes them; callbacks of servers are none of ours.</summary>
public sealed class CertificateCallbackHooksTests
{
    [Theory]
    [InlineData("new HttpClientHandler { ServerCertificateCustomValidationCallback = {|PIN2001:(_, _, _, _) => true|} }")]
    [InlineData("new HttpClientHandler { ServerCertificateCustomValidationCallback = {|PIN2001:HttpClientHandler.DangerousAcceptAnyServerCertificateValidator|} }")]
    [InlineData("new SocketsHttpHandler { SslOptions = { RemoteCertificateValidationCallback = {|PIN2001:(_, _, _, _) => true|} } }")]
    [InlineData("new SocketsHttpHandler { SslOptions = new SslClientAuthenticationOptions { RemoteCertificateValidationCallback = {|PIN2001:delegate { return true; }|} } }")]
    [InlineData("new SocketsHttpHandler { SslOptions = new() { RemoteCertificateValidationCallback = {|PIN2001:AcceptAll|} } }")]
    [InlineData("new SslStream(Stream.Null, false, {|PIN2001:(_, _, _, _) => true|})")]
    [InlineData("new SslStream(Stream.Null, false, {|PIN2001:AcceptAll|}, null)")]
    [InlineData("new SslStream(Stream.Null, false, new RemoteCertificateValidationCallback({|PIN2001:AcceptAll|}), null)")]
    [InlineData("new SslStream(Stream.Null, false, userCertificateSelectionCallback: null, userCertificateValidationCallback: {|PIN2001:AcceptAll|})")]
    [InlineData("new SslClientAuthenticationOptions { RemoteCertificateValidationCallback = {|PIN2001:(_, _, _, _) => true|} }")]
    [InlineData("new System.Net.Quic.QuicClientConnectionOptions { ClientAuthenticationOptions = new() { RemoteCertificateValidationCallback = {|PIN2001:(_, _, _, _) => true|} } }")]
    [InlineData("new List<RemoteCertificateValidationCallback> { {|PIN2001:AcceptAll|} }")]
    [InlineData("new HttpClient(new HttpClientHandler { ServerCertificateCustomValidationCallback = {|PIN2003:(_, _, _, errors) => errors == SslPolicyErrors.None|} })")]
    public Task HookOfTheFramework_Reports(string creation) => VerifyMembersAsync($$"""
        private object Create() => {{creation}};

        private static bool AcceptAll(object sender, X509Certificate certificate, X509Chain chain, SslPolicyErrors errors) => true;
        """);

    [Theory]
    [InlineData("new System.Net.WebSockets.ClientWebSocket().Options.RemoteCertificateValidationCallback", "=")]
    [InlineData("new SocketsHttpHandler().SslOptions.RemoteCertificateValidationCallback", "=")]
    [InlineData("new SocketsHttpHandler().SslOptions.RemoteCertificateValidationCallback", "+=")]
    [InlineData("new SocketsHttpHandler().SslOptions.RemoteCertificateValidationCallback", "??=")]
    [InlineData("new HttpClientHandler().ServerCertificateCustomValidationCallback", "=")]
    [InlineData("new HttpClientHandler().ServerCertificateCustomValidationCallback", "+=")]
    [InlineData("new HttpClientHandler().ServerCertificateCustomValidationCallback", "??=")]
    [InlineData("WebRequest.CreateHttp(\"https://example.com\").ServerCertificateValidationCallback", "=")]
    [InlineData("WebRequest.CreateHttp(\"https://example.com\").ServerCertificateValidationCallback", "+=")]
    [InlineData("((HttpWebRequest)WebRequest.Create(\"https://example.com\")).ServerCertificateValidationCallback", "=")]
    [InlineData("{|PIN2006:ServicePointManager.ServerCertificateValidationCallback|}", "=")]
    [InlineData("{|PIN2006:ServicePointManager.ServerCertificateValidationCallback|}", "+=")]
    [InlineData("{|PIN2006:ServicePointManager.ServerCertificateValidationCallback|}", "??=")]
    public Task AssignmentToAHook_Reports(string hook, string sign) => VerifyMembersAsync($$"""
        private static void Set()
        {
            {{hook}} {{sign}} {|PIN2001:(_, _, _, _) => true|};
            {{hook}} {{sign}} {|PIN2001:(_, _, _, _) => { return true; }|};
            {{hook}} {{sign}} {|PIN2001:delegate { return true; }|};
            {{hook}} {{sign}} {|PIN2001:AcceptAll|};
            {{hook}} {{sign}} (_, _, _, _) => false;
            {{hook}} {{sign}} delegate { return false; };
            {{hook}} {{sign}} Pinned;
        }

        private static bool AcceptAll(object sender, X509Certificate certificate, X509Chain chain, SslPolicyErrors errors) => true;

        private static bool Pinned(object sender, X509Certificate certificate, X509Chain chain, SslPolicyErrors errors) =>
            errors == SslPolicyErrors.None && certificate.GetPublicKeyString() == Pin;
        """);

    [Fact]
    public Task ConditionalAccessToAHook_Reports() => VerifyMembersAsync("""
        private static SslClientAuthenticationOptions Set(SslClientAuthenticationOptions options, Action<SslClientAuthenticationOptions> configure)
        {
            configure?.Invoke(new() { RemoteCertificateValidationCallback = {|PIN2001:(_, _, _, _) => true|} });
            Configure(o => o.RemoteCertificateValidationCallback = {|PIN2001:(_, _, _, _) => true|});
            return options;
        }

        private static void Configure(Action<SslClientAuthenticationOptions> configure) => configure(new());
        """);

    [Theory]
    [InlineData("delegate bool Decide(SslPolicyErrors errors, X509Certificate certificate);", "{|PIN2001:(errors, certificate) => true|}")]
    [InlineData("delegate bool Decide(X509Certificate2 certificate, SslPolicyErrors errors);", "{|PIN2003:(certificate, errors) => errors == SslPolicyErrors.None|}")]
    [InlineData("delegate bool Decide(string host, int port, X509Certificate2 certificate, X509Chain chain, SslPolicyErrors errors, object state);", "{|PIN2001:(_, _, _, _, _, _) => true|}")]
    [InlineData("delegate bool Decide(in X509Certificate2 certificate, SslPolicyErrors errors);", "{|PIN2001:(in X509Certificate2 certificate, SslPolicyErrors errors) => true|}")]
    [InlineData("delegate Task<bool> Decide(X509Certificate2 certificate, SslPolicyErrors errors);", "{|PIN2001:(certificate, errors) => Task.FromResult(true)|}")]
    [InlineData("delegate Task<bool> Decide(X509Certificate2 certificate, SslPolicyErrors errors);", "{|PIN2003:(certificate, errors) => Task.FromResult(errors == SslPolicyErrors.None)|}")]
    [InlineData("delegate Task<bool> Decide(X509Certificate2 certificate, SslPolicyErrors errors);", "{|PIN2001:async (certificate, errors) => true|}")]
    [InlineData("delegate Task<bool> Decide(X509Certificate2 certificate, SslPolicyErrors errors);", "{|PIN2001:async (certificate, errors) => { await Task.Delay(1); return true; }|}")]
    [InlineData("delegate Task<bool> Decide(X509Certificate2 certificate, SslPolicyErrors errors);", "{|PIN2003:async (certificate, errors) => { await Task.Yield(); return errors == SslPolicyErrors.None; }|}")]
    [InlineData("delegate Task<bool> Decide(X509Certificate2 certificate, SslPolicyErrors errors);", "{|PIN2004:async (certificate, errors) => { await Task.Yield(); return certificate.Thumbprint == \"AA\"; }|}")]
    [InlineData("delegate Task<bool> Decide(X509Certificate2 certificate, SslPolicyErrors errors);", "{|PIN2001:async (certificate, errors) => await Task.FromResult(true)|}")]
    [InlineData("delegate Task<bool> Decide(X509Certificate2 certificate, SslPolicyErrors errors);", "{|PIN2001:async (certificate, errors) => await AcceptAsync().ConfigureAwait(false)|}")]
    [InlineData("delegate ValueTask<bool> Decide(X509Certificate2 certificate, SslPolicyErrors errors);", "{|PIN2001:(certificate, errors) => ValueTask.FromResult(true)|}")]
    [InlineData("delegate ValueTask<bool> Decide(X509Certificate2 certificate, SslPolicyErrors errors);", "{|PIN2001:(certificate, errors) => new ValueTask<bool>(true)|}")]
    [InlineData("delegate ValueTask<bool> Decide(X509Certificate2 certificate, SslPolicyErrors errors);", "{|PIN2001:(certificate, errors) => new(true)|}")]
    [InlineData("delegate ValueTask<bool> Decide(X509Certificate2 certificate, SslPolicyErrors errors);", "{|PIN2003:(certificate, errors) => new ValueTask<bool>(Task.FromResult(errors == SslPolicyErrors.None))|}")]
    [InlineData("delegate ValueTask<bool> Decide(X509Certificate2 certificate, SslPolicyErrors errors);", "{|PIN2002:async (certificate, errors) => errors != SslPolicyErrors.RemoteCertificateChainErrors|}")]
    public Task DelegateOfOnesOwn_Reports(string declaration, string callback) => VerifyMembersAsync($$"""
        private {{declaration}}

        private static async Task<bool> AcceptAsync() { await Task.Yield(); return true; }

        private void Set()
        {
            Decide decide = {{callback}};
        }
        """);

    [Fact]
    public Task GenericDelegate_Reports() => VerifyMembersAsync("""
        private delegate bool Decide<T>(T certificate, SslPolicyErrors errors)
            where T : X509Certificate;

        private readonly Decide<X509Certificate2> _decide = {|PIN2001:(certificate, errors) => true|};
        """);

    [Theory]
    [InlineData("Func<X509Certificate2, SslPolicyErrors, bool>", "{|PIN2001:(certificate, errors) => true|}")]
    [InlineData("Func<SslPolicyErrors, X509Chain, X509Certificate, object, bool>", "{|PIN2001:(_, _, _, _) => true|}")]
    [InlineData("Func<X509Certificate2, X509Chain, SslPolicyErrors, Task<bool>>", "{|PIN2001:(_, _, _) => Task.FromResult(true)|}")]
    [InlineData("Func<X509Certificate2, X509Chain, SslPolicyErrors, ValueTask<bool>>", "{|PIN2003:(_, _, errors) => ValueTask.FromResult(errors == SslPolicyErrors.None)|}")]
    [InlineData("Func<object, X509Certificate, X509Chain, SslPolicyErrors, bool>", "{|PIN2001:(_, _, _, _) => true|}")]
    public Task FunctionOfAnyOrder_Reports(string type, string callback) => VerifyMembersAsync($$"""
        private readonly {{type}} _callback = {{callback}};
        """);

    private const string ArgumentObjects = /* lang=c#-test */ """
        internal sealed class ValidationArgs : EventArgs
        {
            public X509Certificate Certificate { get; set; }

            public X509Chain Chain { get; set; }

            public SslPolicyErrors SslPolicyErrors { get; set; }

            public string Host { get; set; }
        }

        internal sealed class TlsOptions
        {
            public Func<ValidationArgs, bool> Validate { get; set; }

            public Func<ValidationArgs, Task<bool>> ValidateAsync { get; set; }

            public TlsOptions WithCertificateValidationHandler(Func<ValidationArgs, bool> handler) => this;
        }
        """;

    [Theory]
    [InlineData("{|PIN2001:_ => true|}")]
    [InlineData("{|PIN2001:args => { return true; }|}")]
    [InlineData("{|PIN2001:delegate { return true; }|}")]
    [InlineData("{|PIN2001:args => args.Certificate != null|}")]
    [InlineData("{|PIN2002:args => args.SslPolicyErrors != SslPolicyErrors.RemoteCertificateNameMismatch|}")]
    [InlineData("{|PIN2002:args => args.Host == \"localhost\" || args.SslPolicyErrors == SslPolicyErrors.None|}")]
    [InlineData("{|PIN2003:args => args.SslPolicyErrors == SslPolicyErrors.None|}")]
    [InlineData("{|PIN2003:args => { if (args.SslPolicyErrors != SslPolicyErrors.None) { return false; } return true; }|}")]
    [InlineData("{|PIN2003:args => args is { SslPolicyErrors: SslPolicyErrors.None }|}")]
    [InlineData("{|PIN2004:args => args.Certificate.Subject == \"CN=broker\"|}")]
    [InlineData("{|PIN2004:args => args.Certificate.GetCertHashString() == Pin|}")]
    [InlineData("{|PIN2004:args => args.SslPolicyErrors == SslPolicyErrors.None && ((X509Certificate2)args.Certificate).Thumbprint == Pin|}")]
    [InlineData("{|PIN2005:args => args.Chain.ChainElements.Any(element => element.Certificate.GetPublicKeyString() == Pin)|}")]
    [InlineData("args => false")]
    [InlineData("args => args.Certificate.GetPublicKeyString() == Pin")]
    [InlineData("args => args.SslPolicyErrors == SslPolicyErrors.None && Pins.Contains(args.Certificate.GetPublicKeyString())")]
    [InlineData("args => args.SslPolicyErrors == SslPolicyErrors.None && args.Chain.ChainElements.Any(element => element.Certificate.GetPublicKeyString() == Pin)")]
    [InlineData("args => _checker.Check(args.Certificate)")]
    [InlineData("args => Unseen(args)")]
    public Task ArgumentObject_IsJudgedByItsProperties(string callback) => VerifyMembersAsync($$"""
        private Func<ValidationArgs, bool> Unseen { get; set; }

        private void Set(TlsOptions options)
        {
            options.Validate = {{callback}};
            options.WithCertificateValidationHandler({{callback}});
        }

        {{ArgumentObjects}}
        """);

    [Fact]
    public Task ArgumentObjectInAMethod_Reports() => VerifyMembersAsync($$"""
        private void Set(TlsOptions options)
        {
            options.Validate = {|PIN2003:Check|};
            options.ValidateAsync = {|PIN2001:async args => { await Task.Yield(); return true; }|};
            options.ValidateAsync = {|PIN2003:args => Task.FromResult(Check(args))|};
        }

        private static bool Check(ValidationArgs args)
        {
            SslPolicyErrors errors = args.SslPolicyErrors;
            return errors == SslPolicyErrors.None;
        }

        {{ArgumentObjects}}
        """);

    [Theory]
    [InlineData("public static X509Certificate2 Certificate { get; set; } public SslPolicyErrors Errors { get; set; }")]
    [InlineData("public X509Certificate2 Certificate { set { } } public SslPolicyErrors Errors { get; set; }")]
    [InlineData("public X509Certificate2 Certificate { get; set; }")]
    [InlineData("public SslPolicyErrors Errors { get; set; }")]
    public Task ObjectWithoutBothProperties_IsSilent(string properties) => VerifyMembersAsync($$"""
        private readonly Func<Args, bool> _decide = args => true;

        internal sealed class Args
        {
            {{properties}}
        }
        """);

    [Fact]
    public Task PropertiesOfABaseClass_Count() => VerifyMembersAsync("""
        private readonly Func<Args, bool> _decide = {|PIN2001:args => true|};

        internal class BaseArgs
        {
            public X509Certificate2 Certificate { get; }
        }

        internal sealed class Args : BaseArgs
        {
            public SslPolicyErrors Errors { get; }
        }
        """);

    [Theory]
    [InlineData("new SslServerAuthenticationOptions { RemoteCertificateValidationCallback = (_, _, _, _) => true }")]
    [InlineData("new SslServerAuthenticationOptions { ClientCertificateRequired = true, RemoteCertificateValidationCallback = AcceptAll }")]
    [InlineData("new SslServerAuthenticationOptions { RemoteCertificateValidationCallback = new RemoteCertificateValidationCallback(AcceptAll) }")]
    [InlineData("new System.Net.Quic.QuicServerConnectionOptions { ServerAuthenticationOptions = new() { RemoteCertificateValidationCallback = (_, _, _, _) => true } }")]
    [InlineData("new Microsoft.AspNetCore.Server.Kestrel.Https.HttpsConnectionAdapterOptions { ClientCertificateValidation = (_, _, _) => true }")]
    [InlineData("new Microsoft.AspNetCore.Server.Kestrel.Https.HttpsConnectionAdapterOptions { ClientCertificateValidation = (certificate, _, errors) => errors == SslPolicyErrors.None }")]
    [InlineData("new Microsoft.AspNetCore.Server.Kestrel.Https.TlsHandshakeCallbackOptions { OnConnection = context => new ValueTask<SslServerAuthenticationOptions>(new SslServerAuthenticationOptions { RemoteCertificateValidationCallback = (_, _, _, _) => true }) }")]
    public Task CallbackOfAServer_IsSilent(string creation) => VerifyMembersAsync($$"""
        private object Create() => {{creation}};

        private static void Set(SslServerAuthenticationOptions options, Microsoft.AspNetCore.Server.Kestrel.Https.HttpsConnectionAdapterOptions https)
        {
            options.RemoteCertificateValidationCallback = AcceptAll;
            options.RemoteCertificateValidationCallback += (_, _, _, _) => true;
            https.ClientCertificateValidation = delegate { return true; };
        }

        private static bool AcceptAll(object sender, X509Certificate certificate, X509Chain chain, SslPolicyErrors errors) => true;
        """);

    [Theory]
    [InlineData("var stream = new SslStream(Stream.Null, false, (_, _, _, _) => true); await stream.AuthenticateAsServerAsync(Trusted);")]
    [InlineData("var stream = new SslStream(Stream.Null, false, AcceptAll); stream.AuthenticateAsServer(Trusted);")]
    [InlineData("var stream = new SslStream(Stream.Null, false, new RemoteCertificateValidationCallback(AcceptAll)); stream.AuthenticateAsServer(Trusted, true, false);")]
    [InlineData("using var stream = new SslStream(Stream.Null, false, AcceptAll); await stream.AuthenticateAsServerAsync(new SslServerAuthenticationOptions(), default);")]
    [InlineData("await using (var stream = new SslStream(Stream.Null, true, (_, _, _, _) => true)) { await stream.AuthenticateAsServerAsync(Trusted); }")]
    [InlineData("_stream = new SslStream(Stream.Null, false, (_, _, _, _) => true); await _stream.AuthenticateAsServerAsync(Trusted);")]
    [InlineData("SslStream stream; stream = new SslStream(Stream.Null, false, AcceptAll); try { await stream.AuthenticateAsServerAsync(Trusted); } catch (IOException) { stream.Dispose(); }")]
    public Task StreamInTheServersRole_IsSilent(string body) => VerifyMembersAsync($$"""
        private SslStream _stream;

        private async Task ServeAsync()
        {
            {{body}}
        }

        private static bool AcceptAll(object sender, X509Certificate certificate, X509Chain chain, SslPolicyErrors errors) => true;
        """);

    [Theory]
    [InlineData("var stream = new SslStream(Stream.Null, false, {|PIN2001:(_, _, _, _) => true|}); await stream.AuthenticateAsClientAsync(\"example.com\");")]
    [InlineData("var stream = new SslStream(Stream.Null, false, {|PIN2001:AcceptAll|}); stream.AuthenticateAsClient(\"example.com\");")]
    [InlineData("_stream = new SslStream(Stream.Null, false, {|PIN2001:AcceptAll|}); await _stream.AuthenticateAsClientAsync(\"example.com\");")]
    [InlineData("_stream = new SslStream(Stream.Null, false, {|PIN2001:AcceptAll|});")]
    [InlineData("Use(new SslStream(Stream.Null, false, {|PIN2001:AcceptAll|})); await Task.Yield();")]
    [InlineData("var server = new SslStream(Stream.Null); await server.AuthenticateAsServerAsync(Trusted); var client = new SslStream(Stream.Null, false, {|PIN2001:(_, _, _, _) => true|}); await client.AuthenticateAsClientAsync(\"a\");")]
    public Task StreamInTheClientsRole_Reports(string body) => VerifyMembersAsync($$"""
        private SslStream _stream;

        private async Task ConnectAsync()
        {
            {{body}}
        }

        private static void Use(Stream stream) { }

        private static bool AcceptAll(object sender, X509Certificate certificate, X509Chain chain, SslPolicyErrors errors) => true;
        """);

    [Fact]
    public async Task OlderFrameworks_Report()
    {
        const string source = """
            using System.Net;
            using System.Net.Http;
            using System.Net.Security;
            using System.Security.Cryptography.X509Certificates;

            internal static class Client
            {
                public static void Set(HttpWebRequest request, HttpClientHandler handler)
                {
                    {|PIN2006:ServicePointManager.ServerCertificateValidationCallback|} += {|PIN2001:(sender, certificate, chain, errors) => true|};
                    request.ServerCertificateValidationCallback = {|PIN2003:(sender, certificate, chain, errors) => errors == SslPolicyErrors.None|};
                    request.ServerCertificateValidationCallback = {|PIN2004:(sender, certificate, chain, errors) => certificate.GetCertHashString() == "AA"|};
                    request.ServerCertificateValidationCallback = (sender, certificate, chain, errors) => errors == SslPolicyErrors.None && certificate.GetPublicKeyString() == "AA";
                    handler.ServerCertificateCustomValidationCallback = {|PIN2001:HttpClientHandler.DangerousAcceptAnyServerCertificateValidator|};
                    handler.ServerCertificateCustomValidationCallback = {|PIN2001:delegate { return true; }|};
                }
            }
            """;
        await VerifyWithAsync(References.Net8, source);
        await VerifyWithAsync(References.Net48, source);
    }

    private static Task VerifyWithAsync(System.Collections.Immutable.ImmutableArray<Microsoft.CodeAnalysis.MetadataReference> references, string source)
    {
        var test = new CSharpVerifier<CertificateCallbackAnalyzer>.Test { TestCode = source };
        test.TestState.AdditionalReferences.Clear();
        test.TestState.AdditionalReferences.AddRange(references);
        return test.RunAsync();
    }

    [Fact]
    public Task CallbacksOfServersByOtherWays_AreSilent() => VerifyMembersAsync("""
            private static RemoteCertificateValidationCallback _clientCertificateCallback = (_, _, _, _) => true;

            public RemoteCertificateValidationCallback ClientCertificateValidationCallback { get; set; } = (_, _, _, _) => true;

            public void Begin(Stream inner)
            {
                var stream = new SslStream(inner, false, (_, _, _, _) => true);
                stream.BeginAuthenticateAsServer(Trusted, null, null);
            }

            public async Task ServeAsync(Func<Func<Stream, SslStream>, SslStream> wrap)
            {
                SslStream stream = wrap(inner => new SslStream(inner, false, (_, _, _, _) => true));
                await stream.AuthenticateAsServerAsync(Trusted);
            }

            public void Configure(SslServerAuthenticationOptions options)
            {
                RemoteCertificateValidationCallback accept = (_, _, _, _) => true;
                options.RemoteCertificateValidationCallback = accept;
                Listen(443, (_, _, _, _) => true);
            }

            private static void Listen(int port, RemoteCertificateValidationCallback clientCertificateValidator) => _clientCertificateCallback = clientCertificateValidator;
        """);

    [Fact]
    public Task StreamHandedToTheMethodThatServes_IsSilent() => VerifyMembersAsync("""
            public Task AcceptAsync(Stream inner)
            {
                var stream = new SslStream(inner, false, (_, _, _, _) => true);
                return ServeAsync(stream);
            }

            private static Task ServeAsync(SslStream stream) => stream.AuthenticateAsServerAsync(Trusted);
        """);

    [Fact]
    public Task FieldForBothRoles_ReportsTheClients() => VerifyMembersAsync("""
            private SslStream _stream;

            public Task ServeAsync(Stream inner)
            {
                _stream = new SslStream(inner);
                return _stream.AuthenticateAsServerAsync(Trusted);
            }

            public void Connect(Stream inner)
            {
                _stream = new SslStream(inner, false, {|PIN2001:(_, _, _, _) => true|});
                _stream.BeginAuthenticateAsClient("api.example.com", null, null);
            }

            public void ConnectElsewhere(SslClientAuthenticationOptions options)
            {
                RemoteCertificateValidationCallback accept = {|PIN2001:(_, _, _, _) => true|};
                options.RemoteCertificateValidationCallback = accept;
            }
        """);
}
