using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Testing;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Testing;

namespace PinningAnalyzers.Tests.Verifiers;

/// <summary>Verifies what the fixes of a rule write: one at a time, and Fix All in document, project and solution.</summary>
internal static class CSharpFixVerifier<TAnalyzer>
    where TAnalyzer : DiagnosticAnalyzer, new()
{
    /// <summary>The file that a fix adds to a project without a validator and without a root namespace.</summary>
    public const string PinsFile = """
        using CertificatePinning;

        /// <summary>The server keys that this application trusts.</summary>
        internal static class Pins
        {
            public static PinValidator Validator { get; } = PinValidator.CreateBuilder()
                .RejectUnpinnedHosts()
                .Build();
        }

        """;

    /// <summary>A validator that a project already has.</summary>
    public const string OwnValidator = """
        using CertificatePinning;

        internal static class Security
        {
            public static readonly PinValidator Servers = PinValidator.CreateBuilder().Pin("example.com", "sha256/C5+lpZ7tcVwmwQIMcRtPbsQtWLABXhQzejna0wHFr8M=").Build();
        }

        """;

    /// <summary>The fix, and the file that it adds.</summary>
    public static Task VerifyFixAsync(string source, string fixedSource, string? equivalenceKey = null)
    {
        Test test = Create(source, fixedSource, equivalenceKey);
        test.FixedState.Sources.Add(("Pins.cs", PinsFile));
        return test.RunAsync();
    }

    /// <summary>The fix in a project whose own validator is <c>Security.Servers</c>.</summary>
    public static Task VerifyFixWithOwnValidatorAsync(string source, string fixedSource, string? equivalenceKey = null)
    {
        Test test = Create(source, fixedSource, equivalenceKey);
        test.TestState.Sources.Add(OwnValidator);
        test.FixedState.Sources.Add(OwnValidator);
        return test.RunAsync();
    }

    /// <summary>No fix is offered for the findings in the source.</summary>
    public static Task VerifyNoFixAsync(string source) => Create(source, source, equivalenceKey: null).RunAsync();

    public static Test Create(string source, string fixedSource, string? equivalenceKey = null) =>
        new() { TestCode = source, FixedCode = fixedSource, CodeActionEquivalenceKey = equivalenceKey };

    /// <summary>One test, open to further files, references and options.</summary>
    internal sealed class Test : CSharpCodeFixTest<TAnalyzer, EmptyCodeFixProvider, DefaultVerifier>
    {
        public Test()
        {
            ReferenceAssemblies = References.None;
            TestState.AdditionalReferences.AddRange(References.Net10);
            TestState.AdditionalReferences.AddRange(References.RuntimeLibrary);
            TestBehaviors |= TestBehaviors.SkipGeneratedCodeCheck;
        }

        /// <summary>The newest version that the Roslyn under test knows, unless a test says otherwise.</summary>
        public LanguageVersion LanguageVersion { get; set; } = LanguageVersion.Preview;

        /// <summary>What <c>#if</c> finds defined.</summary>
        public string[] PreprocessorSymbols { get; set; } = [];

        /// <summary>Off where the language has no nullable types yet.</summary>
        public NullableContextOptions Nullable { get; set; } = NullableContextOptions.Enable;

        /// <summary>A console program where the source has top-level statements.</summary>
        public OutputKind OutputKind { get; set; } = OutputKind.DynamicallyLinkedLibrary;

        protected override ParseOptions CreateParseOptions() =>
            ((CSharpParseOptions)base.CreateParseOptions()).WithLanguageVersion(LanguageVersion).WithPreprocessorSymbols(PreprocessorSymbols);

        protected override CompilationOptions CreateCompilationOptions() =>
            ((CSharpCompilationOptions)base.CreateCompilationOptions()).WithOutputKind(OutputKind).WithNullableContextOptions(Nullable);

        /// <summary>Found as a host finds them: a fix that is not exported is no fix.</summary>
        protected override IEnumerable<CodeFixProvider> GetCodeFixProviders()
        {
            var ids = new TAnalyzer().SupportedDiagnostics.Select(rule => rule.Id).ToHashSet();
            return Assembly.Load("PinningAnalyzers.CodeFixes").GetTypes()
                .Where(type => type.GetCustomAttribute<ExportCodeFixProviderAttribute>()?.Languages.Contains(LanguageNames.CSharp) ?? false)
                .Select(type => (CodeFixProvider)System.Activator.CreateInstance(type)!)
                .Where(fixer => fixer.FixableDiagnosticIds.Any(ids.Contains));
        }
    }
}
