using System.Threading.Tasks;
using Xunit;

namespace PinningAnalyzers.Tests.Clients.Cases;

/// <summary>Connections that some paths make, and what they go to.</summary>
public sealed class ConnectionPathTests
{
    [Theory]
    [InlineData("""using (var client = new MailKit.Net.Imap.ImapClient()) { try { client.Connect(text, 143, MailKit.Security.SecureSocketOptions.None); } catch (Exception) { Console.WriteLine(); } client.Authenticate("a", "b"); client.Disconnect(true); }""")]
    [InlineData("""using (var client = {|PIN1005:new MailKit.Net.Imap.ImapClient()|}) { try { client.Connect(text, 143, MailKit.Security.SecureSocketOptions.None); } catch (Exception) { client.Connect(text, 993, true); } client.Authenticate("a", "b"); }""")]
    [InlineData("""var ws = new ClientWebSocket(); try { await ws.ConnectAsync(new Uri("ws://localhost"), default); } catch (WebSocketException) { } await ws.CloseAsync(WebSocketCloseStatus.NormalClosure, null, default);""")]
    [InlineData("""var s = new SslStream(stream); try { await s.AuthenticateAsClientAsync("localhost"); } catch (Exception) { s.Dispose(); throw; }""")]
    [InlineData("""var s = {|PIN1003:new SslStream(stream)|}; try { await s.AuthenticateAsClientAsync(text); } catch (Exception) { s.Dispose(); throw; }""")]
    public Task Statement_Decides(string statements) => ClientSource.VerifyAsync(ClientSource.InMethod(statements));
}
