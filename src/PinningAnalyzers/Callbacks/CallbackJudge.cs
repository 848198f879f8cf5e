using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace PinningAnalyzers.Callbacks;

/// <summary>Judges the callbacks of one compilation; a method that several places use is judged once.</summary>
internal sealed class CallbackJudge
{
    private readonly FlowGraphs _graphs;
    private readonly ConcurrentDictionary<(IMethodSymbol Method, CallbackShape Shape, int Roles), Verdict> _methods = new();

    public CallbackJudge(Compilation compilation) => _graphs = new FlowGraphs(compilation);

    /// <summary>Judges what a delegate that was made here lets in.</summary>
    public Verdict Judge(IDelegateCreationOperation creation, CallbackShape shape, KnownValidators validators, CancellationToken cancellation)
    {
        if (creation.Type is not INamedTypeSymbol { DelegateInvokeMethod: not null })
        {
            return Verdict.Silent;
        }

        _graphs.Use(creation.SemanticModel);
        switch (creation.Target)
        {
            case IAnonymousFunctionOperation lambda:
                return Trivial(lambda) ?? Judge(_graphs.Of(lambda, lambda.Symbol, cancellation), lambda.Symbol, RolesOf(creation), shape, validators, cancellation);

            case IMethodReferenceOperation { Method: { } method } reference:
                if (validators.Contains(method) || method.MethodKind == MethodKind.DelegateInvoke)
                {
                    return Verdict.Silent;
                }

                Verdict verdict = JudgeMethod(method, RolesOf(creation), shape, validators, cancellation);
                return IsPlain(reference) ? verdict : verdict.WithoutKind();

            default:
                return Verdict.Silent;
        }
    }

    /// <summary>Judges a method that is called for a certificate without a delegate.</summary>
    public Verdict JudgeMethod(IMethodSymbol method, ImmutableArray<ParameterRole> roles, CallbackShape shape, KnownValidators validators, CancellationToken cancellation)
    {
        IMethodSymbol key = (method.PartialImplementationPart ?? method).OriginalDefinition;
        if (validators.Contains(method))
        {
            return Verdict.Silent;
        }

        if (!_methods.TryGetValue((key, shape, roles.Length), out Verdict? verdict))
        {
            verdict = Judge(_graphs.Of(key, cancellation), key, roles, shape, validators, cancellation);
            _methods.TryAdd((key, shape, roles.Length), verdict);
        }

        return verdict;
    }

    /// <summary>Executes a callback for each value of the errors, as the truth table of the verdict has it.</summary>
    /// <param name="alone">Whether each is executed for itself, and none stands for those that the callback does not tell apart.</param>
    public ImmutableArray<ExecutionResult> Execute(IDelegateCreationOperation creation, bool alone, CancellationToken cancellation)
    {
        IMethodSymbol method = creation.Target is IAnonymousFunctionOperation lambda ? lambda.Symbol : ((IMethodReferenceOperation)creation.Target).Method;
        ControlFlowGraph? graph = creation.Target is IAnonymousFunctionOperation ? _graphs.Of(creation.Target, method, cancellation) : _graphs.Of(method, cancellation);
        if (graph is null)
        {
            return ImmutableArray<ExecutionResult>.Empty;
        }

        var validators = new KnownValidators(ImmutableArray<string>.Empty);
        CallbackRuns shared = RunsOver(CallbackScenario.ByErrors, graph, method, RolesOf(creation), validators, cancellation);
        return Enumerable.Range(0, CallbackScenario.ByErrors.Length)
            .Select(errors => alone ? RunsOver(ImmutableArray.Create(CallbackScenario.For(errors)), graph, method, RolesOf(creation), validators, cancellation).Of(0) : shared.Of(errors))
            .ToImmutableArray();
    }

