using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace PinningAnalyzers.CodeFixes;

/// <summary>Puts the project's validator in the place of a callback, or keeps the callback and rejects every error first.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(CertificateCallbackFixer))]
public sealed class CertificateCallbackFixer : PinningFixer
{
    /// <summary>The key of the fix that replaces the callback.</summary>
    public const string UseValidatorKey = nameof(CertificateCallbackFixer) + ".UseValidator";

    /// <summary>The key of the fix that keeps the callback.</summary>
    public const string RejectErrorsKey = nameof(CertificateCallbackFixer) + ".RejectErrors";

    /// <inheritdoc />
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(
        RuleIdentifiers.CallbackAcceptsAnyCertificate,
        RuleIdentifiers.CallbackAcceptsPolicyErrors,
        RuleIdentifiers.CallbackDoesNotPin,
        RuleIdentifiers.CallbackComparesWeakIdentity,
        RuleIdentifiers.CallbackTrustsUnverifiedChain,
        RuleIdentifiers.ProcessWideCallback);

    internal override ImmutableArray<FixOffer> Offers { get; } = ImmutableArray.Create(
        new FixOffer("Let the pin validator decide", UseValidatorKey),
        new FixOffer("Reject certificates with errors first", RejectErrorsKey));

    internal override NodeEdit? Plan(FixSite site, string equivalenceKey)
    {
        if (equivalenceKey == RejectErrorsKey)
        {
            return site.Finding.Id is RuleIdentifiers.CallbackAcceptsPolicyErrors or RuleIdentifiers.CallbackComparesWeakIdentity or RuleIdentifiers.CallbackTrustsUnverifiedChain
                ? ErrorsGuard.Plan(site)
                : null;
        }

        ExpressionSyntax? callback = site.Finding.Id == RuleIdentifiers.ProcessWideCallback ? AssignedValue(site) : site.Node as ExpressionSyntax;
        return callback is null ? null : PlanReplacement(site, callback);
    }

    private static NodeEdit? PlanReplacement(FixSite site, ExpressionSyntax callback)
    {
        IMethodSymbol? invoke = (DelegateTypeOf(site, callback) as INamedTypeSymbol)?.DelegateInvokeMethod;
        if (invoke is null
            || !CallbackFit.TakesValidator(invoke)
            || !CanRemove(callback)
            || site.Model.GetSymbolInfo(callback, site.CancellationToken).Symbol is IMethodSymbol { Name: "Validate" } method && method.ContainingType.Is(MetadataNames.PinValidator)
            || site.Validator is not { } validator)
        {
            return null;
        }

        // The parentheses that a lambda needs after a cast, or to be called.
        ExpressionSyntax whole = callback;
        while (whole.Parent is ParenthesizedExpressionSyntax parentheses && CanRemove(parentheses))
        {
            whole = parentheses;
        }

        return site.Edit(whole, old => validator.Validate.WithTriviaFrom(old), validator);
    }

    private static ExpressionSyntax? AssignedValue(FixSite site) =>
        site.Node.AncestorsAndSelf().OfType<AssignmentExpressionSyntax>().FirstOrDefault() is { } assignment && assignment.Left.Span.Contains(site.Node.Span)
            ? assignment.Right
            : null;

    private static ITypeSymbol? DelegateTypeOf(FixSite site, ExpressionSyntax callback)
    {
        switch (site.Model.GetOperation(callback, site.CancellationToken))
        {
            case IAnonymousFunctionOperation { Parent: IDelegateCreationOperation creation }:
                return creation.Type;
            case IMethodReferenceOperation { Parent: IDelegateCreationOperation creation }:
                return creation.Type;
            case IOperation operation when operation is not IAnonymousFunctionOperation and not IMethodReferenceOperation:
                return operation.Type;
            default:
                return site.Model.GetTypeInfo(callback, site.CancellationToken).ConvertedType;
        }
    }

    /// <summary>Whether the text can go as a whole: no <c>#if</c> begins in it and ends outside.</summary>
    private static bool CanRemove(ExpressionSyntax expression)
    {
        int depth = 0;
        foreach (SyntaxTrivia trivia in expression.DescendantTrivia())
        {
            if (trivia.IsDirective && expression.Span.Contains(trivia.Span))
            {
                depth += trivia.IsKind(SyntaxKind.IfDirectiveTrivia) ? 1 : trivia.IsKind(SyntaxKind.EndIfDirectiveTrivia) ? -1 : 0;
                if (depth < 0)
                {
                    return false;
                }
            }
        }

        return depth == 0;
    }
}
