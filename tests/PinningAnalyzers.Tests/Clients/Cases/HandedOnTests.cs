using System.Threading.Tasks;
using Xunit;

namespace PinningAnalyzers.Tests.Clients.Cases;

/// <summary>Clients that are handed to code without source: to code that could still pin them, and to code that cannot.</summary>
public sealed class HandedOnTests
{
    [Theory]
    [InlineData("""var s = {|PIN1003:new SslStream(stream)|}; await s.AuthenticateAsClientAsync(text); using var reader = new StreamReader(s);""")]
    [InlineData("""using var s = {|PIN1003:new SslStream(stream)|}; s.AuthenticateAsClient(text); using var buffered = new BufferedStream(s);""")]
    [InlineData("""using var s = {|PIN1003:new SslStream(stream)|}; s.AuthenticateAsClient(text); await stream.CopyToAsync(s);""")]
    [InlineData("""using var s = {|PIN1003:new SslStream(stream)|}; s.AuthenticateAsClient(text); var reader = System.IO.Pipelines.PipeReader.Create(s);""")]
    [InlineData("""var w = {|PIN1003:new ClientWebSocket()|}; await w.ConnectAsync(new Uri(text), default); var over = WebSocketStream.Create(w, WebSocketMessageType.Text);""")]
    [InlineData("""await using var c = {|PIN1005:new Npgsql.NpgsqlConnection("Host=db.example.com;SSL Mode=VerifyFull")|}; await using var command = new Npgsql.NpgsqlCommand("select 1", c);""")]
    [InlineData("""await using var c = {|PIN1005:new MySqlConnector.MySqlConnection("Server=db.example.com;SslMode=VerifyFull")|}; using var command = new MySqlConnector.MySqlCommand("select 1", c);""")]
    [InlineData("""var c = {|PIN1005:new RestSharp.RestClient("https://api.example.com")|}; var r = await RestSharp.RestClientExtensions.GetAsync(c, new RestSharp.RestRequest("x"));""")]
    [InlineData("""using var c = {|PIN1005:new Flurl.Http.FlurlClient("https://api.example.com")|}; Flurl.Http.HeaderExtensions.WithHeader(c, "a", "b");""")]
    [InlineData("""services.AddSingleton<StackExchange.Redis.IConnectionMultiplexer>(StackExchange.Redis.ConnectionMultiplexer.{|PIN1005:Connect("cache.example.com:6380,ssl=true")|});""")]
    [InlineData("""services.AddSingleton<MongoDB.Driver.IMongoClient>({|PIN1005:new MongoDB.Driver.MongoClient("mongodb+srv://db.example.com")|});""")]
    [InlineData("""var channels = new List<Grpc.Net.Client.GrpcChannel> { Grpc.Net.Client.GrpcChannel.{|PIN1005:ForAddress("https://api.example.com")|} };""")]
    [InlineData("""using var c = Grpc.Net.Client.GrpcChannel.{|PIN1005:ForAddress("https://api.example.com")|}; var i = Grpc.Core.Interceptors.ChannelExtensions.Intercept(c);""")]
    public Task CodeThatCannotPinIt_Reports(string statements) => ClientSource.VerifyAsync(ClientSource.InMethod(statements));

    [Theory]
    [InlineData("""var all = new Dictionary<string, SslStream>(); var s = new SslStream(stream); s.AuthenticateAsClient(text); all[text] = s;""")]
    [InlineData("""var s = new SslStream(stream); await s.AuthenticateAsClientAsync(text); ThreadPool.QueueUserWorkItem(state => { }, s);""")]
    [InlineData("""var w = new ClientWebSocket(); var all = new List<ClientWebSocket> { w }; await w.ConnectAsync(new Uri(text), default);""")]
    [InlineData("""var w = new ClientWebSocket(); ThreadPool.QueueUserWorkItem(state => { }, w.Options); await w.ConnectAsync(new Uri(text), default);""")]
    [InlineData("""Action<MailKit.IMailService> pin = s => { }; using var c = new MailKit.Net.Imap.ImapClient(); pin(c); c.Connect(text, 993, true);""")]
    [InlineData("""services.AddSingleton<RabbitMQ.Client.IConnectionFactory>(new RabbitMQ.Client.ConnectionFactory { Uri = new Uri("amqps://mq.example.com") });""")]
    [InlineData("""services.AddSingleton(new Flurl.Http.FlurlClient("https://api.example.com"));""")]
    [InlineData("""services.AddSingleton(new WebClient());""")]
    public Task CodeThatMayPinIt_IsSilent(string statements) => ClientSource.VerifyAsync(ClientSource.InMethod(statements));

    [Theory]
    [InlineData("""public interface ILink { void Run(Stream s); } void M(ILink link, Stream stream) { var s = {|PIN1003:new SslStream(stream)|}; s.AuthenticateAsClient("api.example.com"); link.Run(s); }""")]
    [InlineData("""public interface ILink { void Run(SslStream s); } void M(ILink link, Stream stream) { var s = new SslStream(stream); s.AuthenticateAsClient("api.example.com"); link.Run(s); }""")]
    [InlineData("""public interface IMail { void Run(MailKit.IMailTransport t); } void M(IMail mail) { using var c = new MailKit.Net.Smtp.SmtpClient(); mail.Run(c); c.Connect("smtp.example.com", 465, true); }""")]
    [InlineData("""class Greeter : Grpc.Core.ClientBase { public Greeter(Grpc.Core.ChannelBase channel) : base(channel) { } } object M() => new Greeter(Grpc.Net.Client.GrpcChannel.{|PIN1005:ForAddress("https://api.example.com")|});""")]
    [InlineData("""class Greeter : Grpc.Core.ClientBase { public Greeter(Grpc.Core.ChannelBase channel) : base(channel) { } } object M(Grpc.Net.Client.GrpcChannelOptions given) => new Greeter(Grpc.Net.Client.GrpcChannel.ForAddress("https://api.example.com", given));""")]
    [InlineData("""class Api(RestSharp.IRestClient client) { Task<object?> M() => RestSharp.RestClientExtensions.GetAsync<object>(client, new RestSharp.RestRequest("x")); } Api Make() => new({|PIN1005:new RestSharp.RestClient("https://api.example.com")|});""")]
    [InlineData("""private System.Net.Mail.SmtpClient? _mail; void Begin(bool tls) { _mail = {|PIN1005:new System.Net.Mail.SmtpClient("smtp.example.com")|}; if (tls) { _mail.EnableSsl = true; } } void Fail() => Console.WriteLine(_mail);""")]
    [InlineData("""private System.Net.Mail.SmtpClient? _mail; void Begin(bool tls) { _mail = new System.Net.Mail.SmtpClient("smtp.example.com"); if (tls) { _mail.EnableSsl = true; } } void Fail() { _mail!.Host = "localhost"; Console.WriteLine(_mail); }""")]
    public Task Member_Decides(string members) => ClientSource.VerifyAsync(ClientSource.InClass(members));
}
