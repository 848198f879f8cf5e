using System.Linq;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Testing;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Testing;

namespace PinningAnalyzers.Tests.Verifiers;

/// <summary>Verifies what one rule reports: <c>[|…|]</c> or <c>{|PINnnnn:…|}</c> in the source are the findings, all of them.</summary>
internal static class CSharpVerifier<TAnalyzer>
    where TAnalyzer : DiagnosticAnalyzer, new()
{
    public static DiagnosticResult Diagnostic(string id) => CSharpAnalyzerVerifier<TAnalyzer, DefaultVerifier>.Diagnostic(id);

    /// <summary>Against .NET 10 and the runtime library; findings are those marked in the source and those given.</summary>
    public static Task VerifyAnalyzerAsync(string source, params DiagnosticResult[] expected)
    {
        var test = new Test { TestCode = source };
        test.ExpectedDiagnostics.AddRange(expected);
        return test.RunAsync();
    }

    /// <summary>The same for one rule of an analyzer that has several.</summary>
    public static Task VerifyRuleAsync(string rule, string source, params DiagnosticResult[] expected)
    {
        Test test = ForRule(rule);
        test.TestCode = source;
        test.ExpectedDiagnostics.AddRange(expected);
        return test.RunAsync();
    }

    /// <summary>A test in which the other rules of the analyzer are switched off.</summary>
    public static Test ForRule(string rule)
    {
        var test = new Test();
        test.DisabledDiagnostics.AddRange(new TAnalyzer().SupportedDiagnostics.Select(other => other.Id).Where(id => id != rule));
        return test;
    }

    /// <summary>The same with options, as an <c>.editorconfig</c> over the whole project gives them: one <c>key = value</c> a line.</summary>
    public static Task VerifyAnalyzerWithOptionsAsync(string source, string options, params DiagnosticResult[] expected)
    {
        var test = new Test { TestCode = source };
        test.TestState.AnalyzerConfigFiles.Add(("/.globalconfig", "is_global = true\n" + options));
        test.ExpectedDiagnostics.AddRange(expected);
        return test.RunAsync();
    }

    /// <summary>One test, open to further files, references and options.</summary>
    internal sealed class Test : CSharpAnalyzerTest<TAnalyzer, DefaultVerifier>
    {
        public Test()
        {
            ReferenceAssemblies = References.None;
            TestState.AdditionalReferences.AddRange(References.Net10);
            TestState.AdditionalReferences.AddRange(References.RuntimeLibrary);

            // Rules run on generated code on purpose; the library's check assumes that rules do not.
            TestBehaviors |= TestBehaviors.SkipGeneratedCodeCheck;
        }

        /// <summary>The newest version that the Roslyn under test knows, unless a test says otherwise.</summary>
        public LanguageVersion LanguageVersion { get; set; } = LanguageVersion.Preview;

        /// <summary>What <c>#if</c> finds defined.</summary>
        public string[] PreprocessorSymbols { get; set; } = [];

        /// <summary>The test, with these files as its sources.</summary>
        public Test WithSources(params string[] files)
        {
            foreach (string file in files)
            {
                TestState.Sources.Add(file);
            }

            return this;
        }

        protected override ParseOptions CreateParseOptions() =>
            ((CSharpParseOptions)base.CreateParseOptions()).WithLanguageVersion(LanguageVersion).WithPreprocessorSymbols(PreprocessorSymbols);

        protected override CompilationOptions CreateCompilationOptions()
        {
            var options = (CSharpCompilationOptions)base.CreateCompilationOptions();
            return options.WithOutputKind(OutputKind).WithNullableContextOptions(NullableContextOptions.Enable);
        }

        /// <summary>A console program where the source has top-level statements.</summary>
        public OutputKind OutputKind { get; set; } = OutputKind.DynamicallyLinkedLibrary;
    }
}
