using System.Threading.Tasks;
using Xunit;
using Verify = PinningAnalyzers.Tests.Verifiers.CSharpFixVerifier<PinningAnalyzers.Rules.UnpinnedClientAnalyzer>;

namespace PinningAnalyzers.Tests.Fixes;

public class UnpinnedHandlerFixerTests
{
    [Fact]
    public Task Creation_UsesPins_AndTheNamespaceIsImportedOnce() => Verify.VerifyFixAsync(
        /* lang=c#-test */ """
        using System;
        using System.Net.Http;
        using Microsoft.Win32;

        class Downloads
        {
            HttpClient First() => new HttpClient({|PIN1002:new HttpClientHandler()|});

            HttpClient Second()
            {
                var handler = {|PIN1002:new SocketsHttpHandler
                {
                    // Not for ever.
                    PooledConnectionLifetime = TimeSpan.FromMinutes(1),
                }|}; // shared
                return new HttpClient(handler);
            }

            HttpClient Third()
            {
                HttpClientHandler handler = {|PIN1002:new() { AllowAutoRedirect = false }|};
                return new HttpClient(handler);
            }
        }
        """,
        /* lang=c#-test */ """
        using System;
        using System.Net.Http;
        using CertificatePinning;
        using Microsoft.Win32;

        class Downloads
        {
            HttpClient First() => new HttpClient(new HttpClientHandler().UsePins(Pins.Validator));

            HttpClient Second()
            {
                var handler = new SocketsHttpHandler
                {
                    // Not for ever.
                    PooledConnectionLifetime = TimeSpan.FromMinutes(1),
                }.UsePins(Pins.Validator); // shared
                return new HttpClient(handler);
            }

            HttpClient Third()
            {
                HttpClientHandler handler = new HttpClientHandler() { AllowAutoRedirect = false }.UsePins(Pins.Validator);
                return new HttpClient(handler);
            }
        }
        """);

    [Fact]
    public Task Import_GoesWhereTheFileImports() => Verify.VerifyFixAsync(
        /* lang=c#-test */ """
        // The header of the file.

        namespace Downloads
        {
            using System.Net.Http;

            class Client
            {
                HttpClient Create() => new HttpClient({|PIN1002:new HttpClientHandler()|});
            }
        }
        """,
        /* lang=c#-test */ """
        // The header of the file.

        namespace Downloads
        {
            using System.Net.Http;
            using CertificatePinning;

            class Client
            {
                HttpClient Create() => new HttpClient(new HttpClientHandler().UsePins(Pins.Validator));
            }
        }
        """);

    [Fact]
    public Task Import_IsTheFirstOfTheFile() => Verify.VerifyFixAsync(
        /* lang=c#-test */ """
        // The header of the file.

        /// <summary>Downloads.</summary>
        class Client
        {
            System.Net.Http.HttpClient Create() => new System.Net.Http.HttpClient({|PIN1002:new System.Net.Http.HttpClientHandler()|});
        }
        """,
        /* lang=c#-test */ """
        // The header of the file.

        using CertificatePinning;

        /// <summary>Downloads.</summary>
        class Client
        {
            System.Net.Http.HttpClient Create() => new System.Net.Http.HttpClient(new System.Net.Http.HttpClientHandler().UsePins(Pins.Validator));
        }
        """);

    [Fact]
    public Task Import_StaysOutOfConditions() => Verify.VerifyFixAsync(
        /* lang=c#-test */ """
        using System;
        using System.Net.Http;
        #if EXTRA
        using Microsoft.Win32;
        #endif

        class Client
        {
            HttpClient Create() => new HttpClient({|PIN1002:new HttpClientHandler()|});
        }
        """,
        /* lang=c#-test */ """
        using System;
        using System.Net.Http;
        using CertificatePinning;
        #if EXTRA
        using Microsoft.Win32;
        #endif

        class Client
        {
            HttpClient Create() => new HttpClient(new HttpClientHandler().UsePins(Pins.Validator));
        }
        """);

    [Fact]
    public Task ClashingImport_IsAvoided() => Verify.VerifyFixAsync(
        /* lang=c#-test */ """
        using System.Net.Http;
        using Company;

        class Client
        {
            HttpClient Create(PinPolicy policy) => new HttpClient({|PIN1002:new HttpClientHandler()|});
        }

        namespace Company
        {
            class PinPolicy { }
        }
        """,
        /* lang=c#-test */ """
        using System.Net.Http;
        using Company;

        class Client
        {
            HttpClient Create(PinPolicy policy) => new HttpClient(global::CertificatePinning.PinningExtensions.UsePins(new HttpClientHandler(), Pins.Validator));
        }

        namespace Company
        {
            class PinPolicy { }
        }
        """);
}
