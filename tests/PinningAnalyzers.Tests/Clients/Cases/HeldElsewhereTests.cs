using System.Threading.Tasks;
using Xunit;

namespace PinningAnalyzers.Tests.Clients.Cases;

/// <summary>Members that give on what a field holds, setters that store, and the keyword <c>field</c>.</summary>
public sealed class HeldElsewhereTests
{
    [Theory]
    [InlineData("""protected ClientWebSocket Socket { get; private set; } = new ClientWebSocket(); public ClientWebSocketOptions Options => Socket.Options; public void Pin() { Options.RemoteCertificateValidationCallback = Accept; } public Task Go(Uri u) => Socket.ConnectAsync(u, default);""")]
    [InlineData("""private readonly HttpClientHandler _h = new(); private HttpClientHandler Handler() => _h; public void Pin() { Handler().ServerCertificateCustomValidationCallback = Check; } public HttpClient Go() => new(_h);""")]
    [InlineData("""private readonly HttpClientHandler _h = new(); private HttpClientHandler Handler { get { return _h; } } public void Pin() { Handler.ServerCertificateCustomValidationCallback = Check; } public HttpClient Go() => new(_h);""")]
    [InlineData("""private readonly HttpClientHandler _h = {|PIN1002:new()|}; private HttpClientHandler Handler { get { return _h; } } public void Pin() { Handler.UseCookies = false; } public HttpClient Go() => new(_h);""")]
    [InlineData("""private readonly SocketsHttpHandler _h = new(); private SslClientAuthenticationOptions Ssl => _h.SslOptions; public Program() { Ssl.RemoteCertificateValidationCallback = Accept; } public HttpClient Go() => new(_h);""")]
    [InlineData("""HttpClientHandler H { get; } = new(); public Program() { H.ServerCertificateCustomValidationCallback = Check; }""")]
    [InlineData("""private HttpClientHandler? h; HttpClientHandler? Handler { get => h; set { value!.ServerCertificateCustomValidationCallback = Check; h = value; } } public Program() { Handler = new HttpClientHandler(); }""")]
    [InlineData("""private HttpClientHandler? h; HttpClientHandler? Handler { get => h; set { h = value; } } public Program() { Handler = {|PIN1002:new HttpClientHandler()|}; }""")]
    [InlineData("""private HttpClientHandler? h; HttpClientHandler? Handler { get => h; set { h = value; } } public Program() { Handler = new HttpClientHandler(); Handler.ServerCertificateCustomValidationCallback = Check; }""")]
    [InlineData("""HttpClient? _c; HttpClient? Client { get => _c; set => _c = value ?? {|PIN1001:new HttpClient()|}; }""")]
    public Task Member_Decides(string members) => ClientSource.VerifyAsync(ClientSource.InClass(members));

    private const string Accept = "(a, b, c, d) => false";

    [Theory]
    [InlineData("internal HttpClientHandler Handler { get; } = new();", "holder.Handler.ServerCertificateCustomValidationCallback = " + Accept)]
    [InlineData("internal HttpClientHandler Handler { get; } = {|PIN1002:new()|};", "holder.Handler.ServerCertificateCustomValidationCallback = null")]
    [InlineData("internal HttpClientHandler Handler { get; } = {|PIN1002:new()|};", "holder.Handler.UseCookies = false")]
    [InlineData("internal HttpMessageHandler Handler { get; } = new HttpClientHandler();", "((HttpClientHandler)holder.Handler).ServerCertificateCustomValidationCallback = " + Accept)]
    [InlineData("public SocketsHttpHandler? Handler = new();", "holder.Handler!.SslOptions.RemoteCertificateValidationCallback = " + Accept)]
    [InlineData("internal ClientWebSocket Socket { get; } = new(); Task Go(Uri u) => Socket.ConnectAsync(u, default);", "holder.Socket.Options.RemoteCertificateValidationCallback += " + Accept)]
    [InlineData("internal ClientWebSocket Socket { get; } = {|PIN1003:new()|}; Task Go(Uri u) => Socket.ConnectAsync(u, default);", "other.Socket.Options.RemoteCertificateValidationCallback = " + Accept)]
    [InlineData("internal MailKit.Net.Imap.ImapClient Mail = new();", "holder.Mail.ServerCertificateValidationCallback = " + Accept + "; holder.Mail.Connect(\"imap.example.com\", 993, true)")]
    public Task MemberThatAnotherTypeReaches_Decides(string members, string statement) => ClientSource.VerifyAsync(ClientSource.InClass(
        members,
        $$"""
        public class Other { public ClientWebSocket Socket; public Other(ClientWebSocket socket) { Socket = socket; } }
        public class Reaching { void M(Program holder, Other other) { {{statement}}; } }
        """));
}
