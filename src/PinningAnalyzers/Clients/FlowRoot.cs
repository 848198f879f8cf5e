using Microsoft.CodeAnalysis;

namespace PinningAnalyzers.Clients;

/// <summary>Where the client followed comes from: an expression that makes it, a symbol that holds it from the start, or the object itself.</summary>
internal sealed class FlowRoot
{
    private readonly ISymbol? _holder;

    private FlowRoot(SyntaxNode? syntax, OperationKind kind, ISymbol? holder, bool isSelf, string path = "", bool isReplaceable = false)
    {
        Path = path;
        IsReplaceable = isReplaceable;
        Syntax = syntax;
        Kind = kind;
        _holder = holder;
        IsSelf = isSelf;
    }

    /// <summary>Whether <c>this</c> is the client.</summary>
    public bool IsSelf { get; }

    /// <summary>Whether it is there before the first operation.</summary>
    public bool IsThereFromStart => Syntax is null;

    /// <summary>What of the client the holder holds: empty for the client itself, <c>Options</c> for its options.</summary>
    public string Path { get; }

    /// <summary>Whether what the holder is given is another client.</summary>
    public bool IsReplaceable { get; }

    public SyntaxNode? Syntax { get; }

    public OperationKind Kind { get; }

    public static FlowRoot None { get; } = new(null, OperationKind.None, null, isSelf: false);

    public static FlowRoot Self { get; } = new(null, OperationKind.None, null, isSelf: true);

    public static FlowRoot At(IOperation origin) => new(origin.Syntax, origin.Kind, null, isSelf: false);

    /// <param name="isReplaceable">Whether the holder may get another client in this body: not where the client followed is put there.</param>
    public static FlowRoot HeldBy(ISymbol holder, string path = "", bool isReplaceable = false) =>
        new(null, OperationKind.None, holder.OriginalDefinition, isSelf: false, path, isReplaceable);

    /// <summary>The operations of a flow graph are copies; what they keep is their syntax.</summary>
    public bool IsOrigin(IOperation operation) => ReferenceEquals(operation.Syntax, Syntax) && operation.Kind == Kind;

    public bool IsHolder(ISymbol symbol) =>
        _holder is not null
        && SymbolEqualityComparer.Default.Equals(((symbol as IFieldSymbol)?.AssociatedSymbol as IPropertySymbol ?? symbol).OriginalDefinition, _holder);
}
