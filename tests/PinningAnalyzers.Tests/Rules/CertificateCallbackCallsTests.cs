using System.Linq;
using System.Threading.Tasks;
using PinningAnalyzers.Rules;
using PinningAnalyzers.Tests.Verifiers;
using Xunit;
using static PinningAnalyzers.Tests.Rules.CertificateCallbackCode;

namespace PinningAnalyzers.Tests.Rules;

/// <summary>What a callback calls is entered where its source is in the compilation, and only there.</summary>
public sealed class CertificateCallbackCallsTests
{
    /// <summary>More code than an execution follows to its end.</summary>
    private static readonly string LongCode =
        string.Concat(Enumerable.Range(0, 60).Select(i => $"bool b{i} = false; if (Random.Shared.Next() > {i}) {{ b{i} = true; }} "))
        + "int sum = " + string.Join(" + ", Enumerable.Range(0, 60).Select(i => $"(b{i} ? {i} : 0)")) + ";";

    [Theory]
    [InlineData("PIN2001", "Accept()", "private static bool Accept() => true;")]
    [InlineData("PIN2001", "Accept(certificate)", "private static bool Accept(X509Certificate certificate) { return true; }")]
    [InlineData("PIN2001", "Forward(request, certificate, chain, errors)", "private static bool Forward(object sender, X509Certificate certificate, X509Chain chain, SslPolicyErrors errors) => Accept(sender, certificate, chain, errors); private static bool Accept(object sender, X509Certificate certificate, X509Chain chain, SslPolicyErrors errors) => true;")]
    [InlineData("PIN2001", "!Reject()", "private static bool Reject() => false;")]
    [InlineData("PIN2001", "this.Accept()", "private bool Accept() { _checker.Log(\"x\"); return true; }")]
    [InlineData("PIN2001", "Accept(true)", "private static bool Accept(bool value) => value;")]
    [InlineData("PIN2001", "Accept()", "private static bool Accept(bool value = true) => value;")]
    [InlineData("PIN2001", "Accept(second: true, first: false)", "private static bool Accept(bool first, bool second) => second;")]
    [InlineData("PIN2001", "Accept<int>()", "private static bool Accept<T>() => true;")]
    [InlineData("PIN2001", "TryCheck(certificate, out bool valid) || valid", "private static bool TryCheck(X509Certificate certificate, out bool valid) { valid = true; return false; }")]
    [InlineData("PIN2001", "new Checker().Check(certificate)", "private sealed class Checker { public bool Check(X509Certificate certificate) => true; }")]
    [InlineData("PIN2001", "_accepting.Value", "private readonly Accepting _accepting = new(); private sealed class Accepting { public bool Value => true; }")]
    [InlineData("PIN2002", "IsInsecure() || errors == SslPolicyErrors.None", "private bool IsInsecure() => _settings.Insecure;")]
    [InlineData("PIN2002", "IsLocal(request) || errors == SslPolicyErrors.None", "private static bool IsLocal(HttpRequestMessage request) => request.RequestUri.IsLoopback;")]
    [InlineData("PIN2002", "Check(errors)", "private static bool Check(SslPolicyErrors errors) => errors != SslPolicyErrors.RemoteCertificateChainErrors;")]
    [InlineData("PIN2002", "Check(errors & ~SslPolicyErrors.RemoteCertificateNameMismatch)", "private static bool Check(SslPolicyErrors errors) => errors == SslPolicyErrors.None;")]
    [InlineData("PIN2002", "Check(certificate, errors, true)", "private static bool Check(X509Certificate2 certificate, SslPolicyErrors errors, bool lax) { if (lax && errors == SslPolicyErrors.RemoteCertificateChainErrors) { return true; } return errors == SslPolicyErrors.None; }")]
    [InlineData("PIN2003", "Check(certificate, errors, false)", "private static bool Check(X509Certificate2 certificate, SslPolicyErrors errors, bool lax) { if (lax && errors == SslPolicyErrors.RemoteCertificateChainErrors) { return true; } return errors == SslPolicyErrors.None; }")]
    [InlineData("PIN2003", "IsFine(errors)", "private static bool IsFine(SslPolicyErrors errors) { switch (errors) { case SslPolicyErrors.None: return true; default: return false; } }")]
    [InlineData("PIN2003", "IsFine(errors) && IsPresent(certificate)", "private static bool IsFine(SslPolicyErrors errors) => errors == SslPolicyErrors.None; private static bool IsPresent(X509Certificate certificate) => certificate != null;")]
    [InlineData("PIN2004", "IsKnown(certificate)", "private static bool IsKnown(X509Certificate2 certificate) => certificate.Thumbprint == Pin;")]
    [InlineData("PIN2004", "IsKnown(certificate.Thumbprint)", "private static bool IsKnown(string thumbprint) { foreach (var pin in Pins) { if (string.Equals(pin, thumbprint)) { return true; } } return false; }")]
    [InlineData("PIN2004", "Same(certificate, Trusted)", "private static bool Same(X509Certificate a, X509Certificate b) => a.Equals(b);")]
    [InlineData("PIN2005", "AnyPinned(chain)", "private static bool AnyPinned(X509Chain chain) { foreach (var element in chain.ChainElements) { if (IsPinned(element.Certificate)) { return true; } } return false; } private static bool IsPinned(X509Certificate2 certificate) => Pins.Contains(certificate.GetPublicKeyString());")]
    [InlineData("PIN2005", "chain.ChainElements.Any(element => IsPinned(element.Certificate))", "private static bool IsPinned(X509Certificate2 certificate) => Pins.Contains(certificate.GetPublicKeyString());")]
    [InlineData("PIN2005", "chain.ChainElements.Select(element => element.Certificate).Any(IsPinned)", "private static bool IsPinned(X509Certificate2 certificate) => Pins.Contains(certificate.GetPublicKeyString());")]
    public Task MethodsWithSource_AreEntered(string id, string body, string members) => VerifyReportsAsync(id, body, members);

