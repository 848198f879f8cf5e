using System.Threading.Tasks;
using Xunit;

namespace PinningAnalyzers.Tests.Clients.Cases;

/// <summary>Partial methods, with and without a body.</summary>
public sealed class PartialMethodTests
{
    [Theory]
    [InlineData("""HttpClientHandler Make() { var h = new HttpClientHandler(); Setup(h); return h; } partial void Setup(HttpClientHandler h); partial void Setup(HttpClientHandler h) { h.ServerCertificateCustomValidationCallback = Check; }""")]
    [InlineData("""partial void Setup(HttpClientHandler h); HttpClient M() { var h = {|PIN1002:new HttpClientHandler()|}; Setup(h); return new(h); }""")]
    public Task Member_Decides(string members) => ClientSource.VerifyAsync(ClientSource.InClass(members));
}
