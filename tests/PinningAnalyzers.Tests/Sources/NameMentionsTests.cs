using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using PinningAnalyzers.Sources;
using Xunit;

namespace PinningAnalyzers.Tests.Sources;

/// <summary>Names are found as well by the text as by the index that is made when many are asked for.</summary>
public sealed class NameMentionsTests
{
    private const int MoreThanAFewNames = 5;

    private static readonly string Code =
        "class Other { void M() { client.Before(); } }\n"
        + "class C { object client; string clients; void M() { /* client */ client.First(\"client\"); @client.Second(); clients.ToString(); my_client.X();\n"
        + string.Concat(Enumerable.Repeat("// a line that fills the blocks in which a text is read\n", 300))
        + "client.Third(); } }";

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Uses_AreFound(bool indexed)
    {
        string[] found = [.. Mentions(indexed).Of("client", CancellationToken.None).Select(mention => mention.Parent!.ToString())];

        Assert.Equal(["client.First", "@client.Second", "client.Third"], found);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void NameThatIsNotThere_IsNotFound(bool indexed) => Assert.Empty(Mentions(indexed).Of("missing", CancellationToken.None));

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void NoName_IsNotFound(bool indexed) => Assert.Empty(Mentions(indexed).Of("", CancellationToken.None));

    private static NameMentions Mentions(bool indexed)
    {
        SyntaxNode root = CSharpSyntaxTree.ParseText(Code).GetRoot();
        var mentions = new NameMentions(root.DescendantNodes().OfType<ClassDeclarationSyntax>().Last());
        foreach (int number in Enumerable.Range(0, indexed ? MoreThanAFewNames : 0))
        {
            mentions.Of("name" + number, CancellationToken.None);
        }

        return mentions;
    }
}
