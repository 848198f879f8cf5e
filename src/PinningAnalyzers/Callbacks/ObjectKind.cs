namespace PinningAnalyzers.Callbacks;

/// <summary>The kinds of objects whose members the analysis follows.</summary>
internal enum ObjectKind
{
    /// <summary>Created in the code that is executed.</summary>
    Created,

    /// <summary>The object that a method was called on; its fields are what they are.</summary>
    Receiver,

    /// <summary>The chain that the callback is given.</summary>
    CallbackChain,

    /// <summary>A chain made in the callback.</summary>
    OwnChain,

    /// <summary>A chain policy.</summary>
    Policy,

    /// <summary>A hash that is being computed.</summary>
    Hasher,

    /// <summary>Runs over a collection.</summary>
    Enumerator,

    /// <summary>The one argument that carries certificate and errors.</summary>
    Arguments,

    /// <summary>Evidence about the server in the types of another platform.</summary>
    ForeignEvidence,
}
