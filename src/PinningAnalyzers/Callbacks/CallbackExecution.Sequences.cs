using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace PinningAnalyzers.Callbacks;

// Collections and queries over them.
internal sealed partial class CallbackExecution
{
    private const int MaximumItems = 64;

    /// <summary>Representative elements, each with the condition under which it is there.</summary>
    /// <remarks>What is not known to be empty is taken to hold an element: a set of pins without pins is no set of pins.</remarks>
    private ImmutableArray<(Condition Present, AbstractValue Value)> ItemsOf(AbstractValue source, ITypeSymbol? type = null)
    {
        switch (source)
        {
            case AbstractValue.Sequence sequence:
                return sequence.Items;
            case AbstractValue.Constant { Value: null }:
                return ImmutableArray<(Condition, AbstractValue)>.Empty;
            case AbstractValue.ChainPart { Kind: ChainPartKind.Elements } part:
                return ImmutableArray.Create<(Condition, AbstractValue)>(
                    (_conditions.True, new AbstractValue.ChainPart(ChainPartKind.Element, part.Chain, true)),
                    (Answer(part.Chain.Id, "has issuer", ChoiceKind.Free), new AbstractValue.ChainPart(ChainPartKind.Element, part.Chain, false)));
            case AbstractValue.ChainPart { Kind: ChainPartKind.ExtraStore } part:
                return One(Answer(part.Chain.Id, "has sent", ChoiceKind.Free), new AbstractValue.Certificate(CertificateOrigin.ExtraStore, part.Chain));
            case AbstractValue.ChainPart { Kind: ChainPartKind.Statuses } part:
                return One(HasStatus(part.Chain), new AbstractValue.ChainPart(ChainPartKind.Status, part.Chain, false));
            case AbstractValue.Certificate:
                return One(_conditions.True, source);
            case AbstractValue.Identity identity:
                return One(identity.Strength == IdentityStrength.Free ? _conditions.Ask(ChoiceKind.Free) : _conditions.True, identity);
            case AbstractValue.ObjectValue { Kind: ObjectKind.Created } thing when Read(new StateKey(ItemsName, thing.Id)) is { } items && !ReferenceEquals(items, source):
                return items is AbstractValue.Alternatives several ? Flatten(several, type) : ItemsOf(items, type);
            case AbstractValue.ObjectValue { Kind: ObjectKind.Created } thing when ContentOf(thing) is AbstractValue.Identity content:
                return ItemsOf(content, type);
            case AbstractValue.Alternatives alternatives:
                return Flatten(alternatives, type);
            case AbstractValue.Opaque { IsUnknown: true }:
                return One(_conditions.Ask(ChoiceKind.Unknown), Unknown());
            default:
                return One(_conditions.True, IsChanged(source) || ExposureOf(source) >= Exposure.Server ? Unknown() : Setting(type));
        }
    }

    private ImmutableArray<(Condition Present, AbstractValue Value)> Flatten(AbstractValue.Alternatives alternatives, ITypeSymbol? type)
    {
        var all = ImmutableArray.CreateBuilder<(Condition Present, AbstractValue Value)>();
        Condition rest = _conditions.True;
        foreach ((Condition when, AbstractValue value) in alternatives.Cases)
        {
            Condition here = _conditions.And(rest, when);
            foreach ((Condition present, AbstractValue item) in value is AbstractValue.Alternatives ? One(_conditions.True, Unknown()) : ItemsOf(value, type))
            {
                all.Add((_conditions.And(here, present), item));
            }

            rest = _conditions.And(rest, _conditions.Not(when));
        }

        return all.ToImmutable();
    }

    private static ImmutableArray<(Condition Present, AbstractValue Value)> One(Condition present, AbstractValue value) => ImmutableArray.Create((present, value));

