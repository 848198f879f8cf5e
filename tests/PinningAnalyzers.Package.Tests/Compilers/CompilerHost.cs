using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Reflection;
using System.Runtime.Loader;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace PinningAnalyzers.Package.Tests.Compilers;

/// <summary>What runs inside one compiler's load context: it loads analyzers as the compiler does and reports what they find.</summary>
/// <remarks>Called by reflection, with strings alone: its caller lives with another version of the same types.</remarks>
internal static class CompilerHost
{
    public static string[] Analyze(string[] analyzers, string[] references, string source, string[] rules)
    {
        var findings = new List<string>();
        var loader = new Loader();
        var loaded = ImmutableArray.CreateBuilder<DiagnosticAnalyzer>();
        foreach (string path in analyzers)
        {
            var reference = new AnalyzerFileReference(path, loader);

            // Nobody else says so: a compiler that is too old simply finds nothing.
            reference.AnalyzerLoadFailed += (_, failure) => findings.Add($"{failure.ErrorCode}: {failure.Message}");
            loaded.AddRange(reference.GetAnalyzers(LanguageNames.CSharp).Where(analyzer => rules.Length == 0 || analyzer.SupportedDiagnostics.Any(rule => rules.Contains(rule.Id))));
        }

        Compilation compilation = CSharpCompilation.Create(
            "Analyzed",
            [CSharpSyntaxTree.ParseText(source)],
            references.Select(path => MetadataReference.CreateFromFile(path)),
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary)
                .WithSpecificDiagnosticOptions(rules.Select(id => KeyValuePair.Create(id, ReportDiagnostic.Warn))));
        findings.AddRange(compilation.GetDiagnostics().Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error).Select(Describe));
        if (loaded.Count > 0)
        {
            findings.AddRange(compilation
                .WithAnalyzers(loaded.ToImmutable())
                .GetAnalyzerDiagnosticsAsync(CancellationToken.None)
                .GetAwaiter()
                .GetResult()
                .Select(Describe));
        }

        return [.. findings];
    }

    private static string Describe(Diagnostic diagnostic) =>
        $"{diagnostic.Location.GetLineSpan().StartLinePosition.Line + 1}: {diagnostic.Id}: {diagnostic.GetMessage()}";

    private sealed class Loader : IAnalyzerAssemblyLoader
    {
        public void AddDependencyLocation(string fullPath)
        {
        }

        public Assembly LoadFromPath(string fullPath) =>
            AssemblyLoadContext.GetLoadContext(typeof(CompilerHost).Assembly)!.LoadFromAssemblyPath(fullPath);
    }
}
