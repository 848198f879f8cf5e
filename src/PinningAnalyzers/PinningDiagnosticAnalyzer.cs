using Microsoft.CodeAnalysis.Diagnostics;
using PinningAnalyzers.Sources;

namespace PinningAnalyzers;

/// <summary>The frame of every rule: settings that no rule may forget, and the gate that keeps rules out of code without TLS.</summary>
public abstract class PinningDiagnosticAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc />
    public sealed override void Initialize(AnalysisContext context)
    {
        // A hole in generated code is as open as any other.
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.Analyze | GeneratedCodeAnalysisFlags.ReportDiagnostics);
        context.EnableConcurrentExecution();
        context.RegisterCompilationStartAction(start =>
        {
            if (PinningSymbols.TryCreate(start.Compilation, text => context.TryGetValue(text, FileTopics.Provider, out TextTopics? topics) ? topics : FileTopics.Read(text)) is { } symbols)
            {
                Register(start, symbols);
            }
        });
    }

    /// <summary>Registers the rule's actions for one compilation that knows TLS.</summary>
    private protected abstract void Register(CompilationStartAnalysisContext context, PinningSymbols symbols);
}
