namespace PinningAnalyzers.Callbacks;

/// <summary>What a parameter of a callback brings in.</summary>
internal enum ParameterRole
{
    Other,
    Certificate,
    Chain,
    Errors,
    Problem,
    Arguments,

    /// <summary>A certificate, session or trust object of Android or iOS.</summary>
    ForeignEvidence,
}
