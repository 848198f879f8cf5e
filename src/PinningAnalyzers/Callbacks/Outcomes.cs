using System;

namespace PinningAnalyzers.Callbacks;

/// <summary>What can become of the stranger, over all settings.</summary>
[Flags]
internal enum Outcomes
{
    /// <summary>No path at all.</summary>
    None = 0,

    /// <summary>He is rejected whatever he does.</summary>
    Rejected = 1,

    /// <summary>He gets in as he is.</summary>
    Accepted = 2,

    /// <summary>He gets in by copying a weak identity.</summary>
    AcceptedByWeakIdentity = 4,

    /// <summary>He gets in by sending the pinned certificate along.</summary>
    AcceptedByChain = 8,

    /// <summary>Nobody knows.</summary>
    Unknown = 16,
}
