using System.Threading.Tasks;
using Xunit;

namespace PinningAnalyzers.Tests.Clients.Cases;

/// <summary>Connection strings of which only parts are constant, and those that a builder makes.</summary>
public sealed class ConnectionTextTests
{
    [Theory]
    [InlineData("""using var c = {|PIN1005:new Npgsql.NpgsqlConnection($"Host=db.example.com;Password={text};SSL Mode=VerifyFull")|};""")]
    [InlineData("""using var c = {|PIN1005:new Npgsql.NpgsqlConnection($"Host={text};Password={texts[0] ?? "a"};SSL Mode=VerifyFull")|};""")]
    [InlineData("""var s = "Host=" + text + ";SSL Mode=VerifyFull"; using var c = {|PIN1005:new Npgsql.NpgsqlConnection(s)|};""")]
    [InlineData("""using var c = {|PIN1005:new Npgsql.NpgsqlConnection(string.Format("Host={0};SSL Mode=VerifyFull", text))|};""")]
    [InlineData("""using var c = {|PIN1005:new MySqlConnector.MySqlConnection($"Server={text};SslMode=Required")|};""")]
    [InlineData("""var c = StackExchange.Redis.ConnectionMultiplexer.{|PIN1005:Connect($"{text}:6380,password={text},ssl=True")|};""")]
    [InlineData("""using var c = new Npgsql.NpgsqlConnection($"Host={text};SSL Mode={text}");""")]
    [InlineData("""using var c = new Npgsql.NpgsqlConnection($"Host={text};SSL Mode=Prefer");""")]
    [InlineData("""using var c = new Npgsql.NpgsqlConnection($"Host=localhost;Password={text};SSL Mode=VerifyFull");""")]
    [InlineData("""using var c = new Npgsql.NpgsqlConnection($"Host={text};SSL Mode=VerifyFull;Root Certificate=ca.pem");""")]
    [InlineData("""using var c = new Npgsql.NpgsqlConnection($"Host={text};SSL Mode=VerifyFull") { UserCertificateValidationCallback = Accept };""")]
    public Task TextWithHoles_Decides(string statements) => ClientSource.VerifyAsync(ClientSource.InMethod(statements));

    [Theory]
    [InlineData("""var b = new Npgsql.NpgsqlConnectionStringBuilder { Host = text, SslMode = Npgsql.SslMode.VerifyFull }; using var c = {|PIN1005:new Npgsql.NpgsqlConnection(b.ConnectionString)|};""")]
    [InlineData("""var b = new Npgsql.NpgsqlConnectionStringBuilder("Host=db.example.com"); b.SslMode = Npgsql.SslMode.Require; using var c = {|PIN1005:new Npgsql.NpgsqlConnection()|}; c.ConnectionString = b.ToString();""")]
    [InlineData("""var b = new Npgsql.NpgsqlConnectionStringBuilder { Host = text, SslMode = Npgsql.SslMode.Require }; using var c = Npgsql.NpgsqlDataSource.{|PIN1005:Create(b)|};""")]
    [InlineData("""var b = new MySqlConnector.MySqlConnectionStringBuilder { Server = text, SslMode = MySqlConnector.MySqlSslMode.VerifyFull }; using var c = {|PIN1005:new MySqlConnector.MySqlConnection(b.ConnectionString)|};""")]
    [InlineData("""var b = new Npgsql.NpgsqlConnectionStringBuilder { Host = text }; using var c = new Npgsql.NpgsqlConnection(b.ConnectionString);""")]
    [InlineData("""var b = new Npgsql.NpgsqlConnectionStringBuilder { Host = text, SslMode = Npgsql.SslMode.Prefer }; using var c = new Npgsql.NpgsqlConnection(b.ConnectionString);""")]
    [InlineData("""var b = new Npgsql.NpgsqlConnectionStringBuilder { Host = "localhost", SslMode = Npgsql.SslMode.VerifyFull }; using var c = new Npgsql.NpgsqlConnection(b.ConnectionString);""")]
    [InlineData("""var b = new Npgsql.NpgsqlConnectionStringBuilder { Host = text, SslMode = Npgsql.SslMode.VerifyCA, RootCertificate = "ca.pem" }; using var c = new Npgsql.NpgsqlConnection(b.ConnectionString);""")]
    [InlineData("""var b = new Npgsql.NpgsqlConnectionStringBuilder { Host = text, SslMode = Npgsql.SslMode.Require }; using var c = new Npgsql.NpgsqlConnection(b.ConnectionString); c.UserCertificateValidationCallback = Accept;""")]
    [InlineData("""var b = new MySqlConnector.MySqlConnectionStringBuilder { Server = text, SslMode = MySqlConnector.MySqlSslMode.VerifyCA, SslCa = "ca.pem" }; using var c = new MySqlConnector.MySqlConnection(b.ConnectionString);""")]
    public Task Builder_Decides(string statements) => ClientSource.VerifyAsync(ClientSource.InMethod(statements));
}
