namespace Serverless.Tuner.Contracts;

/// <summary>What a hint is about.</summary>
public enum HintKind
{
    /// <summary>The best trials lie at a bound of a parameter's range.</summary>
    Bound,

    /// <summary>A parameter has no effect on the value.</summary>
    NoEffect,

    /// <summary>Many trials evaluate points that were evaluated before.</summary>
    Duplicates,

    /// <summary>Nothing better was found for long.</summary>
    Plateau,

    /// <summary>Repetitions of a point differ more than the best trials do.</summary>
    Noise,

    /// <summary>Failed trials gather in one region of the search space.</summary>
    FailureRegion,
}
