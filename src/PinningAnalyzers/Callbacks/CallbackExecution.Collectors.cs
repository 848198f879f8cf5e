using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace PinningAnalyzers.Callbacks;

// Objects of the platform that are made in the callback and collect what it finds out.
internal sealed partial class CallbackExecution
{
    /// <summary>An object of the platform that collects what it is given: a list, a set, a builder, a stream.</summary>
    private AbstractValue CreateCollector(INamedTypeSymbol type, ImmutableArray<AbstractValue> arguments)
    {
        var created = new AbstractValue.ObjectValue(NextId(), ObjectKind.Created, type, true);
        foreach (AbstractValue argument in arguments)
        {
            Absorb(created, argument);
            if (argument is AbstractValue.ObjectValue { Kind: ObjectKind.Created, Type: { } over } inner && !IsCollection(over))
            {
                // A writer over a stream: what is written to the one goes into the other.
                _wrapped[created.Id] = inner;
            }
        }

        if (type.Name == "StringBuilder")
        {
            bool isText = arguments.Any(argument => argument is AbstractValue.Constant { Value: string { Length: > 0 } });
            Write(new StateKey(PresenceName, created.Id), AbstractValue.Of(isText));
        }
        else if (type.Name.Contains("Dictionary") && arguments.IsEmpty)
        {
            Write(new StateKey(PresenceName, created.Id), AbstractValue.Of(false));
        }
        else if (IsCollection(type) && Highest(arguments) == Exposure.Nothing)
        {
            bool isCopy = arguments.Any(argument => argument is AbstractValue.Sequence or AbstractValue.Opaque);
            Write(new StateKey(ItemsName, created.Id), isCopy ? arguments.First(argument => argument is AbstractValue.Sequence or AbstractValue.Opaque) : new AbstractValue.Sequence(ImmutableArray<(Condition, AbstractValue)>.Empty));
        }

        return created;
    }

    /// <summary>An array with a few elements that can be told apart; those of bytes and characters are buffers.</summary>
    private AbstractValue CreateArray(IArrayCreationOperation creation)
    {
        if (creation is { DimensionSizes.Length: 1, Type: IArrayTypeSymbol { ElementType: { SpecialType: not (SpecialType.System_Byte or SpecialType.System_Char) } element } type }
            && creation.DimensionSizes[0].ConstantValue is { HasValue: true, Value: int size and >= 0 and <= MaximumItems })
        {
            var created = new AbstractValue.ObjectValue(NextId(), ObjectKind.Created, type, true);
            Write(new StateKey(ItemsName, created.Id), new AbstractValue.Sequence(Enumerable.Repeat((_conditions.True, DefaultOf(element)), size).ToImmutableArray()));
            return created;
        }

        return Setting(creation.Type);
    }

    private static bool IsCollection(ITypeSymbol type)
    {
        for (INamespaceSymbol? space = type.ContainingNamespace; space is { IsGlobalNamespace: false }; space = space.ContainingNamespace)
        {
            if (space.Name == "Collections")
            {
                return !type.Name.Contains("Dictionary");
            }
        }

        return type.Name.EndsWith("Collection", StringComparison.Ordinal);
    }

    private void Absorb(AbstractValue.ObjectValue collector, AbstractValue value)
    {
        if (ExposureOf(value) == Exposure.Nothing)
        {
            return;
        }

        Exposes(collector, value);
        var key = new StateKey(ContentName, collector.Id);
        Write(key, Read(key) is { } before && !ReferenceEquals(before, Unset) ? Join(ImmutableArray.Create(before, value), null) : value);
        if (_wrapped.TryGetValue(collector.Id, out AbstractValue.ObjectValue? inner))
        {
            Absorb(inner, value);
        }
    }

    /// <summary>The objects that others were made over.</summary>
    private readonly Dictionary<int, AbstractValue.ObjectValue> _wrapped = new();

    /// <summary>An object of the platform was changed in a way that is not followed: what it tells from now on is not known, for whether it was changed may hang on the server.</summary>
    private void Change(AbstractValue.ObjectValue thing) => Write(new StateKey(ChangedName, thing.Id), AbstractValue.Of(true));

    private bool IsChanged(AbstractValue? value) =>
        value is AbstractValue.ObjectValue thing && Read(new StateKey(ChangedName, thing.Id)) is { } changed && !ReferenceEquals(changed, Unset);

    /// <summary>Calls that change the object they are made on, where that is not followed further.</summary>
    private static bool IsMutator(IMethodSymbol method)
    {
        foreach (string verb in MutatingVerbs)
        {
            if (method.Name.StartsWith(verb, StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }

    private static readonly string[] MutatingVerbs = ["Add", "TryAdd", "Set", "TrySet", "Push", "Enqueue", "Insert", "Append", "Remove", "TryRemove", "Update", "TryUpdate", "GetOrAdd", "Clear", "Fill", "Write", "Put", "Post", "Report", "Record", "Increment", "Complete", "Cancel", "Signal"];
}
