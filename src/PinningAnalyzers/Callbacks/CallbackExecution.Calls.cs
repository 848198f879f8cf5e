using System;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace PinningAnalyzers.Callbacks;

// Calls: which code they reach, entering it, and what unseen code may answer.
internal sealed partial class CallbackExecution
{
    private AbstractValue Invoke(IInvocationOperation invocation)
    {
        AbstractValue? receiver = invocation.Instance is null ? null : EvaluateVarying(invocation.Instance);
        IMethodSymbol method = invocation.TargetMethod;
        int count = method.Parameters.Length;
        var values = new AbstractValue[count];
        var places = new IOperation?[count];
        foreach (IArgumentOperation argument in invocation.Arguments)
        {
            AbstractValue value = EvaluateVarying(argument.Value);
            if (argument.Parameter is { } parameter && parameter.Ordinal < count)
            {
                values[parameter.Ordinal] = value;
                places[parameter.Ordinal] = argument.Value;
            }
        }

        for (int i = 0; i < count; i++)
        {
            values[i] ??= Setting(method.Parameters[i].Type);
        }

        if (_live.IsFalse)
        {
            return Unknown();
        }

        if (receiver is AbstractValue.Varying)
        {
            if (FoldFlag(method, receiver, values) is { } hasFlag)
            {
                return hasFlag;
            }

            receiver = Settled(receiver);
        }

        ImmutableArray<AbstractValue> arguments = values.ToImmutableArray();
        ImmutableArray<IOperation?> targets = places.ToImmutableArray();
        if (receiver is AbstractValue.Alternatives or AbstractValue.Constant { Value: null } && !IsNullable(method.ContainingType))
        {
            AbstractValue value = Map(receiver, one => one is AbstractValue.Constant { Value: null } ? Dereference(one, method.ReturnType) : Call(method, one, arguments, invocation, targets));
            ThrowWhereNull(receiver);
            return value;
        }

        return Call(method, receiver, arguments, invocation, targets);
    }

    private static bool IsNullable(ITypeSymbol? type) => type?.OriginalDefinition.SpecialType == SpecialType.System_Nullable_T;

    private AbstractValue Call(IMethodSymbol method, AbstractValue? receiver, ImmutableArray<AbstractValue> arguments, IOperation operation, ImmutableArray<IOperation?> places)
    {
        if (method.MethodKind == MethodKind.DelegateInvoke || (receiver is AbstractValue.Function && method.Name is "Invoke" or "DynamicInvoke"))
        {
            return receiver is AbstractValue.Function function ? CallFunction(function, arguments) : CallUnseen(method, receiver, arguments, operation, places);
        }

        if (_validators.Contains(method))
        {
            return AbstractValue.Of(false);
        }

        if (method.ContainingType is { Name: "PinValidator" or "HostPinValidator" or "CertificatePin" } type && type.ContainingNamespace is { Name: "CertificatePinning" })
        {
            return method.Name switch
            {
                "FromCertificate" => new AbstractValue.Identity(IdentityStrength.Strong, method.Name, Leaf),
                "Matches" when arguments.Length == 1 && Settled(arguments[0]) is AbstractValue.Certificate certificate => Bool(StrongMatch(certificate)),
                _ => CallUnseen(method, receiver, arguments, operation, places),
            };
        }

        if (IsFrameworkCode(method))
        {
            return CallFramework(method, receiver, Settled(arguments), operation, places);
        }

        bool isBaseCall = operation is IInvocationOperation { IsVirtual: false, Instance: IInstanceReferenceOperation { Syntax: BaseExpressionSyntax } };
        return Target(method, receiver, isBaseCall) is { } target && BodyOf(target, operation) is { } graph
            ? Enter(target, graph, receiver, arguments, places)
            : ByName(method, arguments) ?? CallUnseen(method, receiver, arguments, operation, places);
    }

