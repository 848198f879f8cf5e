using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace PinningAnalyzers.Rules;

/// <summary>A certificate callback is set for the whole process.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ProcessWideCallbackAnalyzer : PinningDiagnosticAnalyzer
{
    private static readonly DiagnosticDescriptor Rule = DiagnosticDescriptorHelper.Create(
        id: RuleIdentifiers.ProcessWideCallback,
        title: "Process-wide certificate callback",
        messageFormat: "'{0}' decides for every old-style request in the process, and HttpClient on modern .NET ignores it; set the callback on the handler or stream of each client instead",
        category: RuleIdentifiers.Category,
        defaultSeverity: DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "ServicePointManager is shared by all code in the process: any library can replace the callback, and with += the last one added alone decides. HttpClient, SocketsHttpHandler and SslStream do not ask it at all on .NET Core and .NET 5 or later, so pinning set here protects less than it seems to. Set the callback on the handler, request or stream of each client.");

    /// <inheritdoc />
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = ImmutableArray.Create(Rule);

    private protected override void Register(CompilationStartAnalysisContext context, PinningSymbols symbols)
    {
        // Assignments, of which there are fewer than references.
        context.RegisterOperationAction(AnalyzeAssignment, OperationKind.SimpleAssignment, OperationKind.CompoundAssignment, OperationKind.CoalesceAssignment);
        context.RegisterOperationAction(AnalyzeDeconstruction, OperationKind.DeconstructionAssignment);
    }

    private static void AnalyzeAssignment(OperationAnalysisContext context)
    {
        var assignment = (IAssignmentOperation)context.Operation;
        if (assignment is not ICompoundAssignmentOperation { OperatorKind: not BinaryOperatorKind.Add })
        {
            Check(context, assignment.Target, assignment.Value);
        }
    }

    private static void AnalyzeDeconstruction(OperationAnalysisContext context)
    {
        var assignment = (IDeconstructionAssignmentOperation)context.Operation;
        CheckElements(context, assignment.Target, WithoutConversions(assignment.Value));
    }

    /// <summary>The elements of a tuple that is taken apart, each with what it is given, where that can be told apart.</summary>
    private static void CheckElements(OperationAnalysisContext context, IOperation target, IOperation value)
    {
        if (target is not ITupleOperation targets)
        {
            Check(context, target, value);
            return;
        }

        var values = value as ITupleOperation;
        for (int i = 0; i < targets.Elements.Length; i++)
        {
            bool isPaired = values is not null && values.Elements.Length == targets.Elements.Length;
            CheckElements(context, targets.Elements[i], isPaired ? WithoutConversions(values!.Elements[i]) : value);
        }
    }

    private static void Check(OperationAnalysisContext context, IOperation target, IOperation value)
    {
        if (target is IPropertyReferenceOperation { Instance: null, Property: { Name: "ServerCertificateValidationCallback" } property } reference
            && property.ContainingType.Is(MetadataNames.ServicePointManager)
            && !IsNull(value)
            && !PinningOptions.For(context.Options, reference.Syntax.SyntaxTree).Allows(reference.Syntax, context.CancellationToken))
        {
            context.ReportDiagnostic(Diagnostic.Create(Rule, reference.Syntax.GetLocation(), "ServicePointManager." + property.Name));
        }
    }

    private static bool IsNull(IOperation value) => WithoutConversions(value) is { ConstantValue: { HasValue: true, Value: null } } or IDefaultValueOperation;

    private static IOperation WithoutConversions(IOperation value)
    {
        while (value is IConversionOperation conversion)
        {
            value = conversion.Operand;
        }

        return value;
    }
}
