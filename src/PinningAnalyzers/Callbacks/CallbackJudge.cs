using System.Collections.Concurrent;
using System.Collections.Generic;
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
    private const int LastErrors = 7;

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

    /// <summary>Executes a callback for one value of the errors, as the truth table of the verdict has it.</summary>
    public ExecutionResult Execute(IDelegateCreationOperation creation, int errors, CancellationToken cancellation)
    {
        var validators = new KnownValidators(ImmutableArray<string>.Empty);
        IMethodSymbol method = creation.Target is IAnonymousFunctionOperation lambda ? lambda.Symbol : ((IMethodReferenceOperation)creation.Target).Method;
        ControlFlowGraph? graph = creation.Target is IAnonymousFunctionOperation ? _graphs.Of(creation.Target, method, cancellation) : _graphs.Of(method, cancellation);
        return graph is null
            ? ExecutionResult.NotKnown
            : new CallbackExecution(_graphs, validators, CallbackScenario.For(errors), new ConditionTable(), cancellation)
                .Run(graph, method, RolesOf(creation));
    }

    private static IEnumerable<IOperation> Undecided(CallbackExecution execution) =>
        execution.FlaggedPolicies.Where(policy => !execution.IsCompared(policy)).Select(policy => policy.Assigned);

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

        var conditions = new ConditionTable();
        ImmutableArray<IOperation>.Builder flags = ImmutableArray.CreateBuilder<IOperation>();
        ExecutionResult Run(CallbackScenario scenario)
        {
            var execution = new CallbackExecution(_graphs, validators, scenario, conditions, cancellation);
            ExecutionResult result = execution.RunSafely(graph, method, roles);
            if (scenario.Errors is 0 or CallbackScenario.ChainErrors)
            {
                // What a policy overlooks shows where there is something to overlook, or where nothing else keeps the callback from building.
                flags.AddRange(Undecided(execution));
            }

            return result;
        }

        if (shape == CallbackShape.WithoutErrors)
        {
            return VerdictReader.ReadWithoutErrors(Run(new CallbackScenario(0, platformTrusts: true)), Run(new CallbackScenario(0, platformTrusts: false)))
                .With(flags.ToImmutable());
        }

        var results = new ExecutionResult[LastErrors + 1];
        for (int errors = 0; errors <= LastErrors; errors++)
        {
            results[errors] = Run(CallbackScenario.For(errors));
            if (ReferenceEquals(results[errors], ExecutionResult.NotKnown))
            {
                // What is too much for one execution is too much for the others.
                return Verdict.Silent.With(flags.ToImmutable());
            }
        }

        return VerdictReader.Read(results).With(flags.ToImmutable());
    }
}
