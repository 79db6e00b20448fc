using Serverless.Tuner.Cli.Rendering;

namespace Serverless.Tuner.Cli.Watching;

/// <summary>Tells of each trial, in the order in which they ended, whether it was better than all before it.</summary>
internal sealed class BestSoFar
{
    private double? _best;

    public bool Improves(TrialView trial, StudySpec spec)
    {
        if (spec.Directions is not [var direction] || !Format.IsFeasible(trial) || trial.Values is not [var value, ..]) return false;
        if (_best is { } best && !(direction == Direction.Maximize ? value > best : value < best)) return false;
        _best = value;
        return true;
    }
}
