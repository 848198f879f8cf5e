using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace PinningAnalyzers.Callbacks;

// Patterns.
internal sealed partial class CallbackExecution
{
    private Condition MatchesPattern(AbstractValue value, IPatternOperation pattern)
    {
        if (!Step())
        {
            return _conditions.Ask(ChoiceKind.Unknown);
        }

        if (pattern is not (IConstantPatternOperation or INegatedPatternOperation or IBinaryPatternOperation or IRelationalPatternOperation))
        {
            value = Settled(value);
        }

        switch (pattern)
        {
            case IDiscardPatternOperation:
                return _conditions.True;
            case IConstantPatternOperation constant:
                return IsNullLiteral(constant.Value) ? IsNull(value) : AreEqual(value, Evaluate(constant.Value));
            case INegatedPatternOperation negated:
                return _conditions.Not(MatchesPattern(value, negated.Pattern));
            case IBinaryPatternOperation { OperatorKind: BinaryOperatorKind.Or } either:
                return _conditions.Or(MatchesPattern(value, either.LeftPattern), MatchesPattern(value, either.RightPattern));
            case IBinaryPatternOperation both:
                return _conditions.And(MatchesPattern(value, both.LeftPattern), MatchesPattern(value, both.RightPattern));
            case IRelationalPatternOperation relational:
                return Decide(Compute(relational.OperatorKind, value, Evaluate(relational.Value), relational));
            case ITypePatternOperation type:
                return IsType(value, type.MatchedType, false);
            case IDeclarationPatternOperation declaration:
                Declare(declaration.DeclaredSymbol, value);
                return declaration.MatchesNull || declaration.MatchedType is null ? _conditions.True : IsType(value, declaration.MatchedType, false);
            case IRecursivePatternOperation recursive:
                return MatchesRecursive(value, recursive);
            case IListPatternOperation list:
                return MatchesList(value, list);
            case ISlicePatternOperation { Pattern: { } inner }:
                return MatchesPattern(value, inner);
            case ISlicePatternOperation:
                return _conditions.True;
            default:
                return _conditions.Ask(ChoiceKind.Unknown);
        }
    }

    private Condition MatchesRecursive(AbstractValue value, IRecursivePatternOperation pattern)
    {
        Condition result = pattern.MatchedType is { } matched && !SymbolEqualityComparer.Default.Equals(matched, pattern.InputType)
            ? IsType(value, matched, false)
            : _conditions.Not(IsNull(value));
        Declare(pattern.DeclaredSymbol, value);
        for (int i = 0; i < pattern.DeconstructionSubpatterns.Length; i++)
        {
            AbstractValue part = value is AbstractValue.Sequence { IsTuple: true } tuple && i < tuple.Items.Length
                ? tuple.Items[i].Value
                : ExposureOf(value) >= Exposure.Weak ? Unknown() : Setting(null);
            result = _conditions.And(result, MatchesPattern(part, pattern.DeconstructionSubpatterns[i]));
        }

        foreach (IPropertySubpatternOperation property in pattern.PropertySubpatterns)
        {
            AbstractValue member = property.Member switch
            {
                IPropertyReferenceOperation reference => Map(value, one => ReadProperty(reference.Property, one, ImmutableArray<AbstractValue>.Empty, reference)),
                IFieldReferenceOperation reference => Map(value, one => ReadMember(reference.Field, one)),
                _ => Unknown(),
            };
            result = _conditions.And(result, MatchesPattern(member, property.Pattern));
        }

        return result;
    }

    private Condition MatchesList(AbstractValue value, IListPatternOperation pattern)
    {
        Condition result = _conditions.Not(IsNull(value));
        bool isWhole = true;
        for (int i = 0; i < pattern.Patterns.Length; i++)
        {
            if (pattern.Patterns[i] is ISlicePatternOperation)
            {
                isWhole = false;
                continue;
            }

            AbstractValue element = ReadElement(value, ImmutableArray.Create(isWhole ? AbstractValue.Of(i) : Setting(null)), pattern.InputType);
            result = _conditions.And(result, MatchesPattern(element, pattern.Patterns[i]));
        }

        Declare(pattern.DeclaredSymbol, value);
        AbstractValue length = LengthOf(value);
        Condition size = isWhole
            ? AreEqual(length, AbstractValue.Of(pattern.Patterns.Length))
            : Decide(Compute(BinaryOperatorKind.GreaterThanOrEqual, length, AbstractValue.Of(pattern.Patterns.Length - 1), pattern));
        return _conditions.And(result, size);
    }

    private void Declare(ISymbol? symbol, AbstractValue value)
    {
        if (symbol is not null)
        {
            _memory = _memory.SetItem(new StateKey(symbol, 0), value);
        }
    }
}
