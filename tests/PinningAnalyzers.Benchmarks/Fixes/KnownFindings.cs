using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace PinningAnalyzers.Benchmarks.Fixes;

/// <summary>Hands findings that are already known to Fix All.</summary>
internal sealed class KnownFindings(IReadOnlyList<Finding> findings) : FixAllContext.DiagnosticProvider
{
    public override Task<IEnumerable<Diagnostic>> GetDocumentDiagnosticsAsync(Document document, CancellationToken cancellationToken) =>
        Task.FromResult(findings.Where(finding => finding.Document == document.Id).Select(finding => finding.Diagnostic));

    public override Task<IEnumerable<Diagnostic>> GetProjectDiagnosticsAsync(Project project, CancellationToken cancellationToken) =>
        Task.FromResult(Enumerable.Empty<Diagnostic>());

    public override Task<IEnumerable<Diagnostic>> GetAllDiagnosticsAsync(Project project, CancellationToken cancellationToken) =>
        Task.FromResult(findings.Where(finding => finding.Document.ProjectId == project.Id).Select(finding => finding.Diagnostic));
}