    private AbstractValue? CallOfSequence(IMethodSymbol method, AbstractValue? subject, ImmutableArray<AbstractValue> arguments, IOperation operation)
    {
        if (subject is null)
        {
            if (method.Name == "Create" && method.ContainingType.Name is "Tuple" or "ValueTuple")
            {
                return new AbstractValue.Sequence(arguments.Select(argument => (_conditions.True, argument)).ToImmutableArray(), isTuple: true);
            }

            if (method.Name == "Empty" && arguments.IsEmpty && IsCollectionType(method.ContainingType))
            {
                return new AbstractValue.Sequence(ImmutableArray<(Condition, AbstractValue)>.Empty);
            }

            if (method is { Name: "CreateBuilder", ReturnType: INamedTypeSymbol builder } && IsCollectionType(method.ContainingType))
            {
                return CreateCollector(builder, ImmutableArray<AbstractValue>.Empty);
            }

            // Static methods over an array: Array.Exists(pins, …), Array.IndexOf(pins, …).
            if (method.ContainingType.SpecialType != SpecialType.System_Array || arguments.Length < 2)
            {
                return null;
            }

            subject = arguments[0];
            arguments = arguments.RemoveAt(0);
        }

        if (subject is AbstractValue.ObjectValue { Kind: ObjectKind.Enumerator } enumerator)
        {
            return method.Name switch
            {
                "MoveNext" or "MoveNextAsync" => MoveNext(enumerator),
                "Dispose" or "DisposeAsync" => Setting(null),
                _ => null,
            };
        }

        if (method.Name is "GetEnumerator" or "GetAsyncEnumerator")
        {
            return StartEnumeration(subject, operation);
        }

        if (subject is AbstractValue.ObjectValue { Kind: ObjectKind.Created } made && ContentOf(made) is AbstractValue.Identity content && Read(new StateKey(ItemsName, made.Id)) is null && !method.ReturnsVoid)
        {
            subject = content;
        }

        ITypeSymbol? element = ElementTypeOf(method);
        if (method.Name == "Join" && arguments.Length >= 4 && arguments[1] is AbstractValue.Function outer && arguments[2] is AbstractValue.Function inner && arguments[3] is AbstractValue.Function result)
        {
            return Join(ItemsOf(subject, element), ItemsOf(arguments[0]), outer, inner, result);
        }

        if (arguments.OfType<AbstractValue.Function>().FirstOrDefault() is { } function && IsQuery(method) && method.Name != "Zip")
        {
            return Query(method.Name, subject, function, element, arguments) ?? OtherQuery(method, subject, function, element);
        }

        return method.Name == "TryGetValue" && arguments.Length >= 1
            ? LookUp(arguments[0], operation)
            : CallWithoutFunction(method, subject, arguments, element, operation);
    }

    /// <summary>What a method makes of a collection: its result, or, where it has none, the collection itself from now on.</summary>
    private AbstractValue InPlace(IMethodSymbol method, AbstractValue collection, IOperation operation, AbstractValue result)
    {
        if (!method.ReturnsVoid)
        {
            return result;
        }

        if (collection is AbstractValue.ObjectValue thing)
        {
            Write(new StateKey(ItemsName, thing.Id), result);
        }
        else if (operation is IInvocationOperation { Instance: { } holder })
        {
            Assign(holder, result, null);
        }

        return Setting(null);
    }

    /// <summary>A look-up: what it hands out is there exactly where it says so.</summary>
    private AbstractValue LookUp(AbstractValue key, IOperation operation)
    {
        Condition found = ExposureOf(key) == Exposure.Nothing ? _conditions.Ask(ChoiceKind.Setting) : AreEqual(key, Setting(null));
        foreach (IArgumentOperation argument in (operation as IInvocationOperation)?.Arguments ?? ImmutableArray<IArgumentOperation>.Empty)
        {
            if (argument.Parameter is { RefKind: RefKind.Out, Type: { } type })
            {
                AbstractValue value = Setting(type);
                _answers[(((AbstractValue.Opaque)value).Key, "null")] = _conditions.False;
                Assign(argument.Value, Choose(found, value, DefaultOf(type)), null);
            }
        }

        return Bool(found);
    }

    private static bool IsQuery(IMethodSymbol method) =>
        method.Name is not ("ContinueWith" or "Invoke" or "DynamicInvoke" or "Add" or "AddLast" or "AddFirst" or "Push" or "Enqueue" or "Insert" or "Append" or "Prepend") && IsCollectionType(method.ContainingType);

