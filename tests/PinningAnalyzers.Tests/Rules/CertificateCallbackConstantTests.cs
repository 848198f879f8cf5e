using System.Threading.Tasks;
using Xunit;
using static PinningAnalyzers.Tests.Rules.CertificateCallbackCode;

namespace PinningAnalyzers.Tests.Rules;

/// <summary>What is constant folds: these callbacks accept every certificate, however they say it.</summary>
public sealed class CertificateCallbackConstantTests
{
    [Theory]
    [InlineData("true")]
    [InlineData("(((true)))")]
    [InlineData("!false")]
    [InlineData("!!true")]
    [InlineData("true || errors == SslPolicyErrors.None")]
    [InlineData("errors == SslPolicyErrors.None || true")]
    [InlineData("errors == SslPolicyErrors.None | true")]
    [InlineData("true ^ false")]
    [InlineData("true & true")]
    [InlineData("certificate == null ? true : true")]
    [InlineData("errors == SslPolicyErrors.None ? true : true")]
    [InlineData("1 == 1")]
    [InlineData("1 + 1 > 1")]
    [InlineData("\"a\" == \"a\"")]
    [InlineData("(bool)true")]
    [InlineData("(object)true is true")]
    [InlineData("default(bool) == false")]
    [InlineData("!default(bool)")]
    [InlineData("(bool?)true ?? false")]
    [InlineData("bool.Parse(\"true\") || true")]
    [InlineData("new[] { 1, 2 }.Length > 5 || true")]
    public Task ConstantExpression_Reports(string body) => VerifyReportsAsync("PIN2001", body);

    [Theory]
    [InlineData("errors == errors")]
    [InlineData("errors == SslPolicyErrors.None || errors != SslPolicyErrors.None")]
    [InlineData("(errors & SslPolicyErrors.None) == SslPolicyErrors.None")]
    [InlineData("errors.HasFlag(SslPolicyErrors.None)")]
    [InlineData("(errors | SslPolicyErrors.None) == errors")]
    [InlineData("(errors & ~(SslPolicyErrors.RemoteCertificateChainErrors | SslPolicyErrors.RemoteCertificateNameMismatch)) == 0")]
    [InlineData("(errors & SslPolicyErrors.RemoteCertificateNotAvailable) == 0")]
    [InlineData("!errors.HasFlag(SslPolicyErrors.RemoteCertificateNotAvailable)")]
    [InlineData("(int)errors >= 0")]
    [InlineData("(int)errors < 8")]
    [InlineData("(int)errors != 1")]
    [InlineData("(int)errors * 0 == 0")]
    [InlineData("(uint)errors % 2 == 0")]
    [InlineData("errors >= SslPolicyErrors.None")]
    [InlineData("errors != SslPolicyErrors.RemoteCertificateNotAvailable")]
    [InlineData("errors is not SslPolicyErrors.RemoteCertificateNotAvailable")]
    [InlineData("errors is var _")]
    [InlineData("errors is >= 0")]
    [InlineData("errors is SslPolicyErrors.None or not SslPolicyErrors.None")]
    [InlineData("errors.ToString() != \"Unknown\"")]
    [InlineData("errors.Equals(errors)")]
    [InlineData("errors.Equals(SslPolicyErrors.None) || !errors.Equals(SslPolicyErrors.None)")]
    [InlineData("!(errors == SslPolicyErrors.RemoteCertificateNotAvailable)")]
    [InlineData("errors == SslPolicyErrors.None ? true : errors != SslPolicyErrors.None")]
    public Task ConditionOverErrorsThatAlwaysHolds_Reports(string body) => VerifyReportsAsync("PIN2001", body);

    [Theory]
    [InlineData("certificate != null")]
    [InlineData("certificate is not null")]
    [InlineData("certificate is { }")]
    [InlineData("certificate is X509Certificate2")]
    [InlineData("certificate is X509Certificate2 { } present")]
    [InlineData("!(certificate is null)")]
    [InlineData("!object.ReferenceEquals(certificate, null)")]
    [InlineData("chain != null")]
    [InlineData("certificate != null && chain != null")]
    [InlineData("certificate == null ? false : true")]
    public Task PresenceOfTheCertificate_Reports(string body) => VerifyReportsAsync("PIN2001", body);