    /// <summary>To make the text of an exception may take more code than the callback itself: the whole would not be followed to its end.</summary>
    [Theory]
    [InlineData("new RefusedException(request)")]
    [InlineData("new InvalidOperationException(Describe(request))")]
    [InlineData("new InvalidOperationException(this.DescribeHere(Describe(request)), null)")]
    public Task TextOfWhatIsThrown_IsNotEntered(string thrown) => VerifyReportsAsync(
        "PIN2002",
        "{ if (errors == SslPolicyErrors.RemoteCertificateNameMismatch) { throw " + thrown + "; } return true; }",
        "private sealed class RefusedException : Exception { public RefusedException(object request) { " + LongCode + " } }"
        + "private static string Describe(object request) { " + LongCode + " return string.Empty; }"
        + "private string DescribeHere(string text) { " + LongCode + " return text; }");

    [Fact]
    public Task ArgumentsOfWhatIsThrown_AreEvaluated() => VerifyReportsAsync(
        "PIN2001",
        "{ bool accepts = false; try { throw new InvalidOperationException((accepts = true).ToString()); } catch (InvalidOperationException) { return accepts; } }");

    [Fact]
    public Task ExtensionMethod_IsEntered() => VerifyMembersAsync("""
            private HttpClientHandler Accepts() => new() { ServerCertificateCustomValidationCallback = {|PIN2001:(_, certificate, _, _) => certificate.IsTrusted()|} };

            private HttpClientHandler Compares() => new() { ServerCertificateCustomValidationCallback = (_, certificate, _, _) => certificate.IsPinned() };
        }

        internal static class CertificateExtensions
        {
            public static bool IsTrusted(this X509Certificate2 certificate) => certificate != null;

            public static bool IsPinned(this X509Certificate2 certificate) => certificate.GetPublicKeyString() == "3082";
        """);

