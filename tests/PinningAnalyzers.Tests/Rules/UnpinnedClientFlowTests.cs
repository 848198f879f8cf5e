using System.Threading.Tasks;
using Xunit;
using Verify = PinningAnalyzers.Tests.Verifiers.CSharpVerifier<PinningAnalyzers.Rules.UnpinnedClientAnalyzer>;

namespace PinningAnalyzers.Tests.Rules;

/// <summary>Where a handler goes before it is used, and where its hook is set.</summary>
public sealed class UnpinnedClientFlowTests
{
    private static Task VerifyMembersAsync(string members) => Verify.VerifyAnalyzerAsync(/* lang=c#-test */ $$"""
        using System;
        using System.Collections.Generic;
        using System.Net.Http;
        using System.Net.Security;
        using System.Security.Cryptography.X509Certificates;
        using System.Threading;
        using System.Threading.Tasks;
        class Wrapper : DelegatingHandler { public Wrapper(HttpMessageHandler inner) : base(inner) { } public Wrapper() { } }
        interface ISetUp { void Apply(HttpClientHandler handler); }
        partial class C
        {
            static bool Check(HttpRequestMessage m, X509Certificate2? c, X509Chain? h, SslPolicyErrors e) => false;
            {{members}}
        }
        """);

    [Fact]
    public Task SomePaths_ReportSometimes() => VerifyMembersAsync("""
        HttpClient Branch(bool flag)
        {
            var handler = {|PIN1006:new HttpClientHandler()|};
            if (flag) { handler.ServerCertificateCustomValidationCallback = Check; }
            return new HttpClient(handler);
        }
        HttpClient Conditional(bool flag) => new HttpClient({|PIN1006:new HttpClientHandler { ServerCertificateCustomValidationCallback = flag ? Check : null }|});
        HttpClient Loop(int[] items)
        {
            var handler = {|PIN1006:new HttpClientHandler()|};
            foreach (int item in items) { handler.ServerCertificateCustomValidationCallback = Check; }
            return new HttpClient(handler);
        }
        HttpClient Try()
        {
            var handler = {|PIN1006:new HttpClientHandler()|};
            try { handler.ServerCertificateCustomValidationCallback = Check; } catch (PlatformNotSupportedException) { }
            return new HttpClient(handler);
        }
        HttpClient Helper(bool flag)
        {
            var handler = {|PIN1006:new HttpClientHandler()|};
            SetUp(handler, flag);
            return new HttpClient(handler);
        }
        static void SetUp(HttpClientHandler handler, bool flag) { if (flag) { handler.ServerCertificateCustomValidationCallback = Check; } }
        """);

    [Fact]
    public Task EveryPath_IsSilent() => VerifyMembersAsync("""
        HttpClient Branches(bool flag)
        {
            var handler = new HttpClientHandler();
            if (flag) { handler.ServerCertificateCustomValidationCallback = Check; } else { handler.ServerCertificateCustomValidationCallback = (m, c, h, e) => false; }
            return new HttpClient(handler);
        }
        HttpClient EarlyExit(bool flag)
        {
            var handler = new HttpClientHandler();
            if (flag) { throw new InvalidOperationException(); }
            handler.ServerCertificateCustomValidationCallback = Check;
            return new HttpClient(handler);
        }
        HttpClient? NotUsed(bool flag)
        {
            var handler = new HttpClientHandler();
            if (flag) { return null; }
            handler.ServerCertificateCustomValidationCallback = Check;
            return new HttpClient(handler);
        }
        HttpClient NullChecked(Func<HttpRequestMessage, X509Certificate2?, X509Chain?, SslPolicyErrors, bool>? callback)
        {
            var handler = new HttpClientHandler();
            if (callback != null) { handler.ServerCertificateCustomValidationCallback = callback; }
            return new HttpClient(handler);
        }
        HttpClient NullPattern(Func<HttpRequestMessage, X509Certificate2?, X509Chain?, SslPolicyErrors, bool>? callback)
        {
            var handler = new HttpClientHandler();
            if (callback is { } set) { handler.ServerCertificateCustomValidationCallback = set; }
            return new HttpClient(handler);
        }
        HttpClient Nullable(Func<HttpRequestMessage, X509Certificate2?, X509Chain?, SslPolicyErrors, bool>? callback) =>
            new HttpClient(new HttpClientHandler { ServerCertificateCustomValidationCallback = callback });
        HttpClient Finally()
        {
            var handler = new HttpClientHandler();
            try { Console.WriteLine(); } finally { handler.ServerCertificateCustomValidationCallback = Check; }
            return new HttpClient(handler);
        }
        async Task Swallowed()
        {
            try
            {
                var handler = new HttpClientHandler();
                handler.ServerCertificateCustomValidationCallback = Check;
                using var client = new HttpClient(handler);
                await client.GetAsync("https://example.com");
            }
            catch (Exception) { }
        }
        """);