    private static bool IsCollectionType(INamedTypeSymbol type) =>
        type.Name is "Enumerable" or "Queryable" or "Array" or "MemoryExtensions" or "ParallelEnumerable" or "ImmutableArrayExtensions" || IsCollection(type);

    private static ITypeSymbol? ElementTypeOf(IMethodSymbol method) =>
        method.TypeArguments.Length > 0 ? method.TypeArguments[0] : method.ContainingType.TypeArguments.Length > 0 ? method.ContainingType.TypeArguments[0] : null;

    private AbstractValue? Query(string name, AbstractValue source, AbstractValue.Function function, ITypeSymbol? element, ImmutableArray<AbstractValue> arguments)
    {
        ImmutableArray<(Condition Present, AbstractValue Value)> items = ItemsOf(source, element);
        switch (name)
        {
            case "Select" or "SelectMany" or "ConvertAll":
                ImmutableArray<(Condition Present, AbstractValue Value)> mapped = items.Select(item => (item.Present, Apply(function, item.Value))).ToImmutableArray();
                return new AbstractValue.Sequence(name == "SelectMany" ? mapped.SelectMany(item => ItemsOf(item.Item2).Select(inner => (_conditions.And(item.Present, inner.Present), inner.Value))).ToImmutableArray() : mapped);
            case "Where" or "FindAll" or "TakeWhile":
                return new AbstractValue.Sequence(Filter(items, function));
            case "IntersectBy" or "ExceptBy" when arguments.Length >= 2:
                return new AbstractValue.Sequence(items.Select(item => (_conditions.And(item.Present, IsAmong(arguments[0], Apply(function, item.Value), name == "IntersectBy")), item.Value)).ToImmutableArray());
            case "SkipWhile":
                return new AbstractValue.Sequence(items.Select(item => (_conditions.And(item.Present, _conditions.Ask(ChoiceKind.Free)), item.Value)).ToImmutableArray());
            case "Any" or "Exists":
                return Bool(UnlessEmpty(source, false, () => Filter(items, function).Aggregate(_conditions.False, (any, item) => _conditions.Or(any, item.Present))));
            case "All" or "TrueForAll":
                return Bool(UnlessEmpty(source, true, () => items.Aggregate(_conditions.True, (all, item) => _conditions.And(all, _conditions.Or(_conditions.Not(item.Present), Decide(Apply(function, item.Value)))))));
            case "Count" or "LongCount":
                return CountOf(Filter(items, function));
            case "FirstOrDefault" or "SingleOrDefault" or "LastOrDefault" or "Find" or "FindLast":
                return FirstOf(Filter(items, function), arguments.Length > 1 ? arguments[1] : DefaultOf(element));
            case "First" or "Single" or "Last":
                return FirstOrThrow(Filter(items, function));
            case "FindIndex" or "FindLastIndex":
                Condition found = Filter(items, function).Aggregate(_conditions.False, (any, item) => _conditions.Or(any, item.Present));
                return Choose(found, new AbstractValue.Length(0), AbstractValue.Of(-1));
            case "Aggregate" when arguments.Length <= 2:
                return Fold(items, function, arguments.Length == 2 ? arguments[0] : null);
            case "OrderBy" or "OrderByDescending" or "ThenBy" or "DistinctBy":
                return new AbstractValue.Sequence(items);
            case "ForEach":
                foreach ((_, AbstractValue item) in items)
                {
                    Apply(function, item);
                }

                return Setting(null);
            default:
                return null;
        }
    }

    /// <summary>A question to each of the program's own things, of which there may be none. Pins are there: what compares the server with them is a pin.</summary>
    private Condition UnlessEmpty(AbstractValue source, bool answerOfNone, System.Func<Condition> ask)
    {
        int before = _leafComparisons;
        Condition answer = ask();
        return answer.IsConstant && answer.IsTrue != answerOfNone && source is AbstractValue.Opaque { IsUnknown: false } && before == _leafComparisons
            ? _conditions.Ask(ChoiceKind.Setting)
            : answer;
    }

