using Microsoft.CodeAnalysis;

namespace PinningAnalyzers.Callbacks;

/// <summary>A flag that makes a chain build in spite of errors, and whether the callback then compares an element's key with its own.</summary>
internal sealed class FlaggedPolicy
{
    public FlaggedPolicy(IOperation assigned, int chain)
    {
        Assigned = assigned;
        Chain = chain;
    }

    /// <summary>What is assigned to <c>VerificationFlags</c>.</summary>
    public IOperation Assigned { get; }

    /// <summary>The chain or policy that it is set on.</summary>
    public int Chain { get; }
}
