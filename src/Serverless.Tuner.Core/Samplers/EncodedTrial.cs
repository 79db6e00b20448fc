using Serverless.Tuner.Contracts;
using Serverless.Tuner.Core.Budgets;
using Serverless.Tuner.Core.Samplers.Scales;

namespace Serverless.Tuner.Core.Samplers;

/// <summary>A trial as numbers: what every model is fitted to.</summary>
internal sealed class EncodedTrial
{
    public EncodedTrial(SampledTrial trial, PointEncoding encoding, IReadOnlyList<Direction> directions)
    {
        Number = trial.Number;
        State = trial.State;
        Point = encoding.Encode(trial.Parameters);
        Losses = LossesOf(trial, directions);
        Constraints = trial.Constraints is { Count: > 0 } constraints ? [.. constraints] : null;
        Cost = trial.Cost;
        IsCostLowerBound = trial.IsCostLowerBound;
        Step = trial.Step ?? -1;
        if (Constraints is null) return;
        foreach (var constraint in Constraints) Violation += double.IsNaN(constraint) ? double.PositiveInfinity : Math.Max(0, constraint);
    }

    /// <summary>Its number.</summary>
    public int Number { get; }

    /// <summary>Where it stands.</summary>
    public TrialState State { get; }

    /// <summary>A coordinate for each parameter, NaN where it is absent; see <see cref="PointEncoding"/>.</summary>
    public double[] Point { get; }

    /// <summary>Its values with the sign for which less is better; null unless it has a finite one for each direction.</summary>
    public double[]? Losses { get; }

    /// <summary>Its constraint values, each kept when ≤ 0; null when none are known.</summary>
    public double[]? Constraints { get; }

    /// <summary>By how much it breaks its constraints: the sum of those above 0.</summary>
    public double Violation { get; }

    /// <summary>The last step that it reported; −1 when that is not known.</summary>
    public int Step { get; }

    /// <summary>What it cost; zero when that is not known.</summary>
    public Money Cost { get; }

    /// <summary>Whether a whole evaluation would have cost more than that.</summary>
    public bool IsCostLowerBound { get; }

    /// <summary>Whether its cost says something of what trials cost: failed ones do only when they were cut short, those without a cost were not evaluated or are free.</summary>
    public bool HasCost => State == TrialState.Complete || (Cost > Money.Zero && (State == TrialState.Pruned || (State == TrialState.Failed && IsCostLowerBound)));

    /// <summary>Whether it runs or waits.</summary>
    public bool IsPending => State is TrialState.Running or TrialState.Waiting;

    /// <summary>Whether it keeps every constraint that is known.</summary>
    public bool IsFeasible => Violation <= 0;

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
