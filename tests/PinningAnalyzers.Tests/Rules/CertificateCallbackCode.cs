using System;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis.Testing;
using PinningAnalyzers.Rules;
using PinningAnalyzers.Tests.Verifiers;

namespace PinningAnalyzers.Tests.Rules;

/// <summary>Puts a callback's body into a small client, so that a test shows nothing but the body.</summary>
internal static class CertificateCallbackCode
{
    /// <summary>What a lambda's body may speak of: pins, settings, and code that the analysis cannot see.</summary>
    private const string Surroundings = /* lang=c#-test */ """
        using System;
        using System.Collections;
        using System.Collections.Generic;
        using System.Diagnostics;
        using System.IO;
        using System.Linq;
        using System.Net;
        using System.Net.Http;
        using System.Net.Security;
        using System.Security.Authentication;
        using System.Security.Cryptography;
        using System.Security.Cryptography.X509Certificates;
        using System.Text;
        using System.Threading.Tasks;

        internal interface ISettings
        {
            bool Insecure { get; }

            string Host { get; }
        }

        internal interface IChecker
        {
            bool Check(X509Certificate certificate);

            bool CheckChain(X509Chain chain);

            bool CheckText(string text);

            bool CheckErrors(SslPolicyErrors errors);

            void Demand(X509Certificate certificate);

            void Log(string text);
        }

        internal sealed partial class Client
        {
            private const string Pin = "3082010A0282010100C5F4";
            private static readonly byte[] PinBytes = Convert.FromBase64String("AZ1lxS1BbhWTvxYTvxYTvxYTvxYTvxYTvxYTvxYTvxY=");
            private static readonly HashSet<string> Pins = new() { Pin, "3082010A0282010100C5F5" };
            private static readonly Dictionary<string, string> PinsByHost = new() { ["api.example.com"] = Pin };
            private static readonly X509Certificate2 Trusted = new("trusted.cer");
            private readonly ISettings _settings;
            private readonly IChecker _checker;

            public Client(ISettings settings, IChecker checker)
            {
                _settings = settings;
                _checker = checker;
            }
        """;

    /// <summary>Marks the lambda with this body as the finding.</summary>
    public static Task VerifyReportsAsync(string id, string body, string members = "") =>
        VerifyAsync("{|" + id + ":(request, certificate, chain, errors) => " + body + "|}", members);

    /// <summary>Expects nothing of the lambda with this body.</summary>
    public static Task VerifyIsSilentAsync(string body, string members = "") =>
        VerifyAsync("(request, certificate, chain, errors) => " + body, members);

    /// <summary>The callback as it stands: any expression, marked or not.</summary>
    public static async Task VerifyAsync(string callback, string members = "")
    {
        try
        {
            await CSharpVerifier<CertificateCallbackAnalyzer>.VerifyAnalyzerAsync(Compose(callback, members));
        }
        catch (InvalidOperationException failure)
        {
            // A test runner cuts long arguments off: the row that failed is named here in full.
            throw new InvalidOperationException(callback + Environment.NewLine + failure.Message, failure);
        }
    }

    /// <summary>Members of the client, with the findings marked in them.</summary>
    public static Task VerifyMembersAsync(string members, params DiagnosticResult[] expected) =>
        CSharpVerifier<CertificateCallbackAnalyzer>.VerifyAnalyzerAsync(WithMembers(members), expected);

    /// <summary>The source of a client with these members.</summary>
    public static string WithMembers(string members) => Surroundings + Environment.NewLine + members + Environment.NewLine + "}";

    private static string Compose(string callback, string members) => WithMembers($$"""
            public HttpClientHandler CreateHandler()
            {
                return new HttpClientHandler
                {
                    ServerCertificateCustomValidationCallback = {{callback}},
                };
            }

            {{members}}
        """);
}
