using System.Threading.Tasks;
using Xunit;
using static PinningAnalyzers.Tests.Rules.CertificateCallbackCode;

namespace PinningAnalyzers.Tests.Rules;

/// <summary>Where pins are kept, per host, in caches and in files, and how a callback asks for them.</summary>
public sealed class CertificateCallbackPinSetsTests
{
    private const string Sets = """
        private readonly Lazy<HashSet<string>> _lazy = new(() => new HashSet<string>(File.ReadAllLines("pins.txt")));
        private readonly Dictionary<string, HashSet<string>> _sets = new();
        private readonly Dictionary<string, string[]> _arrays = new();
        private readonly ILookup<string, string> _lookup = Pins.ToLookup(pin => "host");
        private readonly System.Collections.Concurrent.ConcurrentDictionary<string, byte> _keys = new();
        private readonly System.Collections.Concurrent.ConcurrentDictionary<string, bool> _decisions = new();
        private readonly System.Collections.Immutable.ImmutableHashSet<string> _immutable = System.Collections.Immutable.ImmutableHashSet.Create(Pin);
        private readonly System.Collections.Frozen.FrozenSet<string> _frozen = System.Collections.Frozen.FrozenSet.ToFrozenSet(Pins);
        private readonly List<byte[]> _digests = new();
        private readonly IReadOnlyList<string> _list;
        private readonly SortedSet<string> _sorted = new();
        private readonly IEnumerable<PinEntry> _entries;
        private readonly DateTime _expires = DateTime.MaxValue;
        private bool _reportOnly;

        private static string KeyOf(X509Certificate2 certificate) => Convert.ToBase64String(SHA256.HashData(certificate.PublicKey.ExportSubjectPublicKeyInfo()));

        private sealed record PinEntry(string Host, string Key, byte[] Digest);
        """;

    [Theory]
    [InlineData("_lazy.Value.Contains(KeyOf(certificate))")]
    [InlineData("_sets.TryGetValue(request.RequestUri.Host, out var pins) && pins.Contains(KeyOf(certificate))")]
    [InlineData("_sets.GetValueOrDefault(request.RequestUri.Host)?.Contains(KeyOf(certificate)) ?? false")]
    [InlineData("_sets.GetValueOrDefault(request.RequestUri.Host)?.Contains(KeyOf(certificate)) == true")]
    [InlineData("_sets[request.RequestUri.Host].Contains(KeyOf(certificate))")]
    [InlineData("_sets.Values.Any(pins => pins.Contains(KeyOf(certificate)))")]
    [InlineData("_sets.SelectMany(pair => pair.Value).Contains(KeyOf(certificate))")]
    [InlineData("_arrays[request.RequestUri.Host].Contains(KeyOf(certificate))")]
    [InlineData("_arrays.TryGetValue(request.RequestUri.Host, out var pins) && Array.IndexOf(pins, KeyOf(certificate)) >= 0")]
    [InlineData("_lookup[request.RequestUri.Host].Contains(KeyOf(certificate))")]
    [InlineData("_lookup[request.RequestUri.Host].Any(pin => pin == KeyOf(certificate))")]
    [InlineData("_keys.ContainsKey(KeyOf(certificate))")]
    [InlineData("_keys.TryGetValue(KeyOf(certificate), out _)")]
    [InlineData("_immutable.Contains(KeyOf(certificate))")]
    [InlineData("_frozen.Contains(KeyOf(certificate))")]
    [InlineData("_list.Contains(KeyOf(certificate))")]
    [InlineData("_list.Contains(KeyOf(certificate), StringComparer.Ordinal)")]
    [InlineData("_list.Any(KeyOf(certificate).Equals)")]
    [InlineData("_list.Where(pin => pin.Length > 0).Any(pin => pin == KeyOf(certificate))")]
    [InlineData("_list.Select(pin => pin.Trim()).Any(pin => string.Equals(pin, KeyOf(certificate), StringComparison.Ordinal))")]
    [InlineData("_list.SingleOrDefault(pin => pin == KeyOf(certificate)) is not null")]
    [InlineData("_sorted.Contains(KeyOf(certificate))")]
    [InlineData("_digests.Any(digest => digest.SequenceEqual(SHA256.HashData(certificate.RawData)))")]
    [InlineData("_digests.Any(digest => CryptographicOperations.FixedTimeEquals(digest, SHA256.HashData(certificate.RawData)))")]
    [InlineData("_digests.Exists(SHA256.HashData(certificate.RawData).SequenceEqual)")]
    [InlineData("_entries.Any(entry => entry.Host == request.RequestUri.Host && entry.Key == KeyOf(certificate))")]
    [InlineData("_entries.Where(entry => entry.Host == request.RequestUri.Host).Any(entry => entry.Key == KeyOf(certificate))")]
    [InlineData("_entries.FirstOrDefault(entry => entry.Host == request.RequestUri.Host)?.Key == KeyOf(certificate)")]
    [InlineData("_entries.First(entry => entry.Host == request.RequestUri.Host).Digest.AsSpan().SequenceEqual(SHA256.HashData(certificate.RawData))")]
    [InlineData("File.ReadLines(\"pins.txt\").Contains(KeyOf(certificate))")]
    [InlineData("Environment.GetEnvironmentVariable(\"PINS\")?.Split(';').Contains(KeyOf(certificate)) == true")]
    [InlineData("(request.RequestUri.Host switch { \"a.example.com\" => \"AA\", \"b.example.com\" => \"BB\", _ => null }) == KeyOf(certificate)")]
    [InlineData("KeyOf(certificate)[..16] == Pin")]
    [InlineData("KeyOf(certificate).Substring(0, 16).Equals(Pin)")]
    [InlineData("certificate.GetPublicKey().Take(32).SequenceEqual(PinBytes)")]
    [InlineData("SHA256.HashData(certificate.RawData)[0] == 1")]
    public Task PinsLookedUp_AreSilent(string condition) => VerifyMembersAsync($$"""
        private HttpClientHandler Alone() => new() { ServerCertificateCustomValidationCallback = (request, certificate, chain, errors) => {{condition}} };

        private HttpClientHandler BesideThePlatform() => new() { ServerCertificateCustomValidationCallback = (request, certificate, chain, errors) => errors == SslPolicyErrors.None && ({{condition}}) };

        private HttpClientHandler OrThePlatform() => new() { ServerCertificateCustomValidationCallback = {|PIN2003:(request, certificate, chain, errors) => errors == SslPolicyErrors.None || ({{condition}})|} };

        {{Sets}}
        """);

