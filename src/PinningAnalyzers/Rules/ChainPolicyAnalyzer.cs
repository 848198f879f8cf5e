using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace PinningAnalyzers.Rules;

/// <summary>A chain policy used for TLS is told to overlook errors that matter.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ChainPolicyAnalyzer : PinningDiagnosticAnalyzer
{
    private static readonly DiagnosticDescriptor Rule = DiagnosticDescriptorHelper.Create(
        id: RuleIdentifiers.ChainPolicyIgnoresErrors,
        title: "Certificate chain policy ignores errors",
        messageFormat: "'{0}' makes the chain build although the certificate is not valid, so an attacker's certificate can pass; remove the flag, or trust a root of your own with CustomRootTrust",
        category: RuleIdentifiers.Category,
        defaultSeverity: DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "X509Chain.Build returns true for a chain with errors when the policy's VerificationFlags tell it to overlook them. With an unknown authority overlooked anyone can make a certificate that passes; with names, dates, usages or basic constraints overlooked, the holder of any certificate can. Remove the flag; for a private authority set TrustMode to CustomRootTrust and add its certificate to CustomTrustStore.");

    /// <inheritdoc />
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = ImmutableArray.Create(Rule);

    private protected override void Register(CompilationStartAnalysisContext context, PinningSymbols symbols)
    {
        context.RegisterOperationAction(Analyze, OperationKind.SimpleAssignment);
    }

    private static void Analyze(OperationAnalysisContext context)
    {
        var assignment = (ISimpleAssignmentOperation)context.Operation;
        if (assignment.Target is not IPropertyReferenceOperation { Property: { Name: "VerificationFlags" } property }
            || !property.ContainingType.Is(MetadataNames.X509ChainPolicy))
        {
            return;
        }

        for (IOperation? parent = assignment.Parent; parent is IObjectOrCollectionInitializerOperation or IObjectCreationOperation or ISimpleAssignmentOperation; parent = parent.Parent)
        {
            if (parent is ISimpleAssignmentOperation { Target: IPropertyReferenceOperation { Property: { Name: "CertificateChainPolicy" } } }
                && assignment.Value is IFieldReferenceOperation { Field: { } field } flag
                && field.Name is "AllFlags" or "AllowUnknownCertificateAuthority" or "IgnoreInvalidBasicConstraints" or "IgnoreInvalidName" or "IgnoreNotTimeValid" or "IgnoreWrongUsage")
            {
                context.ReportDiagnostic(Diagnostic.Create(Rule, flag.Syntax.GetLocation(), field.Name));
                return;
            }
        }
    }
}
