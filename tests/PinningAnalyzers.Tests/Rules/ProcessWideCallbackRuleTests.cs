using System.Threading.Tasks;
using PinningAnalyzers.Rules;
using PinningAnalyzers.Tests.Verifiers;
using Xunit;
using Verify = PinningAnalyzers.Tests.Verifiers.CSharpVerifier<PinningAnalyzers.Rules.CertificateCallbackAnalyzer>;

namespace PinningAnalyzers.Tests.Rules;

public sealed class ProcessWideCallbackRuleTests
{
    private const string Usings = /* lang=c#-test */ """
        using System;
        using System.Net;
        using System.Net.Security;
        using System.Security.Cryptography.X509Certificates;
        using static System.Net.ServicePointManager;
        using Manager = System.Net.ServicePointManager;

        """;

    [Theory]
    [InlineData("{|PIN2006:ServicePointManager.ServerCertificateValidationCallback|} = (_, _, _, _) => true;")]
    [InlineData("{|PIN2006:ServicePointManager.ServerCertificateValidationCallback|} += (_, _, _, _) => true;")]
    [InlineData("{|PIN2006:ServicePointManager.ServerCertificateValidationCallback|} ??= (_, _, _, _) => true;")]
    [InlineData("{|PIN2006:ServicePointManager.ServerCertificateValidationCallback|} = delegate { return true; };")]
    [InlineData("{|PIN2006:ServicePointManager.ServerCertificateValidationCallback|} = Validate;")]
    [InlineData("{|PIN2006:ServicePointManager.ServerCertificateValidationCallback|} = new RemoteCertificateValidationCallback(Validate);")]
    [InlineData("{|PIN2006:ServicePointManager.ServerCertificateValidationCallback|} = (_, certificate, _, errors) => errors == SslPolicyErrors.None && certificate.GetPublicKeyString() == \"AA\";")]
    [InlineData("{|PIN2006:ServicePointManager.ServerCertificateValidationCallback|} = (_, _, _, _) => false;")]
    [InlineData("{|PIN2006:ServicePointManager.ServerCertificateValidationCallback|} = Pins.Validate;")]
    [InlineData("{|PIN2006:ServicePointManager.ServerCertificateValidationCallback|} = callback;")]
    [InlineData("{|PIN2006:ServicePointManager.ServerCertificateValidationCallback|} = callback != null ? callback : null;")]
    [InlineData("{|PIN2006:ServicePointManager.ServerCertificateValidationCallback|} = callback ?? Validate;")]
    [InlineData("({|PIN2006:ServicePointManager.ServerCertificateValidationCallback|}) = Validate;")]
    [InlineData("(ServicePointManager.CheckCertificateRevocationList, {|PIN2006:ServicePointManager.ServerCertificateValidationCallback|}) = (true, callback);")]
    [InlineData("RemoteCertificateValidationCallback copy; copy = {|PIN2006:ServicePointManager.ServerCertificateValidationCallback|} = Validate;")]
    [InlineData("{|PIN2006:ServicePointManager.ServerCertificateValidationCallback|} = ServicePointManager.ServerCertificateValidationCallback + callback;")]
    [InlineData("{|PIN2006:System.Net.ServicePointManager.ServerCertificateValidationCallback|} = Validate;")]
    [InlineData("{|PIN2006:global::System.Net.ServicePointManager.ServerCertificateValidationCallback|} = Validate;")]
    [InlineData("{|PIN2006:ServerCertificateValidationCallback|} = Validate;")]
    [InlineData("{|PIN2006:Manager.ServerCertificateValidationCallback|} = Validate;")]
    [InlineData("Action set = () => {|PIN2006:ServicePointManager.ServerCertificateValidationCallback|} = Validate; set();")]
    public Task ValueAssigned_Reports(string statement) => Verify.VerifyRuleAsync("PIN2006", Compose(statement));

