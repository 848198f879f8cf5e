using System.Threading.Tasks;
using Xunit;

namespace PinningAnalyzers.Tests.Clients.Cases;

/// <summary>Whole programs, as they are written.</summary>
public sealed class ProgramTests
{
    [Fact]
    public Task TypedClientWithOwnHandler_Reports() => ClientSource.VerifyAsync(ClientSource.InClass("""
        private readonly HttpClient _http;

        public Program(Uri address, TimeSpan timeout)
        {
            var handler = {|PIN1002:new SocketsHttpHandler
            {
                AutomaticDecompression = DecompressionMethods.All,
                PooledConnectionLifetime = TimeSpan.FromMinutes(5),
            }|};
            _http = new HttpClient(new Retry(3) { InnerHandler = new Auth { InnerHandler = handler } }) { BaseAddress = address, Timeout = timeout };
        }

        public async Task<string> GetAsync(string path, CancellationToken token)
        {
            using var response = await _http.GetAsync(path, token);
            response.EnsureSuccessStatusCode();
            return await response.Content.ReadAsStringAsync(token);
        }

        private sealed class Retry(int times) : DelegatingHandler
        {
            protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken token)
            {
                for (int i = 1; ; i++)
                {
                    try { return await base.SendAsync(request, token); }
                    catch (HttpRequestException) when (i < times) { }
                }
            }
        }

        private sealed class Auth : DelegatingHandler { }
        """));

    [Fact]
    public Task ClientThatTakesAnOptionalHandler_ReportsItsDefault() => ClientSource.VerifyAsync(ClientSource.InClass("""
        private readonly HttpClient _http;

        public Program(HttpMessageHandler? handler = null) => _http = new HttpClient(handler ?? {|PIN1002:new HttpClientHandler()|});

        public Program(HttpClient? client) => _http = client ?? {|PIN1001:new HttpClient()|};
        """));

    [Fact]
    public Task BuilderOfClients_IsSilentWhereItPins() => ClientSource.VerifyAsync(ClientSource.InClass("""
        private RemoteCertificateValidationCallback? _callback;
        private TimeSpan _timeout = TimeSpan.FromSeconds(30);

        public Program WithCallback(RemoteCertificateValidationCallback callback)
        {
            _callback = callback;
            return this;
        }

        public HttpClient Build()
        {
            var handler = new SocketsHttpHandler();
            handler.SslOptions.RemoteCertificateValidationCallback = _callback;
            return new HttpClient(handler) { Timeout = _timeout };
        }
        """));

    [Fact]
    public Task ClientOfAnSdk_ReportsTheBranchWithoutPins() => ClientSource.VerifyAsync(ClientSource.InClass("""
        public sealed class Settings
        {
            public HttpMessageHandler? Handler { get; set; }
            public Func<HttpRequestMessage, X509Certificate2?, X509Chain?, SslPolicyErrors, bool>? Callback { get; set; }
            public IWebProxy? Proxy { get; set; }
        }

        public static HttpClient Create(Settings settings)
        {
            if (settings.Handler is not null)
            {
                return new HttpClient(settings.Handler, disposeHandler: false);
            }

            var handler = new HttpClientHandler();
            if (settings.Callback is not null)
            {
                handler.ServerCertificateCustomValidationCallback = settings.Callback;
            }

            if (settings.Proxy != null)
            {
                handler.Proxy = settings.Proxy;
            }

            return new HttpClient(handler);
        }

        public static HttpClient CreateForRegion(string region)
        {
            var handler = {|PIN1006:new HttpClientHandler()|};
            if (region == "eu")
            {
                handler.ServerCertificateCustomValidationCallback = Check;
            }

            return new HttpClient(handler);
        }
        """));

    [Fact]
    public Task SwitchForDevelopment_Reports() => ClientSource.VerifyAsync(ClientSource.InClass("""
        public static HttpClient Create(bool isDevelopment)
        {
            var handler = {|PIN1006:new HttpClientHandler()|};
            if (isDevelopment)
            {
                handler.ServerCertificateCustomValidationCallback = HttpClientHandler.DangerousAcceptAnyServerCertificateValidator;
            }

            return new HttpClient(handler);
        }
        """));

    [Fact]
    public Task FactoryWithCache_Reports() => ClientSource.VerifyAsync(ClientSource.InClass("""
        private readonly System.Collections.Concurrent.ConcurrentDictionary<string, HttpClient> _clients = new();

        public HttpClient Get(string name) => _clients.GetOrAdd(name, static key => new HttpClient({|PIN1002:new SocketsHttpHandler { MaxConnectionsPerServer = key.Length }|}));
        """));

    [Fact]
    public Task HandlerPropertyInitialisedOnDemand_Decides() => ClientSource.VerifyAsync(ClientSource.InClass("""
        private HttpClientHandler? _plain;
        private HttpClientHandler? _pinned;

        public HttpMessageHandler Plain => _plain ??= {|PIN1002:new HttpClientHandler { UseCookies = false }|};

        public HttpMessageHandler Pinned
        {
            get
            {
                if (_pinned == null)
                {
                    var handler = new HttpClientHandler();
                    handler.ServerCertificateCustomValidationCallback = Check;
                    _pinned = handler;
                }

                return _pinned;
            }
        }
        """));

