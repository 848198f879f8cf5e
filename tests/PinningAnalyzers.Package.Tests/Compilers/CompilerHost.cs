using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
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
    public static string[][] Analyze(string[] analyzers, string[] references, string[] sources, string[] options, string[] rules)
    {
        var failures = new List<string>();
        var loader = new Loader();
        var loaded = ImmutableArray.CreateBuilder<DiagnosticAnalyzer>();
        foreach (string path in analyzers)
        {
            var reference = new AnalyzerFileReference(path, loader);

            // Nobody else says so: a compiler that is too old simply finds nothing.
            reference.AnalyzerLoadFailed += (_, failure) => failures.Add($"{failure.ErrorCode}: {failure.Message}");
            loaded.AddRange(reference.GetAnalyzers(LanguageNames.CSharp).Where(analyzer => rules.Length == 0 || analyzer.SupportedDiagnostics.Any(rule => rules.Contains(rule.Id))));
        }

        Compilation empty = CSharpCompilation.Create(
            "Analyzed",
            [],
            references.Select(path => MetadataReference.CreateFromFile(path)),
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary)
                .WithNullableContextOptions(NullableContextOptions.Enable)
                .WithSpecificDiagnosticOptions(rules.Select(id => KeyValuePair.Create(id, ReportDiagnostic.Warn))));
        return [.. sources.Zip(options, (source, option) => failures.Concat(Find(empty.AddSyntaxTrees(CSharpSyntaxTree.ParseText(source)), loaded.ToImmutable(), option)).ToArray())];
    }

    private static IEnumerable<string> Find(Compilation compilation, ImmutableArray<DiagnosticAnalyzer> analyzers, string option)
    {
        IEnumerable<Diagnostic> found = compilation.GetDiagnostics().Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);
        if (!analyzers.IsEmpty)
        {
            found = found.Concat(compilation
                .WithAnalyzers(analyzers, new AnalyzerOptions([], new Options(option)))
                .GetAnalyzerDiagnosticsAsync(CancellationToken.None)
                .GetAwaiter()
                .GetResult());
        }

        return found
            .OrderBy(diagnostic => diagnostic.Location.SourceSpan.Start)
            .ThenBy(diagnostic => diagnostic.Id, StringComparer.Ordinal)
            .Select(diagnostic => $"{diagnostic.Location.GetLineSpan().StartLinePosition.Line + 1}: {diagnostic.Id}: {diagnostic.GetMessage()}");
    }

    private sealed class Loader : IAnalyzerAssemblyLoader
    {
        public void AddDependencyLocation(string fullPath)
        {
        }

        public Assembly LoadFromPath(string fullPath) =>
            AssemblyLoadContext.GetLoadContext(typeof(CompilerHost).Assembly)!.LoadFromAssemblyPath(fullPath);
    }

    /// <summary>One option, <c>key = value</c>, or none: the same for every file.</summary>
    private sealed class Options(string option) : AnalyzerConfigOptionsProvider
    {
        private readonly Setting _setting = new(option);

        public override AnalyzerConfigOptions GlobalOptions => _setting;

        public override AnalyzerConfigOptions GetOptions(SyntaxTree tree) => _setting;

        public override AnalyzerConfigOptions GetOptions(AdditionalText textFile) => _setting;

        private sealed class Setting(string option) : AnalyzerConfigOptions
        {
            private readonly string[] _parts = option.Split(" = ");

            public override bool TryGetValue(string key, [NotNullWhen(true)] out string? value)
            {
                value = _parts is [string only, string its] && only == key ? its : null;
                return value is not null;
            }
        }
    }
}
