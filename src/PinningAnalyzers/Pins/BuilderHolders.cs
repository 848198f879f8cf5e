using System.Collections.Generic;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace PinningAnalyzers.Pins;

/// <summary>The locals and parameters of one member that hold a builder.</summary>
internal sealed class BuilderHolders(IOperation root)
{
    private readonly HashSet<ISymbol> _entered = new(SymbolEqualityComparer.Default);

    public static ISymbol? Holder(IOperation operation) => operation switch
    {
        ILocalReferenceOperation local => local.Local,
        IParameterReferenceOperation parameter => parameter.Parameter,
        _ => null,
    };

    public static IOperation Unwrap(IOperation operation)
    {
        while (operation is IConversionOperation or IParenthesizedOperation)
        {
            operation = operation is IConversionOperation conversion ? conversion.Operand : ((IParenthesizedOperation)operation).Operand;
        }

        return operation;
    }

    /// <summary>False the second time.</summary>
    public bool TryEnter(ISymbol holder) => _entered.Add(holder);

    /// <summary>Where the builder comes from: down the chain, and through the locals that hold one builder.</summary>
    public IOperation OriginOf(IOperation builder)
    {
        var passed = new HashSet<ISymbol>(SymbolEqualityComparer.Default);
        IOperation origin = ChainRoot(builder);
        while (Holder(origin) is { } holder && passed.Add(holder) && OnlySource(holder) is { } source)
        {
            origin = source;
        }

        return origin;
    }

    /// <summary>Whether the local or parameter is the same builder wherever it is mentioned: <c>builder = builder.Pin(…)</c> keeps it.</summary>
    public bool HasOneBuilder(ISymbol holder) => SourcesOf(holder).Count <= (holder is IParameterSymbol ? 0 : 1);

    public IEnumerable<IOperation> ReadsOf(ISymbol holder)
    {
        foreach (IOperation operation in root.Descendants())
        {
            if (IsMention(operation, holder) && !(operation.Parent is ISimpleAssignmentOperation assignment && assignment.Target == operation))
            {
                yield return operation;
            }
        }
    }

    private IOperation? OnlySource(ISymbol holder) => holder is ILocalSymbol && SourcesOf(holder) is { Count: 1 } sources ? sources[0] : null;

    /// <summary>What is assigned to the local or parameter, itself apart; each down to the root of its chain.</summary>
    private List<IOperation> SourcesOf(ISymbol holder)
    {
        var sources = new List<IOperation>();
        foreach (IOperation operation in root.Descendants())
        {
            IOperation? value = operation switch
            {
                IVariableDeclaratorOperation declarator when SymbolEqualityComparer.Default.Equals(declarator.Symbol, holder) => declarator.GetVariableInitializer()?.Value,
                IAssignmentOperation assignment when IsMention(assignment.Target, holder) => assignment.Value,
                _ => null,
            };

            if (value is not null && ChainRoot(value) is var source && !IsMention(source, holder))
            {
                sources.Add(source);
            }
        }

        return sources;
    }

    private static IOperation ChainRoot(IOperation builder)
    {
        while (true)
        {
            builder = Unwrap(builder);
            switch (builder)
            {
                case IInvocationOperation { Instance: { } receiver } call when BuilderThread.IsBuilderCall(call):
                    builder = receiver;
                    break;
                case ISimpleAssignmentOperation assignment:
                    builder = assignment.Value;
                    break;
                default:
                    return builder;
            }
        }
    }

    private static bool IsMention(IOperation operation, ISymbol holder) =>
        Holder(operation) is { } symbol && SymbolEqualityComparer.Default.Equals(symbol, holder);
}
