using System.Collections.Generic;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace PinningAnalyzers.Clients;

/// <content>From what the flow found in one body, and in the bodies around it, to a verdict.</content>
internal sealed partial class ClientJudge
{
    /// <summary>Members of a type that are looked into for one client before nothing is said.</summary>
    private const int MostBodies = 100;

    private ClientJudgement Conclude(FlowResult result, ControlFlowGraph graph, TlsClient client, int depth, IOperation? origin)
    {
        if (result.IsIncomplete)
        {
            return new ClientJudgement(ClientVerdict.Unknown);
        }

        int full = (1 << client.Groups) - 1;
        ClientJudgement here = ConcludeHere(result, client, full, isOnElsewhere: false);
        if (here.Verdict is ClientVerdict.Configured or ClientVerdict.Unknown)
        {
            return here;
        }

        if (client.IsFixed)
        {
            return here;
        }

        bool isOn = false;
        foreach (ISymbol holder in result.StoredIn)
        {
            FlowResult anywhere = SearchHolder(holder, client, depth, graph);
            if (anywhere.EverCovered == full && client.CanBePinnedLater)
            {
                return new ClientJudgement(ClientVerdict.Configured, full);
            }

            // Nobody can pin what has no hook, such as an HttpClient, once it is made: only a seen address says more about it than its creation.
            if (client.CanBePinnedLater && (anywhere.IsIncomplete || (anywhere.Ever & FlowMarks.Unseen) != 0))
            {
                return new ClientJudgement(ClientVerdict.Unknown);
            }

            if ((anywhere.Ever & FlowMarks.ExemptAddress) != 0
                || ((anywhere.Ever & FlowMarks.ExemptUse) != 0 && (anywhere.Ever & FlowMarks.Used) == 0)
                || ((anywhere.Ever & FlowMarks.OtherConnection) != 0 && (anywhere.Ever & FlowMarks.OwnConnection) == 0))
            {
                return new ClientJudgement(ClientVerdict.Exempt);
            }

            if ((anywhere.EverCovered | Bodies.HooksFromOutside.CoveredThrough(holder, client, Cancellation)) == full && client.CanBePinnedLater)
            {
                return new ClientJudgement(ClientVerdict.Configured, full);
            }

            isOn |= (anywhere.Ever & FlowMarks.TlsOn) != 0;
        }

        if ((result.Ever & FlowMarks.Returned) != 0 && origin is not null)
        {
            FlowMarks done = (result.Ever & FlowMarks.TlsOn) | (IsExemptByAddress(result) ? FlowMarks.ExemptAddress : FlowMarks.None);
            if (JudgeCallers(graph, client, depth, done) is { } outside)
            {
                // Where no caller changes anything, what the factory did stands.
                ClientJudgement inside = ConcludeHere(result, client, full, isOnElsewhere: true);
                return outside.Verdict == ClientVerdict.Never || (outside.Verdict == ClientVerdict.Sometimes && inside.Verdict == ClientVerdict.Configured) ? inside : outside;
            }
        }

        return isOn ? ConcludeHere(result, client, full, isOnElsewhere: true) : here;
    }

    private static bool IsExemptByAddress(FlowResult result) =>
        result.Ends.Exists(end => end.Has(FlowMarks.Returned)) && !result.Ends.Exists(end => end.Has(FlowMarks.Returned) && !end.Has(FlowMarks.ExemptAddress));

    private static ClientJudgement ConcludeHere(FlowResult result, TlsClient client, int full, bool isOnElsewhere)
    {
        var ends = new List<FlowState>();
        foreach (FlowState end in result.Ends)
        {
            if (end.Has(FlowMarks.Exists) && end.Has(FlowMarks.Used | FlowMarks.ExemptUse | FlowMarks.Unseen))
            {
                ends.Add(end);
            }
        }

        if (ends.Count == 0)
        {
            ends.AddRange(result.Ends.FindAll(end => end.Has(FlowMarks.Exists) && !end.Has(FlowMarks.Dropped)));
        }

        if (ends.Count == 0 && result.Ends.Exists(end => end.Has(FlowMarks.Dropped)))
        {
            return new ClientJudgement(ClientVerdict.Exempt);
        }

        if (ends.Count == 0)
        {
            // No path comes to an end: a loop without one, or a body that always throws.
            ends.Add(new FlowState(FlowState.Start.Values, result.Ever, result.EverCovered));
        }

        // A path on which it was not connected yet, such as one that an exception takes, is no connection of its own.
        bool isElsewhere = (result.Ever & FlowMarks.OtherConnection) != 0 && (result.Ever & FlowMarks.OwnConnection) == 0;
        bool isSet = false;
        bool isOpen = false;
        bool isPartly = false;
        int common = full;
        foreach (FlowState end in ends)
        {
            if (end.Has(FlowMarks.Unseen))
            {
                return new ClientJudgement(ClientVerdict.Unknown);
            }

            if (isElsewhere || IsExempt(end, client, isOnElsewhere))
            {
                continue;
            }

            common &= end.Covered;
            isSet |= end.Covered == full;
            isOpen |= end.Covered != full && !end.Has(FlowMarks.Partly);
            isPartly |= end.Covered != full && end.Has(FlowMarks.Partly);
        }

        ClientVerdict verdict = (isSet, isOpen, isPartly) switch
        {
            (false, false, false) => ClientVerdict.Exempt,
            (true, false, false) => ClientVerdict.Configured,
            (false, true, false) => ClientVerdict.Never,
            _ => ClientVerdict.Sometimes,
        };
        return new ClientJudgement(verdict, verdict == ClientVerdict.Exempt ? 0 : common);
    }

