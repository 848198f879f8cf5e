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

    private BuilderThread(IOperation start) => _holders = new BuilderHolders(RootGraph.RootOf(start));

    public IReadOnlyList<BuilderCall> Calls => _calls;

    /// <summary>Whether code that is not followed gets hold of the builder, and may do anything to it.</summary>
    public bool Escapes { get; private set; }

    /// <summary>Whether the builder was created here, so that all of its calls are seen unless it escapes.</summary>
    public bool IsCreatedHere { get; private set; }

    /// <summary>All calls on the builder of which <paramref name="receiver"/> is one mention, or one link of a chain.</summary>
    public static BuilderThread Of(IOperation receiver)
    {
        var thread = new BuilderThread(receiver);
        IOperation origin = thread._holders.OriginOf(receiver);
        thread.IsCreatedHere = IsCreation(origin);
        if (BuilderHolders.Holder(origin) is { } holder && thread._holders.HasOneBuilder(holder))
        {
            thread.Follow(holder);
        }
        else
        {
            thread.Climb(origin);
        }

        thread._calls.Sort(static (left, right) => left.Position.CompareTo(right.Position));
        return thread;
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
