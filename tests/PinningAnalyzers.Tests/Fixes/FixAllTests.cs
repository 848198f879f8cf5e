using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Testing;
using PinningAnalyzers.Tests.Verifiers;
using Xunit;
using Verify = PinningAnalyzers.Tests.Verifiers.CSharpFixVerifier<PinningAnalyzers.Rules.UnpinnedClientAnalyzer>;

namespace PinningAnalyzers.Tests.Fixes;

public class FixAllTests
{
    private const string Unpinned = /* lang=c#-test */ """
        using System.Net.Http;

        class {0}
        {
            HttpClient Create() => {|PIN1001:new HttpClient()|};

            HttpClient Nested() => new HttpClient({|PIN1002:new HttpClientHandler { Proxy = Proxy({|PIN1001:new HttpClient()|}) }|});

            static System.Net.IWebProxy Proxy(HttpClient client) => HttpClient.DefaultProxy;
        }
        """;

    private const string Pinned = /* lang=c#-test */ """
        using System.Net.Http;
        using CertificatePinning;

        class {0}
        {
            HttpClient Create() => new HttpClient(Pins.Validator.CreateHandler());

            HttpClient Nested() => new HttpClient(new HttpClientHandler { Proxy = Proxy(new HttpClient(Pins.Validator.CreateHandler())) }.UsePins(Pins.Validator));

            static System.Net.IWebProxy Proxy(HttpClient client) => HttpClient.DefaultProxy;
        }
        """;

    [Fact]
    public async Task TwoDocumentsAndTwoProjects_GetOneValidatorEach()
    {
        Verify.Test test = Verify.Create(Named(Unpinned, "First"), Named(Pinned, "First"));
        test.TestState.Sources.Add(Named(Unpinned, "Second"));
        ProjectState other = test.TestState.AdditionalProjects["Other"];
        other.Sources.Add(("Other.cs", Named(Unpinned, "Third")));
        other.AdditionalReferences.AddRange(References.Net10);
        other.AdditionalReferences.AddRange(References.RuntimeLibrary);

        test.FixedState.InheritanceMode = StateInheritanceMode.AutoInherit;
        test.FixedState.Sources.Add(Named(Pinned, "Second"));
        test.FixedState.Sources.Add(("Pins.cs", Verify.PinsFile));
        ProjectState fixedOther = test.FixedState.AdditionalProjects["Other"];
        fixedOther.Sources.Add(("Other.cs", Named(Pinned, "Third")));
        fixedOther.Sources.Add(("Pins.cs", Verify.PinsFile));
        fixedOther.AdditionalReferences.AddRange(References.Net10);
        fixedOther.AdditionalReferences.AddRange(References.RuntimeLibrary);

        // Each of the two rules has its own fix.
        test.NumberOfFixAllIterations = 2;
        test.NumberOfFixAllInDocumentIterations = 6;
        test.NumberOfFixAllInProjectIterations = 4;
        await test.RunAsync();
    }

    [Fact]
    public async Task OldLanguage_GetsCodeThatItKnows()
    {
        Verify.Test test = Verify.Create(Named(Unpinned, "Old"), Named(Pinned, "Old"));
        test.LanguageVersion = LanguageVersion.CSharp7_3;
        test.Nullable = NullableContextOptions.Disable;
        test.NumberOfFixAllIterations = 2;
        test.FixedState.Sources.Add(("Pins.cs", Verify.PinsFile));
        await test.RunAsync();
    }

    [Fact]
    public async Task TakenName_IsAvoidedAndTheRootNamespaceKept()
    {
        Verify.Test test = Verify.Create(
            /* lang=c#-test */ """
            namespace Company.Shop
            {
                class Pins
                {
                    System.Net.Http.HttpClient Create() => {|PIN1001:new System.Net.Http.HttpClient()|};
                }
            }
            """,
            /* lang=c#-test */ """
            namespace Company.Shop
            {
                class Pins
                {
                    System.Net.Http.HttpClient Create() => new System.Net.Http.HttpClient(ServerPins.Validator.CreateHandler());
                }
            }
            """);
        const string options = """
            is_global = true
            build_property.RootNamespace = Company.Shop
            """;
        test.TestState.AnalyzerConfigFiles.Add(("/.globalconfig", options));
        test.FixedState.Sources.Add(("ServerPins.cs", """
            using CertificatePinning;

            namespace Company.Shop;

            /// <summary>The server keys that this application trusts.</summary>
            internal static class ServerPins
            {
                public static PinValidator Validator { get; } = PinValidator.CreateBuilder()
                    .RejectUnpinnedHosts()
                    .Build();
            }

            """));
        await test.RunAsync();
    }

    private static string Named(string source, string name) => source.Replace("{0}", name);
}
