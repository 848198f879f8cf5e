using System;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using Microsoft.CodeAnalysis.Text;
using PinningAnalyzers.Clients;
using PinningAnalyzers.Sources;

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

    private protected override void Register(CompilationStartAnalysisContext context, PinningSymbols symbols)
    {
        AnalyzerOptions options = context.Options;
        if (!symbols.Files.TouchAny(Topics.AnyClient) || PinningOptions.Global(options).TargetsBrowser)
        {
            return;
        }

        FileTopics files = symbols.Files.Where(tree => UnpinnedClientScope.Covers(tree, options));
        Topics declared = files.ReadDeclarations(context.CancellationToken);
        var scope = new UnpinnedClientScope(symbols.Compilation);
        Topics creations = RegisterCreations(context, files, declared, scope);
        Topics calls = RegisterCalls(context, symbols, files, declared, scope);
        if (files.TouchAny(creations | calls))
        {
            context.RegisterSemanticModelAction(file => AnalyzeFile(file, files, creations, calls, scope));
        }

        if ((declared & (Topics.DerivedHttpClient | Topics.Renamed)) != 0)
        {
            context.RegisterSymbolAction(symbol => AnalyzeType(symbol, scope), SymbolKind.NamedType);
        }
    }

    /// <returns>The topics of the code in which creations are still to be looked for.</returns>
    private static Topics RegisterCreations(CompilationStartAnalysisContext context, FileTopics files, Topics declared, UnpinnedClientScope scope)
    {
        if ((declared & (Topics.DerivedClient | Topics.Renamed)) != 0)
        {
            // Clients are made under names that are found in no table.
            context.RegisterOperationAction(
                operation =>
                {
                    var creation = (IObjectCreationOperation)operation.Operation;
                    if (ClientCatalogue.FindMade(creation.Type) is { } client)
                    {
                        AnalyzeCreation(new RuleContext(operation), creation, client, scope);
                    }
                },
                OperationKind.ObjectCreation);
            return Topics.None;
        }

        // A type that is left out where it is created is named somewhere else.
        const Topics named = Topics.HttpClient | Topics.MadeClient;
        return files.TouchAny(named) ? named | Topics.ImplicitCreation : Topics.None;
    }

    /// <returns>The topics of the code in which calls are still to be looked for.</returns>
    private static Topics RegisterCalls(CompilationStartAnalysisContext context, PinningSymbols symbols, FileTopics files, Topics declared, UnpinnedClientScope scope)
    {
        if ((declared & Topics.Renamed) != 0)
        {
            context.RegisterOperationAction(
                operation =>
                {
                    var call = (IInvocationOperation)operation.Operation;
                    if (ClientCatalogue.FindMaker(call) is { } client)
                    {
                        AnalyzeCall(new RuleContext(operation), call, client, scope);
                    }
                },
                OperationKind.Invocation);
            return Topics.None;
        }

        return files.TouchAny(Topics.Services) && UnpinnedClientScope.KnowsRegistrations(symbols.Compilation, files) ? Topics.ClientFactory | Topics.Services : Topics.ClientFactory;
    }

    private static void AnalyzeFile(SemanticModelAnalysisContext context, FileTopics files, Topics creations, Topics calls, UnpinnedClientScope scope)
    {
        if (files.CodeAbout(creations | calls, context.SemanticModel, context.CancellationToken) is not { } code)
        {
            return;
        }

        foreach (IObjectCreationOperation creation in code.Creations(creations))
        {
            if (ClientCatalogue.FindMade(creation.Type) is { } client)
            {
                AnalyzeCreation(new RuleContext(context, creation), creation, client, scope);
            }
        }

        foreach (IInvocationOperation call in code.Calls(calls))
        {
            if (ClientCatalogue.FindMaker(call) is { } client)
            {
                AnalyzeCall(new RuleContext(context, call), call, client, scope);
            }
        }
    }

    private static void AnalyzeCreation(RuleContext context, IObjectCreationOperation creation, TlsClient client, UnpinnedClientScope scope)
    {
        var type = (INamedTypeSymbol)creation.Type!;
        bool isHttpClient = client.Rule == RuleIdentifiers.UnpinnedHttpClient;

        // The handler that an HttpClient is given is judged for itself, and a derived class at its constructor.
        if ((isHttpClient && (!creation.Arguments.IsEmpty || !type.Is(client.Type)))
            || !scope.Covers(creation.Syntax, context.Options, context.CancellationToken))
        {
            return;
        }

        ClientVerdict verdict = scope.JudgeFor(creation.Syntax, context.Options, context.CancellationToken).JudgeCreation(creation, type, client);
        Report(context.ReportDiagnostic, verdict, client, type.Name, creation.Syntax.GetLocation());
    }

    private static void AnalyzeCall(RuleContext context, IInvocationOperation call, TlsClient client, UnpinnedClientScope scope)
    {
        if (!scope.Covers(call.Syntax, context.Options, context.CancellationToken))
        {
            return;
        }

        ClientJudge judge = scope.JudgeFor(call.Syntax, context.Options, context.CancellationToken);
        ClientVerdict verdict = client.Rule == RuleIdentifiers.UnpinnedRegistration
            ? judge.JudgeRegistration(call, client, scope)
            : judge.JudgeFactory(call, client);
        IMethodSymbol method = call.TargetMethod;
        string name = method.IsExtensionMethod || call.Instance is not null ? method.Name : $"{method.ContainingType.Name}.{method.Name}";
        Report(context.ReportDiagnostic, verdict, client, name, FromName(call));
    }

    /// <summary>A class derived from HttpClient that lets its base make the handler.</summary>
    private static void AnalyzeType(SymbolAnalysisContext context, UnpinnedClientScope scope)
    {
        var type = (INamedTypeSymbol)context.Symbol;
        if (type.BaseType is not { Name: "HttpClient" } baseType || !baseType.Is(MetadataNames.HttpClient))
        {
            return;
        }

        TlsClient client = ClientCatalogue.Find(baseType)!;
        foreach (IMethodSymbol constructor in type.InstanceConstructors)
        {
            if (DerivedClients.UsesParameterlessBase(constructor, context.CancellationToken, out Location? location)
                && location?.SourceTree is { } tree
                && scope.Covers(tree.GetRoot(context.CancellationToken).FindNode(location.SourceSpan), context.Options, context.CancellationToken)
                && !scope.JudgeFor(tree, context.Options, context.CancellationToken).IsExemptType(type, constructor, client))
            {
                Report(context.ReportDiagnostic, ClientVerdict.Never, client, type.Name, location);
            }
        }
    }

    private static void Report(Action<Diagnostic> report, ClientVerdict verdict, TlsClient client, string name, Location location)
    {
        if (verdict is not (ClientVerdict.Never or ClientVerdict.Sometimes))
        {
            return;
        }

        bool isSometimes = verdict == ClientVerdict.Sometimes && client.Rule != RuleIdentifiers.UnpinnedHttpClient;
        DiagnosticDescriptor rule = isSometimes ? SometimesRule : RuleOf(client);
        string advice = client.Rule switch
        {
            RuleIdentifiers.UnpinnedHandler when !isSometimes => client.MainHook!,
            RuleIdentifiers.UnpinnedRegistration => "give it a pinned primary handler",
            _ => client.Advice,
        };
        ImmutableDictionary<string, string?> properties = ImmutableDictionary<string, string?>.Empty
            .Add(ClientProperties.Hook, client.MainHook)
            .Add(ClientProperties.ClientType, client.Type);
        report(Diagnostic.Create(rule, location, properties, name, advice));
    }

    private static DiagnosticDescriptor RuleOf(TlsClient client) => client.Rule switch
    {
        RuleIdentifiers.UnpinnedHttpClient => HttpClientRule,
        RuleIdentifiers.UnpinnedHandler => HandlerRule,
        RuleIdentifiers.UnpinnedStream => StreamRule,
        RuleIdentifiers.UnpinnedRegistration => RegistrationRule,
        _ => LibraryClientRule,
    };

    /// <summary>From the method's name to the closing parenthesis, so that a long chain is marked on the right line.</summary>
    private static Location FromName(IInvocationOperation call)
    {
        if (call.Syntax is not InvocationExpressionSyntax invocation)
        {
            return call.Syntax.GetLocation();
        }

        SyntaxNode name = invocation.Expression switch
        {
            MemberAccessExpressionSyntax access => access.Name,
            MemberBindingExpressionSyntax binding => binding.Name,
            ExpressionSyntax other => other,
        };
        return Location.Create(call.Syntax.SyntaxTree, TextSpan.FromBounds(name.SpanStart, invocation.Span.End));
    }
}
