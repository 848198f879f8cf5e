using System.Threading.Tasks;
using Xunit;
using static PinningAnalyzers.Tests.Rules.CertificateCallbackCode;

namespace PinningAnalyzers.Tests.Rules;

/// <summary>Wrappers, aliases and guards that hide what a callback lets in; and unseen code, which hides nothing to be reported.</summary>
public sealed class CertificateCallbackEvasionTests
{
    [Theory]
    [InlineData("PIN2001", "{ X509Certificate2 alias = certificate; if (alias == null) { return false; } return true; }")]
    [InlineData("PIN2001", "{ var e = errors; e = SslPolicyErrors.None; return e == SslPolicyErrors.None; }")]
    [InlineData("PIN2001", "{ bool ok = errors == SslPolicyErrors.None; if (!ok) { ok = true; } return ok; }")]
    [InlineData("PIN2001", "{ bool ok = errors == SslPolicyErrors.None; ok = !ok || ok; return ok; }")]
    [InlineData("PIN2001", "{ var result = Check(errors); return result || true; bool Check(SslPolicyErrors e) => e == SslPolicyErrors.None; }")]
    [InlineData("PIN2001", "{ bool? ok = errors == SslPolicyErrors.None ? true : null; return ok ?? true; }")]
    [InlineData("PIN2001", "{ (bool ok, string reason) = (true, \"none\"); _checker.Log(reason); return ok; }")]
    [InlineData("PIN2001", "{ var answer = new { Ok = true }; return answer.Ok; }")]
    [InlineData("PIN2001", "{ var answers = new[] { true }; return answers[0] || true; }")]
    [InlineData("PIN2001", "{ LogSeen(certificate); return true; }")]
    [InlineData("PIN2001", "{ if (!LooksGood(certificate)) { return false; } return true; }")]
    [InlineData("PIN2001", "{ return new Settings().Accept; }")]
    [InlineData("PIN2001", "{ return Accepting.Instance.Validate(certificate); }")]
    [InlineData("PIN2001", "{ int flags = (int)errors; flags &= 0; return flags == 0; }")]
    [InlineData("PIN2001", "{ return certificate.GetPublicKeyString() == certificate.GetPublicKeyString(); }")]
    [InlineData("PIN2001", "{ return certificate.GetPublicKeyString() == chain.ChainElements[0].Certificate.GetPublicKeyString(); }")]
    [InlineData("PIN2001", "{ return certificate.RawData.SequenceEqual(new X509Certificate2(certificate).RawData); }")]
    [InlineData("PIN2002", "{ certificate = Trusted; return certificate.GetPublicKeyString() == Pin; }")]
    [InlineData("PIN2002", "{ certificate = new X509Certificate2(\"server.cer\"); return certificate.GetPublicKeyString() == Pin; }")]
    [InlineData("PIN2002", "{ return certificate?.Verify() ?? false; }")]
    [InlineData("PIN2002", "{ bool ok = errors == SslPolicyErrors.None; if (chain.ChainStatus.Any(status => status.Status == X509ChainStatusFlags.PartialChain)) { ok = true; } return ok; }")]
    [InlineData("PIN2003", "{ bool? ok = null; if (errors == SslPolicyErrors.None) { ok = true; } return ok == true; }")]
    [InlineData("PIN2003", "{ bool? ok = null; if (errors == SslPolicyErrors.None) { ok = true; } return ok.GetValueOrDefault(); }")]
    [InlineData("PIN2003", "{ return new Result(errors == SslPolicyErrors.None).Ok; }")]
    [InlineData("PIN2003", "{ return new Result(false) { Ok = errors == SslPolicyErrors.None }.Ok; }")]
    [InlineData("PIN2003", "{ SslPolicyErrors copy; Copy(errors, out copy); return copy == SslPolicyErrors.None; }")]
    [InlineData("PIN2003", "{ bool ok = false; Decide(errors, ref ok); return ok; }")]
    [InlineData("PIN2004", "{ return certificate?.Equals(Trusted) ?? false; }")]
    [InlineData("PIN2004", "{ string name = certificate.Subject; string trimmed = name.Replace(\"CN=\", \"\").Trim(); return trimmed == \"api.example.com\"; }")]
    [InlineData("PIN2004", "{ var known = new Dictionary<string, string> { [\"AB\"] = \"api\" }; return known.ContainsKey(certificate.Thumbprint); }")]
    [InlineData("PIN2004", "{ var known = new Dictionary<string, string> { [\"AB\"] = \"api\" }; return known.TryGetValue(certificate.Thumbprint, out string name) && name == request.RequestUri.Host; }")]
    [InlineData("PIN2004", "{ return new Named(certificate.Subject).IsOurs; }")]
    public Task Wrapper_Reports(string id, string body) => VerifyReportsAsync(
        id,
        body,
        """
        private static void LogSeen(X509Certificate2 certificate)
        {
            Console.WriteLine(certificate.Subject);
            Console.WriteLine(certificate.Thumbprint);
        }

        private static bool LooksGood(X509Certificate2 certificate)
        {
            if (certificate == null)
            {
                return false;
            }

            return certificate.NotAfter > DateTime.UtcNow;
        }

        private static void Copy(SslPolicyErrors from, out SslPolicyErrors to) => to = from;

        private static void Decide(SslPolicyErrors errors, ref bool ok)
        {
            if (errors == SslPolicyErrors.None)
            {
                ok = true;
            }
        }

        private sealed class Settings
        {
            public bool Accept { get; } = true;
        }

        private sealed record Result(bool Ok);

        private sealed class Named
        {
            private readonly string _name;

            public Named(string name) => _name = name;

            public bool IsOurs => _name == "CN=api";
        }

        private sealed class Accepting
        {
            public static readonly Accepting Instance = new();

            public bool Validate(X509Certificate2 certificate) => certificate != null;
        }
        """);

