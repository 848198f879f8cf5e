using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace PinningAnalyzers.Benchmarks.Corpus;

/// <summary>What analyzers ask to be called for in one compilation.</summary>
internal sealed class Registrations
{
    public HashSet<OperationKind> Operations { get; } = [];

    public HashSet<SymbolKind> Symbols { get; } = [];

    public HashSet<SymbolKind> SymbolStarts { get; } = [];

    public HashSet<SyntaxKind> Syntax { get; } = [];

    public bool OperationBlocks { get; private set; }

    public bool CodeBlocks { get; private set; }

    public bool SemanticModels { get; private set; }

    public bool SyntaxTrees { get; private set; }

    public bool CompilationEnd { get; private set; }

    /// <summary>Lets <paramref name="analyzers"/> register, and writes down for what; none of their actions runs.</summary>
    public static Registrations Of(IEnumerable<DiagnosticAnalyzer> analyzers, Compilation compilation, AnalyzerOptions options)
    {
        var registrations = new Registrations();
        foreach (DiagnosticAnalyzer analyzer in analyzers)
        {
            analyzer.Initialize(new Recorder(registrations, compilation, options));
        }

        return registrations;
    }

    private static HashSet<SyntaxKind> Kinds<TLanguageKindEnum>(ImmutableArray<TLanguageKindEnum> kinds)
        where TLanguageKindEnum : struct => [.. kinds.OfType<SyntaxKind>()];

    private sealed class Recorder(Registrations registrations, Compilation compilation, AnalyzerOptions options) : AnalysisContext
    {
        public override void EnableConcurrentExecution()
        {
        }

        public override void ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags analysisMode)
        {
        }

        public override void RegisterCompilationStartAction(Action<CompilationStartAnalysisContext> action) => action(new StartRecorder(registrations, compilation, options));

        public override void RegisterCompilationAction(Action<CompilationAnalysisContext> action) => registrations.CompilationEnd = true;

        public override void RegisterSemanticModelAction(Action<SemanticModelAnalysisContext> action) => registrations.SemanticModels = true;

        public override void RegisterSymbolAction(Action<SymbolAnalysisContext> action, ImmutableArray<SymbolKind> symbolKinds) => registrations.Symbols.UnionWith(symbolKinds);

        public override void RegisterSymbolStartAction(Action<SymbolStartAnalysisContext> action, SymbolKind symbolKind) => registrations.SymbolStarts.Add(symbolKind);

        public override void RegisterCodeBlockStartAction<TLanguageKindEnum>(Action<CodeBlockStartAnalysisContext<TLanguageKindEnum>> action) => registrations.CodeBlocks = true;

        public override void RegisterCodeBlockAction(Action<CodeBlockAnalysisContext> action) => registrations.CodeBlocks = true;

        public override void RegisterSyntaxTreeAction(Action<SyntaxTreeAnalysisContext> action) => registrations.SyntaxTrees = true;

        public override void RegisterAdditionalFileAction(Action<AdditionalFileAnalysisContext> action)
        {
        }

        public override void RegisterSyntaxNodeAction<TLanguageKindEnum>(Action<SyntaxNodeAnalysisContext> action, ImmutableArray<TLanguageKindEnum> syntaxKinds) => registrations.Syntax.UnionWith(Kinds(syntaxKinds));

        public override void RegisterOperationBlockStartAction(Action<OperationBlockStartAnalysisContext> action) => registrations.OperationBlocks = true;

        public override void RegisterOperationBlockAction(Action<OperationBlockAnalysisContext> action) => registrations.OperationBlocks = true;

        public override void RegisterOperationAction(Action<OperationAnalysisContext> action, ImmutableArray<OperationKind> operationKinds) => registrations.Operations.UnionWith(operationKinds);
    }

    private sealed class StartRecorder(Registrations registrations, Compilation compilation, AnalyzerOptions options)
        : CompilationStartAnalysisContext(compilation, options, CancellationToken.None)
    {
        public override void RegisterCompilationEndAction(Action<CompilationAnalysisContext> action) => registrations.CompilationEnd = true;

        public override void RegisterSemanticModelAction(Action<SemanticModelAnalysisContext> action) => registrations.SemanticModels = true;

        public override void RegisterSymbolAction(Action<SymbolAnalysisContext> action, ImmutableArray<SymbolKind> symbolKinds) => registrations.Symbols.UnionWith(symbolKinds);

        public override void RegisterSymbolStartAction(Action<SymbolStartAnalysisContext> action, SymbolKind symbolKind) => registrations.SymbolStarts.Add(symbolKind);

        public override void RegisterCodeBlockStartAction<TLanguageKindEnum>(Action<CodeBlockStartAnalysisContext<TLanguageKindEnum>> action) => registrations.CodeBlocks = true;

        public override void RegisterCodeBlockAction(Action<CodeBlockAnalysisContext> action) => registrations.CodeBlocks = true;

        public override void RegisterSyntaxTreeAction(Action<SyntaxTreeAnalysisContext> action) => registrations.SyntaxTrees = true;

        public override void RegisterAdditionalFileAction(Action<AdditionalFileAnalysisContext> action)
        {
        }

        public override void RegisterSyntaxNodeAction<TLanguageKindEnum>(Action<SyntaxNodeAnalysisContext> action, ImmutableArray<TLanguageKindEnum> syntaxKinds) => registrations.Syntax.UnionWith(Kinds(syntaxKinds));

        public override void RegisterOperationBlockStartAction(Action<OperationBlockStartAnalysisContext> action) => registrations.OperationBlocks = true;

        public override void RegisterOperationBlockAction(Action<OperationBlockAnalysisContext> action) => registrations.OperationBlocks = true;

        public override void RegisterOperationAction(Action<OperationAnalysisContext> action, ImmutableArray<OperationKind> operationKinds) => registrations.Operations.UnionWith(operationKinds);
    }
}
