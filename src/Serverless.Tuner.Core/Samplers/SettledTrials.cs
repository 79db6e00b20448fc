using Serverless.Tuner.Core.Samplers.Tpe;

namespace Serverless.Tuner.Core.Samplers;

/// <summary>What samplers want to know of all trials of a history that have ended before the first that has not. These never change, so
/// each is looked at once: with a look at all of them a suggestion's time would grow with the study.</summary>
internal sealed class SettledTrials
{
    private readonly List<EncodedTrial> _best = new(TrialSplit.MostGood + 2);
    private readonly List<EncodedTrial> _infeasible = [];

    /// <summary>How many trials from the first on this is about.</summary>
    public int Count { get; private set; }

    /// <summary>How many have a value for each direction.</summary>
    public int Valued { get; private set; }

    /// <summary>How many of them are complete.</summary>
    public int CompleteValued { get; private set; }

    /// <summary>How many failed.</summary>
    public int Failed { get; private set; }

    /// <summary>The largest number of constraint values of any.</summary>
    public int Constraints { get; private set; }

    /// <summary>The last step of the longest complete one; −1 when that is not known.</summary>
    public int LastStep { get; private set; } = -1;

    /// <summary>With one direction, the complete ones that are best, as many as can count as good and one more, the best first.</summary>
    public IReadOnlyList<EncodedTrial> Best => _best;

    /// <summary>Complete ones with values that break a constraint, by ascending number.</summary>
    public IReadOnlyList<EncodedTrial> Infeasible => _infeasible;

    /// <summary>Looks at the trials that have ended since.</summary>
    public void Extend(List<EncodedTrial> trials, int ended)
    {
        for (; Count < ended; Count++) Add(trials[Count]);
    }

    private void Add(EncodedTrial trial)
    {
        Constraints = Math.Max(Constraints, trial.Constraints?.Length ?? 0);
        if (trial.State == TrialState.Failed) Failed++;
        if (trial.State == TrialState.Complete) LastStep = Math.Max(LastStep, trial.Step);
        if (trial.Losses is not { } losses) return;
        Valued++;
        if (trial.State != TrialState.Complete) return;
        CompleteValued++;
        if (!trial.IsFeasible) _infeasible.Add(trial);
        if (losses.Length == 1) RankedTrials.Add(_best, trial, TrialSplit.MostGood + 1);
    }
}
