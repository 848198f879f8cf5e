using System.Threading.Tasks;
using Microsoft.CodeAnalysis.Testing;
using PinningAnalyzers.CodeFixes;
using Xunit;
using Verify = PinningAnalyzers.Tests.Verifiers.CSharpFixVerifier<PinningAnalyzers.Rules.CertificateCallbackAnalyzer>;

namespace PinningAnalyzers.Tests.Fixes;

public class ErrorsGuardTests
{
    [Fact]
    public Task Callbacks_RejectErrorsFirst() => VerifyAsync(
        /* lang=c#-test */ """
        using System.Net.Security;
        using System.Security.Cryptography.X509Certificates;

        class Client
        {
            static bool known;

            RemoteCertificateValidationCallback expression = {|PIN2002:(sender, certificate, chain, errors) => errors != SslPolicyErrors.RemoteCertificateNameMismatch|};

            RemoteCertificateValidationCallback block = {|PIN2002:(a, b, c, policy) =>
            {
                // Names do not matter here.
                return policy == SslPolicyErrors.None || policy == SslPolicyErrors.RemoteCertificateNameMismatch;
            }|};

            RemoteCertificateValidationCallback discarded = {|PIN2002:(_, _, _, _) => known|};

            RemoteCertificateValidationCallback without = {|PIN2002:delegate { return known; }|};

            RemoteCertificateValidationCallback target = {|PIN2002:Accept|};

            RemoteCertificateValidationCallback again = {|PIN2002:Accept|};

            static bool Accept(object sender, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors) =>
                errors != SslPolicyErrors.RemoteCertificateNameMismatch;
        }
        """,
        /* lang=c#-test */ """
        using System.Net.Security;
        using System.Security.Cryptography.X509Certificates;

        class Client
        {
            static bool known;

            RemoteCertificateValidationCallback expression = {|PIN2003:(sender, certificate, chain, errors) =>
            {
                if (errors != SslPolicyErrors.None)
                {
                    return false;
                }

                return errors != SslPolicyErrors.RemoteCertificateNameMismatch;
            }|};

            RemoteCertificateValidationCallback block = {|PIN2003:(a, b, c, policy) =>
            {
                if (policy != SslPolicyErrors.None)
                {
                    return false;
                }

                // Names do not matter here.
                return policy == SslPolicyErrors.None || policy == SslPolicyErrors.RemoteCertificateNameMismatch;
            }|};

            RemoteCertificateValidationCallback discarded = (_, _, _, errors) =>
            {
                if (errors != SslPolicyErrors.None)
                {
                    return false;
                }

                return known;
            };

            RemoteCertificateValidationCallback without = delegate (object sender, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors) { if (errors != SslPolicyErrors.None) { return false; } return known; };

            RemoteCertificateValidationCallback target = {|PIN2003:Accept|};

            RemoteCertificateValidationCallback again = {|PIN2003:Accept|};

            static bool Accept(object sender, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors)
            {
                if (errors != SslPolicyErrors.None)
                {
                    return false;
                }

                return errors != SslPolicyErrors.RemoteCertificateNameMismatch;
            }
        }
        """);

    [Fact]
    public async Task Target_IsGuardedInItsOwnFile()
    {
        Verify.Test test = Verify.Create(
            /* lang=c#-test */ """
            using System.Net.Security;

            class Client
            {
                RemoteCertificateValidationCallback callback = {|PIN2002:Callbacks.Accept|};
            }
            """,
            /* lang=c#-test */ """
            using System.Net.Security;

            class Client
            {
                RemoteCertificateValidationCallback callback = {|PIN2003:Callbacks.Accept|};
            }
            """,
            CertificateCallbackFixer.RejectErrorsKey);
        const string target = /* lang=c#-test */ """
            using System.Security.Cryptography.X509Certificates;

            static class Callbacks
            {
            \tpublic static bool Accept(object sender, X509Certificate? certificate, X509Chain? chain, System.Net.Security.SslPolicyErrors errors) // any name
            \t{{0}
            \t\t// Names do not matter.
            \t\treturn (errors & System.Net.Security.SslPolicyErrors.RemoteCertificateChainErrors) == 0;
            \t}
            }
            """;
        const string guard = "\r\n\t\tif (errors != System.Net.Security.SslPolicyErrors.None)\r\n\t\t{\r\n\t\t\treturn false;\r\n\t\t}\r\n";
        test.TestState.Sources.Add(Windows(target).Replace("{0}", ""));
        test.FixedState.Sources.Add(Windows(target).Replace("{0}", guard));
        test.FixedState.MarkupHandling = MarkupMode.Allow;
        test.CodeActionIndex = 1;
        await test.RunAsync();
    }

    [Fact]
    public Task ExpressionBodies_KeepTheirComments() => VerifyAsync(
        /* lang=c#-test */ """
        using System.Net.Security;
        using System.Security.Cryptography.X509Certificates;

        class Client
        {
            RemoteCertificateValidationCallback Create()
            {
                return {|PIN2002:Accept|};

                static bool Accept(object sender, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors)
                    // Names do not matter.
                    => errors == SslPolicyErrors.None
                        || errors == SslPolicyErrors.RemoteCertificateNameMismatch; // so be it
            }
        }
        """,
        /* lang=c#-test */ """
        using System.Net.Security;
        using System.Security.Cryptography.X509Certificates;

        class Client
        {
            RemoteCertificateValidationCallback Create()
            {
                return {|PIN2003:Accept|};

                static bool Accept(object sender, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors)
                {
                    if (errors != SslPolicyErrors.None)
                    {
                        return false;
                    }

                    // Names do not matter.
                    return errors == SslPolicyErrors.None
                        || errors == SslPolicyErrors.RemoteCertificateNameMismatch;
                } // so be it
            }
        }
        """);

    private static string Windows(string text) => text.Replace("\r\n", "\n", System.StringComparison.Ordinal).Replace("\n", "\r\n", System.StringComparison.Ordinal).Replace("\\t", "\t", System.StringComparison.Ordinal);

    private static Task VerifyAsync(string source, string fixedSource)
    {
        Verify.Test test = Verify.Create(source, fixedSource, CertificateCallbackFixer.RejectErrorsKey);
        test.FixedState.MarkupHandling = MarkupMode.Allow;
        test.CodeActionIndex = 1;
        return test.RunAsync();
    }
}
