using System.Collections.Immutable;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Diagnostics.Telemetry;
using PinningAnalyzers.Rules;
using PinningAnalyzers.Tests.Verifiers;
using Xunit;

namespace PinningAnalyzers.Tests.Robustness;

/// <summary>A project that cannot speak TLS is not slowed down by rules about it.</summary>
public sealed class RegistrationTests
{
    private const string Source = "class C { object M() => new object(); }";

    [Fact]
    public async Task CompilationWithoutTls_RegistersNothing()
    {
        MetadataReference runtime = References.Net10.Single(reference => Path.GetFileName(reference.Display) == "System.Runtime.dll");

        Assert.Equal(0, await CountActionsAsync(CSharpCompilation.Create("Code", [CSharpSyntaxTree.ParseText(Source)], [runtime])));
    }

    [Fact]
    public async Task CompilationWithTls_Registers()
    {
        Assert.NotEqual(0, await CountActionsAsync(CSharpCompilation.Create("Code", [CSharpSyntaxTree.ParseText(Source)], References.Net10)));
    }

    /// <summary>Half of all code builds or parses something: that is no reason to look for the runtime library among the references.</summary>
    [Theory]
    [InlineData("class UsesNoPins { object M(System.UriBuilder builder) => int.Parse(builder.Build()); }", 0)]
    [InlineData("class UsesPins { object M() => CertificatePinning.CertificatePin.Parse(\"sha256/\"); }", 1)]
    [InlineData("class UsesValidator { object M() => CertificatePinning.PinValidator.CreateBuilder(); }", 1)]
    public async Task CompilationWithTheRuntimeLibrary_RegistersForPinsWhereItIsNamed(string source, int expected)
    {
        Compilation compilation = CSharpCompilation.Create("Code", [CSharpSyntaxTree.ParseText(source)], References.Net10.AddRange(References.RuntimeLibrary));
        var rule = new PinDeclarationAnalyzer();

        AnalyzerTelemetryInfo info = await new CompilationWithAnalyzers(compilation, [rule], new AnalyzerOptions(ImmutableArray<AdditionalText>.Empty)).GetAnalyzerTelemetryInfoAsync(rule, CancellationToken.None);

        Assert.Equal(expected, info.SemanticModelActionsCount);
    }

    /// <summary>What all rules register for after they have seen the compilation.</summary>
    private static async Task<int> CountActionsAsync(Compilation compilation)
    {
        ImmutableArray<DiagnosticAnalyzer> rules = RuleRun.Rules();
        var driver = new CompilationWithAnalyzers(compilation, rules, new AnalyzerOptions(ImmutableArray<AdditionalText>.Empty));
        int count = 0;
        foreach (DiagnosticAnalyzer rule in rules)
        {
            AnalyzerTelemetryInfo info = await driver.GetAnalyzerTelemetryInfoAsync(rule, CancellationToken.None);
            count += info.OperationActionsCount + info.OperationBlockStartActionsCount + info.OperationBlockActionsCount + info.SymbolActionsCount + info.SymbolStartActionsCount
                + info.SyntaxNodeActionsCount + info.SyntaxTreeActionsCount + info.SemanticModelActionsCount + info.CodeBlockActionsCount + info.CompilationEndActionsCount;
        }

        return count;
    }
}
