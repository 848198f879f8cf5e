using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace PinningAnalyzers.Callbacks;

/// <summary>One way in which a body ends: the condition, what memory holds then, what it returns or throws, and where.</summary>
internal sealed class Ending
{
    public Ending(Condition when, ImmutableDictionary<StateKey, AbstractValue> memory, AbstractValue? value, ITypeSymbol? thrown, SyntaxNode? syntax)
    {
        When = when;
        Memory = memory;
        Value = value;
        Thrown = thrown;
        Syntax = syntax;
    }

    public Condition When { get; }

    public ImmutableDictionary<StateKey, AbstractValue> Memory { get; }

    public AbstractValue? Value { get; }

    public ITypeSymbol? Thrown { get; }

    public SyntaxNode? Syntax { get; }
}