    [Fact]
    public Task ConditionalCreation_JudgesEachArm() => VerifyMembersAsync("""
        HttpClient Arms(bool flag) => new HttpClient(flag ? new HttpClientHandler { ServerCertificateCustomValidationCallback = Check } : {|PIN1002:new HttpClientHandler()|});
        HttpClient Switch(int x)
        {
            HttpClientHandler handler = x switch { 1 => new HttpClientHandler { UseProxy = false }, _ => new HttpClientHandler() };
            handler.ServerCertificateCustomValidationCallback = Check;
            return new HttpClient(handler);
        }
        HttpClient Reassigned()
        {
            var handler = {|PIN1002:new HttpClientHandler()|};
            var client = new HttpClient(handler);
            handler = new HttpClientHandler { ServerCertificateCustomValidationCallback = Check };
            return client;
        }
        HttpClient Coalesced(HttpClientHandler? given)
        {
            given ??= new HttpClientHandler();
            given.ServerCertificateCustomValidationCallback = Check;
            return new HttpClient(given);
        }
        HttpClient CoalescedBare(HttpMessageHandler? given) => new HttpClient(given ?? {|PIN1002:new HttpClientHandler()|});
        HttpClient Tuple()
        {
            var (handler, name) = (new HttpClientHandler(), "x");
            handler.ServerCertificateCustomValidationCallback = Check;
            return new HttpClient(handler);
        }
        void Using()
        {
            using var handler = new HttpClientHandler();
            handler.ServerCertificateCustomValidationCallback = Check;
            using (var client = new HttpClient(handler)) { }
        }
        """);

    [Fact]
    public Task Field_IsConfiguredFromAnywhereInTheType() => VerifyMembersAsync("""
        private readonly HttpClientHandler _late = new HttpClientHandler();
        private readonly HttpClientHandler _never = {|PIN1002:new HttpClientHandler()|};
        private HttpClientHandler Property { get; } = new();
        private static HttpClientHandler? s_maybe;
        void Elsewhere(bool flag)
        {
            if (flag) { _late.ServerCertificateCustomValidationCallback = Check; }
            var alias = Property;
            alias.ServerCertificateCustomValidationCallback = Check;
            _never.AllowAutoRedirect = false;
            s_maybe = new HttpClientHandler();
            s_maybe.ServerCertificateCustomValidationCallback = Check;
        }
        """);

    [Fact]
    public Task Factory_IsConfiguredByItsCaller() => VerifyMembersAsync("""
        static HttpClientHandler Make() => new HttpClientHandler();
        static HttpClientHandler MakeBare() => {|PIN1002:new HttpClientHandler()|};
        static HttpClientHandler Outer() { var handler = Inner(); handler.ServerCertificateCustomValidationCallback = Check; return handler; }
        static HttpClientHandler Inner() { var made = new HttpClientHandler(); made.UseProxy = false; return made; }
        HttpClient Client() { var handler = Make(); handler.ServerCertificateCustomValidationCallback = Check; return new HttpClient(handler); }
        HttpClient Bare() => new HttpClient(MakeBare());
        HttpClient Local()
        {
            HttpClientHandler Create() => new HttpClientHandler();
            var handler = Create();
            handler.ServerCertificateCustomValidationCallback = Check;
            return new HttpClient(handler);
        }
        """);