    [Theory]
    [InlineData("IsPinned(certificate)", "private static bool IsPinned(X509Certificate2 certificate) => Pins.Contains(certificate.GetPublicKeyString());")]
    [InlineData("errors == SslPolicyErrors.None && IsPinned(certificate)", "private static bool IsPinned(X509Certificate2 certificate) { string key = KeyOf(certificate); return Pins.Any(pin => pin == key); } private static string KeyOf(X509Certificate2 certificate) => Convert.ToBase64String(certificate.PublicKey.ExportSubjectPublicKeyInfo());")]
    [InlineData("IsPinned(KeyOf(certificate))", "private static bool IsPinned(string key) => Pins.Contains(key); private static string KeyOf(X509Certificate2 certificate) { using var sha = SHA256.Create(); return Convert.ToBase64String(sha.ComputeHash(certificate.GetPublicKey())); }")]
    [InlineData("TryGetKey(certificate, out string key) && key == Pin", "private static bool TryGetKey(X509Certificate2 certificate, out string key) { key = certificate.GetPublicKeyString(); return true; }")]
    [InlineData("Same(certificate.GetPublicKey(), PinBytes)", "private static bool Same(byte[] a, byte[] b) { if (a.Length != b.Length) { return false; } for (int i = 0; i < a.Length; i++) { if (a[i] != b[i]) { return false; } } return true; }")]
    [InlineData("Same(PinBytes, certificate.GetPublicKey())", "private static bool Same(byte[] a, byte[] b) { if (a == null || b == null || a.Length != b.Length) { return false; } int difference = 0; for (int i = 0; i < a.Length; i++) { difference |= a[i] ^ b[i]; } return difference == 0; }")]
    [InlineData("Same(PinBytes, certificate.GetPublicKey())", "private static bool Same(byte[] a, byte[] b) { if (ReferenceEquals(a, b)) { return true; } if (a.Length != b.Length) { return false; } for (int i = 0; i < a.Length; i++) { if (a[i] != b[i]) { return false; } } return true; }")]
    [InlineData("Pins.Any(pin => Matches(pin, certificate))", "private static bool Matches(string pin, X509Certificate2 certificate) => pin == certificate.GetPublicKeyString();")]
    [InlineData("new Pinned(certificate).IsKnown", "private sealed class Pinned { private readonly X509Certificate2 _certificate; public Pinned(X509Certificate2 certificate) { _certificate = certificate; } public bool IsKnown => Pins.Contains(_certificate.GetPublicKeyString()); }")]
    [InlineData("new Pinned(certificate.GetPublicKeyString()).IsKnown()", "private sealed record Pinned(string Key) { public bool IsKnown() => Key == Pin; }")]
    [InlineData("Reject()", "private static bool Reject() => false;")]
    [InlineData("Fail()", "private static bool Fail() => throw new AuthenticationException();")]
    [InlineData("Guard(errors, certificate)", "private static bool Guard(SslPolicyErrors errors, X509Certificate2 certificate) { Demand(errors == SslPolicyErrors.None); Demand(certificate.GetPublicKeyString() == Pin); return true; } private static void Demand(bool condition) { if (!condition) { throw new AuthenticationException(); } }")]
    [InlineData("Check(request.RequestUri.Host, certificate, errors)", "private static bool Check(string host, X509Certificate2 certificate, SslPolicyErrors errors) { if (errors != SslPolicyErrors.None) { return false; } if (!PinsByHost.TryGetValue(host, out string pin)) { return true; } return pin == certificate.GetPublicKeyString(); }")]
    public Task MethodsThatPin_AreSilent(string body, string members) => VerifyIsSilentAsync(body, members);

