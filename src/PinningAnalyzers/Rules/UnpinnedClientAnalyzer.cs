using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using PinningAnalyzers.Clients;

namespace PinningAnalyzers.Rules;

/// <summary>A TLS client connects to whatever server any public certificate authority vouches for.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class UnpinnedClientAnalyzer : PinningDiagnosticAnalyzer
{
    private const string Why =
        "Without pinning, a certificate for your host that any of the hundreds of public certificate authorities issued, by mistake or under pressure, lets its holder read and change the traffic. ";

    private static readonly DiagnosticDescriptor HttpClientRule = DiagnosticDescriptorHelper.Create(
        id: RuleIdentifiers.UnpinnedHttpClient,
        title: "HttpClient is created without a pinned handler",
        messageFormat: "'{0}' is created without a pinned handler and so trusts every certificate authority; pass it a handler with a pinning callback, such as 'PinValidator.CreateHandler()'",
        category: RuleIdentifiers.Category,
        defaultSeverity: DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: Why + "Create the client with a handler that checks the server's key: PinValidator.CreateHandler() makes one.");

    private static readonly DiagnosticDescriptor HandlerRule = DiagnosticDescriptorHelper.Create(
        id: RuleIdentifiers.UnpinnedHandler,
        title: "Message handler has no pinning callback",
        messageFormat: "'{0}' has no pinning callback and so trusts every certificate authority; set '{1}', or call 'UsePins' on it",
        category: RuleIdentifiers.Category,
        defaultSeverity: DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: Why + "Give the handler a callback that checks the server's key: UsePins(validator) sets it.");

    private static readonly DiagnosticDescriptor StreamRule = DiagnosticDescriptorHelper.Create(
        id: RuleIdentifiers.UnpinnedStream,
        title: "TLS stream or socket has no pinning callback",
        messageFormat: "'{0}' connects without a pinning callback and so trusts every certificate authority; {1}",
        category: RuleIdentifiers.Category,
        defaultSeverity: DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: Why + "Give the stream or socket a callback that checks the server's key: PinValidator.Validate is one.");

    private static readonly DiagnosticDescriptor RegistrationRule = DiagnosticDescriptorHelper.Create(
        id: RuleIdentifiers.UnpinnedRegistration,
        title: "HttpClient registration has no pinned primary handler",
        messageFormat: "'{0}' registers a client whose primary handler is not pinned and so trusts every certificate authority; add '.ConfigurePrimaryHttpMessageHandler(validator.CreateHandler)'",
        category: RuleIdentifiers.Category,
        defaultSeverity: DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: Why + "Give the registration a primary handler that checks the server's key, for each client or for all of them with ConfigureHttpClientDefaults.");

    private static readonly DiagnosticDescriptor LibraryClientRule = DiagnosticDescriptorHelper.Create(
        id: RuleIdentifiers.UnpinnedLibraryClient,
        title: "Library client connects without pinning",
        messageFormat: "'{0}' connects without pinning and so trusts every certificate authority; {1}",
        category: RuleIdentifiers.Category,
        defaultSeverity: DiagnosticSeverity.Info,
        isEnabledByDefault: true,
        description: Why + "Use the library's own hook for a certificate callback or for a message handler, and check the server's key there.");

    private static readonly DiagnosticDescriptor SometimesRule = DiagnosticDescriptorHelper.Create(
        id: RuleIdentifiers.SometimesUnpinned,
        title: "Pinning callback is not set on every path",
        messageFormat: "'{0}' gets a pinning callback on some paths only and trusts every certificate authority on the others; {1} on every path",
        category: RuleIdentifiers.Category,
        defaultSeverity: DiagnosticSeverity.Info,
        isEnabledByDefault: true,
        description: Why + "Set the callback before the first branch, so that no way through the code connects without it.");

    /// <inheritdoc />
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } =
        ImmutableArray.Create(HttpClientRule, HandlerRule, StreamRule, RegistrationRule, LibraryClientRule, SometimesRule);

    private protected override void Register(CompilationStartAnalysisContext context, PinningSymbols symbols) =>
        context.RegisterOperationAction(AnalyzeCreation, OperationKind.ObjectCreation);

    private static void AnalyzeCreation(OperationAnalysisContext context)
    {
        var creation = (IObjectCreationOperation)context.Operation;
        switch (creation.Type?.Name)
        {
            case "HttpClient" when creation.Arguments.IsEmpty && creation.Type.Is(MetadataNames.HttpClient):
                context.ReportDiagnostic(Diagnostic.Create(HttpClientRule, creation.Syntax.GetLocation(), creation.Type.Name));
                break;
            case "HttpClientHandler" when creation.Type.Is(MetadataNames.HttpClientHandler):
                Report(context, creation, "ServerCertificateCustomValidationCallback");
                break;
            case "SocketsHttpHandler" when creation.Type.Is("System.Net.Http.SocketsHttpHandler"):
                Report(context, creation, "SslOptions.RemoteCertificateValidationCallback");
                break;
        }
    }

    private static void Report(OperationAnalysisContext context, IObjectCreationOperation creation, string hook)
    {
        if (!PlainHookSearch.SetsHook(creation))
        {
            ImmutableDictionary<string, string?> properties = ImmutableDictionary<string, string?>.Empty.Add(ClientProperties.Hook, hook);
            context.ReportDiagnostic(Diagnostic.Create(HandlerRule, creation.Syntax.GetLocation(), properties, creation.Type!.Name, hook));
        }
    }
}
