using System;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace PinningAnalyzers;

/// <summary>What a rule needs of Roslyn to judge one operation, whether it was called for the operation or found it in a file.</summary>
internal readonly struct RuleContext
{
    private readonly Action<Diagnostic> _report;

    public RuleContext(OperationAnalysisContext context)
    {
        _report = context.ReportDiagnostic;
        Operation = context.Operation;
        Compilation = context.Compilation;
        Options = context.Options;
        CancellationToken = context.CancellationToken;
    }

    public RuleContext(SemanticModelAnalysisContext context, IOperation operation)
    {
        _report = context.ReportDiagnostic;
        Operation = operation;
        Compilation = context.SemanticModel.Compilation;
        Options = context.Options;
        CancellationToken = context.CancellationToken;
    }

    public IOperation Operation { get; }

    public Compilation Compilation { get; }

    public AnalyzerOptions Options { get; }

    public CancellationToken CancellationToken { get; }

    public void ReportDiagnostic(Diagnostic diagnostic) => _report(diagnostic);
}
