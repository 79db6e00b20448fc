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
}
