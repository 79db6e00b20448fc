namespace Serverless.Tuner.Contracts;

/// <summary>Why a study ended.</summary>
public enum StopReason
{
    /// <summary>All its trials have ended.</summary>
    Trials,

    /// <summary>Nothing more fits into the money limit.</summary>
    Budget,

    /// <summary>Its time is over.</summary>
    Timeout,

    /// <summary>A trial reached the target.</summary>
    Target,

    /// <summary>No improvement for the number of trials that the spec names.</summary>
    Plateau,

    /// <summary>It was requested.</summary>
    Requested,

    /// <summary>More trials failed than the spec allows.</summary>
    Failures,

    /// <summary>Every point of the space was tried, and the objective is deterministic.</summary>
    Exhausted,

    /// <summary>The tuner itself could not go on with it: a bug of its sampler, rows
    /// that cannot be read, a storage that refuses. The study says which.</summary>
    Error,
}
