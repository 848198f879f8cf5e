using System.Threading.Tasks;
using Xunit;
using Verify = PinningAnalyzers.Tests.Verifiers.CSharpFixVerifier<PinningAnalyzers.Rules.CertificateCallbackAnalyzer>;

namespace PinningAnalyzers.Tests.Fixes;

public class CertificateCallbackFixerTests
{
    [Fact]
    public Task Positions_TakeTheValidator() => Verify.VerifyFixAsync(
        /* lang=c#-test */ """
        using System;
        using System.IO;
        using System.Net.Http;
        using System.Net.Security;
        using System.Security.Cryptography.X509Certificates;

        class Client
        {
            static readonly RemoteCertificateValidationCallback Field = {|PIN2001:delegate { return true; }|};

            RemoteCertificateValidationCallback Property => new RemoteCertificateValidationCallback({|PIN2001:Accept|});

            void Set(HttpClientHandler handler, Stream inner, bool known)
            {
                handler.ServerCertificateCustomValidationCallback = {|PIN2001:(message, certificate, chain, errors) => true|}; // every one
                handler.ServerCertificateCustomValidationCallback += {|PIN2001:HttpClientHandler.DangerousAcceptAnyServerCertificateValidator|};
                var stream = new SslStream(inner, false, {|PIN2001:(a, b, c, d) => { return true; }|}, null);
                var cast = (RemoteCertificateValidationCallback)({|PIN2001:(a, b, c, d) => true|});
                RemoteCertificateValidationCallback? chosen = known ? {|PIN2001:Accept|} : null;
                RemoteCertificateValidationCallback[] all = [{|PIN2001:Accept|}, {|PIN2001:(_, _, _, _) => true|}];
            }

            static bool Accept(object sender, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors) => true;
        }
        """,
        /* lang=c#-test */ """
        using System;
        using System.IO;
        using System.Net.Http;
        using System.Net.Security;
        using System.Security.Cryptography.X509Certificates;

        class Client
        {
            static readonly RemoteCertificateValidationCallback Field = Pins.Validator.Validate;

            RemoteCertificateValidationCallback Property => new RemoteCertificateValidationCallback(Pins.Validator.Validate);

            void Set(HttpClientHandler handler, Stream inner, bool known)
            {
                handler.ServerCertificateCustomValidationCallback = Pins.Validator.Validate; // every one
                handler.ServerCertificateCustomValidationCallback += Pins.Validator.Validate;
                var stream = new SslStream(inner, false, Pins.Validator.Validate, null);
                var cast = (RemoteCertificateValidationCallback)Pins.Validator.Validate;
                RemoteCertificateValidationCallback? chosen = known ? Pins.Validator.Validate : null;
                RemoteCertificateValidationCallback[] all = [Pins.Validator.Validate, Pins.Validator.Validate];
            }

            static bool Accept(object sender, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors) => true;
        }
        """);

    [Fact]
    public Task OtherShapes_OfferNoFix() => Verify.VerifyNoFixAsync(
        /* lang=c#-test */ """
        using System.Net.Security;
        using System.Security.Cryptography.X509Certificates;
        using System.Threading.Tasks;

        delegate bool WithoutSender(X509Certificate certificate, X509Chain chain, SslPolicyErrors errors);
        delegate Task<bool> Later(object sender, X509Certificate certificate, X509Chain chain, SslPolicyErrors errors);

        class Client
        {
            WithoutSender first = {|PIN2001:(certificate, chain, errors) => true|};
            Later second = {|PIN2001:(sender, certificate, chain, errors) => Task.FromResult(true)|};
        }
        """);

    [Fact]
    public Task ReferencesWithoutTheRuntimeLibrary_OfferNoFix()
    {
        const string source = /* lang=c#-test */ """
            using System.Net.Security;

            class Client
            {
                RemoteCertificateValidationCallback field = {|PIN2001:delegate { return true; }|};
            }
            """;
        Verify.Test test = Verify.Create(source, source);
        test.TestState.AdditionalReferences.Clear();
        test.TestState.AdditionalReferences.AddRange(Verifiers.References.Net10);
        return test.RunAsync();
    }
}
