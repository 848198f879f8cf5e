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
    [InlineData("bool CheckValidationResult(", nameof(Topics.CallbackMethod))]
    [InlineData("bool Verify(string host, ISSLSession session)", nameof(Topics.CommonCallbackMethod))]
    [InlineData("override void Validate(X509Certificate2 c)", nameof(Topics.CommonCallbackMethod))]
    [InlineData("PinValidator", nameof(Topics.RuntimeLibrary))]
    [InlineData("@HttpClient", nameof(Topics.HttpClient))]
    public void Name_TouchesItsTopic(string text, string topic) => Assert.Equal(topic, (Read(text).All & ~Topics.Declaration).ToString());

    [Theory]
    [InlineData("")]
    [InlineData("new object[1]")]
    [InlineData("MyHttpClientHandler HttpClientHandler2 _HttpClient renew(")]
    [InlineData("using Company.Services;\nnamespace Company.Services.Http { }")]
    [InlineData("mock.Verify(); order.Validate();")]
    [InlineData("X509Certificate2 certificate;")]
    public void OtherNames_TouchNothing(string text) => Assert.Equal(Topics.None, Read(text).All);

    [Theory]
    [InlineData("new HttpClient()")]
    [InlineData("new  HttpClient()")]
    [InlineData("new\r\n    HttpClient()")]
    [InlineData("new /* plain */ HttpClient()")]
    [InlineData("new @HttpClient()")]
    [InlineData("new System.Net.Http.HttpClient()")]
    [InlineData("new global::HttpClient()")]
    public void TypeThatMayBeCreated_IsLookedAt(string text) => Assert.Equal(Topics.HttpClient, Read(text).Mentioned);

    [Theory]
    [InlineData(" private HttpClient client;")]
    [InlineData(" M(HttpClient client)")]
    [InlineData(" Task<HttpClient> M()")]
    [InlineData(" typeof(HttpClient)")]
    [InlineData(" renew HttpClient")]
    [InlineData(" // an HttpClient")]
    public void TypeElsewhere_IsTouchedAlone(string text)
    {
        TextTopics topics = Read(text);

        Assert.Equal(Topics.HttpClient, topics.All);
        Assert.Empty(topics.Mentions);
    }

    [Theory]
    [InlineData("HttpClient client = new();", 1)]
    [InlineData("HttpClient? client = new();", 1)]
    [InlineData("HttpClient first = new(), second = new();", 2)]
    [InlineData("_client = new();", 1)]
    [InlineData("this.client = new();", 1)]
    [InlineData("return client = new();", 1)]
    [InlineData("f => client = new();", 1)]
    [InlineData("flag ? client = new() : null", 1)]
    [InlineData("if (a == new())", 1)]
    [InlineData("Widget Client { get; } = new();", 1)]
    [InlineData("Widget\n client = new();", 1)]
    [InlineData("M(new())", 1)]
    [InlineData("public Widget widget = new();", 0)]
    [InlineData("public Widget? widget = new();", 0)]
    [InlineData("public List<int>  numbers  =  new();", 0)]
    [InlineData("public List<HttpClient>? clients = new();", 0)]
    public void CreationThatLeavesItsTypeOut_IsLookedAtUnlessItIsDeclared(string text, int mentions) =>
        Assert.Equal(mentions, Read(text).Mentions.Count(mention => mention.Topics == Topics.ImplicitCreation));

    [Theory]
    [InlineData("x.Services.AddApi()")]
    [InlineData("return services.AddApi()")]
    [InlineData("await services")]
    [InlineData("_ = services;")]
    [InlineData("M(services)")]
    [InlineData("x[services].AddApi()")]
    [InlineData("x?[services].AddApi()")]
    [InlineData("[services.Count]")]
    [InlineData("(IServiceCollection s)")]
    [InlineData("new ServiceCollection()")]
    [InlineData("\nservices.AddApi()")]
    [InlineData("Note\nservices.AddApi()")]
    public void ServicesInUse_AreLookedAt(string text) => Assert.Equal(Topics.Services, Read(text).Mentioned);

    [Theory]
    [InlineData("void M(Host services)")]
    [InlineData("var services = Find();")]
    [InlineData("M([FromServices] Host host)")]
    [InlineData("M(Host host,\n  [FromServices] Host other)")]
    [InlineData("M(services => 1)")]
    [InlineData("new TestServices()")]
    [InlineData("System.Runtime.CompilerServices.Unsafe")]
    public void ServicesThatAreNone_TouchNothing(string text) => Assert.Equal(Topics.None, Read(text).All);

    [Theory]
    [InlineData("class C : HttpClientHandler", true)]
    [InlineData("class C :\n HttpClientHandler", true)]
    [InlineData("class C : global::HttpClientHandler", true)]
    [InlineData("using H = HttpClientHandler;", true)]
    [InlineData("using H = System.Net.Http.HttpClientHandler;", true)]
    [InlineData("using static GrpcChannel;", true)]
    [InlineData(" private HttpClientHandler handler;", false)]
    [InlineData(" M(HttpClientHandler handler, HttpClient client)", false)]
    [InlineData(" new HttpClientHandler()", false)]
    public void NameAmongBasesOrInADirective_MayDeclareAnother(string text, bool declares) =>
        Assert.Equal(declares, (Read(text).All & Topics.Declaration) != 0);

    /// <summary>What a name is cannot be told where the text that would tell it was read before.</summary>
    [Theory]
    [InlineData("= new HttpClient()", nameof(Topics.HttpClient))]
    [InlineData("f => client = new()", nameof(Topics.ImplicitCreation))]
    [InlineData("HttpClient client = new()", nameof(Topics.ImplicitCreation))]
    [InlineData("Maps()[services].AddApi()", nameof(Topics.Services))]
    public void PlaceAcrossTwoBlocks_IsLookedAt(string text, string topic)
    {
        for (int length = Block - text.Length; length <= Block; length++)
        {
            Assert.Contains(topic, Read(new string(' ', length) + text).Mentioned.ToString());
        }
    }

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
        TextTopics topics = Read(new string('x', (2 * Block) + 5) + " new HttpClientHandler");

        Assert.Equal((2 * Block) + 10, Assert.Single(topics.Mentions).Position);
    }

    [Fact]
    public void EveryMention_HasItsPlace() =>
        Assert.Equal([0, 14, 33], Read("HttpClient a; WebRequest.Create; new (1)").Mentions.Select(mention => mention.Position));

    private static TextTopics Read(string text) => FileTopics.Read(SourceText.From(text));
}
