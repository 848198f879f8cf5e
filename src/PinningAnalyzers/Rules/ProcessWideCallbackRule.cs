using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace PinningAnalyzers.Rules;

/// <summary>A certificate callback is set for the whole process.</summary>
internal static class ProcessWideCallbackRule
{
    public static readonly DiagnosticDescriptor Descriptor = DiagnosticDescriptorHelper.Create(
        id: RuleIdentifiers.ProcessWideCallback,
        title: "Process-wide certificate callback",
        messageFormat: "'{0}' decides for every old-style request in the process, and HttpClient on modern .NET ignores it; set the callback on the handler or stream of each client instead",
        category: RuleIdentifiers.Category,
        defaultSeverity: DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "ServicePointManager is shared by all code in the process: any library can replace the callback, and with += the last one added alone decides. HttpClient, SocketsHttpHandler and SslStream do not ask it at all on .NET Core and .NET 5 or later, so pinning set here protects less than it seems to. Set the callback on the handler, request or stream of each client.");

    /// <summary>Checks what is done with a static property called <c>ServerCertificateValidationCallback</c>.</summary>
    public static void Check(RuleContext context, IPropertyReferenceOperation reference)
    {
        if (reference.Property.ContainingType.Is(MetadataNames.ServicePointManager)
            && ValueGivenTo(reference) is { } value
            && !IsNull(value)
            && !PinningOptions.For(context.Options, reference.Syntax.SyntaxTree).Allows(reference.Syntax, context.CancellationToken))
        {
            context.ReportDiagnostic(Diagnostic.Create(Descriptor, reference.Syntax.GetLocation(), "ServicePointManager." + reference.Property.Name));
        }
    }

    /// <summary>What is assigned or added to a place, by itself or as the element of a tuple that is taken apart; null where it is only read or removed from.</summary>
    private static IOperation? ValueGivenTo(IOperation place) => place.Parent switch
    {
        ICompoundAssignmentOperation { OperatorKind: not BinaryOperatorKind.Add } => null,
        IAssignmentOperation assignment when ReferenceEquals(assignment.Target, place) => assignment.Value,
        ITupleOperation targets when ValueGivenTo(targets) is { } values => ElementOf(values.WithoutConversions(), targets.Elements.IndexOf(place), targets.Elements.Length),
        _ => null,
    };

    /// <summary>The element that a place is paired with, or the whole where that cannot be told apart.</summary>
    private static IOperation ElementOf(IOperation values, int index, int count) =>
        values is ITupleOperation tuple && tuple.Elements.Length == count ? tuple.Elements[index] : values;

    private static bool IsNull(IOperation value) => value.WithoutConversions() is { ConstantValue: { HasValue: true, Value: null } } or IDefaultValueOperation;
}