    [Theory]
    [InlineData("_hasher.Hash(certificate) == Pin")]
    [InlineData("_hasher.HashBytes(certificate.RawData).SequenceEqual(PinBytes)")]
    [InlineData("errors == SslPolicyErrors.None && Pins.Contains(_hasher.Hash(certificate))")]
    [InlineData("Pins.Contains(_hasher.Hash(certificate)) && errors == SslPolicyErrors.None")]
    [InlineData("string.Equals(_hasher.Hash(certificate), Pin, StringComparison.OrdinalIgnoreCase)")]
    [InlineData("_hasher.TryHash(certificate, out string hash) && hash == Pin")]
    [InlineData("_hasher.Wrap(certificate).IsValid")]
    [InlineData("_hasher.Wrap(certificate).Validate() == 0")]
    [InlineData("{ var wrapped = _hasher.Wrap(certificate); if (!wrapped.IsValid) { return false; } return true; }")]
    [InlineData("{ string hash = _hasher.Hash(certificate); foreach (var pin in Pins) { if (pin == hash) { return true; } } return false; }")]
    [InlineData("{ var hash = _hasher.HashBytes(certificate.GetPublicKey()); return CryptographicOperations.FixedTimeEquals(hash, PinBytes); }")]
    [InlineData("{ _hasher.Validated += _ => { }; return _hasher.Hash(certificate) is { Length: 32 }; }")]
    public Task UnseenCodeThatMakesTheIdentity_IsSilent(string body) => VerifyIsSilentAsync(body, Hasher);

    [Theory]
    [InlineData("PIN2003", "errors == SslPolicyErrors.None || _hasher.Hash(certificate) == Pin")]
    [InlineData("PIN2001", "{ _checker.Log(_hasher.Hash(certificate)); return true; }")]
    [InlineData("PIN2001", "{ string hash = _hasher.Hash(certificate); Console.WriteLine(hash); return true; }")]
    [InlineData("PIN2002", "_settings.Insecure || _hasher.Hash(certificate) == Pin")]
    [InlineData("PIN2002", "_hasher.IsEnabled() ? _hasher.Hash(certificate) == Pin : true")]
    public Task UnseenCodeThatDoesNotDecide_Reports(string id, string body) => VerifyReportsAsync(id, body, Hasher);

    private const string Hasher = """
        private readonly IHasher _hasher;

        internal interface IHasher
        {
            event Action<string> Validated;

            bool IsEnabled();

            string Hash(X509Certificate certificate);

            byte[] HashBytes(byte[] data);

            bool TryHash(X509Certificate certificate, out string hash);

            IWrapped Wrap(X509Certificate certificate);
        }

        internal interface IWrapped
        {
            bool IsValid { get; }

            int Validate();
        }
        """;

    [Fact]
    public Task FieldsWrittenByTheCallback_AreSeen() => VerifyMembersAsync("""
        private bool _ok;

        private HttpClientHandler Create() => new() { ServerCertificateCustomValidationCallback = {|PIN2001:(_, certificate, _, errors) =>
        {
            _ok = true;
            return _ok;
        }|} };
        """);

    [Fact]
    public Task ResultKeptInAField_IsTheCallbacksResult() => VerifyMembersAsync("""
        private SslPolicyErrors _last;

        private HttpClientHandler Create() => new() { ServerCertificateCustomValidationCallback = {|PIN2003:(_, certificate, _, errors) =>
        {
            _last = errors;
            return _last == SslPolicyErrors.None;
        }|} };
        """);

    [Fact]
    public Task OverloadedOperatorAndIndexer_ReportWhereTheCallbackIsMade() => VerifyMembersAsync("""
        private sealed class Factory
        {
            public RemoteCertificateValidationCallback this[int index] => {|PIN2001:(_, _, _, _) => true|};

            public static RemoteCertificateValidationCallback operator +(Factory factory, int count) => {|PIN2001:delegate { return true; }|};

            public static implicit operator RemoteCertificateValidationCallback(Factory factory) => {|PIN2003:(_, _, _, errors) => errors == SslPolicyErrors.None|};
        }
        """);
}
