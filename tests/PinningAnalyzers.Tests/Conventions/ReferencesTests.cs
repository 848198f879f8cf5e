using Microsoft.CodeAnalysis.CSharp;
using PinningAnalyzers.Sources;
using PinningAnalyzers.Tests.Verifiers;
using Xunit;

namespace PinningAnalyzers.Tests.Conventions;

public sealed class ReferencesTests
{
    [Fact]
    public void EveryReferenceSet_KnowsTls()
    {
        Assert.NotNull(PinningSymbols.TryCreate(CSharpCompilation.Create("net10", references: References.Net10), FileTopics.Read));
        Assert.NotNull(PinningSymbols.TryCreate(CSharpCompilation.Create("net8", references: References.Net8), FileTopics.Read));
        Assert.NotNull(PinningSymbols.TryCreate(CSharpCompilation.Create("net48", references: References.Net48), FileTopics.Read));
        Assert.NotNull(PinningSymbols.TryCreate(CSharpCompilation.Create("netstandard2.0", references: References.NetStandard20), FileTopics.Read));
        Assert.NotEmpty(References.RuntimeLibrary);
    }

    [Fact]
    public void CompilationWithoutTls_IsNotAnalysed()
    {
        Assert.Null(PinningSymbols.TryCreate(CSharpCompilation.Create("empty"), FileTopics.Read));
    }
}