    private static bool IsExempt(FlowState end, TlsClient client, bool isOnElsewhere) =>
        end.Has(FlowMarks.ExemptAddress)
        || (end.Has(FlowMarks.ExemptUse) && !end.Has(FlowMarks.Used))
        || (client.IsTlsOptional && !isOnElsewhere && !end.Has(FlowMarks.TlsOn) && !IsCoveredSettings(end, client));

    /// <summary>Settings that have their callback: TLS may be turned on beside them, in the text that the client is given as well.</summary>
    private static bool IsCoveredSettings(FlowState end, TlsClient client) => client.Rule is null && end.Covered == (1 << client.Groups) - 1;

    /// <summary>What any member of the type does to the client that a field, a property or a captured variable holds.</summary>
    private FlowResult SearchHolder(ISymbol holder, TlsClient client, int depth, ControlFlowGraph? home)
    {
        var all = new FlowResult();
        if (depth > DeepestQuestion || holder.ContainingType is not { } type)
        {
            all.IsIncomplete = true;
            return all;
        }

        if (holder is IParameterSymbol { RefKind: not RefKind.None, ContainingSymbol: IMethodSymbol method } parameter)
        {
            SearchReferences(method, parameter, client, depth, all);
            return all;
        }

        SearchType(Outermost(type), holder, string.Empty, client, depth, home, all, new HashSet<ISymbol>(SymbolEqualityComparer.Default));
        return all;
    }

    /// <summary>Runs through the bodies that mention what holds the client, and then those that mention a member which gives it on: <c>Options => _socket.Options</c>.</summary>
    private void SearchType(INamedTypeSymbol type, ISymbol holder, string path, TlsClient client, int depth, ControlFlowGraph? home, FlowResult all, HashSet<ISymbol> searched)
    {
        searched.Add(holder.OriginalDefinition);
        var start = new FlowState(FlowState.Start.Values, FlowMarks.Exists, 0);
        int remaining = MostBodies;
        var given = new List<(ISymbol Member, string Path)>();
        foreach (ControlFlowGraph root in Bodies.GraphsOf(type, holder, mention => MayChange(mention, client), Cancellation))
        {
            if (--remaining < 0 || searched.Count > MostBodies)
            {
                all.IsIncomplete = true;
                return;
            }

            foreach (ControlFlowGraph graph in root.WithNested())
            {
                // Lambdas are entered from the body around them; local functions only where they are called.
                if (graph != root && graph.OriginalOperation is not ILocalFunctionOperation)
                {
                    continue;
                }

                FlowRoot held = FlowRoot.HeldBy(holder, path, isReplaceable: home is not null && !IsWithin(home, root));
                FlowResult one = new ClientFlow(this, client, graph, held, depth + 2).Run(start);
                all.EverCovered |= one.EverCovered;
                all.Ever |= one.Ever;
                all.IsIncomplete |= one.IsIncomplete;
                if ((one.Ever & FlowMarks.Returned) != 0 && MemberOf(graph) is { ContainingSymbol: INamedTypeSymbol } member)
                {
                    given.Add((member, one.ReturnedPath));
                }
            }
        }

        foreach ((ISymbol member, string returned) in given)
        {
            if (!searched.Contains(member.OriginalDefinition))
            {
                SearchType(type, member, returned, client, depth, home, all, searched);
            }
        }
    }

    private static bool IsWithin(ControlFlowGraph graph, ControlFlowGraph root)
    {
        SyntaxNode inner = graph.OriginalOperation.Syntax;
        SyntaxNode outer = root.OriginalOperation.Syntax;
        return inner.SyntaxTree == outer.SyntaxTree && outer.Span.Contains(inner.Span);
    }

    /// <summary>What the callers in the same type do to a client that a method hands back through a parameter.</summary>
    private void SearchReferences(IMethodSymbol method, IParameterSymbol parameter, TlsClient client, int depth, FlowResult all)
    {
        var start = new FlowState(FlowState.Start.Values, FlowMarks.Exists, 0);
        foreach (ControlFlowGraph root in Bodies.GraphsMentioning(Outermost(method.ContainingType), method.Name, _ => true, Cancellation))
        {
            foreach (ControlFlowGraph caller in root.WithNested())
            {
                foreach (IOperation operation in caller.Operations())
                {
                    if (operation is IInvocationOperation call
                        && Calls(call, method.OriginalDefinition)
                        && parameter.Ordinal < call.Arguments.Length
                        && ClientFlow.SymbolOf(call.Arguments[parameter.Ordinal].Value) is { } variable)
                    {
                        FlowResult one = new ClientFlow(this, client, caller, FlowRoot.HeldBy(variable), depth + 2).Run(start);
                        all.EverCovered |= one.EverCovered;
                        all.Ever |= one.Ever;
                        all.IsIncomplete |= one.IsIncomplete;
                    }
                }
            }
        }
    }