    /// <summary>The roles of the parameters of the function that a delegate stands for. The first of an extension method is bound: it is what the method was named on.</summary>
    private static ImmutableArray<ParameterRole> RolesOf(IDelegateCreationOperation creation)
    {
        IMethodSymbol invoke = ((INamedTypeSymbol)creation.Type!).DelegateInvokeMethod!;
        ImmutableArray<ParameterRole> roles = invoke.Parameters.Select(parameter => RoleOf(parameter.Type)).ToImmutableArray();
        return creation.Target is IMethodReferenceOperation { Method: { IsExtensionMethod: true } method } && method.Parameters.Length > roles.Length
            ? roles.Insert(0, ParameterRole.Other)
            : roles;
    }

    public static ParameterRole RoleOf(ITypeSymbol type)
    {
        if (CallbackShapes.IsErrors(type))
        {
            return ParameterRole.Errors;
        }

        if (CallbackShapes.IsCertificate(type))
        {
            return ParameterRole.Certificate;
        }

        if (CallbackShapes.IsChain(type))
        {
            return ParameterRole.Chain;
        }

        if (type.Name is "SecTrust" or "ISSLSession" || type is IArrayTypeSymbol { ElementType.Name: "X509Certificate" })
        {
            return ParameterRole.ForeignEvidence;
        }

        return CallbackShapes.IsArgumentObject(type) ? ParameterRole.Arguments : ParameterRole.Other;
    }

    /// <summary>The shortest callbacks of all need no flow graph of the code around them.</summary>
    private static Verdict? Trivial(IAnonymousFunctionOperation lambda)
    {
        if (lambda.Body is { Operations: { Length: 1 } operations }
            && operations[0] is IReturnOperation { ReturnedValue: { ConstantValue: { HasValue: true, Value: bool accepts } } value })
        {
            return accepts ? new Verdict(VerdictKind.AcceptsAny, string.Empty, ImmutableArray.Create(value.Syntax.GetLocation())) : Verdict.Silent;
        }

        return null;
    }

    /// <summary>Whether the method that a method group names is the one that will run.</summary>
    private static bool IsPlain(IMethodReferenceOperation reference)
    {
        IMethodSymbol method = reference.Method;
        if (method.IsAbstract || (method.ContainingType?.TypeKind == TypeKind.Interface && !method.IsStatic))
        {
            return false;
        }

        bool isOpen = (method.IsVirtual || method.IsOverride) && !method.IsSealed && !method.ContainingType!.IsSealed;
        return !isOpen || !reference.IsVirtual || reference.Instance is IObjectCreationOperation;
    }

    private CallbackRuns RunsOver(
        ImmutableArray<CallbackScenario> scenarios,
        ControlFlowGraph graph,
        IMethodSymbol method,
        ImmutableArray<ParameterRole> roles,
        KnownValidators validators,
        CancellationToken cancellation)
    {
        var conditions = new ConditionTable();
        return new CallbackRuns(
            scenarios,
            group => new CallbackExecution(_graphs, validators, group, conditions, cancellation),
            execution => execution.RunSafely(graph, method, roles));
    }

    private Verdict Judge(
        ControlFlowGraph? graph,
        IMethodSymbol method,
        ImmutableArray<ParameterRole> roles,
        CallbackShape shape,
        KnownValidators validators,
        CancellationToken cancellation)
    {
        if (graph is null)
        {
            return Verdict.Silent;
        }

        if (shape == CallbackShape.WithoutErrors)
        {
            CallbackRuns both = RunsOver(CallbackScenario.ByTrust, graph, method, roles, validators, cancellation);
            return VerdictReader.ReadWithoutErrors(both.Of(0), both.Of(1)).With(both.Flags);
        }

        CallbackRuns runs = RunsOver(CallbackScenario.ByErrors, graph, method, roles, validators, cancellation);
        var results = new ExecutionResult[CallbackScenario.ByErrors.Length];
        for (int errors = 0; errors < results.Length; errors++)
        {
            results[errors] = runs.Of(errors);
            if (ReferenceEquals(results[errors], ExecutionResult.NotKnown))
            {
                // What is too much for one execution is too much for the others.
                return Verdict.Silent.With(runs.Flags);
            }
        }

        return VerdictReader.Read(results).With(runs.Flags);
    }
}
