using System;
using System.Net.Http;
using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using CertificatePinning;

namespace PinningAnalyzers.Benchmarks;

/// <summary>
/// What the validator adds to a handshake, beside the one thing it cannot do without: a SHA-256 over the leaf's key. A match
/// takes at most 1.5 times that, allocates nothing, and ten pinned hosts or a thousand make no difference. Run by
/// <c>bench --filter *Validator*</c>.
/// </summary>
[Config(typeof(ShortIterations))]
[MemoryDiagnoser]
public class ValidatorBenchmarks
{
    private const string Host = "host7.example.com";

    private readonly HttpRequestMessage _request = new(HttpMethod.Get, $"https://{Host}/");
    private byte[] _key = [];
    private X509Certificate2 _certificate = null!;
    private PinValidator _validator = null!;
    private PinValidator _wildcardValidator = null!;

    /// <summary>How many hosts are pinned.</summary>
    [Params(10, 1000)]
    public int Hosts { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        CertificateRequest request = new("CN=" + Host, key, HashAlgorithmName.SHA256);
        _certificate = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        _key = _certificate.PublicKey.ExportSubjectPublicKeyInfo();

        string pin = CertificatePin.FromCertificate(_certificate).ToString();
        string backup = PinOf("the backup key, in a safe");
        PinValidatorBuilder exact = PinValidator.CreateBuilder();
        PinValidatorBuilder wildcards = PinValidator.CreateBuilder().Pin("**.example.com", backup, pin);
        for (int i = 0; i < Hosts; i++)
        {
            exact.Pin($"host{i}.example.com", backup, pin);
            wildcards.Pin($"**.host{i}.example.net", backup, pin);
        }

        _validator = exact.Build();
        _wildcardValidator = wildcards.Build();
    }

    [Benchmark(Baseline = true)]
    public byte Floor()
    {
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(_key, digest);
        return digest[0];
    }

    [Benchmark]
    public bool Match() => _validator.Validate(Host, _certificate, null, SslPolicyErrors.None);

    [Benchmark]
    public bool MatchByWildcard() => _wildcardValidator.Validate(Host, _certificate, null, SslPolicyErrors.None);

    [Benchmark]
    public bool MatchOfRequest() => _validator.Validate(_request, _certificate, null, SslPolicyErrors.None);

    // Many iterations of about a millisecond: on a machine that others use too, most are interrupted and the fastest are not.
    private sealed class ShortIterations : ManualConfig
    {
        public ShortIterations()
        {
            AddJob(Job.Default.WithToolchain(InProcessEmitToolchain.Instance).WithInvocationCount(2048).WithUnrollFactor(16).WithWarmupCount(50).WithIterationCount(400));
            AddColumn(StatisticColumn.Min, StatisticColumn.Median, new MinimumRatioColumn());
        }
    }

    private static string PinOf(string text) => "sha256/" + Convert.ToBase64String(SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(text)));
}
