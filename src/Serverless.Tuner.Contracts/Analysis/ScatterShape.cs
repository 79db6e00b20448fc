namespace Serverless.Tuner.Contracts;

/// <summary>What trials with their parameters are drawn as, which decides how many are shown.</summary>
public enum ScatterShape
{
    /// <summary>Points: at most 5,000.</summary>
    Scatter,

    /// <summary>A line for each trial: the best 1,000 and a sample of 500 of the others.</summary>
    Parallel,
}
