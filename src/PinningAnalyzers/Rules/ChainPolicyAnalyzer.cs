using System;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using PinningAnalyzers.Callbacks;

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
        var shapes = new CallbackShapes();
        var judge = new Lazy<CallbackJudge>(() => new CallbackJudge(symbols.Compilation));
        var flags = new ChainPolicyFlags(symbols.Compilation);
        context.RegisterOperationAction(
            operation => AnalyzeAssignment(operation, judge, flags),
            OperationKind.SimpleAssignment,
            OperationKind.CompoundAssignment);
        context.RegisterOperationAction(operation => AnalyzeCallback(operation, shapes, judge, flags), OperationKind.DelegateCreation);
    }

    /// <summary>A policy that TLS is told to use, or that a type uses which is called for each certificate.</summary>
    private static void AnalyzeAssignment(OperationAnalysisContext context, Lazy<CallbackJudge> judge, ChainPolicyFlags flags)
    {
        var assignment = (IAssignmentOperation)context.Operation;
        if (assignment.Target is not IPropertyReferenceOperation { Type.TypeKind: TypeKind.Enum, Property: { Name: "VerificationFlags" } property } target
            || !property.ContainingType.Is(MetadataNames.X509ChainPolicy)
            || assignment is ICompoundAssignmentOperation { OperatorKind: not BinaryOperatorKind.Or })
        {
            return;
        }

        if (ChainPolicyFlags.IsUsedForTls(target) || IsUsedByMethod(context, assignment.Value, judge))
        {
            if (flags.IsFirstReport(assignment.Value.Syntax))
            {
                Report(context, assignment.Value);
            }
        }
    }

    private static bool IsUsedByMethod(OperationAnalysisContext context, IOperation value, Lazy<CallbackJudge> judge)
    {
        if (context.ContainingSymbol.ContainingType is not { } type)
        {
            return false;
        }

        var validators = new KnownValidators(PinningOptions.For(context.Options, value.Syntax.SyntaxTree).Validators);
        foreach ((IMethodSymbol method, CallbackShape shape) in CallbackMethods.Of(type, context.CancellationToken))
        {
            foreach (IOperation flag in judge.Value.FlagsThatDecide(method, CallbackMethods.RolesOf(method, shape), validators, context.CancellationToken))
            {
                if (flag.Syntax == value.Syntax)
                {
                    return true;
                }
            }
        }

        return false;
    }

    /// <summary>A policy of a chain that a callback builds. Its flags may stand in another file, so they are found from the callback.</summary>
    private static void AnalyzeCallback(OperationAnalysisContext context, CallbackShapes shapes, Lazy<CallbackJudge> judge, ChainPolicyFlags flags)
    {
        var creation = (IDelegateCreationOperation)context.Operation;
        CallbackShape shape = shapes.Of(creation);
        if (shape == CallbackShape.None || !flags.AreMentioned(context.CancellationToken) || !CallbackPosition.IsJudged(creation, shape))
        {
            return;
        }

        var validators = new KnownValidators(PinningOptions.For(context.Options, creation.Syntax.SyntaxTree).Validators);
        foreach (IOperation value in judge.Value.FlagsThatDecide(creation, validators, context.CancellationToken))
        {
            if (flags.IsFirstReport(value.Syntax))
            {
                Report(context, value);
            }
        }
    }

    private static void Report(OperationAnalysisContext context, IOperation value)
    {
        if (ChainPolicyFlags.Find(value) is { } flag
            && !PinningOptions.For(context.Options, flag.Syntax.SyntaxTree).Allows(flag.Syntax, context.CancellationToken))
        {
            context.ReportDiagnostic(Diagnostic.Create(Rule, flag.Syntax.GetLocation(), ChainPolicyFlags.NameOf(flag)));
        }
    }
}
