using System.Threading.Tasks;
using PinningAnalyzers.Tests.Verifiers;
using Xunit;
using Verify = PinningAnalyzers.Tests.Verifiers.CSharpFixVerifier<PinningAnalyzers.Rules.UnpinnedClientAnalyzer>;

namespace PinningAnalyzers.Tests.Fixes;

public class UnpinnedRegistrationFixerTests
{
    [Fact]
    public Task Chains_EndWithAPinnedPrimaryHandler() => VerifyAsync(
        /* lang=c#-test */ """
        using System;
        using Microsoft.Extensions.DependencyInjection;

        class Startup
        {
            void Configure(IServiceCollection services)
            {
                services.{|PIN1004:AddHttpClient("one")|};
                services
                    .{|PIN1004:AddHttpClient("two")|} // the second
                    .SetHandlerLifetime(TimeSpan.FromMinutes(1)); // short
            }
        }
        """,
        /* lang=c#-test */ """
        using System;
        using Microsoft.Extensions.DependencyInjection;

        class Startup
        {
            void Configure(IServiceCollection services)
            {
                services.AddHttpClient("one").ConfigurePrimaryHttpMessageHandler(Pins.Validator.CreateHandler);
                services
                    .AddHttpClient("two") // the second
                    .SetHandlerLifetime(TimeSpan.FromMinutes(1))
                    .ConfigurePrimaryHttpMessageHandler(Pins.Validator.CreateHandler); // short
            }
        }
        """);

    [Fact]
    public Task DefaultClient_IsConfiguredForAll() => VerifyAsync(
        /* lang=c#-test */ """
        using Microsoft.Extensions.DependencyInjection;

        class Startup
        {
            void Configure(IServiceCollection services) => services.{|PIN1004:AddHttpClient()|};
        }
        """,
        /* lang=c#-test */ """
        using Microsoft.Extensions.DependencyInjection;

        class Startup
        {
            void Configure(IServiceCollection services) => services.AddHttpClient().ConfigureHttpClientDefaults(http => http.ConfigurePrimaryHttpMessageHandler(Pins.Validator.CreateHandler));
        }
        """);

    private static Task VerifyAsync(string source, string fixedSource)
    {
        Verify.Test test = Verify.Create(source, fixedSource);
        test.TestState.AdditionalReferences.AddRange(References.LibraryClients);
        test.FixedState.Sources.Add(("Pins.cs", Verify.PinsFile));
        return test.RunAsync();
    }
}
