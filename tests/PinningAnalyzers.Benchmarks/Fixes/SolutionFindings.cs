using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using PinningAnalyzers.Clients;
using PinningAnalyzers.Tests.Robustness;

namespace PinningAnalyzers.Benchmarks.Fixes;

/// <summary>What the rules find in the files of a solution, asked file by file as an editor does; files without a word of TLS are not asked.</summary>
internal static class SolutionFindings
{
    private static readonly Regex Words = new(
        $@"\b({string.Join('|', ClientCatalogue.All.Select(client => client.Name).Distinct())})\b|X509|SslPolicyErrors|CertificateValidat|PinValidator|WebRequest|\.Add\w*(Client|Http)",
        RegexOptions.CultureInvariant | RegexOptions.Compiled);

    private static readonly ConditionalWeakTable<SemanticModel, List<Diagnostic>> Known = [];

    private static readonly ConditionalWeakTable<Compilation, CompilationWithAnalyzers> Drivers = [];

    public static async Task<List<Finding>> OfAsync(Solution solution, IEnumerable<ProjectId> projects)
    {
        var findings = new List<Finding>();
        foreach (Document document in projects.SelectMany(id => solution.GetProject(id)!.Documents).OrderBy(document => document.FilePath, StringComparer.Ordinal))
        {
            findings.AddRange(await InAsync(document).ConfigureAwait(false));
        }

        return findings;
    }

    public static async Task<List<Finding>> InAsync(Document document)
    {
        if (!Words.IsMatch((await document.GetTextAsync().ConfigureAwait(false)).ToString()))
        {
            return [];
        }

        SemanticModel model = (await document.GetSemanticModelAsync().ConfigureAwait(false))!;
        if (!Known.TryGetValue(model, out List<Diagnostic>? diagnostics))
        {
            diagnostics = [.. await Driver(model.Compilation, document.Project).GetAnalyzerSemanticDiagnosticsAsync(model, filterSpan: null, CancellationToken.None).ConfigureAwait(false)];
            Known.Add(model, diagnostics);
        }

        return [.. diagnostics.OrderBy(diagnostic => diagnostic.Location.SourceSpan.Start).Select(diagnostic => new Finding(document.Id, diagnostic))];
    }

    private static CompilationWithAnalyzers Driver(Compilation compilation, Project project)
    {
        if (!Drivers.TryGetValue(compilation, out CompilationWithAnalyzers? driver))
        {
            driver = compilation.WithAnalyzers(
                RuleRun.Rules(),
                new CompilationWithAnalyzersOptions(project.AnalyzerOptions, onAnalyzerException: null, concurrentAnalysis: false, logAnalyzerExecutionTime: false));
            Drivers.Add(compilation, driver);
        }

        return driver;
    }
}
