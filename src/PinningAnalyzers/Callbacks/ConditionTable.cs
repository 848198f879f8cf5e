using System.Collections.Generic;

namespace PinningAnalyzers.Callbacks;

/// <summary>Makes the conditions of one execution and combines them.</summary>
/// <remarks>
/// What decides nothing disappears by construction: <c>x ? true : true</c> is the constant, whatever <c>x</c> may be,
/// and a local that holds the result of a comparison keeps what the comparison depends on.
/// </remarks>
internal sealed class ConditionTable
{
    public const int FalseId = 0;
    public const int TrueId = 1;

    private const int MaximumChoices = 600;
    private const int MaximumNodes = 40_000;
    private const int RanksPerKind = 1 << 20;

    private readonly Dictionary<(int Rank, int Then, int Otherwise), Condition> _nodes = new();
    private readonly Dictionary<(int If, int Then, int Otherwise), Condition> _results = new();
    private int _choices;

    public Condition False { get; } = new(FalseId, null, null, null);

    public Condition True { get; } = new(TrueId, null, null, null);

    /// <summary>Whether a bound was hit: from then on no condition means anything.</summary>
    public bool IsExhausted { get; private set; }

    /// <summary>Forgets everything but the constants, for the next execution: the table's own memory is most of what one takes.</summary>
    public void Clear()
    {
        _nodes.Clear();
        _results.Clear();
        _choices = 0;
        IsExhausted = false;
    }

    public Condition Constant(bool value) => value ? True : False;

    /// <summary>A new open question.</summary>
    public Condition Ask(ChoiceKind kind, string what = "")
    {
        if (++_choices > MaximumChoices)
        {
            IsExhausted = true;
            return False;
        }

        return Node(new Choice(kind, ((int)kind * RanksPerKind) + _choices, what), True, False);
    }

    public Condition Not(Condition condition) => If(condition, False, True);

    public Condition And(Condition left, Condition right) => If(left, right, False);

    public Condition Or(Condition left, Condition right) => If(left, True, right);

    public Condition Same(Condition left, Condition right) => If(left, right, Not(right));

    public Condition If(Condition condition, Condition then, Condition otherwise)
    {
        if (condition.IsTrue || ReferenceEquals(then, otherwise))
        {
            return then;
        }

        if (condition.IsFalse)
        {
            return otherwise;
        }

        if (then.IsTrue && otherwise.IsFalse)
        {
            return condition;
        }

        var key = (condition.Id, then.Id, otherwise.Id);
        if (_results.TryGetValue(key, out Condition? known))
        {
            return known;
        }

        if (IsExhausted)
        {
            return False;
        }

        Condition top = condition;
        if (then.Rank < top.Rank)
        {
            top = then;
        }

        if (otherwise.Rank < top.Rank)
        {
            top = otherwise;
        }

        int rank = top.Rank;
        Condition result = Node(
            top.Choice!,
            If(Branch(condition, rank, true), Branch(then, rank, true), Branch(otherwise, rank, true)),
            If(Branch(condition, rank, false), Branch(then, rank, false), Branch(otherwise, rank, false)));
        _results[key] = result;
        return result;
    }

    /// <summary>What is left of a condition when the choice of this rank is made.</summary>
    public static Condition Branch(Condition condition, int rank, bool value)
    {
        if (condition.Rank != rank)
        {
            return condition;
        }

        return value ? condition.Then : condition.Otherwise;
    }

    private Condition Node(Choice choice, Condition then, Condition otherwise)
    {
        if (ReferenceEquals(then, otherwise))
        {
            return then;
        }

        var key = (choice.Rank, then.Id, otherwise.Id);
        if (!_nodes.TryGetValue(key, out Condition? node))
        {
            if (_nodes.Count >= MaximumNodes)
            {
                IsExhausted = true;
                return False;
            }

            node = new Condition(_nodes.Count + 2, choice, then, otherwise);
            _nodes.Add(key, node);
        }

        return node;
    }
}