    [Theory]
    [InlineData("_base.Check(certificate)", "private readonly CheckerBase _base; internal abstract class CheckerBase { public abstract bool Check(X509Certificate2 certificate); } internal sealed class Lax : CheckerBase { public override bool Check(X509Certificate2 certificate) => true; }")]
    [InlineData("_base.Check(certificate)", "private readonly CheckerBase _base; internal class CheckerBase { public virtual bool Check(X509Certificate2 certificate) => true; }")]
    [InlineData("_base.Check(certificate)", "private readonly ICheck _base; internal interface ICheck { bool Check(X509Certificate2 certificate); } internal sealed class Lax : ICheck { public bool Check(X509Certificate2 certificate) => true; }")]
    [InlineData("_decide(certificate)", "private readonly Func<X509Certificate2, bool> _decide;")]
    [InlineData("_inner(request, certificate, chain, errors)", "private readonly Func<HttpRequestMessage, X509Certificate2, X509Chain, SslPolicyErrors, bool> _inner;")]
    [InlineData("_inner?.Invoke(request, certificate, chain, errors) ?? false", "private readonly RemoteCertificateValidationCallback _inner;")]
    [InlineData("((dynamic)_checker).Check(certificate)", "")]
    [InlineData("Native(certificate.Handle, certificate)", "[System.Runtime.InteropServices.DllImport(\"native\")] private static extern bool Native(IntPtr handle, X509Certificate certificate);")]
    public Task CallsThatCannotBeSeen_AreSilent(string body, string members) => VerifyIsSilentAsync(body, members);

    [Theory]
    [InlineData("new Lax().Check(certificate)")]
    [InlineData("((CheckerBase)new Lax()).Check(certificate)")]
    [InlineData("_sealed.Check(certificate)")]
    public Task VirtualCallOfAPlainType_IsEntered(string body) => VerifyReportsAsync(
        "PIN2001",
        body,
        """
        private readonly Lax _sealed = new();

        internal abstract class CheckerBase
        {
            public abstract bool Check(X509Certificate2 certificate);
        }

        internal sealed class Lax : CheckerBase
        {
            public override bool Check(X509Certificate2 certificate) => true;
        }
        """);

    [Fact]
    public Task BaseCall_IsEntered() => VerifyMembersAsync("""
        private class Base
        {
            protected virtual bool Validate(object sender, X509Certificate certificate, X509Chain chain, SslPolicyErrors errors) => true;
        }

        private sealed class Derived : Base
        {
            public RemoteCertificateValidationCallback Callback => {|PIN2001:(a, b, c, d) => base.Validate(a, b, c, d)|};

            public RemoteCertificateValidationCallback Own => {|PIN2003:Validate|};

            protected override bool Validate(object sender, X509Certificate certificate, X509Chain chain, SslPolicyErrors errors) =>
                errors == SslPolicyErrors.None;
        }
        """);

    [Theory]
    [InlineData("Loop(certificate)", "private static bool Loop(X509Certificate2 certificate) => Loop(certificate);")]
    [InlineData("Ping(certificate)", "private static bool Ping(X509Certificate2 certificate) => Pong(certificate); private static bool Pong(X509Certificate2 certificate) => Ping(certificate);")]
    [InlineData("Count(certificate, 5)", "private static bool Count(X509Certificate2 certificate, int left) => left == 0 || Count(certificate, left - 1);")]
    public Task Recursion_IsSilent(string body, string members) => VerifyIsSilentAsync(body, members);

    [Theory]
    [InlineData("One", "PIN2001")]
    [InlineData("Two", "PIN2001")]
    [InlineData("Five", "PIN2001")]
    public Task CallsUpToFiveDeep_AreEntered(string first, string id) => VerifyReportsAsync(id, first + "()", Deep);

    [Fact]
    public Task CallDeeperThanFive_IsSilentWhereTheCertificateIsGiven() => VerifyIsSilentAsync(
        "A(certificate)",
        """
        private static bool A(X509Certificate2 c) => B(c);
        private static bool B(X509Certificate2 c) => C(c);
        private static bool C(X509Certificate2 c) => D(c);
        private static bool D(X509Certificate2 c) => E(c);
        private static bool E(X509Certificate2 c) => F(c);
        private static bool F(X509Certificate2 c) => G(c);
        private static bool G(X509Certificate2 c) => H(c);
        private static bool H(X509Certificate2 c) => true;
        """);

