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
        context.RegisterOperationAction(
            Analyze,
            OperationKind.SimpleAssignment,
            OperationKind.CompoundAssignment,
            OperationKind.CoalesceAssignment);
    }

    private static void Analyze(OperationAnalysisContext context)
    {
        var assignment = (IOperation)context.Operation;
        IOperation target;
        IOperation value;
        switch (assignment)
        {
            case ICompoundAssignmentOperation { OperatorKind: BinaryOperatorKind.Add } compound:
                target = compound.Target;
                value = compound.Value;
                break;
            case ISimpleAssignmentOperation simple:
                target = simple.Target;
                value = simple.Value;
                break;
            case ICoalesceAssignmentOperation coalesce:
                target = coalesce.Target;
                value = coalesce.Value;
                break;
            default:
                return;
        }

        if (target is IPropertyReferenceOperation { Property: { Name: "ServerCertificateValidationCallback", IsStatic: true } property }
            && property.ContainingType.Is(MetadataNames.ServicePointManager)
            && !IsNull(value))
        {
            context.ReportDiagnostic(Diagnostic.Create(Rule, target.Syntax.GetLocation(), "ServicePointManager." + property.Name));
        }
    }

    private static bool IsNull(IOperation value)
    {
        while (value is IConversionOperation conversion)
        {
            value = conversion.Operand;
        }

        return value is { ConstantValue: { HasValue: true, Value: null } } or IDefaultValueOperation;
    }
}