    /// <summary>A query of another kind: what it yields tells as much as its source, and as what its function yields.</summary>
    private AbstractValue OtherQuery(IMethodSymbol method, AbstractValue source, AbstractValue.Function function, ITypeSymbol? element)
    {
        AbstractValue yielded = CallFunction(function, function.Method.Parameters.Select(_ => FirstOf(ItemsOf(source, element), Setting(element))).ToImmutableArray());
        AbstractValue exposed = ExposureOf(source) >= ExposureOf(yielded) ? source : yielded;
        return ExposureOf(exposed) switch
        {
            Exposure.Nothing when yielded is not AbstractValue.Truth => Setting(method.ReturnType),
            _ => exposed is AbstractValue.Identity && !IsSequence(method.ReturnType) ? exposed : Unknown(),
        };
    }

    private static bool IsSequence(ITypeSymbol type) =>
        type.SpecialType != SpecialType.System_String
        && (type is IArrayTypeSymbol || type.SpecialType == SpecialType.System_Collections_IEnumerable || type.AllInterfaces.Any(implemented => implemented.SpecialType == SpecialType.System_Collections_IEnumerable));

    private AbstractValue Join(
        ImmutableArray<(Condition Present, AbstractValue Value)> left,
        ImmutableArray<(Condition Present, AbstractValue Value)> right,
        AbstractValue.Function leftKey,
        AbstractValue.Function rightKey,
        AbstractValue.Function result)
    {
        var joined = ImmutableArray.CreateBuilder<(Condition Present, AbstractValue Value)>();
        foreach ((Condition isLeft, AbstractValue one) in left)
        {
            foreach ((Condition isRight, AbstractValue other) in right)
            {
                Condition match = AreEqual(Apply(leftKey, one), Apply(rightKey, other));
                joined.Add((_conditions.And(_conditions.And(isLeft, isRight), match), Apply(result, one, other)));
            }
        }

        return new AbstractValue.Sequence(joined.ToImmutable());
    }

    private AbstractValue Fold(ImmutableArray<(Condition Present, AbstractValue Value)> items, AbstractValue.Function function, AbstractValue? seed)
    {
        AbstractValue result = seed ?? FirstOf(items, Setting(null));
        foreach ((Condition present, AbstractValue item) in seed is null ? items.Skip(1) : items)
        {
            result = Choose(present, Apply(function, result, item), result);
        }

        return result;
    }

    private ImmutableArray<(Condition Present, AbstractValue Value)> Filter(ImmutableArray<(Condition Present, AbstractValue Value)> items, AbstractValue.Function predicate) =>
        items.Select(item => (_conditions.And(item.Present, Decide(Apply(predicate, item.Value))), item.Value)).Where(item => !item.Item1.IsFalse).ToImmutableArray();

    private AbstractValue Apply(AbstractValue.Function function, params AbstractValue[] arguments) => CallFunction(function, arguments.ToImmutableArray());

    private AbstractValue FirstOf(ImmutableArray<(Condition Present, AbstractValue Value)> items, AbstractValue otherwise)
    {
        AbstractValue result = otherwise;
        for (int i = items.Length - 1; i >= 0; i--)
        {
            result = Choose(items[i].Present, items[i].Value, result);
        }

        return result;
    }

    private AbstractValue FirstOrThrow(ImmutableArray<(Condition Present, AbstractValue Value)> items)
    {
        Condition any = items.Aggregate(_conditions.False, (known, item) => _conditions.Or(known, item.Present));
        ThrowWhere(_conditions.Not(any), null);
        return FirstOf(items, Setting(null));
    }