    private const string Deep = """
        private static bool Five() => Four();
        private static bool Four() => Three();
        private static bool Three() => Two();
        private static bool Two() => One();
        private static bool One() => true;
        """;

    [Fact]
    public Task MethodInAnotherFile_IsEntered()
    {
        var test = new CSharpVerifier<CertificateCallbackAnalyzer>.Test
        {
            TestCode = """
                using System.Net.Http;
                using System.Net.Security;
                using System.Security.Cryptography.X509Certificates;

                internal sealed partial class Client
                {
                    private readonly HttpClientHandler _accepts = new() { ServerCertificateCustomValidationCallback = {|PIN2001:Validators.Accept|} };
                    private readonly HttpClientHandler _platform = new() { ServerCertificateCustomValidationCallback = {|PIN2003:(_, _, _, errors) => Validators.IsFine(errors)|} };
                    private readonly HttpClientHandler _partial = new() { ServerCertificateCustomValidationCallback = {|PIN2001:ValidatePartly|} };
                    private readonly HttpClientHandler _pinned = new() { ServerCertificateCustomValidationCallback = (_, certificate, _, _) => Validators.IsPinned(certificate) };

                    private static partial bool ValidatePartly(object sender, X509Certificate certificate, X509Chain chain, SslPolicyErrors errors);
                }
                """,
        };
        test.TestState.Sources.Add("""
            using System.Net.Http;
            using System.Net.Security;
            using System.Security.Cryptography.X509Certificates;

            internal static class Validators
            {
                private const string Pin = "3082";

                public static bool Accept(HttpRequestMessage request, X509Certificate2 certificate, X509Chain chain, SslPolicyErrors errors) => true;

                public static bool IsFine(SslPolicyErrors errors) => errors == SslPolicyErrors.None;

                public static bool IsPinned(X509Certificate2 certificate) => certificate.GetPublicKeyString() == Pin;
            }

            internal sealed partial class Client
            {
                private static partial bool ValidatePartly(object sender, X509Certificate certificate, X509Chain chain, SslPolicyErrors errors) => true;
            }
            """);
        return test.RunAsync();
    }

    [Fact]
    public Task MethodInAReferencedAssembly_IsSilent()
    {
        var test = new CSharpVerifier<CertificateCallbackAnalyzer>.Test
        {
            TestCode = """
                using System.Net.Http;
                using System.Net.Security;

                internal static class Client
                {
                    public static HttpClientHandler Direct() => new() { ServerCertificateCustomValidationCallback = Library.Accept };

                    public static HttpClientHandler Forwarded() => new() { ServerCertificateCustomValidationCallback = (a, b, c, d) => Library.Accept(a, b, c, d) };

                    public static HttpClientHandler Both() => new() { ServerCertificateCustomValidationCallback = (a, b, c, d) => d == SslPolicyErrors.None && Library.Accept(a, b, c, d) };

                    public static HttpClientHandler Field() => new() { ServerCertificateCustomValidationCallback = (a, b, c, d) => Library.Callback(a, b, c, d) };
                }
                """,
        };
        var library = new Microsoft.CodeAnalysis.Testing.ProjectState("Library", Microsoft.CodeAnalysis.LanguageNames.CSharp, "/Library/", "cs");
        library.AdditionalReferences.AddRange(References.Net10);
        library.Sources.Add("""
            using System.Net.Security;
            using System.Security.Cryptography.X509Certificates;

            public static class Library
            {
                public static readonly RemoteCertificateValidationCallback Callback = {|PIN2001:Accept|};

                public static bool Accept(object sender, X509Certificate certificate, X509Chain chain, SslPolicyErrors errors) => true;
            }
            """);
        test.TestState.AdditionalProjects.Add("Library", library);
        test.TestState.AdditionalProjectReferences.Add("Library");
        return test.RunAsync();
    }

