using System.Threading.Tasks;
using Xunit;

namespace PinningAnalyzers.Tests.Clients.Cases;

/// <summary>What a derived <c>WebClient</c> does to the request that it makes.</summary>
public sealed class DerivedWebClientTests
{
    [Theory]
    [InlineData("""class W : WebClient { protected override WebRequest GetWebRequest(Uri a) { var r = (HttpWebRequest)base.GetWebRequest(a); r.ServerCertificateValidationCallback += Accept; return r; } } object M() => new W();""")]
    [InlineData("""class W : WebClient { protected override WebRequest GetWebRequest(Uri a) { var r = base.GetWebRequest(a); Pin(r as HttpWebRequest); return r; } static void Pin(HttpWebRequest? r) { if (r != null) r.ServerCertificateValidationCallback = Accept; } } object M() => new W();""")]
    [InlineData("""class W : WebClient { protected override WebRequest GetWebRequest(Uri a) { var r = (HttpWebRequest)base.GetWebRequest(a); r.ServerCertificateValidationCallback += Accept; return r; } } class V : W { protected override WebRequest GetWebRequest(Uri a) { var r = base.GetWebRequest(a); r.Timeout = 1; return r; } } object M() => new V();""")]
    [InlineData("""class W : WebClient { protected override WebRequest GetWebRequest(Uri a) { var r = (HttpWebRequest)base.GetWebRequest(a); r.Timeout = 4; return r; } } class V : W { protected override WebRequest GetWebRequest(Uri a) { var r = base.GetWebRequest(a); r.Timeout = 1; return r; } } object M() => {|PIN1003:new V()|};""")]
    [InlineData("""class W : WebClient { protected override WebRequest GetWebRequest(Uri a) { var r = (HttpWebRequest)base.GetWebRequest(a); r.ServerCertificateValidationCallback = null; return r; } } object M() => {|PIN1003:new W()|};""")]
    [InlineData("""class W : WebClient { private RemoteCertificateValidationCallback? p; protected override WebRequest GetWebRequest(Uri a) { var r = (HttpWebRequest)base.GetWebRequest(a); r.ServerCertificateValidationCallback = p ?? Accept; return r; } } object M() => new W();""")]
    public Task Member_Decides(string members) => ClientSource.VerifyAsync(ClientSource.InClass(members));
}
