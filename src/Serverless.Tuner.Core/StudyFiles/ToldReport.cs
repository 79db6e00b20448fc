namespace Serverless.Tuner.Core.StudyFiles;

/// <summary>An intermediate value as an endpoint or a worker tells it.</summary>
/// <param name="Step">The step.</param>
/// <param name="Value">The value at it; with several directions that of the first.</param>
/// <param name="CostUsd">What the attempt has cost so far; null when that is not told.</param>
public readonly record struct ToldReport(int Step, double Value, decimal? CostUsd)
{
    /// <summary>The value of each direction at it; null where one number was told.</summary>
    public IReadOnlyList<double>? Values { get; init; }
}
