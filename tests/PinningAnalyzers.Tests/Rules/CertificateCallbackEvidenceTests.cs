using System.Threading.Tasks;
using Xunit;
using static PinningAnalyzers.Tests.Rules.CertificateCallbackCode;

namespace PinningAnalyzers.Tests.Rules;

/// <summary>What a callback finds out may pass through objects before it is asked for: texts, lists, tables, results.</summary>
public sealed class CertificateCallbackEvidenceTests
{
    private const string Fields = /* lang=c#-test */ """
        private string _pin;
        private byte[] _bytes;
        """;

    [Theory]
    [InlineData("{ var text = new StringBuilder(); if (errors != 0) { text.AppendLine(\"e\"); } if (certificate.GetPublicKeyString() != _pin) { text.AppendLine(\"p\"); } if (text.Length > 0) { _checker.Log(text.ToString()); return false; } return true; }")]
    [InlineData("{ var text = new StringBuilder(); if (errors != 0) { text.Append('e'); } if (certificate.GetPublicKeyString() != _pin) { text.Append(\"p\"); } return text.ToString() == \"\"; }")]
    [InlineData("{ var found = new List<string>(); if (errors != 0) { found.Add(\"e\"); } if (certificate.GetPublicKeyString() != _pin) { found.Add(\"p\"); } return string.Join(\",\", found) == \"\"; }")]
    [InlineData("{ var found = new Dictionary<string, string>(); if (errors != 0) { found[\"e\"] = \"x\"; } if (certificate.GetPublicKeyString() != _pin) { found[\"p\"] = \"x\"; } return found.Count == 0; }")]
    [InlineData("{ var found = new System.Collections.Concurrent.ConcurrentBag<string>(); if (errors != 0) { found.Add(\"e\"); } if (certificate.GetPublicKeyString() != _pin) { found.Add(\"p\"); } return found.IsEmpty; }")]
    [InlineData("{ var found = System.Collections.Immutable.ImmutableList<string>.Empty; if (errors != 0) { found = found.Add(\"e\"); } if (certificate.GetPublicKeyString() != _pin) { found = found.Add(\"p\"); } return found.IsEmpty; }")]
    [InlineData("{ var found = System.Collections.Immutable.ImmutableArray.CreateBuilder<string>(); if (errors != 0) { found.Add(\"e\"); } if (certificate.GetPublicKeyString() != _pin) { found.Add(\"p\"); } return found.Count == 0; }")]
    [InlineData("{ var passed = new bool[2]; passed[0] = errors == 0; passed[1] = certificate.GetPublicKeyString() == _pin; return passed[0] && passed[1]; }")]
    [InlineData("{ var passed = new bool[2]; passed[0] = errors == 0; passed[1] = certificate.GetPublicKeyString() == _pin; return passed.All(one => one); }")]
    [InlineData("{ bool[] passed = [errors == 0, certificate.GetPublicKeyString() == _pin]; return passed.All(one => one); }")]
    [InlineData("{ var rules = new List<Func<bool>> { () => errors == 0, () => certificate.GetPublicKeyString() == _pin }; return rules.All(rule => rule()); }")]
    [InlineData("{ (bool chain, bool pin) passed; passed.chain = errors == 0; passed.pin = certificate.GetPublicKeyString() == _pin; return passed.chain && passed.pin; }")]
    [InlineData("{ var passed = new Stack<bool>(); passed.Push(errors == 0); passed.Push(certificate.GetPublicKeyString() == _pin); return passed.Pop() && passed.Pop(); }")]
    [InlineData("{ var passed = new BitArray(2); passed[0] = errors == 0; passed[1] = certificate.GetPublicKeyString() == _pin; return passed[0] && passed[1]; }")]
    [InlineData("{ var passed = new Dictionary<string, bool> { [\"e\"] = errors == 0, [\"p\"] = certificate.GetPublicKeyString() == _pin }; return passed[\"e\"] && passed[\"p\"]; }")]
    [InlineData("{ var passed = new Dictionary<string, bool>(); passed.Add(\"e\", errors == 0); passed.Add(\"p\", certificate.GetPublicKeyString() == _pin); return passed.All(one => one.Value); }")]
    [InlineData("{ var source = new TaskCompletionSource<bool>(); source.SetResult(errors == 0 && certificate.GetPublicKeyString() == _pin); return source.Task.Result; }")]
    public Task PinAndErrorsGatheredFirst_IsSilent(string body) => VerifyIsSilentAsync(body, Fields);

