using Serverless.Tuner.Core.Pruners.Figures;

namespace Serverless.Tuner.Core.Pruners.Halving;

/// <summary>What trials had lost in each direction when they came to a rung: in the first report at or beyond its step, whatever their
/// state is now. Equal for equal parameters.</summary>
/// <param name="Step">The rung's step.</param>
/// <param name="Directions">What is better of each value.</param>
internal sealed record RungLosses(int Step, IReadOnlyList<Direction> Directions)
{
    /// <summary>A trial that does not compete; null when all do.</summary>
    public int? Except { get; init; }

    /// <summary>The losses of a trial that competes and has come there; null of another, and of one without a value for each direction:
    /// it cannot be compared.</summary>
    public double[]? Of(TrialCurve trial) => trial.Number == Except ? null : At(trial, Step);

    /// <summary>The losses of a trial in its first report at or beyond a step.</summary>
    public double[]? At(TrialCurve trial, int step)
    {
        if (trial.FirstVectorFrom(step) is not { } values || values.Count != Directions.Count) return null;
        var losses = new double[values.Count];
        for (var i = 0; i < losses.Length; i++) losses[i] = Loss.Of(values[i], Directions[i]);
        return losses;
    }

    public bool Equals(RungLosses? other) =>
        other is not null && Step == other.Step && Except == other.Except && Directions.SequenceEqual(other.Directions);

    public override int GetHashCode() => HashCode.Combine(Step, Except, Directions.Count);

    /// <summary>The loss in one of the directions.</summary>
    /// <param name="Rung">The rung.</param>
    /// <param name="Direction">Which direction, from 0.</param>
    internal sealed record Part(RungLosses Rung, int Direction) : TrialFigure
    {
        public override double? Of(TrialCurve trial) => Rung.Of(trial)?[Direction];
    }
}
