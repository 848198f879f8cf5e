using System.Collections.Generic;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace PinningAnalyzers.Clients;

/// <summary>Answers, for one client: does its hook get a value, and on which paths?</summary>
internal sealed partial class ClientJudge
{
    private const int DeepestQuestion = 6;

    private readonly Dictionary<(ControlFlowGraph Graph, SyntaxNode Syntax, OperationKind Kind, TlsClient Client, int Depth), bool> _exemptions = [];

    public ClientJudge(ClientBodies bodies, ClientAddresses addresses, CancellationToken cancellation)
    {
        Bodies = bodies;
        Addresses = addresses;
        Cancellation = cancellation;
    }

    public ClientBodies Bodies { get; }

    public ClientAddresses Addresses { get; }

    public CancellationToken Cancellation { get; }

    /// <summary>Judges the client that <paramref name="origin"/> makes.</summary>
    public ClientJudgement Judge(IOperation origin, TlsClient client)
    {
        ControlFlowGraph? graph = Bodies.GraphAround(origin, Cancellation);
        return graph is null ? new ClientJudgement(ClientVerdict.Unknown) : JudgeIn(graph, FlowRoot.At(origin), client, 0, origin);
    }

    public ClientJudgement JudgeIn(ControlFlowGraph graph, FlowRoot root, TlsClient client, int depth, IOperation? origin = null, FlowMarks fromFactory = FlowMarks.None)
    {
        if (depth > DeepestQuestion)
        {
            return new ClientJudgement(ClientVerdict.Unknown);
        }

        FlowResult result = new ClientFlow(this, client, graph, root, depth, fromFactory: fromFactory, stopsWhenUnseen: true).Run(FlowState.Start);
        if (!result.IsIncomplete && !root.IsThereFromStart && (result.Ever & FlowMarks.Exists) == 0)
        {
            // No path leads to its creation.
            return new ClientJudgement(ClientVerdict.Exempt);
        }

        return Conclude(result, graph, client, depth, origin);
    }

    /// <summary>Whether what <paramref name="origin"/> makes is exempt; every path on which it is given the client followed asks so.</summary>
    public bool IsExemptIn(ControlFlowGraph graph, IOperation origin, TlsClient client, int depth)
    {
        var key = (graph, origin.Syntax, origin.Kind, client, depth);
        if (!_exemptions.TryGetValue(key, out bool isExempt))
        {
            isExempt = JudgeIn(graph, FlowRoot.At(origin), client, depth).Verdict == ClientVerdict.Exempt;
            _exemptions.Add(key, isExempt);
        }

        return isExempt;
    }

    /// <summary>Judges what a parameter of a body holds, handed in from outside.</summary>
    public ClientJudgement JudgeHeld(ControlFlowGraph graph, IParameterSymbol parameter, TlsClient client, int depth, out bool returnsIt)
    {
        var start = new FlowState(FlowState.Start.Values, FlowMarks.Exists, 0);
        FlowResult result = new ClientFlow(this, client, graph, FlowRoot.HeldBy(parameter), depth, stopsWhenUnseen: true).Run(start);
        returnsIt = (result.Ever & FlowMarks.Returned) != 0;
        result.Ever &= ~FlowMarks.Returned;
        return Conclude(result, graph, client, depth, origin: null);
    }

    /// <summary>Judges settings by the expression that a client is given.</summary>
    public ClientJudgement JudgeValue(IOperation operation, FlowValue? value, TlsClient settings, int depth)
    {
        if (value?.IsNull == true)
        {
            return new ClientJudgement(ClientVerdict.Exempt);
        }

        IOperation? made = value?.Made;
        if (made is not null && depth <= DeepestQuestion)
        {
            return Bodies.GraphAround(Original(made), Cancellation) is { } graph
                ? JudgeIn(graph, FlowRoot.At(made), ClientCatalogue.FindBase(made.Type) ?? settings, depth + 1, Original(made))
                : new ClientJudgement(ClientVerdict.Unknown);
        }

        return operation.WithoutConversions() switch
        {
            IMemberReferenceOperation member when Bodies.HasSource(member.Member) => JudgeMember(member.Member, settings, depth),
            IInvocationOperation { IsVirtual: false } call when Bodies.HasSource(call.TargetMethod) => JudgeMadeBy(call.TargetMethod, settings, depth),
            _ => new ClientJudgement(ClientVerdict.Unknown),
        };
    }

    /// <summary>The operation of the syntax tree behind one of a flow graph: graphs are found through the former.</summary>
    private IOperation Original(IOperation operation) =>
        operation.Parent is null || operation.SemanticModel is null
            ? Bodies.Compilation.ContainsSyntaxTree(operation.Syntax.SyntaxTree)
                ? Bodies.Compilation.GetSemanticModel(operation.Syntax.SyntaxTree).GetOperation(operation.Syntax, Cancellation) ?? operation
                : operation
            : operation.SemanticModel.GetOperation(operation.Syntax, Cancellation) ?? operation;

