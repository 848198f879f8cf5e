using System.Threading.Tasks;
using Xunit;
using Verify = PinningAnalyzers.Tests.Verifiers.CSharpFixVerifier<PinningAnalyzers.Rules.UnpinnedClientAnalyzer>;

namespace PinningAnalyzers.Tests.Fixes;

public class UnpinnedHttpClientFixerTests
{
    [Fact]
    public Task Creation_GetsAPinnedHandlerAndTheProjectAValidator() => Verify.VerifyFixAsync(
        /* lang=c#-test */ """
        using System.Net.Http;

        class Downloads
        {
            // One for all.
            private readonly HttpClient client = {|PIN1001:new HttpClient()|}; // shared
        }
        """,
        /* lang=c#-test */ """
        using System.Net.Http;

        class Downloads
        {
            // One for all.
            private readonly HttpClient client = new HttpClient(Pins.Validator.CreateHandler()); // shared
        }
        """);

    [Fact]
    public Task OwnValidator_IsFound() => Verify.VerifyFixWithOwnValidatorAsync(
        /* lang=c#-test */ """
        using System.Net.Http;

        class Downloads
        {
            HttpClient Create() => {|PIN1001:new()|};
        }
        """,
        /* lang=c#-test */ """
        using System.Net.Http;

        class Downloads
        {
            HttpClient Create() => new(Security.Servers.CreateHandler());
        }
        """);

    [Fact]
    public Task Positions_AreAllFixed() => Verify.VerifyFixAsync(
        /* lang=c#-test */ """
        using System;
        using System.Net.Http;

        class Downloads
        {
            HttpClient Property { get; } = {|PIN1001:new()|};

            HttpClient Arrow() => {|PIN1001:new HttpClient { Timeout = TimeSpan.FromSeconds(3) }|};

            HttpClient Return(bool known)
            {
                using var client = {|PIN1001:new HttpClient()|};
                Func<HttpClient> factory = () => {|PIN1001:new HttpClient()|};
                Use({|PIN1001:new HttpClient
                {
                    Timeout = TimeSpan.FromSeconds(3), // enough
                }|});
                return known ? {|PIN1001:new HttpClient()|} : client;
            }

            void Use(HttpClient client) { }
        }
        """,
        /* lang=c#-test */ """
        using System;
        using System.Net.Http;

        class Downloads
        {
            HttpClient Property { get; } = new(Pins.Validator.CreateHandler());

            HttpClient Arrow() => new HttpClient(Pins.Validator.CreateHandler()) { Timeout = TimeSpan.FromSeconds(3) };

            HttpClient Return(bool known)
            {
                using var client = new HttpClient(Pins.Validator.CreateHandler());
                Func<HttpClient> factory = () => new HttpClient(Pins.Validator.CreateHandler());
                Use(new HttpClient(Pins.Validator.CreateHandler())
                {
                    Timeout = TimeSpan.FromSeconds(3), // enough
                });
                return known ? new HttpClient(Pins.Validator.CreateHandler()) : client;
            }

            void Use(HttpClient client) { }
        }
        """);

    [Fact]
    public Task DerivedClients_CallTheBaseWithAPinnedHandler() => Verify.VerifyFixAsync(
        /* lang=c#-test */ """
        using System.Net.Http;

        class WithConstructor : HttpClient
        {
            public {|PIN1001:WithConstructor|}()
            {
            }

            public {|PIN1001:WithConstructor|}(int count) : base()
            {
            }
        }

        class {|PIN1001:WithoutConstructor|} : HttpClient
        {
        }

        class {|PIN1001:WithPrimary|}(string name) : HttpClient
        {
            public string Name => name;
        }
        """,
        /* lang=c#-test */ """
        using System.Net.Http;

        class WithConstructor : HttpClient
        {
            public WithConstructor() : base(Pins.Validator.CreateHandler())
            {
            }

            public WithConstructor(int count) : base(Pins.Validator.CreateHandler())
            {
            }
        }

        class WithoutConstructor : HttpClient
        {
            public WithoutConstructor() : base(Pins.Validator.CreateHandler())
            {
            }
        }

        class WithPrimary(string name) : HttpClient(Pins.Validator.CreateHandler())
        {
            public string Name => name;
        }
        """);
}
