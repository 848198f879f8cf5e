using System.Threading.Tasks;
using Microsoft.CodeAnalysis.Testing;
using PinningAnalyzers.CodeFixes;
using Xunit;
using Verify = PinningAnalyzers.Tests.Verifiers.CSharpFixVerifier<PinningAnalyzers.Rules.CertificateCallbackAnalyzer>;

namespace PinningAnalyzers.Tests.Fixes;

public class ProcessWideCallbackFixTests
{
    [Fact]
    public async Task Value_BecomesTheValidator_AndTheHookStaysReported()
    {
        Verify.Test test = Verify.Create(
            /* lang=c#-test */ """
            #pragma warning disable SYSLIB0014
            using System.Net;
            using System.Net.Security;

            class Startup
            {
                void Configure(RemoteCertificateValidationCallback callback)
                {
                    {|PIN2006:ServicePointManager.ServerCertificateValidationCallback|} = (sender, certificate, chain, errors) => true; // all
                    {|PIN2006:ServicePointManager.ServerCertificateValidationCallback|} += callback;
                }
            }
            """,
            /* lang=c#-test */ """
            #pragma warning disable SYSLIB0014
            using System.Net;
            using System.Net.Security;

            class Startup
            {
                void Configure(RemoteCertificateValidationCallback callback)
                {
                    {|PIN2006:ServicePointManager.ServerCertificateValidationCallback|} = Pins.Validator.Validate; // all
                    {|PIN2006:ServicePointManager.ServerCertificateValidationCallback|} += Pins.Validator.Validate;
                }
            }
            """,
            CertificateCallbackFixer.UseValidatorKey);
        test.DisabledDiagnostics.Add("PIN2001");
        test.FixedState.MarkupHandling = MarkupMode.Allow;
        test.FixedState.Sources.Add(("Pins.cs", Verify.PinsFile));
        await test.RunAsync();
    }
}
