using Serverless.Tuner.Contracts;
using Serverless.Tuner.Core.Pruners;

namespace OwnPruner;

/// <summary>Stops a trial that is worse than the best other one was at the same step, by more than a margin.</summary>
public sealed class MarginPruner(MarginOptions options, PrunerContext context) : IPruner
{
    /// <inheritdoc />
    public bool LooksAtOthers(TrialCurve trial) => trial.Last.Step >= options.WarmupSteps;

    /// <inheritdoc />
    public bool ShouldPrune(TrialCurve trial, PrunerHistory others)
    {
        var (step, value) = trial.Last;
        if (step < options.WarmupSteps) return false;
        var sign = context.Direction == Direction.Minimize ? 1 : -1;
        return others.Trials.Any(other =>
            other.Number != trial.Number && other.At(step) is { } theirs && sign * (value - theirs) > options.Margin);
    }
}
