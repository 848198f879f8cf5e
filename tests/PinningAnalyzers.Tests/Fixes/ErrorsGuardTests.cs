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

    private static Task VerifyAsync(string source, string fixedSource)
    {
        Verify.Test test = Verify.Create(source, fixedSource, CertificateCallbackFixer.RejectErrorsKey);
        test.FixedState.MarkupHandling = MarkupMode.Allow;
        test.CodeActionIndex = 1;
        return test.RunAsync();
    }
}
