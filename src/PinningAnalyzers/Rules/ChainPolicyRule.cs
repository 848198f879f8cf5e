using System;
using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PinningAnalyzers.Callbacks;

namespace PinningAnalyzers.Rules;

/// <summary>A chain policy used for TLS is told to overlook errors that matter.</summary>
internal sealed class ChainPolicyRule(Lazy<CallbackJudge> judge)
{
    public static readonly DiagnosticDescriptor Descriptor = DiagnosticDescriptorHelper.Create(
        id: RuleIdentifiers.ChainPolicyIgnoresErrors,
        title: "Certificate chain policy ignores errors",
        messageFormat: "'{0}' makes the chain build although the certificate is not valid, so an attacker's certificate can pass; remove the flag, or trust a root of your own with CustomRootTrust",
        category: RuleIdentifiers.Category,
        defaultSeverity: DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "X509Chain.Build returns true for a chain with errors when the policy's VerificationFlags tell it to overlook them. With an unknown authority overlooked anyone can make a certificate that passes; with names, dates, usages or basic constraints overlooked, the holder of any certificate can. Remove the flag; for a private authority set TrustMode to CustomRootTrust and add its certificate to CustomTrustStore.");

    /// <summary>Several callbacks may enter the method that sets a flag.</summary>
    private readonly ConcurrentDictionary<SyntaxNode, bool> _reported = new();

    /// <summary>Checks what is assigned to a property called <c>VerificationFlags</c>: of a policy that TLS is told to use, or that a type uses which is called for each certificate.</summary>
    public void CheckAssignment(RuleContext context, IPropertyReferenceOperation reference)
    {
        if (reference.Parent is IAssignmentOperation assignment
            && ReferenceEquals(assignment.Target, reference)
            && assignment is not ICompoundAssignmentOperation { OperatorKind: not BinaryOperatorKind.Or }
            && reference.Property.ContainingType.Is(MetadataNames.X509ChainPolicy)
            && (ChainPolicyFlags.IsUsedForTls(reference) || IsUsedByMethod(context, assignment.Value)))
        {
            Report(context, assignment.Value);
        }
    }

    /// <summary>Checks the policies of the chains that a callback builds. Their flags may stand in another file, so they are found from the callback.</summary>
    public void CheckCallback(RuleContext context, Verdict verdict)
    {
        foreach (IOperation value in verdict.DecidingFlags)
        {
            Report(context, value);
        }
    }

    private bool IsUsedByMethod(RuleContext context, IOperation value)
    {
        ISymbol? enclosing = value.SemanticModel?.GetEnclosingSymbol(value.Syntax.SpanStart, context.CancellationToken);
        if ((enclosing as INamedTypeSymbol ?? enclosing?.ContainingType) is not { } type)
        {
            return false;
        }

        var validators = new KnownValidators(PinningOptions.For(context.Options, value.Syntax.SyntaxTree).Validators);
        foreach ((IMethodSymbol method, CallbackShape shape) in CallbackMethods.Of(type))
        {
            foreach (IOperation flag in judge.Value.JudgeMethod(method, CallbackMethods.RolesOf(method, shape), shape, validators, context.CancellationToken).DecidingFlags)
            {
                if (flag.Syntax == value.Syntax)
                {
                    return true;
                }
            }
        }

        return false;
    }

    private void Report(RuleContext context, IOperation value)
    {
        if (_reported.TryAdd(value.Syntax, true)
            && ChainPolicyFlags.Find(value) is { } flag
            && !PinningOptions.For(context.Options, flag.Syntax.SyntaxTree).Allows(flag.Syntax, context.CancellationToken))
        {
            context.ReportDiagnostic(Diagnostic.Create(Descriptor, flag.Syntax.GetLocation(), ChainPolicyFlags.NameOf(flag)));
        }
    }
}