    private AbstractValue? CallWithoutFunction(IMethodSymbol method, AbstractValue subject, ImmutableArray<AbstractValue> arguments, ITypeSymbol? element, IOperation operation)
    {
        switch (method.Name)
        {
            case "Contains" or "ContainsKey" or "ContainsValue" when arguments.Length >= 1 && !IsText(method):
                return Bool(ContainsItem(subject, arguments[0]));
            case "IndexOf" or "LastIndexOf" or "BinarySearch" when arguments.Length >= 1 && !IsText(method):
                return Choose(ContainsItem(subject, arguments[0]), new AbstractValue.Length(0), AbstractValue.Of(-1));
            case "Find" when arguments.Length == 3 && method.ContainingType.Name == "X509Certificate2Collection":
                return new AbstractValue.Sequence(Found(subject, arguments[1]));
            case "Any" when arguments.IsEmpty && subject is AbstractValue.ObjectValue { Kind: ObjectKind.Created } table && Read(new StateKey(PresenceName, table.Id)) is { } presence:
                return Bool(Decide(presence));
            case "Any" when arguments.IsEmpty:
                return IsExposed(subject)
                    ? Bool(ItemsOf(subject).Aggregate(_conditions.False, (any, item) => _conditions.Or(any, item.Present)))
                    : Setting(method.ReturnType);
            case "Count" or "LongCount" when arguments.IsEmpty:
                return LengthOf(subject is AbstractValue.ObjectValue ? new AbstractValue.Sequence(ItemsOf(subject)) : subject);
            case "Pop" or "Dequeue" when ItemsOf(subject, element).Length > 1:
                return Unknown();
            case "First" or "Single" or "ElementAt" or "Peek" or "Pop" or "Dequeue" when IsExposed(subject):
                return arguments.Length == 1 ? ReadElement(subject, arguments, element) : FirstOrThrow(ItemsOf(subject, element));
            case "FirstOrDefault" or "SingleOrDefault" or "ElementAtOrDefault" when IsExposed(subject):
                return arguments.Length == 1 && method.Name == "ElementAtOrDefault" ? ReadElement(subject, arguments, element) : FirstOf(ItemsOf(subject, element), DefaultOf(element));
            case "Last" or "LastOrDefault" when IsExposed(subject):
                return FirstOf(ItemsOf(subject, element).Reverse().ToImmutableArray(), DefaultOf(element));
            case "Skip" when subject is not AbstractValue.Identity && arguments.Length == 1 && IsExposed(subject):
                return new AbstractValue.Sequence(ItemsOf(subject, element).Skip(arguments[0] is AbstractValue.Constant { Value: 1 } ? 1 : 0).ToImmutableArray());
            case "Take" when subject is not AbstractValue.Identity && arguments.Length == 1 && IsExposed(subject):
                return new AbstractValue.Sequence(ItemsOf(subject, element).Take(arguments[0] is AbstractValue.Constant { Value: 1 } ? 1 : int.MaxValue).ToImmutableArray());
            case "Reverse" when subject is AbstractValue.Identity or AbstractValue.Opaque:
                return subject;
            case "Reverse":
                return InPlace(method, subject, operation, new AbstractValue.Sequence(ItemsOf(subject, element).Reverse().ToImmutableArray()));
            case "Cast" or "OfType" or "ToArray" or "ToList" or "ToHashSet" or "ToImmutableArray" or "ToImmutableHashSet" or "ToImmutableList" or "AsEnumerable"
                or "Distinct" or "AsReadOnly" or "AsSpan" or "AsMemory" or "AsParallel" or "AsQueryable" or "SkipLast" or "TakeLast" or "Skip" or "Take" or "Slice":
                return subject is AbstractValue.Identity or AbstractValue.Opaque ? subject : new AbstractValue.Sequence(ItemsOf(subject, element));
            case "Intersect" or "Overlaps" or "IsSubsetOf" or "IsSupersetOf" or "Except" or "IsProperSubsetOf" or "IsProperSupersetOf" when arguments.Length >= 1:
                return Compare(method, subject, arguments[0]);
            case "Zip" when arguments.Length == 2 && arguments[1] is AbstractValue.Function zipper:
                return new AbstractValue.Sequence(One(_conditions.True, Apply(zipper, ItemsOf(subject, element)[0].Value, FirstOf(ItemsOf(arguments[0]), Setting(null)))));
            case "Zip" when arguments.Length == 1:
                var pair = new AbstractValue.Sequence(ImmutableArray.Create((_conditions.True, FirstOf(ItemsOf(subject, element), Setting(null))), (_conditions.True, FirstOf(ItemsOf(arguments[0]), Setting(null)))), isTuple: true);
                return new AbstractValue.Sequence(One(_conditions.True, pair));
            case "Concat" or "Union" when arguments.Length == 1:
                return new AbstractValue.Sequence(ItemsOf(subject, element).AddRange(ItemsOf(arguments[0], element)));
            case "Append" or "Prepend" when arguments.Length == 1 && IsCollectionType(method.ContainingType):
                return new AbstractValue.Sequence(ItemsOf(subject, element).Add((_conditions.True, arguments[0])));
            case "Add" or "AddLast" or "Push" or "Enqueue" or "Append" when arguments.Length >= 1 && subject is AbstractValue.ObjectValue { Kind: ObjectKind.Created } list && Read(new StateKey(ItemsName, list.Id)) is not null:
                AddItem(list, arguments[arguments.Length - 1]);
                return Setting(method.ReturnType);
            case "Add" or "TryAdd" or "Push" or "Enqueue" when subject is AbstractValue.ObjectValue { Kind: ObjectKind.Created } table && Read(new StateKey(PresenceName, table.Id)) is not null:
                Put(table, _conditions.True);
                return null;
            case "Remove" or "TryRemove" or "Clear" when subject is AbstractValue.ObjectValue { Kind: ObjectKind.Created } shrunk && Read(new StateKey(PresenceName, shrunk.Id)) is not null:
                Write(new StateKey(PresenceName, shrunk.Id), method.Name == "Clear" ? AbstractValue.Of(false) : Unknown());
                return null;
            case "Add" or "Insert" or "Push" or "Enqueue" when subject is AbstractValue.Sequence { IsTuple: false } grown && arguments.Length >= 1:
                return InPlace(method, subject, operation, new AbstractValue.Sequence(grown.Items.Add((_conditions.True, arguments[arguments.Length - 1]))));
            default:
                return null;
        }
    }