    [Theory]
    [InlineData("false")]
    [InlineData("!true")]
    [InlineData("false && errors == SslPolicyErrors.None")]
    [InlineData("errors == SslPolicyErrors.None && false")]
    [InlineData("certificate == null ? false : false")]
    [InlineData("1 > 1")]
    [InlineData("errors != errors")]
    [InlineData("default")]
    [InlineData("default(bool)")]
    [InlineData("throw new AuthenticationException()")]
    public Task CallbackThatRejectsEveryServer_IsSilent(string body) => VerifyIsSilentAsync(body);

    [Theory]
    [InlineData("private const bool Accept = true;")]
    [InlineData("private static readonly bool Accept = true;")]
    [InlineData("private static readonly bool Accept = !false;")]
    [InlineData("private readonly bool Accept = true;")]
    [InlineData("private static bool Accept => true;")]
    [InlineData("private bool Accept => true;")]
    [InlineData("private bool Accept { get { return true; } }")]
    [InlineData("private bool Accept => Other; private const bool Other = true;")]
    [InlineData("private static bool Accept => One + One == 2; private const int One = 1;")]
    public Task ConstantMember_Reports(string member) => VerifyReportsAsync("PIN2001", "Accept", member);

    [Theory]
    [InlineData("private const bool Accept = false;")]
    [InlineData("private static readonly bool Accept = false;")]
    [InlineData("private readonly bool Accept = false;")]
    [InlineData("private bool Accept => false;")]
    public Task ConstantMemberThatIsFalse_IsSilent(string member) => VerifyIsSilentAsync("Accept", member);

    [Theory]
    [InlineData("private bool _accept = true;")]
    [InlineData("private static bool _accept = true;")]
    [InlineData("private static bool _accept;")]
    [InlineData("private bool _accept => _settings.Insecure;")]
    [InlineData("private static readonly bool _accept = Environment.GetEnvironmentVariable(\"INSECURE\") == \"1\";")]
    [InlineData("private bool _accept { get; set; }")]
    [InlineData("public bool _accept { get; init; }")]
    public Task MemberThatMayChange_CountsBothWays(string member) => VerifyReportsAsync("PIN2002", "_accept", member);

    [Fact]
    public Task ReadonlyFieldAssignedInConstructor_CountsBothWays() => VerifyReportsAsync(
        "PIN2002",
        "_other.Accept",
        """
        private readonly Other _other = new(true);

        private sealed class Other
        {
            public readonly bool Accept = false;

            public Other(bool accept) => Accept = accept;
        }
        """);

    [Theory]
    [InlineData("bool accept = true; return accept;")]
    [InlineData("var accept = !false; return accept;")]
    [InlineData("bool accept; accept = true; return accept;")]
    [InlineData("bool accept = false; accept = true; return accept;")]
    [InlineData("bool accept = false; accept |= true; return accept;")]
    [InlineData("bool accept = errors == SslPolicyErrors.None; accept = true; return accept;")]
    [InlineData("bool accept = errors == SslPolicyErrors.None; return accept || !accept;")]
    [InlineData("const bool accept = true; return accept;")]
    [InlineData("int problems = 0; return problems == 0;")]
    [InlineData("int problems = 0; problems++; return problems > 0;")]
    [InlineData("string verdict = \"accept\"; return verdict == \"accept\";")]
    [InlineData("bool a, b; a = b = true; return a && b;")]
    [InlineData("var (a, b) = (true, false); return a;")]
    [InlineData("bool? accept = null; return accept ?? true;")]
    [InlineData("bool? accept = null; accept ??= true; return accept.Value;")]
    [InlineData("object accept = true; return (bool)accept;")]
    [InlineData("errors = SslPolicyErrors.None; return errors == SslPolicyErrors.None;")]
    [InlineData("errors &= SslPolicyErrors.None; return errors == SslPolicyErrors.None;")]
    [InlineData("bool accept = true; ref bool alias = ref accept; return alias || true;")]
    public Task LocalWithOneValue_Reports(string body) => VerifyReportsAsync("PIN2001", "{ " + body + " }");