    [Theory]
    [InlineData("{ if (errors != SslPolicyErrors.None) { return false; } if (DateTime.UtcNow > _expires) { return true; } return _list.Contains(KeyOf(certificate)); }")]
    [InlineData("{ bool pinned = _list.Contains(KeyOf(certificate)); return errors == SslPolicyErrors.None && (_reportOnly || pinned); }")]
    [InlineData("{ string key = KeyOf(certificate); lock (_digests) { return errors == SslPolicyErrors.None && _list.Contains(key); } }")]
    [InlineData("{ if (errors != SslPolicyErrors.None) { return false; } string key = KeyOf(certificate); if (_decisions.TryGetValue(key, out bool known)) { return known; } return false; }")]
    [InlineData("{ string expected; switch (request.RequestUri.Host) { case \"a\": expected = \"AA\"; break; case \"b\": expected = \"BB\"; break; default: return false; } return KeyOf(certificate) == expected; }")]
    [InlineData("{ var expected = request.RequestUri.Host switch { \"a\" => \"AA\", _ => throw new AuthenticationException() }; return expected == KeyOf(certificate); }")]
    [InlineData("{ foreach (var entry in _entries) { if (entry.Host != request.RequestUri.Host) { continue; } if (entry.Key == KeyOf(certificate)) { return errors == SslPolicyErrors.None; } } return false; }")]
    [InlineData("{ foreach (var (host, pins) in _sets) { if (host == request.RequestUri.Host && pins.Contains(KeyOf(certificate))) { return true; } } return false; }")]
    [InlineData("{ using var reader = new StreamReader(\"pins.txt\"); string line; while ((line = reader.ReadLine()) != null) { if (line == KeyOf(certificate)) { return true; } } return false; }")]
    [InlineData("{ if (!_sets.TryGetValue(request.RequestUri.Host, out var pins) || pins.Count == 0) { return false; } return pins.Contains(KeyOf(certificate)); }")]
    [InlineData("{ var key = KeyOf(certificate); return key switch { \"AA\" or \"BB\" => true, _ => false }; }")]
    [InlineData("{ var match = _list.FirstOrDefault(pin => pin == KeyOf(certificate)); if (string.IsNullOrEmpty(match)) { return false; } return true; }")]
    [InlineData("{ int index = _list.ToList().IndexOf(KeyOf(certificate)); if (index < 0) { return false; } return true; }")]
    public Task PinsAskedForInStatements_AreSilent(string body) => VerifyIsSilentAsync(body, Sets);

