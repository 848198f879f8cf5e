namespace PinningAnalyzers.Callbacks;

/// <summary>A truth value that depends on choices: a node of a reduced ordered decision diagram, so that equal functions are the same object.</summary>
internal sealed class Condition
{
    public Condition(int id, Choice? choice, Condition? then, Condition? otherwise)
    {
        Id = id;
        Choice = choice;
        Then = then ?? this;
        Otherwise = otherwise ?? this;
    }

    public int Id { get; }

    /// <summary>Null for the constants.</summary>
    public Choice? Choice { get; }

    public Condition Then { get; }

    public Condition Otherwise { get; }

    public int Rank => Choice?.Rank ?? int.MaxValue;

    public bool IsTrue => Id == ConditionTable.TrueId;

    public bool IsFalse => Id == ConditionTable.FalseId;

    public bool IsConstant => Choice is null;
}
