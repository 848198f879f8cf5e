using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace PinningAnalyzers.Clients;

/// <content>The questions that the rules ask.</content>
internal sealed partial class ClientJudge
{
    /// <summary>A client made with <c>new</c>.</summary>
    public ClientVerdict JudgeCreation(IObjectCreationOperation creation, INamedTypeSymbol type, TlsClient client)
    {
        bool isDerived = !type.Is(client.Type);
        if (isDerived && (!DerivedClients.IsVisible(type, client) || DerivedClients.NeverConnects(type, client)))
        {
            return ClientVerdict.Unknown;
        }

        ClientVerdict verdict = Judge(creation, client).Verdict;
        return verdict is ClientVerdict.Never or ClientVerdict.Sometimes && isDerived && ConfiguresItself(type, client, 0) && verdict == ClientVerdict.Never
            ? ClientVerdict.Configured
            : verdict;
    }

    /// <summary>A client made by a static method of its library.</summary>
    public ClientVerdict JudgeFactory(IInvocationOperation call, TlsClient client) => Judge(call, client).Verdict;

    /// <summary>A registration of a client with the services.</summary>
    public ClientVerdict JudgeRegistration(IInvocationOperation call, TlsClient client, UnpinnedClientScope scope)
    {
        ClientVerdict verdict = ClientVerdict.Never;
        if (!ClientCatalogue.IsDefaultRegistration(call.TargetMethod))
        {
            if (IsReturnedFromMethod(call, client))
            {
                // Who calls the method is asked instead.
                return ClientVerdict.Unknown;
            }

            verdict = Judge(call, client).Verdict;
        }

        return verdict is ClientVerdict.Never or ClientVerdict.Sometimes && HasPinnedDefaults(scope, client) ? ClientVerdict.Configured : verdict;
    }

    private bool HasPinnedDefaults(UnpinnedClientScope scope, TlsClient client)
    {
        foreach (InvocationExpressionSyntax syntax in scope.ClientDefaults)
        {
            Cancellation.ThrowIfCancellationRequested();
            if (Bodies.Compilation.GetSemanticModel(syntax.SyntaxTree).GetOperation(syntax, Cancellation) is IInvocationOperation { Arguments.Length: > 0 } call
                && ChangesDefaults(call, client))
            {
                return true;
            }
        }

        return false;
    }

    private bool ChangesDefaults(IInvocationOperation call, TlsClient client)
    {
        IOperation action = call.Arguments[call.Arguments.Length - 1].Value;
        while (action is IConversionOperation conversion)
        {
            action = conversion.Operand;
        }

        switch ((action as IDelegateCreationOperation)?.Target)
        {
            case IAnonymousFunctionOperation function when function.Symbol.Parameters.Length == 1 && GraphOfFunction(function) is { } graph:
                return IsAnswered(JudgeHeld(graph, function.Symbol.Parameters[0], client, 1, out _));
            case IMethodReferenceOperation reference when Bodies.GraphOf(reference.Method) is { } graph && reference.Method.Parameters.Length == 1:
                return IsAnswered(JudgeHeld(graph, reference.Method.Parameters[0], client, 1, out _));
            default:
                // An action that cannot be seen may set it.
                return true;
        }
    }

    private static bool IsAnswered(ClientJudgement judgement) => judgement.Verdict is not ClientVerdict.Never and not ClientVerdict.Exempt;

    private ControlFlowGraph? GraphOfFunction(IAnonymousFunctionOperation function)
    {
        IOperation root = function;
        while (root.Parent is { } parent)
        {
            root = parent;
        }

        if (Bodies.GraphAroundRoot(root) is not { } outer)
        {
            return null;
        }

        foreach (ControlFlowGraph graph in outer.WithNested())
        {
            if (graph.OriginalOperation is IAnonymousFunctionOperation candidate && candidate.Syntax == function.Syntax)
            {
                return graph;
            }
        }

        return null;
    }

    /// <summary>Whether a class derived from HttpClient sets an exempt address itself.</summary>
    public bool IsExemptType(INamedTypeSymbol type, IMethodSymbol constructor, TlsClient client)
    {
        foreach (ISymbol member in type.GetMembers())
        {
            bool isCandidate = member is IMethodSymbol { IsStatic: false } method
                && (method.MethodKind != MethodKind.Constructor || SymbolEqualityComparer.Default.Equals(method, constructor));
            if (isCandidate
                && Bodies.GraphOf((IMethodSymbol)member) is { } graph
                && new ClientFlow(this, client, graph, FlowRoot.Self, 1).Run(new FlowState(FlowState.Start.Values, FlowMarks.Exists, 0)) is var result
                && (result.Ever & FlowMarks.ExemptAddress) != 0)
            {
                return true;
            }
        }

        return false;
    }
}