    /// <summary>Settings held by a field or property of one's own: what its type makes for it, or sets on it.</summary>
    private ClientJudgement JudgeMember(ISymbol member, TlsClient settings, int depth)
    {
        if (depth > DeepestQuestion)
        {
            return new ClientJudgement(ClientVerdict.Unknown);
        }

        FlowResult anywhere = SearchHolder(member, settings, depth, home: null);
        if (anywhere.EverCovered == (1 << settings.Groups) - 1)
        {
            return new ClientJudgement(ClientVerdict.Configured, anywhere.EverCovered);
        }

        var graphs = new HashSet<ControlFlowGraph>(Bodies.GraphsMentioning(member.ContainingType, member.Name, IsAssigned, Cancellation));
        graphs.UnionWith(Bodies.InitializersOf(member, Cancellation));
        var verdicts = new List<ClientJudgement>();
        foreach (ControlFlowGraph graph in graphs)
        {
            if (TakesFromElsewhere(graph, member))
            {
                return new ClientJudgement(ClientVerdict.Unknown);
            }

            CollectMade(graph, settings, depth, verdicts);
        }

        // Made by the type, and by nothing that takes it from elsewhere.
        return verdicts.Count == 1 ? verdicts[0] : new ClientJudgement(verdicts.Exists(one => one.Verdict != ClientVerdict.Configured) || verdicts.Count == 0 ? ClientVerdict.Unknown : ClientVerdict.Configured);
    }

    private static bool IsAssigned(SyntaxNode mention)
    {
        SyntaxNode target = mention.Parent is MemberAccessExpressionSyntax access && access.Name == mention ? access : mention;
        return target.Parent is AssignmentExpressionSyntax assignment && assignment.Left == target;
    }