    [Fact]
    public Task HelperWithSource_Configures() => VerifyMembersAsync("""
        HttpClient Static() { var handler = new HttpClientHandler(); Pin(handler); return new HttpClient(handler); }
        HttpClient Fluent() => new HttpClient(PinAndReturn(new HttpClientHandler()));
        HttpClient Bare() { var handler = {|PIN1002:new HttpClientHandler()|}; Log(handler); return new HttpClient(handler); }
        HttpClient LocalFunction()
        {
            var handler = new HttpClientHandler();
            Set();
            return new HttpClient(handler);
            void Set() => handler.ServerCertificateCustomValidationCallback = Check;
        }
        static void Pin(HttpClientHandler handler) => handler.ServerCertificateCustomValidationCallback = Check;
        static T PinAndReturn<T>(T handler) where T : HttpClientHandler { handler.ServerCertificateCustomValidationCallback = Check; return handler; }
        static void Log(HttpClientHandler handler) { handler.AllowAutoRedirect = false; }
        """);

    [Fact]
    public Task Unseen_IsSilent() => VerifyMembersAsync("""
        private readonly Dictionary<string, HttpMessageHandler> _handlers = new();
        HttpClient Delegate(Action<HttpClientHandler> configure) { var handler = new HttpClientHandler(); configure(handler); return new HttpClient(handler); }
        HttpClient MaybeDelegate(Action<HttpClientHandler>? configure) { var handler = new HttpClientHandler(); configure?.Invoke(handler); return new HttpClient(handler); }
        HttpClient Interface(ISetUp setUp) { var handler = new HttpClientHandler(); setUp.Apply(handler); return new HttpClient(handler); }
        protected virtual void Configure(HttpClientHandler handler) { }
        HttpClient Virtual() { var handler = new HttpClientHandler(); Configure(handler); return new HttpClient(handler); }
        void Collection() { _handlers["a"] = new HttpClientHandler(); _handlers.Add("b", new HttpClientHandler()); var all = new[] { new HttpClientHandler() }; }
        HttpClient Parameter(HttpMessageHandler handler) => new HttpClient(handler);
        HttpClient Lambda()
        {
            var handler = new HttpClientHandler();
            Action later = () => handler.ServerCertificateCustomValidationCallback = Check;
            later();
            return new HttpClient(handler);
        }
        """);

    [Fact]
    public Task Wrapped_IsNoDifferent() => VerifyMembersAsync("""
        HttpClient Bare() => new HttpClient(new Wrapper({|PIN1002:new HttpClientHandler()|}));
        HttpClient Inner() => new HttpClient(new Wrapper { InnerHandler = {|PIN1002:new SocketsHttpHandler()|} });
        HttpClient Pinned() => new HttpClient(new Wrapper(new Wrapper { InnerHandler = new HttpClientHandler { ServerCertificateCustomValidationCallback = Check } }));
        """);

    [Fact]
    public Task ConnectCallback_ConfiguresOnlyWithItsOwnStream() => VerifyMembersAsync("""
        HttpClient Own() => new HttpClient(new SocketsHttpHandler
        {
            ConnectCallback = async (context, token) =>
            {
                var stream = new SslStream(System.IO.Stream.Null, false, (s, c, h, e) => false);
                await stream.AuthenticateAsClientAsync("example.com");
                return stream;
            },
        });
        HttpClient Plain() => new HttpClient({|PIN1002:new SocketsHttpHandler { ConnectCallback = (context, token) => new ValueTask<System.IO.Stream>(System.IO.Stream.Null) }|});
        """);

