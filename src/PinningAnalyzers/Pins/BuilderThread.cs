using System.Collections.Generic;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace PinningAnalyzers.Pins;

/// <summary>
/// The calls on one builder within one member, in the order of the source. The builder is mutable and returns itself, so a
/// chain, statements over a local, and a local set to the end of a chain are all the same builder.
/// </summary>
internal sealed class BuilderThread
{
    private readonly List<BuilderCall> _calls = [];
    private readonly BuilderHolders _holders;

    private BuilderThread(IOperation start) => _holders = new BuilderHolders(Definitions.Root(start));

    public IReadOnlyList<BuilderCall> Calls => _calls;

    /// <summary>Whether code that is not followed gets hold of the builder, and may do anything to it.</summary>
    public bool Escapes { get; private set; }

    /// <summary>The calls on the builder that <paramref name="creation"/> makes.</summary>
    public static BuilderThread FromCreation(IOperation creation)
    {
        var thread = new BuilderThread(creation);
        thread.Climb(creation);
        return thread.InOrder();
    }

    /// <summary>
    /// The calls on a builder that came from elsewhere, told once: at the first of them. Null at the others, and for a builder
    /// that was created here.
    /// </summary>
    public static BuilderThread? FromFirstCall(IInvocationOperation call)
    {
        // Most calls stand behind another one in a chain: those need no search.
        if (call.Instance is null || (BuilderHolders.Unwrap(call.Instance) is IInvocationOperation before && IsTold(before.TargetMethod)))
        {
            return null;
        }

        var thread = new BuilderThread(call);
        IOperation origin = thread._holders.OriginOf(call.Instance);
        if (IsCreation(origin))
        {
            return null;
        }

        if (BuilderHolders.Holder(origin) is { } holder && thread._holders.HasOneBuilder(holder))
        {
            thread.Follow(holder);
        }
        else
        {
            thread.Climb(origin);
        }

        thread.InOrder();
        return thread._calls.Count > 0 && thread._calls[0].Operation == call ? thread : null;
    }

    public static bool IsCreation(IOperation? operation) => operation switch
    {
        IInvocationOperation { TargetMethod: { Name: MetadataNames.CreateBuilderMethod, IsStatic: true } method } => method.ContainingType.Is(MetadataNames.PinValidator),
        IObjectCreationOperation { Type: var type } => type.Is(MetadataNames.PinValidatorBuilder),
        _ => false,
    };

    public static bool IsBuilderCall(IOperation? operation) =>
        IsCreation(operation)
        || (operation is IInvocationOperation { Instance: not null, TargetMethod.ContainingType: var type } && type.Is(MetadataNames.PinValidatorBuilder));

    /// <summary>The calls that decide what is pinned.</summary>
    private static bool IsTold(IMethodSymbol method) =>
        method.Name is MetadataNames.PinMethod or MetadataNames.ExcludeMethod or MetadataNames.BuildMethod
        && method.ContainingType.Is(MetadataNames.PinValidatorBuilder);

    private void Tell(IOperation call, IMethodSymbol method)
    {
        if (IsTold(method))
        {
            _calls.Add(new BuilderCall(call, method));
        }
    }

    private BuilderThread InOrder()
    {
        _calls.Sort(static (left, right) => left.Position.CompareTo(right.Position));
        return this;
    }

    /// <summary>From an expression that is the builder, up the chain of calls on it, to where its value goes.</summary>
    private void Climb(IOperation builder)
    {
        IOperation current = builder;
        while (current.Parent is { } parent)
        {
            switch (parent)
            {
                case IConversionOperation or IParenthesizedOperation:
                    current = parent;
                    continue;

                case IInvocationOperation call when call.Instance == current:
                    if (!IsBuilderCall(call))
                    {
                        return;
                    }

                    Tell(call, call.TargetMethod);
                    if (!call.Type.Is(MetadataNames.PinValidatorBuilder))
                    {
                        return;
                    }

                    current = call;
                    continue;

                case IMethodReferenceOperation reference when reference.Instance == current:
                    Tell(reference, reference.Method);
                    return;

                case ISimpleAssignmentOperation assignment when assignment.Value == current:
                    Store(BuilderHolders.Holder(assignment.Target), assignment.Target is IDiscardOperation);
                    current = assignment;
                    continue;

                case IVariableInitializerOperation { Parent: IVariableDeclaratorOperation { Symbol: var local } }:
                    Store(local, false);
                    return;

                case IExpressionStatementOperation or IBinaryOperation or IIsPatternOperation:
                    return;

                default:
                    Escapes = true;
                    return;
            }
        }
    }

    private void Store(ISymbol? holder, bool isDiscarded)
    {
        if (holder is not null && _holders.HasOneBuilder(holder))
        {
            Follow(holder);
        }
        else if (!isDiscarded)
        {
            Escapes = true;
        }
    }

    private void Follow(ISymbol holder)
    {
        if (!_holders.TryEnter(holder))
        {
            return;
        }

        foreach (IOperation mention in _holders.ReadsOf(holder))
        {
            Climb(mention);
        }
    }
}
