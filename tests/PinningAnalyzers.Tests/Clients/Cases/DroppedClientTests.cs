using System.Threading.Tasks;
using Xunit;

namespace PinningAnalyzers.Tests.Clients.Cases;

/// <summary>Clients that no path uses, or that no path reaches.</summary>
public sealed class DroppedClientTests
{
    [Theory]
    [InlineData("""var h = new HttpClientHandler(); h = new HttpClientHandler(); h.ServerCertificateCustomValidationCallback = Check; var c = new HttpClient(h);""")]
    [InlineData("""var h = {|PIN1002:new HttpClientHandler()|}; h.Dispose();""")]
    [InlineData("""var h = {|PIN1002:new HttpClientHandler()|};""")]
    [InlineData("""if (false) { var c = new HttpClient(); }""")]
    [InlineData("""return; var c = new HttpClient();""")]
    [InlineData("""const bool Debug = false; if (Debug) { var c = new HttpClient(); } else { var d = {|PIN1001:new HttpClient()|}; }""")]
    [InlineData("""while (true) { var c = {|PIN1001:new HttpClient()|}; await c.GetAsync(text); }""")]
    [InlineData("""throw new Exception({|PIN1001:new HttpClient()|}.ToString());""")]
    [InlineData("""try { var c = {|PIN1001:new HttpClient()|}; await c.GetAsync(text); } catch { throw; } finally { Console.WriteLine(); }""")]
    public Task Statement_Decides(string statements) => ClientSource.VerifyAsync(ClientSource.InMethod(statements));

    [Theory]
    [InlineData("""[System.Diagnostics.Conditional("X")] void A() { var c = {|PIN1001:new HttpClient()|}; } void B(HttpClient? d = null) { d ??= {|PIN1001:new()|}; }""")]
    public Task Member_Decides(string members) => ClientSource.VerifyAsync(ClientSource.InClass(members));
}