    private static bool TakesFromElsewhere(ControlFlowGraph graph, ISymbol member)
    {
        foreach (IOperation operation in graph.Operations())
        {
            if (operation is ISimpleAssignmentOperation { Target: IMemberReferenceOperation target, Value: IParameterReferenceOperation or IInvocationOperation or IMemberReferenceOperation }
                && SymbolEqualityComparer.Default.Equals(target.Member, member))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>What a method with source makes and gives back: settings, or a registration.</summary>
    public ClientJudgement JudgeMadeBy(IMethodSymbol method, TlsClient client, int depth)
    {
        if (depth > DeepestQuestion || Bodies.GraphOf(method, Cancellation) is not { } graph)
        {
            return new ClientJudgement(ClientVerdict.Unknown);
        }

        var verdicts = new List<ClientJudgement>();
        CollectMade(graph, client, depth, verdicts);
        return verdicts.Count == 0 ? new ClientJudgement(ClientVerdict.Unknown) : Worst(verdicts);
    }

    private void CollectMade(ControlFlowGraph root, TlsClient client, int depth, List<ClientJudgement> verdicts)
    {
        foreach (ControlFlowGraph graph in root.WithNested())
        {
            foreach (IOperation operation in graph.Operations())
            {
                bool makes = operation switch
                {
                    IObjectCreationOperation creation => creation.Type.IsOrDerivesFrom(client.Type),
                    IInvocationOperation call => client.Type == ClientCatalogue.HttpClientBuilder && ClientCatalogue.IsRegistration(call),
                    _ => false,
                };
                if (makes)
                {
                    // No origin: who calls this method is what is being judged.
                    verdicts.Add(JudgeIn(graph, FlowRoot.At(operation), client, depth + 1));
                }
            }
        }
    }

    private static ClientJudgement Worst(List<ClientJudgement> verdicts)
    {
        ClientJudgement worst = verdicts[0];
        foreach (ClientJudgement verdict in verdicts)
        {
            if (verdict.Verdict == ClientVerdict.Unknown)
            {
                return verdict;
            }

            if (verdict.Verdict > worst.Verdict)
            {
                worst = verdict;
            }
        }

        return worst;
    }

    /// <summary>A registration names the type of its handler: unpinned where that is a network handler that does not configure itself.</summary>
    public ClientJudgement JudgeHandlerType(ITypeSymbol type, int depth)
    {
        if (ClientCatalogue.FindBase(type) is not { Rule: RuleIdentifiers.UnpinnedHandler } handler)
        {
            return new ClientJudgement(ClientVerdict.Configured, 1);
        }

        if (type.Is(handler.Type))
        {
            return new ClientJudgement(ClientVerdict.Never);
        }

        if (!DerivedClients.IsVisible(type, handler, Bodies))
        {
            return new ClientJudgement(ClientVerdict.Unknown);
        }

        bool configures = ConfiguresItself((INamedTypeSymbol)type, handler, depth, inConstructor: true) || DerivedClients.NeverConnects(type, handler);
        return configures ? new ClientJudgement(ClientVerdict.Configured, 1) : new ClientJudgement(ClientVerdict.Never);
    }

    /// <summary>
    /// Whether a class derived from a client sets its own hook where the platform or a setting asks it to: in virtual methods, in accessors, or,
    /// where it is not known which of them runs, in a constructor. Its other methods count where they are called.
    /// </summary>
    public bool ConfiguresItself(INamedTypeSymbol type, TlsClient client, int depth, bool inConstructor)
    {
        foreach (string name in client.Overrides)
        {
            if (DerivedClients.FindOverride(type, client, name) is { } method && (client.Hooks.Length > 0 || SetsRequestHook(method, depth)))
            {
                return true;
            }
        }

        for (INamedTypeSymbol? current = type; current is not null && !current.Is(client.Type); current = current.BaseType)
        {
            foreach (ISymbol member in current.GetMembers())
            {
                if (member is IMethodSymbol { IsStatic: false } method
                    && IsAsked(method, inConstructor)
                    && Bodies.GraphOf(method, Cancellation) is { } graph
                    && new ClientFlow(this, client, graph, FlowRoot.Self, depth + 1).Run(new FlowState(FlowState.Start.Values, FlowMarks.Exists, 0)) is var result
                    && (result.EverCovered != 0 || result.IsIncomplete))
                {
                    return true;
                }
            }
        }

        return false;
    }

    private static bool IsAsked(IMethodSymbol method, bool inConstructor) => method.MethodKind switch
    {
        MethodKind.Constructor => inConstructor,
        MethodKind.Ordinary => method.IsVirtual || method.IsOverride,
        _ => true,
    };

    /// <summary>Whether <c>GetWebRequest</c> sets the callback of the request that it makes, or that the class before it makes.</summary>
    private bool SetsRequestHook(IMethodSymbol method, int depth)
    {
        if (depth > DeepestQuestion || !Bodies.HasSource(method) || Bodies.GraphOf(method, Cancellation) is not { } graph)
        {
            return true;
        }

        bool asksBase = false;
        foreach (IOperation operation in graph.Operations())
        {
            if (operation is IInvocationOperation call && (IsBaseCall(call, method) || ClientCatalogue.FindMaker(call)?.Type == ClientCatalogue.WebRequest))
            {
                if (JudgeIn(graph, FlowRoot.At(call), ClientCatalogue.Request, depth).Verdict is not (ClientVerdict.Never or ClientVerdict.Exempt))
                {
                    return true;
                }

                asksBase |= IsBaseCall(call, method);
            }
        }

        return asksBase && method.OverriddenMethod is { IsOverride: true } before && SetsRequestHook(before, depth + 1);
    }

    private static bool IsBaseCall(IInvocationOperation call, IMethodSymbol method) =>
        call.TargetMethod.Name == method.Name && call.Instance is IInstanceReferenceOperation && !call.IsVirtual;

    /// <summary>Whether a connect callback makes its own TLS stream, which is then judged for itself; null where it cannot be seen.</summary>
    public bool? MakesOwnStream(ControlFlowGraph graph, IOperation callback)
    {
        ControlFlowGraph? body = (callback as IDelegateCreationOperation)?.Target switch
        {
            IFlowAnonymousFunctionOperation function => graph.GetAnonymousFunctionControlFlowGraphInScope(function),
            IMethodReferenceOperation { Method: { MethodKind: MethodKind.LocalFunction } local } => graph.FindLocalFunction(local),
            IMethodReferenceOperation { IsVirtual: false } reference => Bodies.GraphOf(reference.Method, Cancellation),
            _ => null,
        };
        return body is null ? null : MakesOwnStream(body, DeepestQuestion);
    }

    private bool MakesOwnStream(ControlFlowGraph body, int remaining)
    {
        foreach (ControlFlowGraph graph in body.WithNested())
        {
            foreach (IOperation operation in graph.Operations())
            {
                if (operation is IObjectCreationOperation creation && creation.Type.IsOrDerivesFrom(ClientCatalogue.SslStream))
                {
                    return true;
                }

                if (remaining > 0
                    && operation is IInvocationOperation { IsVirtual: false } call
                    && Bodies.HasSource(call.TargetMethod)
                    && Bodies.GraphOf(call.TargetMethod, Cancellation) is { } called
                    && MakesOwnStream(called, remaining - 2))
                {
                    return true;
                }
            }
        }

        return false;
    }
}