    [Theory]
    [InlineData("PIN2001", "!_list.Contains(KeyOf(certificate))")]
    [InlineData("PIN2001", "!_digests.Any(digest => digest.SequenceEqual(SHA256.HashData(certificate.RawData)))")]
    [InlineData("PIN2001", "!_keys.ContainsKey(KeyOf(certificate))")]
    [InlineData("PIN2001", "_list.SingleOrDefault(pin => pin == KeyOf(certificate)) is null")]
    [InlineData("PIN2002", "!_sets.TryGetValue(request.RequestUri.Host, out var pins) || pins.Contains(KeyOf(certificate))")]
    [InlineData("PIN2002", "_list.Count == 0 || _list.Contains(KeyOf(certificate))")]
    [InlineData("PIN2002", "_reportOnly || _list.Contains(KeyOf(certificate))")]
    [InlineData("PIN2002", "_sets.GetValueOrDefault(request.RequestUri.Host)?.Contains(KeyOf(certificate)) ?? true")]
    [InlineData("PIN2002", "DateTime.UtcNow > _expires || _list.Contains(KeyOf(certificate))")]
    [InlineData("PIN2002", "_sets.ContainsKey(request.RequestUri.Host)")]
    [InlineData("PIN2003", "{ if (!_list.Contains(KeyOf(certificate))) { _checker.Log(\"not pinned\"); } return errors == SslPolicyErrors.None; }")]
    [InlineData("PIN2003", "{ bool pinned = _list.Contains(KeyOf(certificate)); _checker.Log(pinned.ToString()); return errors == SslPolicyErrors.None; }")]
    [InlineData("PIN2003", "{ if (_list.Contains(KeyOf(certificate))) { return true; } return errors == SslPolicyErrors.None; }")]
    [InlineData("PIN2004", "{ if (_decisions.TryGetValue(certificate.Thumbprint, out bool known)) { return known; } return false; }")]
    [InlineData("PIN2004", "_keys.ContainsKey(certificate.Thumbprint)")]
    [InlineData("PIN2004", "_list.Contains(certificate.Subject)")]
    [InlineData("PIN2004", "_entries.Any(entry => entry.Host == request.RequestUri.Host && entry.Key == certificate.Thumbprint)")]
    [InlineData("PIN2004", "_sets.TryGetValue(request.RequestUri.Host, out var pins) && pins.Contains(certificate.Thumbprint)")]
    [InlineData("PIN2004", "_sets.GetValueOrDefault(certificate.Issuer)?.Contains(\"AA\") == true")]
    [InlineData("PIN2004", "System.Text.RegularExpressions.Regex.IsMatch(certificate.Subject, \"CN=api\")")]
    [InlineData("PIN2004", "System.Text.RegularExpressions.Regex.Match(certificate.Subject, \"CN=(.*)\").Groups[1].Value == \"api\"")]
    [InlineData("PIN2004", "certificate.GetCertHash().SequenceEqual(Trusted.GetCertHash())")]
    [InlineData("PIN2004", "Encoding.ASCII.GetBytes(certificate.Thumbprint).SequenceEqual(PinBytes)")]
    public Task PinsThatDoNotBind_Report(string id, string body) => VerifyReportsAsync(id, body, Sets);

    [Fact]
    public Task FactoryOfCallbacks_IsJudgedByWhatItCaptures() => VerifyMembersAsync("""
        private static RemoteCertificateValidationCallback ForPin(string pin) =>
            (_, certificate, _, errors) => errors == SslPolicyErrors.None && certificate?.GetPublicKeyString() == pin;

        private static RemoteCertificateValidationCallback ForPins(IReadOnlyCollection<string> pins) =>
            (_, certificate, _, errors) => errors == SslPolicyErrors.None && pins.Contains(certificate!.GetCertHashString(HashAlgorithmName.SHA256));

        private static RemoteCertificateValidationCallback For(bool strict) => {|PIN2002:(_, _, _, errors) => !strict || errors == SslPolicyErrors.None|};

        private static RemoteCertificateValidationCallback Allowing(SslPolicyErrors allowed) => {|PIN2002:(_, _, _, errors) => (errors & ~allowed) == SslPolicyErrors.None|};

        private static RemoteCertificateValidationCallback ForThumbprint(string thumbprint) =>
            {|PIN2004:(_, certificate, _, _) => string.Equals(((X509Certificate2)certificate!).Thumbprint, thumbprint, StringComparison.OrdinalIgnoreCase)|};
        """);
}
