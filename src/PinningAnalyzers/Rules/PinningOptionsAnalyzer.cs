using System;
using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace PinningAnalyzers.Rules;

/// <summary>An option of <c>.editorconfig</c> has a value that cannot be used, so its default applies unnoticed.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class PinningOptionsAnalyzer : PinningDiagnosticAnalyzer
{
    private static readonly DiagnosticDescriptor Rule = DiagnosticDescriptorHelper.Create(
        id: RuleIdentifiers.InvalidOption,
        title: "A pinning option has an invalid value",
        messageFormat: "The option '{0}' has the value '{1}', which cannot be used, so the default applies: {2}",
        category: RuleIdentifiers.Category,
        defaultSeverity: DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "An option that cannot be read is ignored, and the rules then judge by the default instead of by what was meant. Correct the value in .editorconfig or in the global configuration file, or remove the line.");

    /// <inheritdoc />
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => ImmutableArray.Create(Rule);

    private protected override void Register(CompilationStartAnalysisContext context, PinningSymbols symbols)
    {
        var reported = new ConcurrentDictionary<(string Key, string Value), bool>();
        context.RegisterSyntaxTreeAction(tree => Analyze(tree, reported));
    }

    private static void Analyze(SyntaxTreeAnalysisContext context, ConcurrentDictionary<(string Key, string Value), bool> reported)
    {
        AnalyzerConfigOptions options = context.Options.AnalyzerConfigOptionsProvider.GetOptions(context.Tree);
        foreach (PinningOptionCheck check in PinningOptionCheck.All)
        {
            if (options.TryGetValue(check.Key, out string? value)
                && !check.Accepts(value)
                && reported.TryAdd((check.Key, value), true))
            {
                Location start = Location.Create(context.Tree, new TextSpan(0, 0));
                context.ReportDiagnostic(Diagnostic.Create(Rule, start, check.Key, value, check.Expected));
            }
        }
    }
}
