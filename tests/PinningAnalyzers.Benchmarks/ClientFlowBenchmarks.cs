using System.Collections.Immutable;
using System.Threading;
using BenchmarkDotNet.Attributes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PinningAnalyzers.Clients;
using PinningAnalyzers.Tests.Robustness;

namespace PinningAnalyzers.Benchmarks;

/// <summary>What it takes to follow one client, beside the flow graph that Roslyn makes of the code around it.</summary>
[MemoryDiagnoser]
public class ClientFlowBenchmarks
{
    private const string Small = """
        using System.Net.Http;
        class C { HttpClientHandler Make() => new HttpClientHandler(); }
        """;

    private Compilation _compilation = null!;
    private IObjectCreationOperation _creation = null!;
    private IOperation _root = null!;

    [ParamsAllValues]
    public CodeSize Size { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        _compilation = MeasuredCode.Compile(Size switch
        {
            CodeSize.Small => Small,
            CodeSize.Typical => LargeCode.ManyHandlers(5),
            _ => LargeCode.ManyLocals(50),
        });
        _creation = FirstOperation.Of<IObjectCreationOperation>(_compilation);
        _root = RootGraph.RootOf(_creation);
    }

    [Benchmark(Baseline = true)]
    public ControlFlowGraph? FlowGraph() => RootGraph.Of(_root);

    [Benchmark]
    public object Flow()
    {
        var bodies = new ClientBodies(_compilation);
        var judge = new ClientJudge(bodies, new ClientAddresses(_compilation, ImmutableArray<string>.Empty, CancellationToken.None), CancellationToken.None);
        var type = (INamedTypeSymbol)_creation.Type!;
        return judge.JudgeCreation(_creation, type, ClientCatalogue.FindMade(type)!);
    }
}
