using Serverless.Tuner.Core.Budgets;
using Serverless.Tuner.Core.Budgets.Groups;
using Serverless.Tuner.Core.Editing;
using Serverless.Tuner.Core.Origins;
using Serverless.Tuner.Core.Samplers;

namespace Serverless.Tuner.Core.Studies;

/// <summary>Fills a study's free slots with new trials, as far as its budget goes.</summary>
internal sealed class SlotFiller
{
    /// <summary>Points that do not fit the budget in one advance: after so many it waits for running trials to give money back …</summary>
    private const int MisfitsWhileRunning = 2;

    /// <summary>… or, when none runs, concludes that nothing fits any more.</summary>
    private const int MisfitsWhenIdle = 8;

    private readonly StudySpec _spec;
    private readonly AdvanceStep _step;
    private readonly PointSource _points;
    private readonly CostPredictor _predictor;
    private readonly List<OpenTrial> _open;
    private readonly List<Trial> _created = [];
    private Study _study;
    private Ledger _ledger;
    private int _number;
    private int _misfits;
    private SeenState? _seen;

    // What the trials that run are likely to give back of the money set aside for them.
    private Money _toReturn;

    // What the trials that run are known to need beyond what is set aside for them.
    private readonly Money _missing;
    private StopReason? _reason;

    // What the study's group has for it; null where it has no group.
    private readonly GroupOffer? _group;
    private Money _room = Money.Unlimited;

    // How many ended trials have a cost that tells what trials cost, where the history leaves some out; else null.
    private readonly int? _withCost;

    private SlotFiller(Study study, IReadOnlyList<Trial> trials, AdvanceStep step, ISampler sampler, SamplerHistory history)
    {
        (_study, _spec, _step, _ledger, _number) = (study, study.Spec, step, study.Ledger, study.NextNumber);
        _points = new PointSource(study, trials, sampler, history);
        _group = step.Group;
        if (_group is not null) _room = _group.Room(study, _group.Period);
        _predictor = CostPredictor.Fit(_spec, history, _group?.EvenShare);
        _open = [.. study.Open];
        var evidence = new Evidence(study, history.Space);
        _missing = Money.Sum(_open.Select(o => Money.Max(Money.Zero, _predictor.KnownNeed(Point(o)) - o.Reserved)));
        _toReturn = Money.Sum(_open.Select(o => Money.Max(Money.Zero, o.Reserved - _predictor.Predict(Point(o)))));
        _withCost = study.Edits.Count == 0 ? null : trials.Count(
            t => _open.TrueForAll(o => o.Number != t.Number) && PointSource.HasCost(study, history, t));

        // One that was suggested before the space was changed has a value of each parameter here, too.
        IReadOnlyDictionary<string, ParameterValue> Point(OpenTrial open) => evidence.Filled(trials[open.Number]);
    }

    private bool HasFreeSlot => _open.Count < _spec.Parallelism && _number < _spec.Trials;

    private bool HasRoom => _created.Count < _step.MaxNewTrials;

    /// <summary>Fills the free slots.</summary>
    /// <returns>The study after it, the new trials, and whether slots are left that did not fit into one transaction.</returns>
    public static (Study Study, IReadOnlyList<Trial> Created, bool More) Fill(
        Study study, IReadOnlyList<Trial> trials, AdvanceStep step, ISampler sampler, SamplerHistory history)
    {
        // A wave that did not fit into one transaction is filled by the advances that follow at once.
        var isWaveRunning = study.Spec.Waves && study.Open.Count > 0 && study.LastPlan is not { More: true };
        if (isWaveRunning || study.Open.Count >= study.Spec.Parallelism || study.NextNumber >= study.Spec.Trials) return (study, [], false);
        return new SlotFiller(study, trials, step, sampler, history).Fill();
    }

    private (Study Study, IReadOnlyList<Trial> Created, bool More) Fill()
    {
        var history = _points.History;
        TellSampler(history);
        _seen = new SeenState
        {
            Open = NumberRanges.Format(_open.Select(o => o.Number)),
            SpentShare = history.SpentShare,
            AffordableTrials = history.AffordableTrials == int.MaxValue ? null : history.AffordableTrials,
            Constraints = history.Constraints,
        };
        while (HasFreeSlot && HasRoom && TryFillSlot())
        {
        }

        var filled = _study with
        {
            NextNumber = _number,
            Pruned = _study.Pruned + _misfits,
            PrunedForBudget = _study.PrunedForBudget + _misfits,
            Open = _open,
            StopReason = _open.Count > 0 ? null : _reason,
        };
        return (filled, _created, !HasRoom && HasFreeSlot);
    }

