using Serverless.Tuner.Benchmarks.Quality;

namespace Serverless.Tuner.Benchmarks.Suggest;

/// <summary>What suggestions cost, ours and Optuna's.</summary>
public sealed record SuggestReport
{
    /// <summary>What it ran on.</summary>
    public required Machine Machine { get; init; }

    /// <summary>Ours.</summary>
    public required IReadOnlyList<SuggestFigure> Ours { get; init; }

    /// <summary>Optuna's, measured in the same run; empty when it was not.</summary>
    public required IReadOnlyList<SuggestFigure> Optuna { get; init; }

    /// <summary>Why Optuna was not measured, and how it can be; null when it was.</summary>
    public string? Remark { get; init; }

    /// <summary>How many times longer Optuna takes than ours, for every pair with the same history.</summary>
    public IReadOnlyList<SuggestRatio> Ratios =>
    [
        .. from theirs in Optuna
           from ours in Ours
           where (ours.Trials, ours.Parameters) == (theirs.Trials, theirs.Parameters)
           select new SuggestRatio(ours.Sampler, theirs.Sampler, ours.Trials, ours.Parameters, Math.Round(theirs.Milliseconds / ours.Milliseconds, 1)),
    ];
}