    [Fact]
    public Task HookThatMayHaveItsValueAlready_IsSilent() => VerifyMembersAsync("""
        HttpClient Coalesced() { var h = new HttpClientHandler(); h.ServerCertificateCustomValidationCallback ??= Check; return new HttpClient(h); }
        HttpClient Tested() { var h = new HttpClientHandler(); if (h.ServerCertificateCustomValidationCallback == null) { h.ServerCertificateCustomValidationCallback = Check; } return new HttpClient(h); }
        HttpClient InTuple() { var h = new HttpClientHandler(); (h.ServerCertificateCustomValidationCallback, _) = (Check, 1); return new HttpClient(h); }
        """);

    [Fact]
    public Task LambdaOverCallbackThatMayBeNull_IsSilent() => VerifyMembersAsync("""
        HttpClient Wrapped(Func<X509Certificate2?, bool>? callback)
        {
            var h = new HttpClientHandler();
            if (callback != null) { h.ServerCertificateCustomValidationCallback = (m, c, x, e) => callback(c); }
            return new HttpClient(h);
        }
        """);

    [Fact]
    public Task FieldFilledOnDemand_IsConfiguredBySymbol() => VerifyMembersAsync("""
        private HttpClientHandler? _p;
        private HttpClientHandler? _q;
        HttpMessageHandler P { get { if (_p is null) { _p = new HttpClientHandler(); _p.ServerCertificateCustomValidationCallback = Check; } return _p; } }
        HttpMessageHandler Q() { if (_q == null) { _q = {|PIN1002:new HttpClientHandler()|}; _q.UseProxy = false; } return _q; }
        """);

    [Fact]
    public Task WrappedByDelegate_IsSilent() => VerifyMembersAsync("""
        HttpClient M(Func<HttpMessageHandler, HttpMessageHandler>? wrap)
        {
            HttpMessageHandler h = new HttpClientHandler();
            if (wrap != null) { h = wrap(h); }
            return new HttpClient(h);
        }
        void KeptAlive() => GC.KeepAlive(new HttpClientHandler());
        """);

    [Fact]
    public Task HookThatLosesItsValue_Reports() => VerifyMembersAsync("""
        HttpClient Removed() { var h = {|PIN1002:new HttpClientHandler()|}; h.ServerCertificateCustomValidationCallback -= Check; return new HttpClient(h); }
        HttpClient Replaced()
        {
            var h = {|PIN1002:new SocketsHttpHandler { SslOptions = { RemoteCertificateValidationCallback = (s, c, x, e) => false } }|};
            h.SslOptions = new SslClientAuthenticationOptions();
            return new HttpClient(h);
        }
        void Locked() { var h = {|PIN1002:new HttpClientHandler()|}; lock (h) { var c = new HttpClient(h); } }
        """);

    [Fact]
    public Task FactoryOfClientsPutIntoACollection_Reports() => VerifyMembersAsync("""
        static HttpClient Plain() => {|PIN1001:new HttpClient()|};
        static IEnumerable<HttpClient> All() => [Plain(), new HttpClient(new HttpClientHandler { ServerCertificateCustomValidationCallback = Check })];
        """);

    [Fact]
    public Task LambdaInTryBlock_IsFollowedInItsOwnGraph() => VerifyMembersAsync("""
        void Run(bool flag)
        {
            if (flag) { Console.WriteLine(); }
            if (!flag) { Console.WriteLine(); }
            try
            {
                try
                {
                    Task.Run(() => { var client = {|PIN1001:new HttpClient()|}; return client.GetAsync("https://example.com"); });
                    Task.Run(() => { try { var client = {|PIN1001:new HttpClient()|}; client.CancelPendingRequests(); } catch (Exception) { } finally { Console.WriteLine(); } });
                }
                catch (InvalidOperationException) { Console.WriteLine(); }
            }
            catch (Exception) { Console.WriteLine(); }
        }
        """);

    [Fact]
    public Task EndlessLoop_Reports() => VerifyMembersAsync("""
        async Task Run()
        {
            while (true)
            {
                using var client = {|PIN1001:new HttpClient()|};
                using var other = new HttpClient({|PIN1002:new HttpClientHandler()|});
                await client.GetAsync("https://example.com");
            }
        }
        """);
}
