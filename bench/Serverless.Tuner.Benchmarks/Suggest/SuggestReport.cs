using Serverless.Tuner.Benchmarks.Quality;

namespace Serverless.Tuner.Benchmarks.Suggest;

/// <summary>What suggestions cost, ours and Optuna's.</summary>
public sealed record SuggestReport
{
    /// <summary>To compare these with a TPE would say nothing about either.</summary>
    private static readonly string[] OtherTypes = [.. SamplerCatalog.BuiltIn.Types.Except(["tpe", "auto"])];

    /// <summary>What it ran on.</summary>
    public required Machine Machine { get; init; }

    /// <summary>Ours.</summary>
    public required IReadOnlyList<SuggestFigure> Ours { get; init; }

    /// <summary>Optuna's, measured in the same run; empty when it was not.</summary>
    public required IReadOnlyList<SuggestFigure> Optuna { get; init; }

    /// <summary>Why Optuna was not measured, and how it can be; null when it was.</summary>
    public string? Remark { get; init; }

    /// <summary>How many times longer Optuna's TPE takes than our TPE, automatic
    /// choice, or sampler of one's own, on the same history.</summary>
    public IReadOnlyList<SuggestRatio> Ratios =>
    [
        .. from theirs in Optuna
           from ours in Ours
           where (ours.Trials, ours.Parameters) == (theirs.Trials, theirs.Parameters) && !OtherTypes.Contains(ours.Sampler.Split(':')[0])
           select new SuggestRatio(
               ours.Sampler, theirs.Sampler, ours.Trials, ours.Parameters, Math.Round(theirs.Milliseconds / ours.Milliseconds, 1)),
    ];
}
