using System;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using PinningAnalyzers.Callbacks;
using PinningAnalyzers.Sources;

namespace PinningAnalyzers.Rules;

/// <summary>A server-certificate callback lets in certificates that it should reject.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class CertificateCallbackAnalyzer : PinningDiagnosticAnalyzer
{
    private static readonly DiagnosticDescriptor AcceptsAny = DiagnosticDescriptorHelper.Create(
        id: RuleIdentifiers.CallbackAcceptsAnyCertificate,
        title: "Callback accepts any certificate",
        messageFormat: "{0} accepts any certificate, so anyone who intercepts the connection can pose as the server; compare the server's key with pins instead",
        category: RuleIdentifiers.Category,
        defaultSeverity: DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "The callback says yes to every certificate, whatever the platform found wrong with it. TLS then encrypts for whoever answers: an attacker on the network path reads and changes everything. Let PinValidator.Validate decide, or compare the server's public key with keys that the program knows.");

    private static readonly DiagnosticDescriptor AcceptsErrors = DiagnosticDescriptorHelper.Create(
        id: RuleIdentifiers.CallbackAcceptsPolicyErrors,
        title: "Callback accepts certificates that failed validation",
        messageFormat: "{0} accepts a certificate {1}, so an attacker can pose as the server with a certificate that the platform refused; reject every error, then compare the server's key with pins",
        category: RuleIdentifiers.Category,
        defaultSeverity: DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "The platform found errors in the certificate, and on some path the callback accepts it all the same, without comparing the server's key with a known one. RemoteCertificateNameMismatch means that the certificate is somebody else's, RemoteCertificateChainErrors that nobody trusted vouches for it. Return false where the errors are not SslPolicyErrors.None, and compare the key with pins then.");

    private static readonly DiagnosticDescriptor DoesNotPin = DiagnosticDescriptorHelper.Create(
        id: RuleIdentifiers.CallbackDoesNotPin,
        title: "Callback validates the certificate but does not pin it",
        messageFormat: "{0} accepts every certificate that a public authority vouches for, so a mistaken, hacked or forced authority can let an attacker pose as the server; compare the server's key with pins as well",
        category: RuleIdentifiers.Category,
        defaultSeverity: DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "The callback repeats what the platform does without it: any certificate from any of the many authorities that the machine trusts is accepted. Pinning means to accept only the keys that belong to the server. Compare the server's key with pins as well, for example with PinValidator.Validate.");

    private static readonly DiagnosticDescriptor ComparesWeakIdentity = DiagnosticDescriptorHelper.Create(
        id: RuleIdentifiers.CallbackComparesWeakIdentity,
        title: "Callback compares a weak certificate identity",
        messageFormat: "{0} recognizes the server by {1}, which an attacker can copy into a certificate of his own; compare the public key, the whole certificate, or a SHA-256 hash of either",
        category: RuleIdentifiers.Category,
        defaultSeverity: DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "Names and serial numbers are text that whoever makes a certificate chooses freely, SHA-1 and MD5 hashes can be forged, and X509Certificate.Equals compares no more than issuer and serial number. Compare the public key, the raw certificate, or a SHA-256 hash of one of them.");

    private static readonly DiagnosticDescriptor TrustsUnverifiedChain = DiagnosticDescriptorHelper.Create(
        id: RuleIdentifiers.CallbackTrustsUnverifiedChain,
        title: "Callback matches pins against an unverified chain",
        messageFormat: "{0} looks for the pinned certificate in a chain that proves nothing there ({1}), so an attacker gets in without the pinned key; match the server's own certificate, or reject every error first",
        category: RuleIdentifiers.Category,
        defaultSeverity: DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "The certificates of a chain are public, and a server sends which it likes. Only where the chain was verified, and for this host, does a certificate in it say something about the server. Match the server's own certificate, or compare the others only where the errors are SslPolicyErrors.None or Build returned true.");

    private const Topics Methods = Topics.CallbackMethod | Topics.CommonCallbackMethod;

    /// <inheritdoc />
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } =
        ImmutableArray.Create(AcceptsAny, AcceptsErrors, DoesNotPin, ComparesWeakIdentity, TrustsUnverifiedChain, ProcessWideCallbackRule.Descriptor, ChainPolicyRule.Descriptor);

    private protected override void Register(CompilationStartAnalysisContext context, PinningSymbols symbols)
    {
        FileTopics files = symbols.Files;
        var shapes = new CallbackShapes(symbols.Compilation, files.TouchAny(Topics.PolicyErrors));
        var position = new CallbackPosition(files.TouchAny(Topics.ServerStream));
        // Most compilations have no callback to judge.
        var judge = new Lazy<CallbackJudge>(() => new CallbackJudge(symbols.Compilation));
        var chainPolicies = new ChainPolicyRule(judge);

        // A lambda becomes a callback by its place alone, in files that need not name anything of TLS.
        context.RegisterOperationAction(operation => AnalyzeCreation(operation, shapes, position, judge, chainPolicies), OperationKind.DelegateCreation);
        if (files.TouchAny(Topics.DecidingProperty | Methods))
        {
            context.RegisterSemanticModelAction(file => AnalyzeFile(file, files, position, judge, chainPolicies));
        }
    }

    private static void AnalyzeCreation(OperationAnalysisContext context, CallbackShapes shapes, CallbackPosition position, Lazy<CallbackJudge> judge, ChainPolicyRule chainPolicies)
    {
        var creation = (IDelegateCreationOperation)context.Operation;
        CallbackShape shape = shapes.Of(creation);
        if (shape == CallbackShape.None || !position.IsJudged(creation, shape))
        {
            return;
        }

        PinningOptions options = PinningOptions.For(context.Options, creation.Syntax.SyntaxTree);
        Verdict verdict = judge.Value.Judge(creation, shape, new KnownValidators(options.Validators), context.CancellationToken);
        if (RuleFor(verdict.Kind) is { } rule && !options.Allows(creation.Syntax, context.CancellationToken))
        {
            context.ReportDiagnostic(Diagnostic.Create(rule, creation.Target.Syntax.GetLocation(), verdict.DecidingPlaces, Name(creation.Target), verdict.Detail));
        }

        chainPolicies.CheckCallback(new RuleContext(context), verdict);
    }

    private static void AnalyzeFile(SemanticModelAnalysisContext context, FileTopics files, CallbackPosition position, Lazy<CallbackJudge> judge, ChainPolicyRule chainPolicies)
    {
        if (files.CodeAbout(Topics.DecidingProperty | Methods, context.SemanticModel, context.CancellationToken) is not { } code)
        {
            return;
        }

        foreach (IPropertyReferenceOperation reference in code.References<IPropertyReferenceOperation>(Topics.DecidingProperty))
        {
            AnalyzeReference(new RuleContext(context, reference), reference, position, chainPolicies);
        }

        foreach (INamedTypeSymbol type in code.TypesWithMethod(Methods))
        {
            AnalyzeType(context, type, judge);
        }
    }

    private static void AnalyzeReference(RuleContext context, IPropertyReferenceOperation reference, CallbackPosition position, ChainPolicyRule chainPolicies)
    {
        switch (reference.Property.Name)
        {
            case DecidingProperties.AcceptAnything when reference.Property.IsStatic:
                CheckAcceptAny(context, reference, position);
                break;

            case DecidingProperties.ProcessWideCallback when reference.Property.IsStatic:
                ProcessWideCallbackRule.Check(context, reference);
                break;

            case DecidingProperties.ChainFlags:
                chainPolicies.CheckAssignment(context, reference);
                break;
        }
    }

    private static void CheckAcceptAny(RuleContext context, IPropertyReferenceOperation reference, CallbackPosition position)
    {
        if (reference.Property.ContainingType.Is(MetadataNames.HttpClientHandler)
            && position.IsJudged(reference, CallbackShape.WithErrors)
            && !PinningOptions.For(context.Options, reference.Syntax.SyntaxTree).Allows(reference.Syntax, context.CancellationToken))
        {
            context.ReportDiagnostic(Diagnostic.Create(AcceptsAny, reference.Syntax.GetLocation(), "'HttpClientHandler." + reference.Property.Name + "'"));
        }
    }

    private static void AnalyzeType(SemanticModelAnalysisContext context, INamedTypeSymbol type, Lazy<CallbackJudge> judge)
    {
        SyntaxTree file = context.SemanticModel.SyntaxTree;
        PinningOptions options = PinningOptions.For(context.Options, file);
        foreach ((IMethodSymbol method, CallbackShape shape) in CallbackMethods.Of(type))
        {
            // Of a type in parts, each method is judged in the file that it stands in.
            if (method.DeclaringSyntaxReferences.IsEmpty || method.DeclaringSyntaxReferences[0] is not { } declaration || declaration.SyntaxTree != file)
            {
                continue;
            }

            Verdict verdict = judge.Value.JudgeMethod(method, CallbackMethods.RolesOf(method, shape), shape, new KnownValidators(options.Validators), context.CancellationToken);
            if (RuleFor(verdict.Kind) is { } rule && !options.Allows(declaration.GetSyntax(context.CancellationToken), context.CancellationToken))
            {
                context.ReportDiagnostic(Diagnostic.Create(rule, method.Locations[0], verdict.DecidingPlaces, "'" + method.Name + "'", verdict.Detail));
            }
        }
    }

    private static DiagnosticDescriptor? RuleFor(VerdictKind kind) => kind switch
    {
        VerdictKind.AcceptsAny => AcceptsAny,
        VerdictKind.AcceptsErrors => AcceptsErrors,
        VerdictKind.DoesNotPin => DoesNotPin,
        VerdictKind.ComparesWeakIdentity => ComparesWeakIdentity,
        VerdictKind.TrustsUnverifiedChain => TrustsUnverifiedChain,
        _ => null,
    };

    private static string Name(IOperation target) => target is IMethodReferenceOperation reference ? "'" + reference.Method.Name + "'" : "This callback";
}