    [Fact]
    public Task CallbackThatWrapsAnEarlierOne_IsSilent() => VerifyMembersAsync("""
        private static void Wrap(HttpWebRequest request)
        {
            RemoteCertificateValidationCallback earlier = request.ServerCertificateValidationCallback;
            request.ServerCertificateValidationCallback = (sender, certificate, chain, errors) =>
                errors == SslPolicyErrors.None && earlier(sender, certificate, chain, errors);
        }
        """);

    [Fact]
    public Task DefaultInterfaceMethod_Reports() => VerifyMembersAsync("""
        private interface IAccepting
        {
            HttpClientHandler Create() => new() { ServerCertificateCustomValidationCallback = {|PIN2001:Accept|} };

            static bool Accept(object sender, X509Certificate certificate, X509Chain chain, SslPolicyErrors errors) => true;
        }
        """);

    [Fact]
    public Task BadDelegatePassedToAHelper_ReportsWhereItIsCreated() => VerifyMembersAsync("""
        private void Set()
        {
            Apply({|PIN2001:(_, _, _, _) => true|});
            Apply((_, _, _, _) => false);
            Apply(Forward({|PIN2001:Accept|}));
            Apply();
        }

        private static RemoteCertificateValidationCallback Forward(RemoteCertificateValidationCallback callback) => callback;

        private static void Apply(RemoteCertificateValidationCallback callback = null)
        {
            RemoteCertificateValidationCallback copy = callback;
            WebRequest.CreateHttp("https://example.com").ServerCertificateValidationCallback += copy;
        }

        private static bool Accept(object sender, X509Certificate certificate, X509Chain chain, SslPolicyErrors errors) => true;
        """);

    [Fact]
    public Task FactoryWithMixedResults_ReportsEachOnItsOwn() => VerifyMembersAsync("""
        private RemoteCertificateValidationCallback Create(int kind)
        {
            switch (kind)
            {
                case 0:
                    return null;
                case 1:
                    return {|PIN2001:(_, _, _, _) => true|};
                case 2:
                    return {|PIN2003:(_, _, _, errors) => errors == SslPolicyErrors.None|};
                case 3:
                    return Create(0);
                default:
                    return (_, certificate, _, errors) => errors == SslPolicyErrors.None && certificate.GetPublicKeyString() == Pin;
            }
        }
        """);

    [Fact]
    public Task ExtensionMethodNamedWithoutACall_IsEntered() => VerifyMembersAsync("""
            public HttpClientHandler CreatePinned(string[] pins) => new() { ServerCertificateCustomValidationCallback = pins.Accept };

            public HttpClientHandler CreateTrusting(string pin) => new() { ServerCertificateCustomValidationCallback = {|PIN2003:pin.Trust|} };

            public HttpClientHandler CreateByKey(string[] pins) => new() { ServerCertificateCustomValidationCallback = (_, certificate, _, _) => pins.Any(certificate.HasKey) };

            public HttpClientHandler CreateByThumbprint(string[] pins) => new() { ServerCertificateCustomValidationCallback = {|PIN2004:(_, certificate, _, _) => pins.Any(certificate.HasThumbprint)|} };

            public HttpClientHandler CreateByHash() => new() { ServerCertificateCustomValidationCallback = {|PIN2004:(_, certificate, _, _) => new List<byte[]> { PinBytes }.Exists(certificate.GetCertHash().SequenceEqual)|} };
        }

        internal static class Extensions
        {
            public static bool Accept(this string[] pins, HttpRequestMessage request, X509Certificate2 certificate, X509Chain chain, SslPolicyErrors errors) =>
                errors == SslPolicyErrors.None && pins.Contains(certificate.GetPublicKeyString());

            public static bool Trust(this string pin, HttpRequestMessage request, X509Certificate2 certificate, X509Chain chain, SslPolicyErrors errors) => errors == SslPolicyErrors.None;

            public static bool HasKey(this X509Certificate2 certificate, string pin) => certificate.GetPublicKeyString() == pin;

            public static bool HasThumbprint(this X509Certificate2 certificate, string pin) => certificate.Thumbprint == pin;
        """);
}