    /// <summary>
    /// Whether a mention of a holder may say something about its client. Most mentions are calls such as <c>client.SendAsync(…)</c>,
    /// and a type may have thousands of them.
    /// </summary>
    private static bool MayChange(SyntaxNode mention, TlsClient client)
    {
        SyntaxNode expression = mention.Parent is MemberAccessExpressionSyntax access && access.Name == mention ? access : mention;
        string? member = expression.Parent switch
        {
            MemberAccessExpressionSyntax next when next.Expression == expression => next.Name.Identifier.ValueText,
            ConditionalAccessExpressionSyntax { WhenNotNull: InvocationExpressionSyntax { Expression: MemberBindingExpressionSyntax binding } } => binding.Name.Identifier.ValueText,
            _ => null,
        };
        if (member is null)
        {
            return true;
        }

        // A handler may have an extension of one's own; an HttpClient has nothing but its address.
        return client.Mentions(member) || (client.Rule != RuleIdentifiers.UnpinnedHttpClient && member != "Dispose");
    }

    private static INamedTypeSymbol Outermost(INamedTypeSymbol type)
    {
        while (type.ContainingType is { } outer)
        {
            type = outer;
        }

        return type;
    }

    /// <summary>What the callers in the same type do to a client that a member gives back; null where none is seen.</summary>
    private ClientJudgement? JudgeCallers(ControlFlowGraph graph, TlsClient client, int depth, FlowMarks done)
    {
        if (depth >= 3 || MemberOf(graph) is not { ContainingType: { } type } member)
        {
            return null;
        }

        bool isOptional = client.IsTlsOptional;
        ClientJudgement? found = null;
        foreach (ControlFlowGraph root in Bodies.GraphsMentioning(Outermost(type), member.Name, _ => true, Cancellation))
        {
            foreach (ControlFlowGraph caller in root.WithNested())
            {
                foreach (IOperation operation in caller.Operations())
                {
                    if (!Calls(operation, member))
                    {
                        continue;
                    }

                    ClientJudgement judgement = JudgeIn(caller, FlowRoot.At(operation), client, depth + 1, operation, done);
                    switch (judgement.Verdict)
                    {
                        case ClientVerdict.Unknown when !client.CanBePinnedLater:
                            break;
                        case ClientVerdict.Configured:
                        case ClientVerdict.Unknown:
                            return judgement;
                        case ClientVerdict.Sometimes:
                            found = judgement;
                            break;
                        case ClientVerdict.Exempt when found is null:
                            found = judgement;
                            break;
                        case ClientVerdict.Never when found is not { Verdict: ClientVerdict.Sometimes }:
                            found = isOptional ? judgement : found is { Verdict: ClientVerdict.Exempt } or null ? judgement : found;
                            break;
                    }
                }
            }
        }

        return found;
    }

    private static bool Calls(IOperation operation, ISymbol member) => operation switch
    {
        IInvocationOperation call => SymbolEqualityComparer.Default.Equals(call.TargetMethod.OriginalDefinition, (member as IMethodSymbol)?.PartialDefinitionPart ?? member),
        IPropertyReferenceOperation property => SymbolEqualityComparer.Default.Equals(property.Property.OriginalDefinition, member),
        _ => false,
    };

    /// <summary>The method, property or local function whose body this is; null for lambdas, which anything may call.</summary>
    private ISymbol? MemberOf(ControlFlowGraph graph)
    {
        if (graph.OriginalOperation is ILocalFunctionOperation function)
        {
            return function.Symbol;
        }

        if (graph.Parent is not null || graph.OriginalOperation.SemanticModel is not { } model)
        {
            return null;
        }

        SyntaxNode declaration = graph.OriginalOperation.Syntax is ArrowExpressionClauseSyntax { Parent: { } parent } ? parent : graph.OriginalOperation.Syntax;
        ISymbol? symbol = model.GetDeclaredSymbol(declaration, Cancellation);
        return symbol is IMethodSymbol { AssociatedSymbol: { } associated } ? associated : symbol;
    }

    /// <summary>Whether the body around an operation gives back what the operation makes, so that its callers decide.</summary>
    public bool IsReturnedFromMethod(IOperation origin, TlsClient client)
    {
        if (Bodies.GraphAround(origin, Cancellation) is not { } graph || MemberOf(graph) is not IMethodSymbol)
        {
            return false;
        }

        FlowResult result = new ClientFlow(this, client, graph, FlowRoot.At(origin), 0).Run(FlowState.Start);
        return (result.Ever & FlowMarks.Returned) != 0;
    }
}
