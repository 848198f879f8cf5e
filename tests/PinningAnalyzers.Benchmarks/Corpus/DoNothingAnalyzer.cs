using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace PinningAnalyzers.Benchmarks.Corpus;

/// <summary>The floor: registers for what our rules register for, and does nothing there.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
internal sealed class DoNothingAnalyzer(Registrations registrations) : DiagnosticAnalyzer
{
    public const string Name = "do nothing (the floor)";

    private static readonly DiagnosticDescriptor Rule = new("FLOOR", "Nothing", "Nothing", "Measurement", DiagnosticSeverity.Warning, isEnabledByDefault: true);

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => [Rule];

    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.Analyze | GeneratedCodeAnalysisFlags.ReportDiagnostics);
        context.EnableConcurrentExecution();
        context.RegisterCompilationStartAction(Register);
    }

    private void Register(CompilationStartAnalysisContext context)
    {
        if (registrations.Operations.Count > 0)
        {
            context.RegisterOperationAction(static _ => { }, registrations.Operations.ToImmutableArray());
        }

        if (registrations.Symbols.Count > 0)
        {
            context.RegisterSymbolAction(static _ => { }, registrations.Symbols.ToImmutableArray());
        }

        if (registrations.Syntax.Count > 0)
        {
            context.RegisterSyntaxNodeAction(static _ => { }, registrations.Syntax.ToImmutableArray());
        }

        foreach (SymbolKind kind in registrations.SymbolStarts)
        {
            context.RegisterSymbolStartAction(static start => start.RegisterSymbolEndAction(static _ => { }), kind);
        }

        RegisterWholes(context);
    }

    private void RegisterWholes(CompilationStartAnalysisContext context)
    {
        if (registrations.OperationBlocks)
        {
            context.RegisterOperationBlockAction(static _ => { });
        }

        if (registrations.CodeBlocks)
        {
            context.RegisterCodeBlockAction(static _ => { });
        }

        if (registrations.SemanticModels)
        {
            context.RegisterSemanticModelAction(static _ => { });
        }

        if (registrations.SyntaxTrees)
        {
            context.RegisterSyntaxTreeAction(static _ => { });
        }

        if (registrations.CompilationEnd)
        {
            context.RegisterCompilationEndAction(static _ => { });
        }
    }
}
