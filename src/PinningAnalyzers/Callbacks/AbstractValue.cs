using System;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;

namespace PinningAnalyzers.Callbacks;

/// <summary>What the analysis knows of a value while it executes a callback for a stranger.</summary>
internal abstract class AbstractValue
{
    private AbstractValue()
    {
    }

    /// <summary>How deep values lie in this one, or were read one from the other to come to it.</summary>
    public int Nesting { get; private set; }

    public static Constant Null { get; } = new(null, false);

    public static Constant Of(object? value) => new(value, false);

    private static int DeepestOf(ImmutableArray<(Condition Condition, AbstractValue Value)> values)
    {
        int deepest = 0;
        foreach ((_, AbstractValue value) in values)
        {
            deepest = Math.Max(deepest, value.Nesting);
        }

        return deepest;
    }

    /// <summary>A value known at build time; whether it tells of the errors found in the certificate.</summary>
    internal sealed class Constant : AbstractValue
    {
        public Constant(object? value, bool tellsErrors)
        {
            Value = value;
            TellsErrors = tellsErrors;
        }

        public object? Value { get; }

        public bool TellsErrors { get; }
    }

    /// <summary>A boolean that depends on choices.</summary>
    internal sealed class Truth : AbstractValue
    {
        public Truth(Condition condition) => Condition = condition;

        public Condition Condition { get; }
    }

    /// <summary>One of several values; the first whose condition holds.</summary>
    internal sealed class Alternatives : AbstractValue
    {
        public Alternatives(ImmutableArray<(Condition When, AbstractValue Value)> cases)
        {
            Cases = cases;
            Nesting = DeepestOf(cases);
        }

        public ImmutableArray<(Condition When, AbstractValue Value)> Cases { get; }
    }

    /// <summary>One value in each scenario: what variables and members hold, alone or as one of alternatives.</summary>
    internal sealed class Varying : AbstractValue
    {
        public Varying(ImmutableArray<AbstractValue> values)
        {
            Values = values;
            foreach (AbstractValue value in values)
            {
                Nesting = Math.Max(Nesting, value.Nesting);
            }
        }

        public ImmutableArray<AbstractValue> Values { get; }
    }

    /// <summary>A certificate of the stranger.</summary>
    internal sealed class Certificate : AbstractValue
    {
        public Certificate(CertificateOrigin origin, ObjectValue? chain)
        {
            Origin = origin;
            Chain = chain;
        }

        public CertificateOrigin Origin { get; }

        /// <summary>The chain that the certificate was taken from.</summary>
        public ObjectValue? Chain { get; }
    }

    /// <summary>Something computed from the stranger's certificate.</summary>
    internal sealed class Identity : AbstractValue
    {
        public Identity(IdentityStrength strength, string what, Certificate of)
        {
            Strength = strength;
            What = what;
            Owner = of;
        }

        public IdentityStrength Strength { get; }

        /// <summary>The member that it was read from, in the words of a message.</summary>
        public string What { get; }

        public Certificate Owner { get; }
    }

    /// <summary>A number of which only the lower bound is known; beyond it the stranger chooses.</summary>
    internal sealed class Length : AbstractValue
    {
        public Length(int minimum) => Minimum = minimum;

        public int Minimum { get; }
    }

    /// <summary>An object whose members are followed.</summary>
    internal sealed class ObjectValue : AbstractValue
    {
        public ObjectValue(int id, ObjectKind kind, ITypeSymbol? type, bool isExact)
        {
            Id = id;
            Kind = kind;
            Type = type;
            IsExact = isExact;
        }

        public int Id { get; }

        public ObjectKind Kind { get; }

        public ITypeSymbol? Type { get; }

        /// <summary>Whether <see cref="Type"/> is the object's own type and not one of its bases.</summary>
        public bool IsExact { get; }
    }

    /// <summary>A part of a chain: its elements, one element, what the peer sent, its status.</summary>
    internal sealed class ChainPart : AbstractValue
    {
        public ChainPart(ChainPartKind kind, ObjectValue chain, bool isLeaf)
        {
            Kind = kind;
            Chain = chain;
            IsLeaf = isLeaf;
        }

        public ChainPartKind Kind { get; }

        public ObjectValue Chain { get; }

        public bool IsLeaf { get; }
    }

    /// <summary>A collection of which representative elements are known, each with the condition under which it is there.</summary>
    internal sealed class Sequence : AbstractValue
    {
        public Sequence(ImmutableArray<(Condition Present, AbstractValue Value)> items, bool isTuple = false)
        {
            Items = items;
            IsTuple = isTuple;
            Nesting = 1 + DeepestOf(items);
        }

        public ImmutableArray<(Condition Present, AbstractValue Value)> Items { get; }

        public bool IsTuple { get; }
    }

    /// <summary>A delegate whose target is known.</summary>
    internal sealed class Function : AbstractValue
    {
        public Function(IMethodSymbol method, IOperation? lambda, ControlFlowGraph? graph, AbstractValue? receiver)
        {
            Method = method;
            Lambda = lambda;
            Graph = graph;
            Receiver = receiver;
            Nesting = 1 + (receiver?.Nesting ?? 0);
        }

        public IMethodSymbol Method { get; }

        /// <summary>The lambda's operation, where it is one.</summary>
        public IOperation? Lambda { get; }

        /// <summary>The graph that the lambda stands in; null where it was not met in one.</summary>
        public ControlFlowGraph? Graph { get; }

        public AbstractValue? Receiver { get; }
    }

    /// <summary>Anything else: settings and the like, or (where the server's data went through unseen code) unknown.</summary>
    internal sealed class Opaque : AbstractValue
    {
        public Opaque(bool isUnknown, object? key, ITypeSymbol? type)
        {
            IsUnknown = isUnknown;
            Key = key ?? this;
            Type = type;
            Nesting = (key as PartKey)?.Nesting ?? 0;
        }

        public bool IsUnknown { get; }

        /// <summary>Two reads of the same thing have the same key, and so answer the same question alike.</summary>
        public object Key { get; }

        public ITypeSymbol? Type { get; }
    }
}
