using System.Threading.Tasks;
using Xunit;

namespace PinningAnalyzers.Tests.Clients.Cases;

/// <summary>What the options except.</summary>
public sealed class OptionTests
{
    [Theory]
    [InlineData("pinning.exempt_hosts = api.example.com", "api.example.com", false)]
    [InlineData("pinning.exempt_hosts = other.example.com, api.example.com", "api.example.com", false)]
    [InlineData("pinning.exempt_hosts = *.example.com", "api.example.com", false)]
    [InlineData("pinning.exempt_hosts = api.example.com", "www.example.com", true)]
    [InlineData("pinning.exempt_hosts = example.com", "api.example.com", true)]
    [InlineData("build_property.IsTestProject = true", "api.example.com", false)]
    [InlineData("build_property.IsTestProject = true\npinning.analyze_test_projects = true", "api.example.com", true)]
    [InlineData("build_property.IsTestProject = false", "api.example.com", true)]
    [InlineData("build_property.PinningTargetsBrowser = true", "api.example.com", false)]
    public Task Option_Decides(string options, string host, bool isReported)
    {
        string creation = $"new HttpClient {{ BaseAddress = new Uri(\"https://{host}/\") }}";
        return ClientSource.VerifyAsync(ClientSource.InMethod("var c = " + (isReported ? "{|PIN1001:" + creation + "|}" : creation) + ";"), options);
    }
}
