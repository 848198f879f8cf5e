using System.Threading.Tasks;
using Xunit;

namespace PinningAnalyzers.Tests.Clients.Cases;

/// <summary>Connection strings that name a root of one's own.</summary>
public sealed class ConnectionTextRootTests
{
    [Theory]
    [InlineData("""using var d = new MySqlConnector.MySqlConnection("Server=db.example.com;SslMode=VerifyCA;SslCa=ca.pem");""")]
    [InlineData("""using var d = new Npgsql.NpgsqlConnection("Host=db.example.com;SSL Mode=VerifyFull;Root Certificate=ca.pem");""")]
    public Task Statement_Decides(string statements) => ClientSource.VerifyAsync(ClientSource.InMethod(statements));
}
