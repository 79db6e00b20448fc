using Serverless.Tuner.Core.Budgets;
using Serverless.Tuner.Core.Samplers.Scales;

namespace Serverless.Tuner.Core.Samplers;

/// <summary>A trial as numbers: what every model is fitted to.</summary>
internal sealed class EncodedTrial(SampledTrial trial, PointEncoding encoding, IReadOnlyList<Direction> directions)
{
    public int Number { get; } = trial.Number;

    public TrialState State { get; } = trial.State;

    /// <summary>A coordinate for each parameter, NaN where it is absent; see <see cref="PointEncoding"/>.</summary>
    public double[] Point { get; } = encoding.Encode(trial.Parameters);

    /// <summary>Its values with the sign for which less is better; null unless it has a finite one for each direction.</summary>
    public double[]? Losses { get; } = LossesOf(trial, directions);

    /// <summary>Its constraint values, each kept when ≤ 0; null when none are known.</summary>
    public double[]? Constraints { get; } = trial.Constraints is { Count: > 0 } constraints ? [.. constraints] : null;

    /// <summary>By how much it breaks its constraints: the sum of those above 0; infinite where one is NaN.</summary>
    public double Violation { get; } = trial.Constraints?.Sum(c => double.IsNaN(c) ? double.PositiveInfinity : Math.Max(0, c)) ?? 0;

    /// <summary>The last step that it reported; −1 when that is not known.</summary>
    public int Step { get; } = trial.Step ?? -1;

    /// <summary>What it cost; zero when that is not known.</summary>
    public Money Cost { get; } = trial.Cost;

    /// <summary>Whether a whole evaluation would have cost more than that.</summary>
    public bool IsCostLowerBound { get; } = trial.IsCostLowerBound;

    /// <summary>Whether its cost tells what trials cost: that of a failed trial does only
    /// when it was cut short; a trial without a cost was not evaluated, or is free.</summary>
    public bool HasCost =>
        State == TrialState.Complete
            || (Cost > Money.Zero && (State == TrialState.Pruned || (State == TrialState.Failed && IsCostLowerBound)));

    public bool IsPending => State is TrialState.Running or TrialState.Waiting;

    /// <summary>Whether it keeps every constraint that is known.</summary>
    public bool IsFeasible => Violation <= 0;

    /// <summary>Whether it says the same as another of its number.</summary>
    public bool IsSameAs(EncodedTrial other) =>
        (State, Step, Cost, IsCostLowerBound) == (other.State, other.Step, other.Cost, other.IsCostLowerBound)
        && AreSame(Point, other.Point) && AreSame(Losses, other.Losses) && AreSame(Constraints, other.Constraints);

    // Spans of two absent arrays are equal; NaN equals itself here.
    private static bool AreSame(double[]? a, double[]? b) => (a is null) == (b is null) && a.AsSpan().SequenceEqual(b);

    private static double[]? LossesOf(SampledTrial trial, IReadOnlyList<Direction> directions)
    {
        if (trial.State is not (TrialState.Complete or TrialState.Pruned)) return null;
        if (trial.Values is not { } values || values.Count != directions.Count) return null;
        var losses = new double[values.Count];
        for (var i = 0; i < losses.Length; i++)
        {
            if (!double.IsFinite(values[i])) return null;
            losses[i] = directions[i] == Direction.Minimize ? values[i] : -values[i];
        }

        return losses;
    }
}
