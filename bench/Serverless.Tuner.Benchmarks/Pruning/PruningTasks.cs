namespace Serverless.Tuner.Benchmarks.Pruning;

/// <summary>The tasks there are.</summary>
public static class PruningTasks
{
    /// <summary>The task that is measured unless another is asked for.</summary>
    public const string Default = "curves";

    /// <summary>Their names.</summary>
    public static IReadOnlyList<string> Names { get; } = [Default, "digits", "front-curves", "front-digits", "real-curves"];

    /// <summary>Makes one.</summary>
    /// <exception cref="BenchmarkInputException">There is none of that name.</exception>
    internal static IPruningTask Make(string name) => name switch
    {
        Default => new LearningCurves(),
        "digits" => new DigitsTask(),
        "front-curves" => new FrontCurves(),
        "front-digits" => new FrontDigits(),
        "real-curves" => new RealCurves(),
        _ => throw new BenchmarkInputException($"There is no task '{name}'; there are {string.Join(", ", Names)}."),
    };
}