    [Theory]
    [InlineData("ServicePointManager.ServerCertificateValidationCallback = null;")]
    [InlineData("ServicePointManager.ServerCertificateValidationCallback = default;")]
    [InlineData("ServicePointManager.ServerCertificateValidationCallback = (RemoteCertificateValidationCallback)null;")]
    [InlineData("ServicePointManager.ServerCertificateValidationCallback = default(RemoteCertificateValidationCallback);")]
    [InlineData("ServicePointManager.ServerCertificateValidationCallback = null!;")]
    [InlineData("(ServicePointManager.CheckCertificateRevocationList, ServicePointManager.ServerCertificateValidationCallback) = (true, null);")]
    [InlineData("var pair = (1, ServicePointManager.ServerCertificateValidationCallback);")]
    [InlineData("ServicePointManager.ServerCertificateValidationCallback -= Validate;")]
    [InlineData("ServicePointManager.ServerCertificateValidationCallback -= callback;")]
    [InlineData("var read = ServicePointManager.ServerCertificateValidationCallback;")]
    [InlineData("if (ServicePointManager.ServerCertificateValidationCallback != null) { }")]
    [InlineData("_ = nameof(ServicePointManager.ServerCertificateValidationCallback);")]
    [InlineData("ServicePointManager.CheckCertificateRevocationList = true;")]
    [InlineData("ServicePointManager.SecurityProtocol = SecurityProtocolType.Tls12;")]
    [InlineData("WebRequest.CreateHttp(\"https://example.com\").ServerCertificateValidationCallback = Validate;")]
    [InlineData("Local.ServicePointManager.ServerCertificateValidationCallback = Validate;")]
    public Task NothingAssigned_IsSilent(string statement) => Verify.VerifyRuleAsync("PIN2006", Compose(statement));

    [Fact]
    public Task Message_NamesThePropertyAndSaysWhoIgnoresIt() => Verify.VerifyRuleAsync("PIN2006", 
        Compose("{|#0:ServicePointManager.ServerCertificateValidationCallback|} = callback;"),
        Verify.Diagnostic("PIN2006").WithLocation(0).WithArguments("ServicePointManager.ServerCertificateValidationCallback"));

    [Fact]
    public Task GeneratedFile_Reports()
    {
        Verify.Test test = Verify.ForRule("PIN2006");
        test.TestState.Sources.Add(("Client.g.cs", "// <auto-generated/>\n" + Compose("{|PIN2006:ServicePointManager.ServerCertificateValidationCallback|} = Validate;")));
        return test.RunAsync();
    }

    [Fact]
    public Task NetFramework_Reports()
    {
        Verify.Test test = Verify.ForRule("PIN2006");
        test.TestCode = Compose("{|PIN2006:ServicePointManager.ServerCertificateValidationCallback|} += Validate; ServicePointManager.ServerCertificateValidationCallback = null;");
        test.TestState.AdditionalReferences.Clear();
        test.TestState.AdditionalReferences.AddRange(References.Net48);
        return test.RunAsync();
    }

    [Fact]
    public Task EverySituation_Reports() => Verify.VerifyRuleAsync("PIN2006", Usings + """
        internal sealed class Startup
        {
            private static readonly bool Set = ({|PIN2006:ServicePointManager.ServerCertificateValidationCallback|} = (_, _, _, _) => true) != null;

            static Startup() => {|PIN2006:ServicePointManager.ServerCertificateValidationCallback|} = (_, _, _, _) => true;

            public RemoteCertificateValidationCallback Callback
            {
                set => {|PIN2006:ServicePointManager.ServerCertificateValidationCallback|} = value;
            }

            public void Twice(bool condition)
            {
                if (condition)
                {
                    {|PIN2006:ServicePointManager.ServerCertificateValidationCallback|} += Callback2;
                }
                else
                {
                    ServicePointManager.ServerCertificateValidationCallback -= Callback2;
                }

                static bool Callback2(object sender, X509Certificate certificate, X509Chain chain, SslPolicyErrors errors) => false;
            }
        }
        """);

    private static string Compose(string statement) => Usings + $$"""
        internal static class Startup
        {
            public static void Configure(RemoteCertificateValidationCallback callback)
            {
                {{statement}}
            }

            private static bool Validate(object sender, X509Certificate certificate, X509Chain chain, SslPolicyErrors errors) => true;
        }

        internal static class Pins
        {
            public static bool Validate(object sender, X509Certificate certificate, X509Chain chain, SslPolicyErrors errors) =>
                errors == SslPolicyErrors.None && certificate.GetPublicKeyString() == "3082";
        }

        namespace Local
        {
            internal static class ServicePointManager
            {
                public static RemoteCertificateValidationCallback ServerCertificateValidationCallback { get; set; }
            }
        }
        """;
}
