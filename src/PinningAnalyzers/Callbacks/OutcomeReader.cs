using System.Collections.Generic;

namespace PinningAnalyzers.Callbacks;

/// <summary>Reads from the result of an execution what becomes of the stranger: settings vary, and he makes the best of his choices.</summary>
internal sealed class OutcomeReader
{
    private readonly Dictionary<(int Accepts, int Ends), Outcomes> _known = new();
    private readonly SortedSet<string> _weak = new(System.StringComparer.Ordinal);
    private readonly SortedSet<string> _chain = new(System.StringComparer.Ordinal);

    /// <summary>The weak identities that let him in.</summary>
    public IReadOnlyCollection<string> WeakIdentities => _weak;

    /// <summary>Why the chains that let him in prove nothing.</summary>
    public IReadOnlyCollection<string> ChainReasons => _chain;

    /// <param name="accepts">When the callback says yes.</param>
    /// <param name="ends">When it ends at all within the bounds; elsewhere it says nothing.</param>
    public Outcomes Read(Condition accepts, Condition ends)
    {
        if (ends.IsFalse)
        {
            return Outcomes.None;
        }

        if (ends.IsTrue && accepts.IsConstant)
        {
            return accepts.IsTrue ? Outcomes.Accepted : Outcomes.Rejected;
        }

        var key = (accepts.Id, ends.Id);
        if (_known.TryGetValue(key, out Outcomes known))
        {
            return known;
        }

        Choice choice = accepts.Rank < ends.Rank ? accepts.Choice! : ends.Choice!;
        Outcomes then = Read(ConditionTable.Branch(accepts, choice.Rank, true), ConditionTable.Branch(ends, choice.Rank, true));
        Outcomes otherwise = Read(ConditionTable.Branch(accepts, choice.Rank, false), ConditionTable.Branch(ends, choice.Rank, false));
        Outcomes result = Decide(choice, then, otherwise);
        _known[key] = result;
        return result;
    }

    private Outcomes Decide(Choice choice, Outcomes then, Outcomes otherwise)
    {
        if (then == Outcomes.None || otherwise == Outcomes.None)
        {
            // On one side the bounds were hit. What the other says was bought all the same.
            Outcomes known = then | otherwise;
            return choice.Kind switch
            {
                ChoiceKind.Weak or ChoiceKind.Chain => Decide(choice, known, Outcomes.Rejected),
                ChoiceKind.Unknown => Outcomes.Unknown,
                _ => known,
            };
        }

        switch (choice.Kind)
        {
            case ChoiceKind.Setting:
                return then | otherwise;

            case ChoiceKind.CheckThrows:
                // Whether the check throws is not known, so what only its success lets through is not known either.
                return (then & ~Outcomes.Rejected)
                    | (otherwise & ~Outcomes.Accepted)
                    | ((otherwise & Outcomes.Accepted) != 0 && (then & Outcomes.Accepted) == 0 ? Outcomes.Unknown : Outcomes.None);

            case ChoiceKind.CallThrows:
                return (then & ~Outcomes.Rejected) | otherwise;

            case ChoiceKind.Free:
                return Best(then, otherwise);

            case ChoiceKind.Weak:
                return Bought(choice, then, otherwise, Outcomes.AcceptedByWeakIdentity, _weak);

            case ChoiceKind.Chain:
                return Bought(choice, then, otherwise, Outcomes.AcceptedByChain, _chain);

            default:
                return then == otherwise ? then : Outcomes.Unknown;
        }
    }

    private static Outcomes Bought(Choice choice, Outcomes then, Outcomes otherwise, Outcomes price, SortedSet<string> names)
    {
        Outcomes best = Best(then, otherwise);
        if (then == otherwise || best is Outcomes.Unknown or Outcomes.Rejected)
        {
            return best;
        }

        names.Add(choice.What);
        bool isDearer = best == Outcomes.AcceptedByChain && ((then | otherwise) & ~Outcomes.Rejected) == best;
        return best == Outcomes.Accepted || isDearer ? price : best;
    }

    private static Outcomes Best(Outcomes left, Outcomes right)
    {
        Outcomes both = left | right;
        foreach (Outcomes outcome in Preference)
        {
            if ((both & outcome) != 0)
            {
                return outcome;
            }
        }

        return both;
    }

    private static readonly Outcomes[] Preference =
    [
        Outcomes.Accepted,
        Outcomes.AcceptedByWeakIdentity,
        Outcomes.AcceptedByChain,
        Outcomes.Unknown,
        Outcomes.Rejected,
    ];
}