    [Theory]
    [InlineData("PIN2003", "{ var text = new StringBuilder(); if (errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch)) { text.Append(\"name\"); } if (errors.HasFlag(SslPolicyErrors.RemoteCertificateChainErrors)) { text.Append(\"chain\"); } if (errors.HasFlag(SslPolicyErrors.RemoteCertificateNotAvailable)) { text.Append(\"none\"); } return text.Length == 0; }")]
    [InlineData("PIN2003", "{ foreach (SslPolicyErrors flag in Enum.GetValues(typeof(SslPolicyErrors))) { if (flag != SslPolicyErrors.None && errors.HasFlag(flag)) { return false; } } return true; }")]
    [InlineData("PIN2003", "$\"{errors}\" == \"None\"")]
    [InlineData("PIN2003", "errors.ToString(\"D\") == \"0\"")]
    [InlineData("PIN2003", "Convert.ToInt32(errors) == 0")]
    [InlineData("PIN2003", "Enum.GetName(typeof(SslPolicyErrors), errors) == \"None\"")]
    [InlineData("PIN2003", "string.Equals(errors.ToString(), \"none\", StringComparison.OrdinalIgnoreCase)")]
    [InlineData("PIN2003", "string.Compare(errors.ToString(), \"none\", true) == 0")]
    [InlineData("PIN2003", "{ ArgumentOutOfRangeException.ThrowIfGreaterThan((int)errors, 0); return true; }")]
    [InlineData("PIN2001", "{ ArgumentOutOfRangeException.ThrowIfNegative((int)errors); return true; }")]
    [InlineData("PIN2001", "string.Equals(\"pin\", \"PIN\", StringComparison.OrdinalIgnoreCase)")]
    [InlineData("PIN2001", "bool.Parse(\"true\")")]
    [InlineData("PIN2001", "Convert.ToBoolean(1)")]
    [InlineData("PIN2001", "Tuple.Create(true, 1).Item1")]
    [InlineData("PIN2001", "Enumerable.Empty<int>().All(number => false)")]
    [InlineData("PIN2001", "certificate.Thumbprint == certificate.Thumbprint")]
    [InlineData("PIN2002", "_settings.Host.Split(',').All(host => false)")]
    public Task OutcomeThatOnlyErrorsOrConstantsDecide_Reports(string id, string body) => VerifyReportsAsync(id, body, Fields);

    [Theory]
    [InlineData("new System.Numerics.BigInteger(certificate.GetPublicKey()) == new System.Numerics.BigInteger(_bytes)")]
    [InlineData("{ char[] letters = certificate.GetPublicKeyString().ToCharArray(); Array.Reverse(letters); return new string(letters) == _pin; }")]
    [InlineData("{ var copy = new byte[32]; SHA256.HashData(certificate.RawData).CopyTo(copy, 0); return copy.SequenceEqual(_bytes); }")]
    [InlineData("{ using var stream = new MemoryStream(); stream.Write(certificate.GetPublicKey()); return stream.ToArray().SequenceEqual(_bytes); }")]
    [InlineData("{ using var stream = new MemoryStream(); var writer = new BinaryWriter(stream); writer.Write(certificate.GetPublicKey()); writer.Flush(); return stream.ToArray().SequenceEqual(_bytes); }")]
    [InlineData("new List<byte>(certificate.GetPublicKey()).SequenceEqual(_bytes)")]
    [InlineData("new Lazy<string>(() => certificate.GetPublicKeyString()).Value == _pin")]
    [InlineData("new ValueTuple<string, int>(certificate.GetPublicKeyString(), 1).Item1 == _pin")]
    [InlineData("_checker.Check(new X509Certificate2(certificate.Handle))")]
    public Task KeyCarriedInAnObject_StaysAKey(string body) => VerifyIsSilentAsync(body, Fields);

    [Theory]
    [InlineData("new Guid(MD5.HashData(certificate.RawData)) == new Guid(_bytes)")]
    [InlineData("{ var copy = new byte[20]; certificate.GetCertHash().CopyTo(copy, 0); return copy.SequenceEqual(_bytes); }")]
    [InlineData("new string(certificate.Thumbprint.ToCharArray()) == _pin")]
    [InlineData("new List<byte>(certificate.GetCertHash()).SequenceEqual(_bytes)")]
    public Task WeakIdentityCarriedInAnObject_Reports(string body) => VerifyReportsAsync("PIN2004", body, Fields);

