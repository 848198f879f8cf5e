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
        context.RegisterOperationAction(Analyze, OperationKind.PropertyReference);
    }

    private static void Analyze(OperationAnalysisContext context)
    {
        var reference = (IPropertyReferenceOperation)context.Operation;
        if (reference.Property is { Name: "ServerCertificateValidationCallback", IsStatic: true } property
            && property.ContainingType.Is(MetadataNames.ServicePointManager)
            && ValueAssignedTo(reference) is { } value
            && !IsNull(value)
            && !(PinningOptions.For(context.Options, reference.Syntax.SyntaxTree).AllowInDebug && DebugOnlyCode.Contains(reference.Syntax, context.CancellationToken)))
        {
            context.ReportDiagnostic(Diagnostic.Create(Rule, reference.Syntax.GetLocation(), "ServicePointManager." + property.Name));
        }
    }

    /// <summary>What is put into the property where this reference stands; null where it is only read, or something is taken away.</summary>
    private static IOperation? ValueAssignedTo(IPropertyReferenceOperation reference) => reference.Parent switch
    {
        ICompoundAssignmentOperation { OperatorKind: not BinaryOperatorKind.Add } => null,
        IAssignmentOperation assignment when assignment.Target == reference => assignment.Value,
        ITupleOperation tuple => ElementAssignedTo(tuple, reference),
        _ => null,
    };

    private static IOperation? ElementAssignedTo(ITupleOperation target, IOperation element)
    {
        if (target.Parent is not IDeconstructionAssignmentOperation assignment || assignment.Target != target)
        {
            return null;
        }

        IOperation value = assignment.Value;
        while (value is IConversionOperation conversion)
        {
            value = conversion.Operand;
        }

        return value is ITupleOperation tuple && tuple.Elements.Length == target.Elements.Length
            ? tuple.Elements[target.Elements.IndexOf(element)]
            : value;
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