    /// <summary>The method that a call reaches, where that is plain.</summary>
    private static IMethodSymbol? Target(IMethodSymbol method, AbstractValue? receiver, bool isBaseCall)
    {
        method = method.ReducedFrom ?? method;
        bool isInterface = method.ContainingType?.TypeKind == TypeKind.Interface && !method.IsStatic;
        bool isOpen = isInterface || method.IsAbstract || ((method.IsVirtual || method.IsOverride) && !method.IsSealed && !method.ContainingType!.IsSealed);
        if (!isOpen || isBaseCall)
        {
            return method.IsAbstract || method.IsExtern ? null : method;
        }

        if (receiver is not AbstractValue.ObjectValue { IsExact: true, Type: INamedTypeSymbol exact })
        {
            return null;
        }

        if (isInterface)
        {
            return exact.FindImplementationForInterfaceMember(method) as IMethodSymbol ?? (method.IsAbstract ? null : method);
        }

        for (INamedTypeSymbol? current = exact; current is not null; current = current.BaseType)
        {
            foreach (ISymbol member in current.GetMembers(method.Name))
            {
                for (IMethodSymbol? candidate = member as IMethodSymbol; candidate is not null; candidate = candidate.OverriddenMethod)
                {
                    if (SymbolEqualityComparer.Default.Equals(candidate.OriginalDefinition, method.OriginalDefinition))
                    {
                        return (IMethodSymbol)member is { IsAbstract: false } found ? found : null;
                    }
                }
            }
        }

        return null;
    }

    private ControlFlowGraph? BodyOf(IMethodSymbol method, IOperation operation)
    {
        if (method.DeclaringSyntaxReferences.IsEmpty)
        {
            return null;
        }

        if (method.MethodKind == MethodKind.LocalFunction)
        {
            for (Frame? frame = _frame; frame is not null; frame = frame.Caller)
            {
                for (ControlFlowGraph? graph = frame.Graph; graph is not null; graph = graph.Parent)
                {
                    foreach (IMethodSymbol local in graph.LocalFunctions)
                    {
                        if (SymbolEqualityComparer.Default.Equals(local, method.OriginalDefinition))
                        {
                            return graph.GetLocalFunctionControlFlowGraph(local, _cancellation);
                        }
                    }
                }
            }
        }

        return _graphs.Of(method, _cancellation);
    }

    /// <summary>Executes the body of a method with source.</summary>
    private AbstractValue Enter(IMethodSymbol method, ControlFlowGraph graph, AbstractValue? receiver, ImmutableArray<AbstractValue> arguments, ImmutableArray<IOperation?> places)
    {
        if (_frame is { } caller && (caller.Depth >= MaximumCalls || IsRunning(caller, method)))
        {
            return Unknown();
        }

        IMethodSymbol declared = (method.PartialImplementationPart ?? method).OriginalDefinition;
        for (int i = 0; i < declared.Parameters.Length && i < arguments.Length; i++)
        {
            Write(new StateKey(declared.Parameters[i], 0), arguments[i]);
        }

        var frame = new Frame(NextId(), graph, declared, method.IsStatic && method.MethodKind != MethodKind.AnonymousFunction ? null : receiver ?? (IsNested(method) ? FindReceiver() : null), _frame);
        RunBody(frame);
        AbstractValue result = Leave(frame, declared);
        for (int i = 0; i < declared.Parameters.Length && i < places.Length; i++)
        {
            if (declared.Parameters[i].RefKind is RefKind.Ref or RefKind.Out && places[i] is { } place && !_live.IsFalse)
            {
                Assign(place, Read(new StateKey(declared.Parameters[i], 0)) ?? Setting(declared.Parameters[i].Type), null);
            }
        }

        return result;
    }

    private static bool IsNested(IMethodSymbol method) => method.MethodKind is MethodKind.LocalFunction or MethodKind.AnonymousFunction;

    private static bool IsRunning(Frame? frame, IMethodSymbol method)
    {
        for (; frame is not null; frame = frame.Caller)
        {
            if (SymbolEqualityComparer.Default.Equals(frame.Method?.OriginalDefinition, method.OriginalDefinition))
            {
                return true;
            }
        }

        return false;
    }

    private AbstractValue Leave(Frame frame, IMethodSymbol method)
    {
        AbstractValue? result = null;
        Condition live = _conditions.False;
        ImmutableDictionary<StateKey, AbstractValue> memory = _memory;
        foreach (Ending ending in frame.Returns)
        {
            AbstractValue value = ending.Value ?? Setting(null);
            result = result is null ? value : Choose(ending.When, value, result);
            memory = live.IsFalse ? ending.Memory : Merge(ending.When, ending.Memory, memory);
            live = _conditions.Or(live, ending.When);
            if (ending is { Value: AbstractValue.Constant { Value: true }, Syntax: { } syntax })
            {
                _decidingInside.Add(syntax);
            }
        }

        foreach (Ending thrown in frame.Throws)
        {
            if (_frame?.Block is { } block)
            {
                (_live, _memory) = (thrown.When, thrown.Memory);
                Throw(thrown.Thrown, block.EnclosingRegion);
            }
        }

        (_live, _memory) = (live, memory);
        return frame.Yielded.Count > 0 ? new AbstractValue.Sequence(frame.Yielded.ToImmutableArray()) : result ?? Setting(method.ReturnType);
    }

