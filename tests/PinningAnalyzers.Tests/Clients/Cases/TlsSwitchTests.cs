using System.Threading.Tasks;
using Xunit;

namespace PinningAnalyzers.Tests.Clients.Cases;

/// <summary>TLS turned on, off, and on again elsewhere.</summary>
public sealed class TlsSwitchTests
{
    [Theory]
    [InlineData("""var o = new MQTTnet.MqttClientOptionsBuilder().WithTcpServer("broker.example.com", 1883).WithTlsOptions(t => t.UseTls(false)).Build();""")]
    [InlineData("""var o = {|PIN1005:new MQTTnet.MqttClientOptionsBuilder()|}.WithTcpServer("broker.example.com", 1883).WithTlsOptions(t => t.UseTls()).Build();""")]
    [InlineData("""var o = {|PIN1005:new MQTTnet.MqttClientOptionsBuilder()|}.WithTcpServer("broker.example.com", 1883).WithTlsOptions(t => { }).Build();""")]
    [InlineData("""var o = {|PIN1005:new MQTTnet.MqttClientOptionsBuilder()|}.WithTcpServer("broker.example.com", 1883).WithTlsOptions(new MQTTnet.MqttClientTlsOptions { UseTls = true }).Build();""")]
    [InlineData("""var o = new MQTTnet.MqttClientOptionsBuilder().WithTcpServer("broker.example.com", 1883).WithTlsOptions(new MQTTnet.MqttClientTlsOptions { UseTls = false }).Build();""")]
    [InlineData("""var o = new MQTTnet.MqttClientOptionsBuilder().WithTcpServer("broker.example.com", 1883).WithTlsOptions(t => t.WithCertificateValidationHandler(a => false)).Build();""")]
    [InlineData("""var o = new StackExchange.Redis.ConfigurationOptions { Ssl = true }; o.Ssl = false; var c = StackExchange.Redis.ConnectionMultiplexer.Connect(o);""")]
    [InlineData("""var o = new StackExchange.Redis.ConfigurationOptions { EndPoints = { "localhost:6379" }, Ssl = true }; var c = StackExchange.Redis.ConnectionMultiplexer.Connect(o);""")]
    [InlineData("""var o = new StackExchange.Redis.ConfigurationOptions { Ssl = true }; o.EndPoints.Add("cache.example.com", 6380); var c = StackExchange.Redis.ConnectionMultiplexer.{|PIN1005:Connect(o)|};""")]
    public Task Statement_Decides(string statements) => ClientSource.VerifyAsync(ClientSource.InMethod(statements));

    [Theory]
    [InlineData("""static RabbitMQ.Client.ConnectionFactory F() { return {|PIN1005:new RabbitMQ.Client.ConnectionFactory { Uri = new Uri("amqps://mq.example.com") }|}; } object M() { var x = F(); return x; }""")]
    [InlineData("""static MySqlConnector.MySqlConnection F() { return {|PIN1005:new MySqlConnector.MySqlConnection("Server=a.example;SslMode=Required")|}; } void M() { var x = F(); x.Open(); }""")]
    [InlineData("""static System.Net.Mail.SmtpClient F() { return {|PIN1005:new System.Net.Mail.SmtpClient("a.example") { EnableSsl = true }|}; } void M() { var x = F(); x.Send(null!); }""")]
    [InlineData("""static System.DirectoryServices.Protocols.LdapConnection F() { var c = {|PIN1003:new System.DirectoryServices.Protocols.LdapConnection("a.example")|}; c.SessionOptions.SecureSocketLayer = true; return c; } void M() { var x = F(); x.Bind(); }""")]
    [InlineData("""static System.DirectoryServices.Protocols.LdapConnection F() { var c = new System.DirectoryServices.Protocols.LdapConnection("a.example"); c.SessionOptions.SecureSocketLayer = true; return c; } void M() { var x = F(); x.SessionOptions.VerifyServerCertificate = (a, b) => false; x.Bind(); }""")]
    public Task Member_Decides(string members) => ClientSource.VerifyAsync(ClientSource.InClass(members));
}
