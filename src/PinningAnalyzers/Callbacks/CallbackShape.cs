namespace PinningAnalyzers.Callbacks;

/// <summary>What a delegate or method hands to the code that judges a server's certificate.</summary>
internal enum CallbackShape
{
    /// <summary>Not a callback.</summary>
    None,

    /// <summary>Certificate and policy errors as parameters of their own, or as properties of one argument object.</summary>
    WithErrors,

    /// <summary>As <see cref="WithErrors"/>, but in an argument object: a predicate over such objects in a query looks the same.</summary>
    WithArgumentObject,

    /// <summary>A certificate alone: the platform's findings are not handed over.</summary>
    WithoutErrors,

    /// <summary><c>ICertificatePolicy.CheckValidationResult</c>: an integer that is zero where the platform found nothing.</summary>
    WithProblemCode,
}