    [Fact]
    public Task ResultObject_IsFollowed() => VerifyMembersAsync("""
            public HttpClientHandler CreateHandler(bool pins) => pins
                ? new() { ServerCertificateCustomValidationCallback = (_, certificate, _, errors) => Evaluate(certificate, errors) == Outcome.Success }
                : new() { ServerCertificateCustomValidationCallback = {|PIN2003:(_, certificate, _, errors) => ReferenceEquals(Evaluate(errors), Outcome.Success)|} };

            public HttpClientHandler CreateByState(bool pins) => pins
                ? new() { ServerCertificateCustomValidationCallback = (_, certificate, _, errors) => (errors == 0 && certificate.GetPublicKeyString() == Pin ? Outcome.Success : Outcome.Failure).IsFine }
                : new() { ServerCertificateCustomValidationCallback = {|PIN2003:(_, certificate, _, errors) => (errors == 0 ? Outcome.Success : Outcome.Failure).IsFine|} };

            public HttpClientHandler CreateReportingHandler() => new() { ServerCertificateCustomValidationCallback = (_, certificate, _, errors) => Gather(certificate, errors).IsFine };

            private static Outcome Evaluate(X509Certificate2 certificate, SslPolicyErrors errors) =>
                errors != 0 ? Outcome.Fail("errors") : certificate.GetPublicKeyString() == Pin ? Outcome.Success : Outcome.Fail("pin");

            private static Outcome Evaluate(SslPolicyErrors errors) => errors != 0 ? Outcome.Fail("errors") : Outcome.Success;

            private static Report Gather(X509Certificate2 certificate, SslPolicyErrors errors)
            {
                var report = new Report();
                if (errors != 0)
                {
                    report.Findings.Add("errors");
                }

                if (certificate.GetPublicKeyString() != Pin)
                {
                    report.Findings.Add("pin");
                }

                return report;
            }

            private sealed class Outcome
            {
                public static readonly Outcome Success = new(true, null);
                public static readonly Outcome Failure = new(false, "failure");

                private Outcome(bool isFine, string reason)
                {
                    IsFine = isFine;
                    Reason = reason;
                }

                public bool IsFine { get; }

                public string Reason { get; }

                public static Outcome Fail(string reason) => new(false, reason);
            }

            private sealed class Report
            {
                public List<string> Findings { get; } = new();

                public bool IsFine => Findings.Count == 0;
            }
        """);

    [Fact]
    public Task StructureFilledPartByPart_IsFollowed() => VerifyMembersAsync("""
            public HttpClientHandler CreateHandler(bool pins) => pins
                ? new()
                {
                    ServerCertificateCustomValidationCallback = (_, certificate, _, errors) =>
                    {
                        Checks checks = default;
                        checks.Chain = errors == 0;
                        checks.Pin = certificate.GetPublicKeyString() == Pin;
                        return checks.Chain && checks.Pin;
                    },
                }
                : new()
                {
                    ServerCertificateCustomValidationCallback = {|PIN2003:(_, certificate, _, errors) =>
                    {
                        var found = Findings.None;
                        if (errors == 0)
                        {
                            found |= Findings.Chain;
                        }

                        return found.HasFlag(Findings.Chain);
                    }|},
                };

            private struct Checks
            {
                public bool Chain;
                public bool Pin;
            }

            [Flags]
            private enum Findings
            {
                None = 0,
                Chain = 1,
            }
        """);

    [Theory]
    [InlineData("_pipeline[certificate]")]
    [InlineData("_pipeline[certificate.GetPublicKeyString()]")]
    [InlineData("{ _pipeline.Add(certificate.RawData); return _pipeline.IsFine; }")]
    [InlineData("{ _pipeline.Certificate = certificate; return _pipeline.IsFine; }")]
    [InlineData("{ _pipeline.ValidateToken(new Token(certificate)); return true; }")]
    public Task UnseenCodeGivenTheCertificate_IsSilent(string body) => VerifyIsSilentAsync(body, Pipeline);

    [Theory]
    [InlineData("PIN2004", "_pipeline[certificate.Thumbprint]")]
    [InlineData("PIN2001", "{ _pipeline.NotNull(certificate, nameof(certificate)); return true; }")]
    [InlineData("PIN2002", "{ _pipeline.Show(certificate.Subject); return _pipeline.IsFine; }")]
    public Task UnseenCodeThatChecksNoIdentity_Reports(string id, string body) => VerifyReportsAsync(id, body, Pipeline);

    private const string Pipeline = /* lang=c#-test */ """
        private readonly IPipeline _pipeline;

        private interface IPipeline
        {
            bool this[X509Certificate2 certificate] { get; }

            bool this[string identity] { get; }

            X509Certificate2 Certificate { get; set; }

            bool IsFine { get; }

            void Add(byte[] data);

            void Show(string text);

            void ValidateToken(Token token);

            void NotNull<T>(T value, string name);
        }

        private sealed class Token
        {
            public Token(X509Certificate2 certificate) => Certificate = certificate;

            public X509Certificate2 Certificate { get; }
        }
        """;

    [Fact]
    public Task TasksThatAreCombined_AreFollowed() => VerifyMembersAsync("""
            public HttpClientHandler CreatePinned() => new() { ServerCertificateCustomValidationCallback = (_, certificate, _, errors) => Task.WhenAll(ChecksErrors(errors), ChecksPin(certificate)).Result.All(one => one) };

            public HttpClientHandler CreateContinued() => new() { ServerCertificateCustomValidationCallback = {|PIN2003:(_, certificate, _, errors) => ChecksErrors(errors).ContinueWith(task => task.Result).Result|} };

            public HttpClientHandler CreateFailing() => new() { ServerCertificateCustomValidationCallback = {|PIN2003:(_, certificate, _, errors) => (errors == 0 ? Task.FromResult(true) : Task.FromException<bool>(new Exception())).Result|} };

            private static async Task<bool> ChecksErrors(SslPolicyErrors errors)
            {
                await Task.Yield();
                return errors == 0;
            }

            private static async Task<bool> ChecksPin(X509Certificate2 certificate)
            {
                await Task.Yield();
                return certificate.GetPublicKeyString() == Pin;
            }
        """);
}
