namespace Serverless.Tuner.Benchmarks.Runs;

/// <summary>What a run is judged by.</summary>
public enum Measure
{
    /// <summary>The least value so far.</summary>
    Value,

    /// <summary>The least value so far of those that keep the constraints; infinite when none does.</summary>
    FeasibleValue,

    /// <summary>The volume dominated below 1.1 in every objective; more is better.</summary>
    Hypervolume,

    /// <summary>The value without noise of the trial whose value with noise is the least so far: of the point that a study would name as
    /// its best. Infinite when every trial failed.</summary>
    NoiseFreeValue,
}
