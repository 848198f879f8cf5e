using System.Threading.Tasks;
using PinningAnalyzers.Tests.Verifiers;
using Verify = PinningAnalyzers.Tests.Verifiers.CSharpVerifier<PinningAnalyzers.Rules.UnpinnedClientAnalyzer>;

namespace PinningAnalyzers.Tests.Clients.Cases;

/// <summary>Programs around the lines that a case is about, compiled with the libraries whose clients the rules know.</summary>
internal static class ClientSource
{
    private const string Usings =
        """
        using System;
        using System.Collections.Generic;
        using System.IO;
        using System.Net;
        using System.Net.Http;
        using System.Net.Security;
        using System.Net.Sockets;
        using System.Net.WebSockets;
        using System.Security.Cryptography.X509Certificates;
        using System.Threading;
        using System.Threading.Tasks;
        using CertificatePinning;
        using Microsoft.Extensions.DependencyInjection;

        """;

    private const string Members =
        """
            private static bool Check(HttpRequestMessage request, X509Certificate2? certificate, X509Chain? chain, SslPolicyErrors errors) => Accept(null!, certificate, chain, errors);

            private static bool Accept(object sender, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors) => errors == SslPolicyErrors.None && certificate?.GetRawCertDataString() == "00";

        """;

    public static string InMethod(string statements) => InClass(
        $$"""
            public async Task Run(bool flag, string text, string[] texts, PinValidator pins, IServiceCollection services, Stream stream, Func<HttpRequestMessage, X509Certificate2?, X509Chain?, SslPolicyErrors, bool>? given)
            {
                await Task.Yield();
                {{statements}}
            }
        """);

    public static string InClass(string members, string types = "") => Usings + "public partial class Program\n{\n" + Members + members + "\n}\n" + types;

    public static Task VerifyAsync(string source, string options = "")
    {
        var test = new Verify.Test { TestCode = source };
        test.TestState.AdditionalReferences.AddRange(References.LibraryClients);
        if (options.Length > 0)
        {
            test.TestState.AnalyzerConfigFiles.Add(("/.globalconfig", "is_global = true\n" + options));
        }

        return test.RunAsync();
    }
}