    private AbstractValue Create(IObjectCreationOperation creation)
    {
        ImmutableArray<AbstractValue> arguments = creation.Arguments.Select(argument => EvaluateVarying(argument.Value)).ToImmutableArray();
        AbstractValue created = CreateObject(creation, arguments);
        if (creation.Initializer is { } initializer)
        {
            VisitChildren(initializer);
        }

        return created;
    }

    private AbstractValue CreateObject(IObjectCreationOperation creation, ImmutableArray<AbstractValue> arguments)
    {
        if (creation.Type is not INamedTypeSymbol type)
        {
            return Unknown();
        }

        if (IsFrameworkCode(type))
        {
            return CreateFrameworkObject(type, Settled(arguments));
        }

        if (type.DeclaringSyntaxReferences.IsEmpty)
        {
            return UnseenResult(type, Highest(arguments), WeakestOf(arguments));
        }

        var created = new AbstractValue.ObjectValue(NextId(), ObjectKind.Created, type, true);
        foreach (AbstractValue argument in arguments)
        {
            Exposes(created, argument);
        }

        if (creation.Constructor is { DeclaringSyntaxReferences.IsEmpty: false, IsImplicitlyDeclared: false } constructor)
        {
            ImmutableArray<AbstractValue> ordered = Ordered(creation.Arguments, arguments, constructor.Parameters.Length);
            if (_graphs.Of(constructor, _cancellation) is { } graph)
            {
                Enter(constructor, graph, created, ordered, ImmutableArray<IOperation?>.Empty);
            }
            else
            {
                Capture(type, constructor, created, Settled(ordered));
            }
        }

        return created;
    }

    /// <summary>A primary constructor: what it is given is there under the parameter's name, and under the property's in a record.</summary>
    private void Capture(INamedTypeSymbol type, IMethodSymbol constructor, AbstractValue.ObjectValue created, ImmutableArray<AbstractValue> arguments)
    {
        for (int i = 0; i < constructor.Parameters.Length && i < arguments.Length; i++)
        {
            Write(new StateKey(constructor.Parameters[i].OriginalDefinition, 0), arguments[i]);
            foreach (ISymbol member in type.GetMembers(constructor.Parameters[i].Name))
            {
                if (member is IPropertySymbol && type.IsRecord)
                {
                    Write(new StateKey(member.OriginalDefinition, created.Id), arguments[i]);
                }
            }
        }
    }

    private ImmutableArray<AbstractValue> Ordered(ImmutableArray<IArgumentOperation> operations, ImmutableArray<AbstractValue> values, int count)
    {
        var ordered = new AbstractValue[count];
        for (int i = 0; i < operations.Length; i++)
        {
            if (operations[i].Parameter is { } parameter && parameter.Ordinal < count)
            {
                ordered[parameter.Ordinal] = values[i];
            }
        }

        return ordered.Select(value => value ?? Setting(null)).ToImmutableArray();
    }

    private AbstractValue CreateAnonymous(IAnonymousObjectCreationOperation creation)
    {
        var created = new AbstractValue.ObjectValue(NextId(), ObjectKind.Created, creation.Type, true);
        foreach (IOperation initializer in creation.Initializers)
        {
            if (initializer is ISimpleAssignmentOperation { Target: IPropertyReferenceOperation { Property: { } property } } assignment)
            {
                AbstractValue value = Evaluate(assignment.Value);
                Exposes(created, value);
                Write(new StateKey(property.OriginalDefinition, created.Id), value);
            }
        }

        return created;
    }

    /// <summary>Whether code belongs to the platform's own libraries, of which tables and general rules say what it does.</summary>
    private static bool IsFrameworkCode(ISymbol symbol)
    {
        if (!symbol.DeclaringSyntaxReferences.IsEmpty)
        {
            return false;
        }

        INamespaceSymbol? space = symbol.ContainingNamespace;
        while (space is { ContainingNamespace: { IsGlobalNamespace: false } outer })
        {
            space = outer;
        }

        return space is { Name: "System" };
    }
}
