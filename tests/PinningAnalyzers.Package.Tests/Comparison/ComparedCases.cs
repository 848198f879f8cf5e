using System.Linq;
using System.Text;

namespace PinningAnalyzers.Package.Tests.Comparison;

/// <summary>The cases of <c>docs/comparison.md</c>: each a method, and whether it deserves a report.</summary>
internal static class ComparedCases
{
    public static readonly (string Title, bool IsWrong, string Code)[] All =
    [
        ("`new HttpClient()`", true, /* lang=c#-test */ """
            HttpClient Create() => new HttpClient();
            """),
        ("`new HttpClientHandler()` without a callback", true, /* lang=c#-test */ """
            HttpClient Create() => new HttpClient(new HttpClientHandler());
            """),
        ("`HttpClientHandler`'s callback `=> true`", true, /* lang=c#-test */ """
            void Set(HttpClientHandler handler) => handler.ServerCertificateCustomValidationCallback = (m, c, ch, e) => true;
            """),
        ("the same in an object initializer", true, /* lang=c#-test */ """
            HttpClientHandler Create() => new HttpClientHandler { ServerCertificateCustomValidationCallback = (m, c, ch, e) => true };
            """),
        ("`DangerousAcceptAnyServerCertificateValidator`", true, /* lang=c#-test */ """
            void Set(HttpClientHandler handler) => handler.ServerCertificateCustomValidationCallback = HttpClientHandler.DangerousAcceptAnyServerCertificateValidator;
            """),
        ("`SocketsHttpHandler.SslOptions`' callback `=> true`", true, /* lang=c#-test */ """
            void Set(SocketsHttpHandler handler) => handler.SslOptions.RemoteCertificateValidationCallback = (s, c, ch, e) => true;
            """),
        ("`new SslStream(s, false, … => true)`", true, /* lang=c#-test */ """
            SslStream Create(Stream s) => new SslStream(s, false, (o, c, ch, e) => true);
            """),
        ("a web socket's callback `=> true`", true, /* lang=c#-test */ """
            void Set(ClientWebSocket socket) => socket.Options.RemoteCertificateValidationCallback = (s, c, ch, e) => true;
            """),
        ("`ServicePointManager`'s callback `=> true`", true, /* lang=c#-test */ """
            void Set() => ServicePointManager.ServerCertificateValidationCallback = (s, c, ch, e) => true;
            """),
        ("the same with a nested lambda that returns false", true, /* lang=c#-test */ """
            void Set() => ServicePointManager.ServerCertificateValidationCallback = (s, c, ch, e) => { Func<bool> f = () => false; return true; };
            """),
        ("a method that returns true", true, /* lang=c#-test */ """
            void Set(HttpClientHandler handler) => handler.ServerCertificateCustomValidationCallback = Check;
            private static bool Check(HttpRequestMessage m, X509Certificate2? c, X509Chain? ch, SslPolicyErrors e) => true;
            """),
        ("a local function that returns true", true, /* lang=c#-test */ """
            void Set(HttpClientHandler handler)
            {
                bool Check(HttpRequestMessage m, X509Certificate2? c, X509Chain? ch, SslPolicyErrors e) => true;
                handler.ServerCertificateCustomValidationCallback = Check;
            }
            """),
        ("`errors == None || true`", true, /* lang=c#-test */ """
            void Set(SocketsHttpHandler handler) => handler.SslOptions.RemoteCertificateValidationCallback = (s, c, ch, e) => e == SslPolicyErrors.None || true;
            """),
        ("a callback that overlooks a wrong name", true, /* lang=c#-test */ """
            void Set(SocketsHttpHandler handler) => handler.SslOptions.RemoteCertificateValidationCallback =
                (s, c, ch, e) => (e & ~SslPolicyErrors.RemoteCertificateNameMismatch) == SslPolicyErrors.None;
            """),
        ("a callback that compares the subject's name", true, /* lang=c#-test */ """
            void Set(SocketsHttpHandler handler) => handler.SslOptions.RemoteCertificateValidationCallback =
                (s, c, ch, e) => c != null && c.Subject == "CN=api.example.com";
            """),
        ("a pin that is looked for in an unverified chain", true, /* lang=c#-test */ """
            void Set(SocketsHttpHandler handler) => handler.SslOptions.RemoteCertificateValidationCallback =
                (s, c, ch, e) => ch != null && ch.ChainElements.Any(x => x.Certificate.GetCertHashString(HashAlgorithmName.SHA256) == Pin);
            """),
        ("a callback that repeats the platform's answer", true, /* lang=c#-test */ """
            void Set(SocketsHttpHandler handler) => handler.SslOptions.RemoteCertificateValidationCallback = (s, c, ch, e) => e == SslPolicyErrors.None;
            """),
        ("**a correct pin**", false, /* lang=c#-test */ """
            void Set(HttpClientHandler handler) => handler.ServerCertificateCustomValidationCallback =
                (m, c, ch, e) => e == SslPolicyErrors.None && c != null && c.GetCertHashString(HashAlgorithmName.SHA256) == Pin;
            """),
        ("**reading the callback**", false, /* lang=c#-test */ """
            bool IsSet(HttpClientHandler handler) => handler.ServerCertificateCustomValidationCallback != null;
            """),
        ("**the validator of this package**", false, /* lang=c#-test */ """
            void Set(HttpClientHandler handler) => handler.ServerCertificateCustomValidationCallback = Validator.Validate;
            """),
    ];

    /// <summary>All cases in one file: the case of a line is the last one that begins at or before it.</summary>
    public static (string Source, int[] FirstLines) Compile()
    {
        var source = new StringBuilder(Head.ReplaceLineEndings("\n"));
        var firstLines = new int[All.Length];
        for (int i = 0; i < All.Length; i++)
        {
            firstLines[i] = source.ToString().Count(character => character == '\n') + 1;
            source.Append($"public class Case{i} : Pinned\n{{\npublic {All[i].Code}\n}}\n");
        }

        return (source.ToString(), firstLines);
    }

    private const string Head = /* lang=c#-test */ """
        #nullable enable
        using System;
        using System.IO;
        using System.Linq;
        using System.Net;
        using System.Net.Http;
        using System.Net.Security;
        using System.Net.WebSockets;
        using System.Security.Cryptography;
        using System.Security.Cryptography.X509Certificates;
        using CertificatePinning;

        public class Pinned
        {
            protected const string Pin = "A69D05F5E8E8A2834600707BC0FA3E533ED670C86610443240334932940697711";

            protected static readonly PinValidator Validator = PinValidator.CreateBuilder()
                .Pin("api.example.com", "sha256/pnQX9ujooGNAHDgBvPo+Uz7WcMhmEEQCM0kylAaXcRg=", "sha256/5KAfV22RO4cRq4Ji8cpW5yE0MrXsQCwnXBrVIzB+mDE=")
                .Build();
        }

        """;
}
