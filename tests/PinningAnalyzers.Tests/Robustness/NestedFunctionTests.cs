using System.Threading.Tasks;
using Xunit;
using VerifyCallback = PinningAnalyzers.Tests.Verifiers.CSharpVerifier<PinningAnalyzers.Rules.CertificateCallbackAnalyzer>;
using VerifyClient = PinningAnalyzers.Tests.Verifiers.CSharpVerifier<PinningAnalyzers.Rules.UnpinnedClientAnalyzer>;

namespace PinningAnalyzers.Tests.Robustness;

/// <summary>Roslyn hangs the regions of a lambda's graph below those of the function around it, with other block numbers: <c>try</c> statements out there are none of the lambda's.</summary>
public sealed class NestedFunctionTests
{
    [Fact]
    public Task LambdaInsideTry_DoesNotThrow() => VerifyClient.VerifyAnalyzerAsync(/* lang=c#-test */ """
        using System;
        using System.Linq;
        using System.Net.Http;
        class C
        {
            static HttpClient Make(string[] names, Func<string, HttpClientHandler, bool> use)
            {
                var handler = {|PIN1002:new HttpClientHandler()|};
                try
                {
                    Console.WriteLine();
                    Console.WriteLine(names.Where(name => name.Length > 3).Select(name => name.Trim() == "x" ? 1 : 2).Count());
                    Console.WriteLine();
                }
                catch (InvalidOperationException)
                {
                    Console.WriteLine();
                    Console.WriteLine(names.Length > 1 ? names[0] : names[1]);
                }

                return new HttpClient(handler);
            }
        }
        """);

    [Fact]
    public Task CallbackThatThrowsInsideATryThatCatches_IsSilent() => VerifyCallback.VerifyAnalyzerAsync(/* lang=c#-test */ """
        using System;
        using System.Net.Http;
        using System.Net.Security;
        class C
        {
            static void Configure(HttpClientHandler handler, string pin)
            {
                try
                {
                    Console.WriteLine();
                    handler.ServerCertificateCustomValidationCallback = (message, certificate, chain, errors) =>
                    {
                        if (errors != SslPolicyErrors.None)
                        {
                            throw new InvalidOperationException();
                        }

                        return certificate!.GetPublicKeyString() == pin;
                    };
                }
                catch (InvalidOperationException)
                {
                    Console.WriteLine();
                }
            }
        }
        """);
}