    private bool IsExposed(AbstractValue subject) =>
        subject is AbstractValue.Sequence or AbstractValue.ChainPart or AbstractValue.Identity
        || (subject is AbstractValue.ObjectValue { Kind: ObjectKind.Created } thing && Read(new StateKey(ItemsName, thing.Id)) is not null)
        || ExposureOf(subject) >= Exposure.Weak;

    private Condition IsAnyThere(ImmutableArray<(Condition Present, AbstractValue Value)> items) =>
        items.Aggregate(_conditions.False, (any, item) => _conditions.Or(any, item.Present));

    /// <summary>Something was put into a table or a text: what it holds is not followed, but that it holds something.</summary>
    private void Put(AbstractValue.ObjectValue table, Condition when)
    {
        var key = new StateKey(PresenceName, table.Id);
        if (Read(key) is { } before)
        {
            Write(key, Bool(_conditions.Or(Decide(before), when)));
        }
    }

    private void AddItem(AbstractValue.ObjectValue list, AbstractValue item)
    {
        var key = new StateKey(ItemsName, list.Id);
        Exposes(list, item);
        Write(key, Map(Read(key)!, items => items is AbstractValue.Sequence { Items.Length: < MaximumItems } known
            ? new AbstractValue.Sequence(known.Items.Add((_conditions.True, item)))
            : ExposureOf(item) == Exposure.Nothing ? items : new AbstractValue.Sequence(ItemsOf(items).Add((_conditions.True, item)))));
    }

    private Condition ContainsItem(AbstractValue subject, AbstractValue item)
    {
        if (subject is AbstractValue.Opaque { IsUnknown: false } && item is AbstractValue.Certificate)
        {
            return _conditions.Ask(ChoiceKind.Weak, "Contains (issuer and serial number)");
        }

        if (!IsExposed(subject))
        {
            return AreEqual(item, Setting(null));
        }

        return ItemsOf(subject).Aggregate(_conditions.False, (any, one) => _conditions.Or(any, _conditions.And(one.Present, AreEqual(one.Value, item))));
    }

    private Condition IsAmong(AbstractValue keys, AbstractValue key, bool isWanted) =>
        isWanted ? ContainsItem(keys, key) : _conditions.Not(ContainsItem(keys, key));

    /// <summary>What a search among the program's own certificates finds.</summary>
    private ImmutableArray<(Condition Present, AbstractValue Value)> Found(AbstractValue subject, AbstractValue key)
    {
        if (ExposureOf(subject) >= Exposure.Server)
        {
            return ItemsOf(subject).Select(item => (_conditions.And(item.Present, AreEqual(WeakOf(item.Value), key)), item.Value)).ToImmutableArray();
        }

        return One(AreEqual(key, Setting(null)), Setting(null));
    }

