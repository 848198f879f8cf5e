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

    [Fact]
    public Task NameThatAnImportGives_IsNotHidden() => VerifyFileAsync(
        /* lang=c#-test */ """
        using Hardware;

        namespace Company.Shop
        {
            class Board
            {
                int led = Pins.Led;

                System.Net.Http.HttpClient Create() => {0};
            }
        }

        namespace Hardware
        {
            static class Pins { public const int Led = 13; }
        }
        """,
        "ServerPins",
        """
        using CertificatePinning;

        namespace Company.Shop;

        /// <summary>The server keys that this application trusts.</summary>
        internal static class ServerPins
        {
            public static PinValidator Validator { get; } = PinValidator.CreateBuilder()
                .RejectUnpinnedHosts()
                .Build();
        }

        """);

    [Fact]
    public Task TypeNamedLikeTheLibrarys_IsNotTakenForIt() => VerifyFileAsync(
        /* lang=c#-test */ """
        namespace Company.Shop
        {
            class PinValidator
            {
                System.Net.Http.HttpClient Create() => {0};
            }
        }
        """,
        "Pins",
        """
        namespace Company.Shop;

        /// <summary>The server keys that this application trusts.</summary>
        internal static class Pins
        {
            public static global::CertificatePinning.PinValidator Validator { get; } = global::CertificatePinning.PinValidator.CreateBuilder()
                .RejectUnpinnedHosts()
                .Build();
        }

        """);

    [Fact]
    public async Task TabsAndWindowsLines_AreKept_InTheFileThatIsAddedToo()
    {
        const string source = "using System.Net.Http;\r\n\r\nclass Client\r\n{\r\n\tHttpClient Create() =>\r\n\t\tnew HttpClient({|PIN1002:new HttpClientHandler\r\n\t\t{\r\n\t\t\tAllowAutoRedirect = false, // never\r\n\t\t}|});\r\n}\r\n";
        const string expected = "using System.Net.Http;\r\nusing CertificatePinning;\r\n\r\nclass Client\r\n{\r\n\tHttpClient Create() =>\r\n\t\tnew HttpClient(new HttpClientHandler\r\n\t\t{\r\n\t\t\tAllowAutoRedirect = false, // never\r\n\t\t}.UsePins(Pins.Validator));\r\n}\r\n";
        Verify.Test test = Verify.Create(source, expected);
        test.FixedState.Sources.Add(("Pins.cs", Verify.PinsFile.Replace("\n", "\r\n", System.StringComparison.Ordinal).Replace("    ", "\t", System.StringComparison.Ordinal)));
        await test.RunAsync();
    }

    [Fact]
    public async Task GlobalImport_IsNotRepeated()
    {
        Verify.Test test = Verify.Create(
            /* lang=c#-test */ """
            class Client
            {
                HttpClient Create() => new HttpClient({|PIN1002:new HttpClientHandler()|});
            }
            """,
            /* lang=c#-test */ """
            class Client
            {
                HttpClient Create() => new HttpClient(new HttpClientHandler().UsePins(Pins.Validator));
            }
            """);
        const string imports = "global using System.Net.Http;\nglobal using CertificatePinning;\n";
        test.TestState.Sources.Add(imports);
        test.FixedState.Sources.Add(imports);
        test.FixedState.Sources.Add(("Pins.cs", Verify.PinsFile));
        await test.RunAsync();
    }

    [Fact]
    public Task NamespaceNamedLikeTheLibrarys_IsNotImported() => Verify.VerifyFixAsync(
        /* lang=c#-test */ """
        namespace Company.CertificatePinning
        {
            class Own { }
        }

        namespace Company
        {
            using System.Net.Http;

            class Client
            {
                HttpClient Create() => new HttpClient({|PIN1002:new HttpClientHandler()|});
            }
        }
        """,
        /* lang=c#-test */ """
        namespace Company.CertificatePinning
        {
            class Own { }
        }

        namespace Company
        {
            using System.Net.Http;

            class Client
            {
                HttpClient Create() => new HttpClient(global::CertificatePinning.PinningExtensions.UsePins(new HttpClientHandler(), Pins.Validator));
            }
        }
        """);

    [Fact]
    public async Task TopLevelStatements_AreFixedInPlace()
    {
        Verify.Test test = Verify.Create(
            /* lang=c#-test */ """
            using System.Net.Http;

            // All of them.
            using HttpClient one = args.Length > 1 ? {|PIN1001:new()|} : {|PIN1001:new HttpClient()|};
            """,
            /* lang=c#-test */ """
            using System.Net.Http;

            // All of them.
            using HttpClient one = args.Length > 1 ? new(Pins.Validator.CreateHandler()) : new HttpClient(Pins.Validator.CreateHandler());
            """);
        test.OutputKind = OutputKind.ConsoleApplication;
        test.TestState.OutputKind = OutputKind.ConsoleApplication;
        test.FixedState.Sources.Add(("Pins.cs", Verify.PinsFile));
        await test.RunAsync();
    }

    [Fact]
    public async Task NearestAccessibleValidator_IsUsed()
    {
        const string validators = /* lang=c#-test */ """
            using CertificatePinning;

            public class Base
            {
                protected static PinValidator Inherited { get; } = PinValidator.CreateBuilder().Build();
            }

            namespace Company
            {
                static class Hidden { static readonly PinValidator Own = PinValidator.CreateBuilder().Build(); }

                static class Far { public static readonly PinValidator Servers = PinValidator.CreateBuilder().Build(); }
            }

            namespace Company.Shop
            {
                static class Near { internal static readonly PinValidator Servers = PinValidator.CreateBuilder().Build(); }
            }

            """;
        Verify.Test test = Verify.Create(
            /* lang=c#-test */ """
            using System.Net.Http;

            namespace Company.Shop.Orders
            {
                partial class Client
                {
                    class Nested { HttpClient Create() => {|PIN1001:new HttpClient()|}; }
                }
            }

            namespace Company.Billing
            {
                class Client { HttpClient Create() => {|PIN1001:new HttpClient()|}; }
            }
            """,
            /* lang=c#-test */ """
            using System.Net.Http;

            namespace Company.Shop.Orders
            {
                partial class Client
                {
                    class Nested { HttpClient Create() => new HttpClient(Near.Servers.CreateHandler()); }
                }
            }

            namespace Company.Billing
            {
                class Client { HttpClient Create() => new HttpClient(Far.Servers.CreateHandler()); }
            }
            """);
        test.TestState.Sources.Add(validators);
        test.FixedState.Sources.Add(validators);
        await test.RunAsync();
    }

    [Fact]
    public async Task InheritedValidator_IsUsed()
    {
        const string baseType = /* lang=c#-test */ """
            using CertificatePinning;

            public class Base
            {
                protected static PinValidator Servers { get; } = PinValidator.CreateBuilder().Build();
            }

            """;
        Verify.Test test = Verify.Create(
            /* lang=c#-test */ """
            class Client : Base
            {
                System.Net.Http.HttpClient Create() => {|PIN1001:new System.Net.Http.HttpClient()|};
            }
            """,
            /* lang=c#-test */ """
            class Client : Base
            {
                System.Net.Http.HttpClient Create() => new System.Net.Http.HttpClient(Servers.CreateHandler());
            }
            """);
        test.TestState.Sources.Add(baseType);
        test.FixedState.Sources.Add(baseType);
        await test.RunAsync();
    }

    [Fact]
    public async Task ValidatorOfAReferencedProject_IsUsed()
    {
        Verify.Test test = Verify.Create(
            /* lang=c#-test */ """
            class Client
            {
                System.Net.Http.HttpClient Create() => {|PIN1001:new System.Net.Http.HttpClient()|};
            }
            """,
            /* lang=c#-test */ """
            class Client
            {
                System.Net.Http.HttpClient Create() => new System.Net.Http.HttpClient(Shared.Security.Servers.CreateHandler());
            }
            """);
        foreach (ProjectState shared in new[] { test.TestState.AdditionalProjects["Shared"], test.FixedState.AdditionalProjects["Shared"] })
        {
            shared.Sources.Add(("Security.cs", /* lang=c#-test */ """
                using CertificatePinning;

                namespace Shared
                {
                    public static class Security
                    {
                        internal static readonly PinValidator Hidden = PinValidator.CreateBuilder().Build();

                        public static PinValidator Servers { get; } = PinValidator.CreateBuilder().Build();
                    }
                }
                """));
            shared.AdditionalReferences.AddRange(References.Net10);
            shared.AdditionalReferences.AddRange(References.RuntimeLibrary);
        }

        test.TestState.AdditionalProjectReferences.Add("Shared");
        test.FixedState.AdditionalProjectReferences.Add("Shared");
        await test.RunAsync();
    }

    [Fact]
    public async Task FileOfAReferencedProject_DoesNotTakeTheName()
    {
        Verify.Test test = Verify.Create(
            /* lang=c#-test */ """
            class Client
            {
                System.Net.Http.HttpClient Create() => {|PIN1001:new System.Net.Http.HttpClient()|};
            }
            """,
            /* lang=c#-test */ """
            class Client
            {
                System.Net.Http.HttpClient Create() => new System.Net.Http.HttpClient(Pins.Validator.CreateHandler());
            }
            """);
        foreach (ProjectState shared in new[] { test.TestState.AdditionalProjects["Shared"], test.FixedState.AdditionalProjects["Shared"] })
        {
            shared.Sources.Add(("Pins.cs", Verify.PinsFile));
            shared.AdditionalReferences.AddRange(References.Net10);
            shared.AdditionalReferences.AddRange(References.RuntimeLibrary);
        }

        test.TestState.AdditionalProjectReferences.Add("Shared");
        test.FixedState.AdditionalProjectReferences.Add("Shared");
        test.FixedState.Sources.Add(("Pins.cs", Verify.PinsFile));
        await test.RunAsync();
    }

    private static Task VerifyFileAsync(string source, string typeName, string file)
    {
        Verify.Test test = Verify.Create(
            source.Replace("{0}", "{|PIN1001:new System.Net.Http.HttpClient()|}"),
            source.Replace("{0}", $"new System.Net.Http.HttpClient({typeName}.Validator.CreateHandler())"));
        test.TestState.AnalyzerConfigFiles.Add(("/.globalconfig", "is_global = true\nbuild_property.RootNamespace = Company.Shop\n"));
        test.FixedState.Sources.Add((typeName + ".cs", file));
        return test.RunAsync();
    }

    private static string Named(string source, string name) => source.Replace("{0}", name);
}