    /// <returns>Whether to go on with the next slot.</returns>
    private bool TryFillSlot()
    {
        if (IsOutOfMoney) return EndFor(StopReason.Budget);
        if (_predictor.Cheapest > _room) return LackOfGroup(_predictor.Cheapest - _room);
        var next = Suggest();
        if (next.Values is not { } parameters)
        {
            _study = next.After;
            return EndFor(StopReason.Exhausted);
        }

        var predicted = _predictor.Predict(parameters);
        if (ToReserve(parameters, predicted) is { } wanted && _ledger.TryReserve(wanted) is not null)
        {
            // What the group has left is no reason to drop a point: it may have more later.
            var amount = wanted <= _room ? wanted : _room;
            if (amount < wanted && Least(parameters, predicted) is var least && amount < least) return LackOfGroup(least - amount);
            _ledger = _ledger.TryReserve(amount)!.Value;
            _room -= _group is null ? Money.Zero : amount;
            _toReturn += Money.Max(Money.Zero, amount - predicted);
            _open.Add(new OpenTrial(_number, amount) { Period = _group?.Period });
            Create(next, new Trial { Number = _number, Parameters = parameters, CreatedAt = _step.Now }, predicted, amount);
            return true;
        }

        if (_predictor.IsFlat) return EndFor(StopReason.Budget);
        // The point waits: there may be money for it when a trial has ended, or the limit is extended.
        if (_open.Count > 0 && predicted - _ledger.Free <= _toReturn) return false;

        _misfits++;
        Create(next, new Trial
        {
            Number = _number,
            Outcome = TrialOutcome.Pruned(TrialOutcome.BudgetReason, null),
            Parameters = parameters,
            CreatedAt = _step.Now,
            EndedAt = _step.Now,
        }, predicted, reserved: null);
        return true;
    }

    private NextPoint Suggest()
    {
        using var watch = _step.Suggesting?.Invoke(_number);
        return _points.Next(_study, _number);
    }

    private bool IsOutOfMoney
    {
        get
        {
            // One point that does not fit is recorded as a pruned trial, so that the trials show why the study ended.
            var mayConclude = _open.Count > 0 || _predictor.IsFlat || _misfits > 0;
            return (mayConclude && _predictor.Cheapest > _ledger.Free)
                || _misfits >= (_open.Count > 0 ? MisfitsWhileRunning : MisfitsWhenIdle);
        }
    }

    private bool EndFor(StopReason reason)
    {
        _reason = reason;
        return false;
    }

    /// <summary>The group has too little for another trial: it waits, unless nothing can come back.</summary>
    private bool LackOfGroup(Money lack)
    {
        _study = _study with { LacksOfGroup = lack };
        return _group!.MayComeBack(_study) ? false : EndFor(StopReason.Budget);
    }

    private void Create(NextPoint point, Trial trial, Money predicted, Money? reserved)
    {
        var isMoneyKnown = _spec.Budget is not null;
        _created.Add(trial with
        {
            Enqueued = point.IsEnqueued,
            Origin = point.Origin with
            {
                Seen = _created.Count == 0 ? _seen : null,
                PredictedMicroUsd = isMoneyKnown ? predicted.Micro : null,
                ReservedMicroUsd = isMoneyKnown ? reserved?.Micro : null,
            },
        });
        _study = point.After;
        _number++;
    }

    /// <summary>What to set aside for a trial: what the policy wants, or all that is
    /// free where the trial is likely to do with that; null where it is not.</summary>
    private Money? ToReserve(IReadOnlyDictionary<string, ParameterValue> parameters, Money predicted)
    {
        var free = Money.Max(Money.Zero, _ledger.Free - _missing);
        var wanted = _predictor.Reservation(parameters);
        if (wanted <= free) return wanted;
        return free >= Least(parameters, predicted) ? free : null;
    }

    /// <summary>With how much a trial is likely to do.</summary>
    private Money Least(IReadOnlyDictionary<string, ParameterValue> parameters, Money predicted)
    {
        // Before there is data the prediction is a share of the limit, and no reason to leave money unused.
        var enough = _predictor.IsGuess ? predicted / 4 : predicted;
        return Money.Max(Money.Max(enough, _predictor.KnownNeed(parameters)), _predictor.Cheapest);
    }

    /// <summary>Lets the sampler know how far the money is spent, and how far it goes.</summary>
    private void TellSampler(SamplerHistory history)
    {
        if (_ledger.Limit is not { Micro: > 0 and var limit }) return;
        history.SpentShare = Math.Clamp((_ledger.Spent + _ledger.Reserved - _toReturn).Micro / (double)limit, 0, 1);
        if (_ledger.Spent > Money.Zero)
            history.AffordableTrials = (int)Math.Min(
                int.MaxValue, (_withCost ?? history.Encoded.Count(t => t.HasCost)) * (double)limit / _ledger.Spent.Micro);
    }
}