    private static AbstractValue WeakOf(AbstractValue value) =>
        value is AbstractValue.Certificate certificate ? new AbstractValue.Identity(IdentityStrength.Weak, "Find", certificate) : value;

    private AbstractValue? Compare(IMethodSymbol method, AbstractValue left, AbstractValue right)
    {
        if (ExposureOf(left) < Exposure.Weak && ExposureOf(right) < Exposure.Weak)
        {
            return null;
        }

        AbstractValue exposed = ExposureOf(left) >= ExposureOf(right) ? left : right;
        AbstractValue other = ReferenceEquals(exposed, left) ? right : left;
        ImmutableArray<(Condition Present, AbstractValue Value)> matching = ItemsOf(exposed)
            .Select(item => (_conditions.And(item.Present, ContainsItem(other, item.Value)), item.Value))
            .ToImmutableArray();
        if (method.ReturnType.SpecialType == SpecialType.System_Boolean)
        {
            return Bool(matching.Aggregate(_conditions.False, (any, item) => _conditions.Or(any, item.Item1)));
        }

        return method.Name == "Except"
            ? new AbstractValue.Sequence(ItemsOf(exposed).Select(item => (_conditions.And(item.Present, _conditions.Not(ContainsItem(other, item.Value))), item.Value)).ToImmutableArray())
            : new AbstractValue.Sequence(matching);
    }

    private AbstractValue StartEnumeration(AbstractValue source, IOperation operation)
    {
        ImmutableArray<(Condition Present, AbstractValue Value)> items = ItemsOf(source, ElementTypeOf(operation));
        if (source is AbstractValue.Opaque or AbstractValue.ObjectValue && items.Length == 1)
        {
            items = items.Add((_conditions.Ask(ChoiceKind.Setting), ItemsOf(source, ElementTypeOf(operation))[0].Value));
        }
        else if (source is AbstractValue.ChainPart && items.Length > 0)
        {
            items = items.Add((_conditions.And(items[items.Length - 1].Present, _conditions.Ask(source is AbstractValue.ChainPart { Kind: ChainPartKind.Statuses } ? ChoiceKind.Setting : ChoiceKind.Free)), items[items.Length - 1].Value));
        }

        var enumerator = new AbstractValue.ObjectValue(NextId(), ObjectKind.Enumerator, null, true);
        Write(new StateKey(ItemsName, enumerator.Id), new AbstractValue.Sequence(items));
        Write(new StateKey(IndexName, enumerator.Id), AbstractValue.Of(-1));
        return enumerator;
    }

    private static ITypeSymbol? ElementTypeOf(IOperation operation) => (operation as IInvocationOperation)?.Instance?.Type switch
    {
        IArrayTypeSymbol array => array.ElementType,
        INamedTypeSymbol { TypeArguments.Length: 1 } named => named.TypeArguments[0],
        _ => null,
    };

    private AbstractValue MoveNext(AbstractValue.ObjectValue enumerator)
    {
        var key = new StateKey(IndexName, enumerator.Id);
        int index = Read(key) is AbstractValue.Constant { Value: int number } ? number + 1 : MaximumItems;
        Write(key, AbstractValue.Of(index));
        if (Read(new StateKey(ItemsName, enumerator.Id)) is not AbstractValue.Sequence { Items: var items } || index >= items.Length)
        {
            return AbstractValue.Of(false);
        }

        // Where an element is missing, a later one takes its turn.
        return Bool(items.Skip(index).Aggregate(_conditions.False, (any, item) => _conditions.Or(any, item.Present)));
    }

    private AbstractValue Current(AbstractValue.ObjectValue enumerator, ITypeSymbol? type)
    {
        int index = Read(new StateKey(IndexName, enumerator.Id)) is AbstractValue.Constant { Value: int number } ? number : 0;
        return Read(new StateKey(ItemsName, enumerator.Id)) is AbstractValue.Sequence { Items: var items } && index >= 0 && index < items.Length
            ? FirstOf(items.Skip(index).ToImmutableArray(), items[index].Value)
            : Setting(type);
    }
}
