using System.Linq;
using Microsoft.CodeAnalysis.Text;
using PinningAnalyzers.Sources;
using Xunit;

namespace PinningAnalyzers.Tests.Sources;

/// <summary>What a file is about, by its text alone.</summary>
public sealed class TextTopicsTests
{
    /// <summary>More than is read at once.</summary>
    private const int Block = 8192;

    [Theory]
    [InlineData("new HttpClientHandler()", nameof(Topics.MadeClient))]
    [InlineData("new System.Net.Http.HttpClient()", nameof(Topics.HttpClient))]
    [InlineData("x = new();", nameof(Topics.ImplicitCreation))]
    [InlineData("x = new\n  (1);", nameof(Topics.ImplicitCreation))]
    [InlineData("WebRequest.Create(uri)", nameof(Topics.ClientFactory))]
    [InlineData("FtpWebRequest.Create(uri)", nameof(Topics.ClientFactory))]
    [InlineData("builder.WithUrl(url)", nameof(Topics.ClientFactory))]
    [InlineData("host.Services.AddApi()", nameof(Topics.Services))]
    [InlineData("using var scope = host.Services.CreateScope();", nameof(Topics.Services))]
    [InlineData("using (host.Services)", nameof(Topics.Services))]
    [InlineData("// the word using\nservices.AddApi();", nameof(Topics.Services))]
    [InlineData("void M(IServiceCollection s)", nameof(Topics.Services))]
    [InlineData("IHttpClientBuilder b", nameof(Topics.ClientBuilder))]
    [InlineData("policy.VerificationFlags = f", nameof(Topics.DecidingProperty))]
    [InlineData("class P : ICertificatePolicy", nameof(Topics.CallbackMethod))]
    [InlineData("PinValidator", nameof(Topics.RuntimeLibrary))]
    [InlineData("@HttpClient", nameof(Topics.HttpClient))]
    public void Name_TouchesItsTopic(string text, string topic) => Assert.Equal(topic, Read(text).All.ToString());

    [Theory]
    [InlineData("")]
    [InlineData("new object[1]")]
    [InlineData("MyHttpClientHandler HttpClientHandler2 _HttpClient renew(")]
    [InlineData("using Company.Services;\nnamespace Company.Services.Http { }")]
    public void OtherNames_TouchNothing(string text) => Assert.Equal(Topics.None, Read(text).All);

    [Fact]
    public void NameAcrossTwoBlocks_IsReadWhole()
    {
        for (int length = Block - 20; length <= Block + 1; length++)
        {
            TextTopics topics = Read(new string(' ', length) + "HttpClientHandler x;");

            Assert.Equal(length, Assert.Single(topics.Mentions).Position);
        }
    }

    [Fact]
    public void NameLongerThanABlock_IsPassedOver()
    {
        TextTopics topics = Read(new string('x', (2 * Block) + 5) + " HttpClientHandler");

        Assert.Equal((2 * Block) + 6, Assert.Single(topics.Mentions).Position);
    }

    [Fact]
    public void EveryMention_HasItsPlace() =>
        Assert.Equal([0, 14, 33], Read("HttpClient a; WebRequest.Create; new (1)").Mentions.Select(mention => mention.Position));

    private static TextTopics Read(string text) => FileTopics.Read(SourceText.From(text));
}
