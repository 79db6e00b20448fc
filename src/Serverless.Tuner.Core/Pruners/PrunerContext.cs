namespace Serverless.Tuner.Core.Pruners;

/// <summary>What a pruner knows of its study from the start.</summary>
/// <param name="Study">The study's name: a trial's bracket follows from it and the trial's number.</param>
/// <param name="Direction">What is better; with several directions the first of them.</param>
public sealed record PrunerContext(string Study, Direction Direction)
{
    /// <summary>How many steps a trial has at most where these are its repeats; 1 where they are what its objective reports.</summary>
    public int Repeats { get; init; } = 1;

    /// <summary>What is better of each value that is reported.</summary>
    public IReadOnlyList<Direction> Directions { get; init; } = [Direction];
}
