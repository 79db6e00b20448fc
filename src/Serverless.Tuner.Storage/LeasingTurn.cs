using Serverless.Tuner.Core.Budgets;
using Serverless.Tuner.Core.Budgets.Groups;

namespace Serverless.Tuner.Storage;

/// <summary>
/// One advance of a study whose trials workers evaluate: which open trials it takes back, ends or gives out again, and to whom its new
/// ones go. What it changes is counted by the advance after it, once it is written.
/// </summary>
internal sealed class LeasingTurn
{
    /// <summary>So many bytes of changed rows, and one row more, leave the study's row its share of a transaction's 4 MiB.</summary>
    private const long MaxChangedBytes = 1_250_000;

    /// <summary>Beside so many bytes of changed rows there is room for new trials.</summary>
    private const long MaxBytesBesideNew = 500_000;

    private readonly DateTimeOffset _now;
    private readonly IReadOnlyList<TrialWish> _wishes;
    private readonly GroupOffer? _group;
    private readonly int[] _given;
    private readonly List<ChangedTrial> _changed = [];

    public LeasingTurn(Study study, WarmStudy warm, IReadOnlyList<TrialWish> wishes, DateTimeOffset now, GroupOffer? group)
    {
        (Study, _wishes, _now, _group) = (study, wishes, now, group);
        _given = new int[wishes.Count];
        var bytes = 0L;
        foreach (var open in study.Open)
        {
            IsCut = _changed.Count == AdvanceTransaction.MaxRows || bytes > MaxChangedBytes;
            if (IsCut) break;
            if (warm.FindTrial(open.Number) is not var (trial, etag) || trial.HasEnded) continue;
            var next = Next(trial);
            if (next == trial) continue;
            _changed.Add(new ChangedTrial(study.Name, next, etag));
            bytes += _changed[^1].Bytes;
        }

        Trials = warm.Trials().With(_changed.Select(row => row.Trial));

        var missing = wishes.Sum(w => w.Missing) - _given.Sum();
        Step = new AdvanceStep
        {
            Sequence = study.Sequence + 1,
            Running = _changed.Select(row => row.Trial.Number).ToHashSet(),
            Now = now,
            Drain = missing == 0,
            IsForWorkers = true,
            Group = group,
            MaxNewTrials = bytes > MaxBytesBesideNew ? 0 : Math.Min(missing, AdvanceTransaction.MaxRows - _changed.Count),
        };
    }

    /// <summary>The study, with more money set aside for trials that are given out again.</summary>
    public Study Study { get; private set; }

    /// <summary>Its trials, with what this changes.</summary>
    public IReadOnlyList<Trial> Trials { get; }

    /// <summary>The trials that it changes.</summary>
    public IReadOnlyList<ChangedTrial> Changed => _changed;

    /// <summary>Whether more trials may have to change than a transaction takes: the next turn goes on.</summary>
    public bool IsCut { get; }

    /// <summary>The advance.</summary>
    public AdvanceStep Step { get; }

    /// <summary>Gives new trials to those who still want some.</summary>
    public IReadOnlyList<Trial> GiveOut(IReadOnlyList<Trial> created)
    {
        var given = (int[])_given.Clone();
        return [.. created.Select(trial => trial.HasEnded ? trial : Begin(trial, given) ?? trial)];
    }

    private bool GivesOut => !Study.IsPaused && !(_now >= Study.Deadline);

    private Trial Next(Trial trial)
    {
        var next = trial.LeaseUntil <= _now ? Attempts.Lose(Study, trial, trial.LeaseUntil.Value, _now) : trial;
        if (next.State != TrialState.Waiting) return next;
        if (Study.InterruptionOf(next.Number) is { } interruption) return Pruned(next, interruption);
        if (!GivesOut || next.NotBefore > _now || Begin(next, (int[])_given.Clone()) is null) return next;
        return IsPaid(next) ? Begin(next, _given)! : Pruned(next, TrialOutcome.BudgetReason);
    }

    /// <summary>Whether there is money for another attempt; what earlier ones used up is asked for again.</summary>
    private bool IsPaid(Trial trial)
    {
        if (Study.Spec.Budget is not { } budget) return true;
        if (trial.Cost > Money.Zero) Study = StudyMachine.ExtendReservation(Study, trial.Number, trial.Cost, _group) ?? Study;
        var reserved = Study.Open.Single(o => o.Number == trial.Number).Reserved;
        return AttemptMoney.Of(budget, reserved, trial.Cost, Money.Zero).PaidTime > TimeSpan.Zero
            && (trial.Cost == Money.Zero || reserved > trial.Cost);
    }

    private Trial Pruned(Trial trial, string reason) => trial with { Outcome = TrialOutcome.Pruned(reason, null), EndedAt = _now };

    /// <returns>The trial as the next worker has it that wants one; null when none does.</returns>
    private Trial? Begin(Trial trial, int[] given)
    {
        for (var i = 0; i < given.Length; i++)
            if (given[i] < _wishes[i].Missing) return _wishes[i].Begin(trial, given[i]++, _now);
        return null;
    }
}
