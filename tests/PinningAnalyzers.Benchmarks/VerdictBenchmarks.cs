using System.Collections.Immutable;
using System.Threading;
using BenchmarkDotNet.Attributes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PinningAnalyzers.Callbacks;
using PinningAnalyzers.Tests.Robustness;

namespace PinningAnalyzers.Benchmarks;

/// <summary>What the verdict on one callback takes, beside the flow graph that Roslyn makes of the code around it.</summary>
[MemoryDiagnoser]
public class VerdictBenchmarks
{
    private const string Typical = """
        if (errors == SslPolicyErrors.None)
        {
            return true;
        }

        if ((errors & SslPolicyErrors.RemoteCertificateNameMismatch) != 0 || certificate == null)
        {
            return false;
        }

        foreach (var status in chain.ChainStatus)
        {
            if (status.Status != X509ChainStatusFlags.UntrustedRoot)
            {
                return false;
            }
        }

        return certificate.GetCertHashString() == "00";
        """;

    private Compilation _compilation = null!;
    private IDelegateCreationOperation _creation = null!;
    private IOperation _root = null!;

    [ParamsAllValues]
    public CodeSize Size { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        _compilation = MeasuredCode.Compile(Size switch
        {
            CodeSize.Small => LargeCode.Callback("return errors == SslPolicyErrors.None;"),
            CodeSize.Typical => LargeCode.Callback(Typical),
            _ => LargeCode.ManyStatements(300),
        });
        _creation = FirstOperation.Of<IDelegateCreationOperation>(_compilation);
        _root = RootGraph.RootOf(_creation);
    }

    [Benchmark(Baseline = true)]
    public ControlFlowGraph? FlowGraph() => RootGraph.Of(_root);

    [Benchmark]
    public object Verdict() => new CallbackJudge(_compilation).Judge(_creation, CallbackShape.WithErrors, new KnownValidators(ImmutableArray<string>.Empty), CancellationToken.None);
}