    [Fact]
    public Task ServicesOfAnApplication_Decide() => ClientSource.VerifyAsync(ClientSource.InClass("""
        public static void Configure(IServiceCollection services, string address)
        {
            services.AddSingleton(PinValidator.CreateBuilder().Build());
            services.AddTransient<Tracing>();
            services.{|PIN1004:AddHttpClient<Catalogue>(client =>
            {
                client.BaseAddress = new Uri(address);
                client.DefaultRequestHeaders.Add("Accept", "application/json");
            })|}
                .AddHttpMessageHandler<Tracing>()
                .SetHandlerLifetime(TimeSpan.FromMinutes(10))
                .AddStandardResilienceHandler();
            services.AddHttpClient<Orders>(client => client.BaseAddress = new Uri(address))
                .AddHttpMessageHandler<Tracing>()
                .ConfigurePrimaryHttpMessageHandler(provider => provider.GetRequiredService<PinValidator>().CreateHandler())
                .AddStandardResilienceHandler();
            services.AddHttpClient("local", client => client.BaseAddress = new Uri("http://localhost:9200"));
        }

        public sealed class Catalogue(HttpClient client) { public HttpClient Client => client; }
        public sealed class Orders(HttpClient client) { public HttpClient Client => client; }
        public sealed class Tracing : DelegatingHandler { }
        """));

    [Fact]
    public Task DefaultsInAnotherFile_PinEveryRegistration()
    {
        return ClientSource.VerifyAsync(ClientSource.InClass("""
            public static void Configure(IServiceCollection services)
            {
                services.AddHttpClient();
                services.AddHttpClient("a");
                services.AddHttpClient<object>();
            }
            """, """
            public static class Defaults
            {
                public static IServiceCollection AddPinning(this IServiceCollection services, PinValidator validator)
                {
                    services.ConfigureHttpClientDefaults(builder =>
                    {
                        builder.ConfigurePrimaryHttpMessageHandler(validator.CreateHandler);
                    });
                    return services;
                }
            }
            """));
    }

    [Fact]
    public Task TcpClientOfAProtocol_Reports() => ClientSource.VerifyAsync(ClientSource.InClass("""
        public static async Task<Stream> ConnectAsync(string host, int port, bool tls)
        {
            var client = new TcpClient();
            await client.ConnectAsync(host, port);
            Stream stream = client.GetStream();
            if (tls)
            {
                var ssl = {|PIN1003:new SslStream(stream, leaveInnerStreamOpen: false)|};
                await ssl.AuthenticateAsClientAsync(host);
                stream = ssl;
            }

            return stream;
        }

        public static async Task<Stream> AcceptAsync(TcpListener listener, X509Certificate2 certificate)
        {
            TcpClient peer = await listener.AcceptTcpClientAsync();
            var ssl = new SslStream(peer.GetStream(), false);
            await ssl.AuthenticateAsServerAsync(certificate, clientCertificateRequired: false, checkCertificateRevocation: true);
            return ssl;
        }
        """));

    [Fact]
    public Task TestDoubles_AreSilent() => ClientSource.VerifyAsync(ClientSource.InClass("""
        public HttpClient Fake() => new(new StubHandler(_ => new HttpResponseMessage(HttpStatusCode.OK)));

        private sealed class StubHandler(Func<HttpRequestMessage, HttpResponseMessage> respond) : HttpMessageHandler
        {
            protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken token) => Task.FromResult(respond(request));
        }
        """));

    [Fact]
    public Task GenericFactory_Decides() => ClientSource.VerifyAsync(ClientSource.InClass("""
        public static T Create<T>() where T : HttpMessageHandler, new() => new T();

        public static HttpClient Client() => new(Create<SocketsHttpHandler>());

        public static TClient CreateClient<TClient>(Func<HttpClient, TClient> make) => make(new HttpClient());
        """));

    [Fact]
    public Task PartialTypeAcrossFiles_IsConfigured() => ClientSource.VerifyAsync(ClientSource.InClass("""
        private readonly HttpClientHandler _handler = new();
        private readonly SocketsHttpHandler _bare = {|PIN1002:new()|};
        """, """
        public partial class Program
        {
            public Program() => _handler.ServerCertificateCustomValidationCallback = Check;

            public HttpClient Make() => new(_handler);

            public HttpClient MakeBare() => new(_bare);
        }
        """));

    [Fact]
    public Task AsyncDisposableFixture_Decides() => ClientSource.VerifyAsync(ClientSource.InClass("""
        public async Task<string> ReadAsync(Uri uri)
        {
            await using var lifetime = new MemoryStream();
            using var client = new HttpClient({|PIN1002:new HttpClientHandler
            {
                Credentials = CredentialCache.DefaultCredentials,
                UseDefaultCredentials = false,
            }|}, disposeHandler: true);
            client.DefaultRequestHeaders.UserAgent.ParseAdd("x/1.0");
            return await client.GetStringAsync(uri);
        }
        """));
}
