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
        if (IsConfiguredForGood(creation, client))
        {
            return ClientVerdict.Configured;
        }

        bool isDerived = !type.Is(client.Type);
        if (isDerived && (!DerivedClients.IsVisible(type, client, Bodies) || DerivedClients.NeverConnects(type, client)))
        {
            return ClientVerdict.Unknown;
        }

        ClientVerdict verdict = Judge(creation, client).Verdict;
        if (verdict is ClientVerdict.Never or ClientVerdict.Sometimes && client.Rule == RuleIdentifiers.UnpinnedHandler && (IsForExemptUser(creation, isInFactory: false) || IsMadeForExemptUsers(creation)))
        {
            return ClientVerdict.Exempt;
        }

        return verdict is ClientVerdict.Never or ClientVerdict.Sometimes && isDerived && ConfiguresItself(type, client, 0, inConstructor: false) && verdict == ClientVerdict.Never
            ? ClientVerdict.Configured
            : verdict;
    }

    /// <summary>Whether its constructor is given a callback and no member of it could take that away again: on whichever path, it is not open.</summary>
    private static bool IsConfiguredForGood(IObjectCreationOperation creation, TlsClient client)
    {
        if (client.Hooks.Length > 0 || client.Groups > 1)
        {
            return false;
        }

        foreach (IArgumentOperation argument in creation.Arguments)
        {
            // A variable may be null on some path; what is made of a method or a lambda is not.
            if (argument.Parameter?.Type is { Name: "RemoteCertificateValidationCallback" } && argument.Value.WithoutConversions() is IDelegateCreationOperation)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether a handler is made by the factory that a registration, or another client, is given with an exempt address.</summary>
    private bool IsForExemptUser(IOperation operation, bool isInFactory)
    {
        for (IOperation? current = operation.Parent; current is not null; current = current.Parent)
        {
            isInFactory |= current is IAnonymousFunctionOperation;
            if (isInFactory && UserAt(current) is var (user, client) && Judge(user, client).Verdict == ClientVerdict.Exempt)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether the handler is made by a method of one's own that nobody but such users is given, or asks.</summary>
    private bool IsMadeForExemptUsers(IOperation creation)
    {
        if (Bodies.GraphAround(creation, Cancellation) is not { } graph
            || MemberOf(graph) is not IMethodSymbol { ContainingType: { } type } method
            || (method.MethodKind != MethodKind.LocalFunction && method.DeclaredAccessibility != Accessibility.Private))
        {
            return false;
        }

        bool isUsed = false;
        foreach (ControlFlowGraph root in Bodies.GraphsMentioning(Outermost(type), method.Name, _ => true, Cancellation))
        {
            foreach (IOperation operation in root.OriginalOperation.Descendants())
            {
                bool isGiven = operation is IMethodReferenceOperation reference && SymbolEqualityComparer.Default.Equals(reference.Method.OriginalDefinition, method);
                if (!isGiven && !Calls(operation, method))
                {
                    continue;
                }

                if (!IsForExemptUser(operation, isInFactory: isGiven))
                {
                    return false;
                }

                isUsed = true;
            }
        }

        return isUsed;
    }

    private (IOperation User, TlsClient Client)? UserAt(IOperation operation) => operation switch
    {
        IInvocationOperation call when RegistrationOf(call) is { } registration => (registration, ClientCatalogue.Registration),
        IInvocationOperation call when ClientCatalogue.FindMaker(call) is { } client => (call, client),
        IObjectCreationOperation { Type: INamedTypeSymbol type } made when ClientCatalogue.FindMade(type) is { } client => (made, client),
        _ => null,
    };

    /// <summary>The registration at the beginning of a chain of calls on its builder, or on the variable that holds the builder; null for other calls.</summary>
    private IOperation? RegistrationOf(IInvocationOperation call)
    {
        IOperation? current = call;
        while (current is IInvocationOperation link && link.Type.Is(ClientCatalogue.HttpClientBuilder))
        {
            if (ClientCatalogue.IsRegistration(link))
            {
                return link;
            }

            current = (link.Instance ?? (link.Arguments.Length > 0 ? link.Arguments[0].Value : null))?.WithoutConversions();
            if (current is ILocalReferenceOperation { SemanticModel: { } model } held
                && held.Local.DeclaringSyntaxReferences is { Length: > 0 } declared
                && declared[0].GetSyntax(Cancellation) is VariableDeclaratorSyntax { Initializer.Value: { } value })
            {
                current = model.GetOperation(value, Cancellation);
            }
        }

        return null;
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
        foreach (InvocationExpressionSyntax syntax in scope.ClientDefaults(Cancellation))
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
        IOperation action = call.Arguments[call.Arguments.Length - 1].Value.WithoutConversions();
        switch ((action as IDelegateCreationOperation)?.Target)
        {
            case IAnonymousFunctionOperation function when function.Symbol.Parameters.Length == 1 && Bodies.GraphAround(function.Body, Cancellation) is { } graph:
                return IsAnswered(JudgeHeld(graph, function.Symbol.Parameters[0], client, 1, out _));
            case IMethodReferenceOperation reference when Bodies.GraphOf(reference.Method, Cancellation) is { } graph && reference.Method.Parameters.Length == 1:
                return IsAnswered(JudgeHeld(graph, reference.Method.Parameters[0], client, 1, out _));
            default:
                // An action that cannot be seen may set it.
                return true;
        }
    }

    private static bool IsAnswered(ClientJudgement judgement) => judgement.Verdict is not ClientVerdict.Never and not ClientVerdict.Exempt;

    /// <summary>Whether a body is the constructor of a class derived from HttpClient that sets an exempt address itself.</summary>
    public bool IsExemptConstructor(ControlFlowGraph graph) =>
        MemberOf(graph) is IMethodSymbol { MethodKind: MethodKind.Constructor } constructor
        && ClientCatalogue.FindBase(constructor.ContainingType) is { Rule: RuleIdentifiers.UnpinnedHttpClient } client
        && IsExemptType(constructor.ContainingType, constructor, client);

    /// <summary>Whether a class derived from HttpClient sets an exempt address itself.</summary>
    public bool IsExemptType(INamedTypeSymbol type, IMethodSymbol constructor, TlsClient client)
    {
        foreach (ISymbol member in type.GetMembers())
        {
            bool isCandidate = member is IMethodSymbol { IsStatic: false } method
                && (method.MethodKind != MethodKind.Constructor || SymbolEqualityComparer.Default.Equals(method, constructor));
            if (isCandidate
                && Bodies.GraphOf((IMethodSymbol)member, Cancellation) is { } graph
                && new ClientFlow(this, client, graph, FlowRoot.Self, 1).Run(new FlowState(FlowState.Start.Values, FlowMarks.Exists, 0)) is var result
                && (result.Ever & FlowMarks.ExemptAddress) != 0)
            {
                return true;
            }
        }

        return false;
    }
}
