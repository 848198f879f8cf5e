using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Testing;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Testing;

namespace PinningAnalyzers.Tests.Verifiers;

/// <summary>One test of a fix against .NET 10 and the runtime library; a fixed source that equals the test's says that no fix is offered.</summary>
internal class CSharpFixTest<TAnalyzer, TFix> : CSharpCodeFixTest<TAnalyzer, TFix, DefaultVerifier>
    where TAnalyzer : DiagnosticAnalyzer, new()
    where TFix : CodeFixProvider, new()
{
    public CSharpFixTest()
    {
        ReferenceAssemblies = References.None;
        TestState.AdditionalReferences.AddRange(References.Net10);
        TestState.AdditionalReferences.AddRange(References.RuntimeLibrary);
        TestBehaviors |= TestBehaviors.SkipGeneratedCodeCheck;
    }

    protected override ParseOptions CreateParseOptions() => ((CSharpParseOptions)base.CreateParseOptions()).WithLanguageVersion(LanguageVersion.Preview);

    protected override CompilationOptions CreateCompilationOptions() =>
        ((CSharpCompilationOptions)base.CreateCompilationOptions()).WithNullableContextOptions(NullableContextOptions.Enable);
}
