using System.Threading.Tasks;
using Xunit;

namespace PinningAnalyzers.Tests.Clients.Cases;

/// <summary>A root of one's own, set through the handler that holds the options.</summary>
public sealed class ChainPolicyTests
{
    [Theory]
    [InlineData("""var h = new SocketsHttpHandler(); h.SslOptions.CertificateChainPolicy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust }; var c = new HttpClient(h);""")]
    [InlineData("""var h = new SocketsHttpHandler(); h.SslOptions.CertificateChainPolicy = new X509ChainPolicy(); h.SslOptions.CertificateChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust; var c = new HttpClient(h);""")]
    [InlineData("""var h = {|PIN1002:new SocketsHttpHandler()|}; h.SslOptions.CertificateChainPolicy = new X509ChainPolicy(); h.SslOptions.CertificateChainPolicy.TrustMode = X509ChainTrustMode.System; var c = new HttpClient(h);""")]
    [InlineData("""var h = {|PIN1002:new SocketsHttpHandler()|}; h.SslOptions.CertificateChainPolicy = new X509ChainPolicy { RevocationMode = X509RevocationMode.Online }; var c = new HttpClient(h);""")]
    [InlineData("""var h = new SocketsHttpHandler(); h.SslOptions.CertificateChainPolicy = new X509ChainPolicy(); var p = h.SslOptions.CertificateChainPolicy; p.TrustMode = X509ChainTrustMode.CustomRootTrust; var c = new HttpClient(h);""")]
    [InlineData("""var x = {|PIN1006:new SocketsHttpHandler()|}; x.SslOptions.CertificateChainPolicy = flag ? new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust } : null; var c = new HttpClient(x);""")]
    public Task Statement_Decides(string statements) => ClientSource.VerifyAsync(ClientSource.InMethod(statements));
}