    [Theory]
    [InlineData("switch (errors) { case SslPolicyErrors.None: return true; default: return true; }")]
    [InlineData("return errors switch { SslPolicyErrors.None => true, _ => true };")]
    [InlineData("return errors switch { SslPolicyErrors.RemoteCertificateNotAvailable => false, _ => true };")]
    [InlineData("return certificate switch { null => false, _ => true };")]
    [InlineData("return (certificate, chain) switch { (null, _) => false, _ => true };")]
    [InlineData("if (errors == SslPolicyErrors.None) { return true; } return true;")]
    [InlineData("if (errors == SslPolicyErrors.None) { return true; } else { return true; }")]
    [InlineData("if (certificate == null) { return false; } return true;")]
    [InlineData("if (certificate == null) { throw new ArgumentNullException(nameof(certificate)); } return true;")]
    [InlineData("ArgumentNullException.ThrowIfNull(certificate); return true;")]
    [InlineData("if (false) { return false; } return true;")]
    [InlineData("while (true) { return true; }")]
    [InlineData("do { return true; } while (true);")]
    [InlineData("for (int i = 0; i < 3; i++) { _checker.Log(i.ToString()); } return true;")]
    [InlineData("foreach (var status in chain.ChainStatus) { _checker.Log(status.StatusInformation); } return true;")]
    [InlineData("goto end; end: return true;")]
    [InlineData("return true; return false;")]
    [InlineData("lock (_checker) { return true; }")]
    [InlineData("using (var stream = new MemoryStream()) { return true; }")]
    [InlineData("using var sha = SHA256.Create(); return true;")]
    [InlineData("checked { return true; }")]
    [InlineData("{ { return true; } }")]
    public Task StatementsThatEndInTrue_Report(string body) => VerifyReportsAsync("PIN2001", "{ " + body + " }");

    [Theory]
    [InlineData("bool other() => false; return true;")]
    [InlineData("Func<bool> other = () => false; return true;")]
    [InlineData("Func<bool> other = delegate { return false; }; other(); return true;")]
    [InlineData("bool unused = errors == SslPolicyErrors.None; return true;")]
    [InlineData("_ = errors == SslPolicyErrors.None; return true;")]
    [InlineData("_ = certificate.GetPublicKeyString() == Pin; return true;")]
    [InlineData("_checker.Log(certificate.Subject); return true;")]
    [InlineData("Console.WriteLine(certificate); return true;")]
    [InlineData("Console.WriteLine(\"Certificate error: {0}\", errors); return true;")]
    [InlineData("Debug.WriteLine($\"{errors} {certificate.Subject}\"); return true;")]
    [InlineData("if (errors != SslPolicyErrors.None) { _checker.Log(\"Ignored \" + errors); } return true;")]
    [InlineData("if (certificate.GetPublicKeyString() != Pin) { _checker.Log(\"Pin mismatch\"); } return true;")]
    [InlineData("certificate.Verify(); return true;")]
    [InlineData("chain.Build(certificate); return true;")]
    [InlineData("var ignored = chain.Build(certificate); return true;")]
    [InlineData("Pins.Contains(certificate.GetPublicKeyString()); return true;")]
    public Task WhatDecidesNothing_Reports(string body) => VerifyReportsAsync("PIN2001", "{ " + body + " }");

    [Theory]
    [InlineData("_checker.Check(certificate) || true")]
    [InlineData("true || _checker.Check(certificate)")]
    [InlineData("_checker.Check(certificate) | true")]
    [InlineData("_checker.Check(certificate) ? true : true")]
    [InlineData("!(_checker.Check(certificate) && false)")]
    [InlineData("certificate.GetPublicKeyString() == Pin || true")]
    [InlineData("_settings.Insecure || true")]
    [InlineData("_settings.Insecure || !_settings.Insecure || true")]
    public Task KnownOperandDecides_Reports(string body) => VerifyReportsAsync("PIN2001", body);

    [Theory]
    [InlineData("_checker.Check(certificate) && false")]
    [InlineData("_checker.Check(certificate) & false")]
    [InlineData("_settings.Insecure && false")]
    public Task KnownOperandThatRejects_IsSilent(string body) => VerifyIsSilentAsync(body);
}
