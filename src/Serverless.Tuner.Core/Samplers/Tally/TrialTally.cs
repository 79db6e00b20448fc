using Serverless.Tuner.Core.Budgets;

namespace Serverless.Tuner.Core.Samplers.Tally;

/// <summary>What samplers ask of all trials of a study, kept up to date while it grows: so that a suggestion does not have to go through
/// all of them.</summary>
/// <remarks>Nothing in it depends on the order in which trials are added.</remarks>
internal sealed class TrialTally
{
    /// <summary>How many of the best, and of the newest, are known.</summary>
    public const int Most = 151;

    private readonly bool _hasOneDirection;
    private readonly List<ConstraintTally> _constraints = [];

    /// <summary>Counts some trials.</summary>
    public TrialTally(List<EncodedTrial> trials, int directions)
    {
        _hasOneDirection = directions == 1;
        foreach (var trial in trials) Add(trial);
    }

    /// <summary>How many complete trials have a value for each direction.</summary>
    public int Complete { get; private set; }

    /// <summary>How many pruned trials have.</summary>
    public int Pruned { get; private set; }

    /// <summary>The last step that any complete trial reported; −1 when that is not known.</summary>
    public int LastStep { get; private set; } = -1;

    /// <summary>The most that a trial has cost; zero where no cost is known.</summary>
    public Money MostCost { get; private set; }

    /// <summary>Of one direction, the best complete trials with a value.</summary>
    public LeastTrials BestComplete { get; } = new(TrialOrder.Compare);

    /// <summary>Of one direction, the best pruned trials with a value.</summary>
    public LeastTrials BestPruned { get; } = new(TrialOrder.Compare);

    /// <summary>Of one direction, the complete trials that break constraints, by their loss.</summary>
    public LeastTrials BestInfeasible { get; } = new(ByLoss);

    /// <summary>Which trials have failed: as a constraint that they break.</summary>
    public ConstraintTally Failures { get; } = new(null);

    /// <summary>A tally of each constraint.</summary>
    public IReadOnlyList<ConstraintTally> Constraints => _constraints;

    /// <summary>Whether a trial is in the tally: one of which nothing is known yet is not.</summary>
    public static bool Counts(EncodedTrial trial) => !trial.IsPending || trial.Constraints is not null;

    /// <summary>Counts a trial.</summary>
    public void Add(EncodedTrial trial)
    {
        if (!Counts(trial)) return;
        while (_constraints.Count < (trial.Constraints?.Length ?? 0)) _constraints.Add(new ConstraintTally(_constraints.Count));
        foreach (var constraint in _constraints) constraint.Add(trial);
        Failures.Add(trial);
        if (trial.HasCost) MostCost = Money.Max(MostCost, trial.Cost);
        if (trial.State == TrialState.Complete) LastStep = Math.Max(LastStep, trial.Step);
        if (trial.Losses is null) return;
        if (trial.State == TrialState.Complete) Complete++;
        else Pruned++;
        if (!_hasOneDirection) return;
        (trial.State == TrialState.Complete ? BestComplete : BestPruned).Add(trial);
        if (trial is { State: TrialState.Complete, IsFeasible: false }) BestInfeasible.Add(trial);
    }

    private static int ByLoss(EncodedTrial a, EncodedTrial b) =>
        a.Losses![0].CompareTo(b.Losses![0]) is not 0 and var order ? order : a.Number.CompareTo(b.Number);
}
