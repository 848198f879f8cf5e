namespace PinningAnalyzers.Callbacks;

/// <summary>Who decides an open question that a callback's result depends on; in the order in which the questions are asked.</summary>
internal enum ChoiceKind
{
    /// <summary>Settings, environment, request: both answers occur.</summary>
    Setting,

    /// <summary>Whether code that cannot be seen and returns nothing throws: an acceptance behind it is not known to happen.</summary>
    CheckThrows,

    /// <summary>Whether code that cannot be seen throws instead of returning its value.</summary>
    CallThrows,

    /// <summary>The stranger, at no cost: dates, key sizes, extensions, the length of the chain.</summary>
    Free,

    /// <summary>The stranger, by writing a weak identity into his certificate.</summary>
    Weak,

    /// <summary>The stranger, by sending the pinned certificate along in a chain that nobody verified.</summary>
    Chain,

    /// <summary>Nobody knows.</summary>
    Unknown,
}
