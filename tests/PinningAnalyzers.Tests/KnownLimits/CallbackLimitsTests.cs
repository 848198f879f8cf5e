using System.Threading.Tasks;
using PinningAnalyzers.Rules;
using PinningAnalyzers.Tests.Rules;
using PinningAnalyzers.Tests.Verifiers;
using Xunit;

namespace PinningAnalyzers.Tests.KnownLimits;

/// <summary>What the callback rules do not see, on purpose: each row is a hole that is known, with its reason.</summary>
public sealed class CallbackLimitsTests
{
    /// <summary>What a set of pins holds is not followed: a key that the callback itself has just added counts as unknown to it.</summary>
    [Fact]
    public Task KeyAddedByTheCallback_IsTakenForAPin() =>
        CertificateCallbackCode.VerifyIsSilentAsync("{ Pins.Add(certificate.GetPublicKeyString()); return Pins.Contains(certificate.GetPublicKeyString()); }");

    /// <summary>Calls are entered five deep; what lies deeper is unknown, and unknown is never reported.</summary>
    [Fact]
    public Task AcceptanceDeeperThanFiveCalls_IsMissed() => CertificateCallbackCode.VerifyIsSilentAsync(
        "A(certificate)",
        """
        private static bool A(X509Certificate2 c) => B(c);
        private static bool B(X509Certificate2 c) => C(c);
        private static bool C(X509Certificate2 c) => D(c);
        private static bool D(X509Certificate2 c) => E(c);
        private static bool E(X509Certificate2 c) => F(c);
        private static bool F(X509Certificate2 c) => G(c);
        private static bool G(X509Certificate2 c) => true;
        """);

    /// <summary>Which class stands behind an injected interface is decided elsewhere, even where the compilation knows one only.</summary>
    [Fact]
    public Task OnlyImplementationOfAnInterface_IsNotLookedUp() => CertificateCallbackCode.VerifyMembersAsync("""
        private static HttpClientHandler Create(ITrust trust) => new()
        {
            ServerCertificateCustomValidationCallback = (_, certificate, _, _) => trust.Accepts(certificate),
        };

        private interface ITrust
        {
            bool Accepts(X509Certificate2 certificate);
        }

        private sealed class TrustAll : ITrust
        {
            public bool Accepts(X509Certificate2 certificate) => true;
        }
        """);

    /// <summary>A delegate is known by the types that stand in it; a type parameter is no certificate, whatever its constraint.</summary>
    [Fact]
    public Task DelegateOverATypeParameter_IsMissed() => CertificateCallbackCode.VerifyMembersAsync("""
        private delegate bool Decide<T>(T certificate, SslPolicyErrors errors)
            where T : X509Certificate;

        private static Decide<T> Create<T>()
            where T : X509Certificate => (certificate, errors) => true;
        """);

    /// <summary>A lambda of one parameter is taken for a query's where the method that it is handed to is called like one.</summary>
    [Fact]
    public Task CallbackHandedToAMethodCalledLikeAQuery_IsMissed() => CertificateCallbackCode.VerifyMembersAsync("""
        private static void Configure(Library library)
        {
            library.Where(arguments => true);
            library.Trust({|PIN2001:arguments => true|});
        }

        private sealed class Arguments
        {
            public X509Certificate2 Certificate { get; set; } = null!;

            public SslPolicyErrors Errors { get; set; }
        }

        private sealed class Library
        {
            public void Where(Func<Arguments, bool> callback)
            {
            }

            public void Trust(Func<Arguments, bool> callback)
            {
            }
        }
        """);

    /// <summary>Methods that a platform calls are looked for in files that name their type, or that of their parameter.</summary>
    [Fact]
    public Task ParameterTypeByAnAliasOfEveryFile_IsMissed()
    {
        CSharpVerifier<CertificateCallbackAnalyzer>.Test test = new CSharpVerifier<CertificateCallbackAnalyzer>.Test().WithSources(
            "global using Certificate = System.Security.Cryptography.X509Certificates.X509Certificate2;",
            "public abstract class AliasedBase : System.IdentityModel.Selectors.X509CertificateValidator { }",
            "internal sealed class AliasedValidator : AliasedBase { public override void Validate(Certificate certificate) { } }");
        test.TestState.AdditionalReferences.Clear();
        test.TestState.AdditionalReferences.AddRange(References.Net48);
        return test.RunAsync();
    }

    /// <summary>A delegate made by reflection, or of another delegate, is nobody's body.</summary>
    [Fact]
    public Task DelegateMadeByReflection_IsMissed() => CertificateCallbackCode.VerifyMembersAsync("""
        private static RemoteCertificateValidationCallback Create() =>
            (RemoteCertificateValidationCallback)Delegate.CreateDelegate(typeof(RemoteCertificateValidationCallback), typeof(Client), "Accept");

        private static bool Accept(object sender, X509Certificate certificate, X509Chain chain, SslPolicyErrors errors) => true;
        """);

    /// <summary>A host that is accepted with nothing but the platform's word is one path among others: which hosts matter is the program's own affair.</summary>
    [Theory]
    [InlineData("errors == SslPolicyErrors.None && request.RequestUri.Host == \"api.example.com\"")]
    [InlineData("errors == SslPolicyErrors.None && (certificate.GetPublicKeyString() == Pin || request.RequestUri.Host != \"api.example.com\")")]
    public Task HostWithoutPins_IsNotReported(string body) => CertificateCallbackCode.VerifyIsSilentAsync(body);

    /// <summary>A set of pins is taken to hold a pin: what a loop over it leaves behind when it is empty is not asked.</summary>
    [Fact]
    public Task NullThatALoopOverNoPinsLeaves_IsMissed() => CertificateCallbackCode.VerifyIsSilentAsync(
        "{ bool? pinned = null; foreach (var pin in Pins) { pinned = pin == certificate.GetPublicKeyString(); if (pinned.Value) { break; } } return pinned ?? true; }");

    /// <summary>A task that nobody awaits is followed as if it were awaited: the exception in it counts as a rejection.</summary>
    [Fact]
    public Task ExceptionOfATaskThatIsNotAwaited_CountsAsARejection() => CertificateCallbackCode.VerifyReportsAsync(
        "PIN2003",
        "{ Task.Run(() => { if (errors != 0) { throw new InvalidOperationException(); } }); return true; }");
}
