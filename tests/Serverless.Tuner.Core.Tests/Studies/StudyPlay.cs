using Serverless.Tuner.Core.Budgets;
using Serverless.Tuner.Core.Editing;
using Serverless.Tuner.Core.Origins;
using Serverless.Tuner.Core.SearchSpaces;
using Serverless.Tuner.Core.Studies;
using Study = Serverless.Tuner.Core.Studies.Study;

namespace Serverless.Tuner.Core.Tests.Studies;

/// <summary>A study as the store and the orchestration would drive it; each advance is checked against what must always hold.</summary>
internal sealed class StudyPlay
{
    private SamplerHistory _history;
    private ISampler _sampler;
    private int _edits;
    private readonly HashSet<int> _told = [];
    private int _runs;

    public StudyPlay(StudySpec spec, ISampler? sampler = null)
    {
        Study = StudyMachine.Create(spec, "run-0", Now);
        _history = StudyHistory.Empty(spec, SearchSpace.Of(spec), [], null, null, []);
        _sampler = sampler ?? SamplerCatalog.BuiltIn.Create(spec.Sampler);
    }

    public Study Study { get; private set; }

    public List<Trial> Trials { get; } = [];

    /// <summary>What the orchestration waits for.</summary>
    public SortedSet<int> Running { get; } = [];

    public DateTimeOffset Now { get; set; } = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public int MaxNewTrials { get; init; } = 99;

    public bool IsOver => Study.State == StudyState.Ended;

    /// <summary>Whether no trial ever costs more than is set aside for it.</summary>
    public bool IsMetered { get; init; } = true;

    public AdvancePlan Advance(bool drain = false)
    {
        var before = Study;
        Relearn();
        var result = StudyMachine.Advance(before, Trials, new AdvanceStep
        {
            Sequence = before.Sequence + 1,
            Running = Running,
            Now = Now,
            Drain = drain,
            MaxNewTrials = MaxNewTrials,
        }, _sampler, _history);
        Study = result.Study;
        Trials.AddRange(result.NewTrials);
        CheckTells(before, result);
        CheckSlots(before, result, drain);
        CheckMoney();
        var plan = result.Plan;
        Assert.Equal(before.Sequence + 1, Study.Sequence);
        Assert.Equal(IsOver ? Study.StopReason : null, plan.Ended);
        Assert.Equal(drain ? [] : Study.Open.Select(o => o.Number).Except(Running), plan.Start);
        Running.UnionWith(plan.Start);
        return plan;
    }

    /// <summary>Advances as often as the plan asks for.</summary>
    public void AdvanceFully()
    {
        while (Advance().More) Assert.False(IsOver);
    }

    /// <summary>The evaluation of a trial records its outcome; the orchestration has not noticed.</summary>
    public void Record(int number, TrialState state, long cost = 0, double value = 0, double? constraint = null) =>
        Trials[number] = Trials[number] with
        {
            Outcome = new TrialOutcome(state)
            {
                Values = state == TrialState.Complete ? [value] : null,
                Constraints = constraint is { } c ? new Dictionary<string, double> { ["c"] = c } : null,
            },
            Cost = new Money(cost),
            Attempt = 1,
            EndedAt = Now,
        };

    /// <summary>A trial ends and the orchestration notices.</summary>
    public void End(int number, TrialState state, long cost = 0, double value = 0, double? constraint = null)
    {
        Record(number, state, cost, value, constraint);
        Running.Remove(number);
    }

    public void Complete(int number, double value, long cost = 0) => End(number, TrialState.Complete, cost, value);

    public bool ExtendReservation(int number, long amount)
    {
        if (StudyMachine.ExtendReservation(Study, number, new Money(amount)) is not { } extended) return false;
        Study = extended;
        CheckMoney();
        return true;
    }

    public void Stop(StopMode mode = StopMode.Now) => Study = StudyMachine.RequestStop(Study, mode);

    public void Pause() => Ask(StudyRequests.Pause);

    public void Resume() => Ask(study => StudyRequests.Resume(study, "none", Now));

    public void Cancel(int number) => Ask(study => new StudyChange(StudyRequests.Cancel(study, number), []));

    public void Enqueue(EnqueueRequest request) => Study = Enqueueing.Enqueue(Study, request).Study!;

    public void Retry(int number, string id) => Ask(study => StudyRequests.Retry(study, Trials[number], id));

    public void Restart()
    {
        Running.Clear();
        Study = StudyMachine.Restart(Study, $"run-{++_runs}");
    }

    /// <summary>The orchestration has failed.</summary>
    public void FailRun(string error)
    {
        Running.Clear();
        Study = StudyMachine.FailRun(Study, $"run-{++_runs}", error, Now);
    }

    /// <summary>A trial fails for this reason, and the orchestration notices.</summary>
    public void Fail(int number, string reason)
    {
        End(number, TrialState.Failed);
        Trials[number] = Trials[number] with { Outcome = TrialOutcome.Failed(reason) };
    }

    /// <summary>Changes what is searched, as the owner.</summary>
    public StudyChange Edit(ExtendRequest request, Func<StudySpec, IReadOnlyList<FieldError>>? check = null)
    {
        var change = StudyExtension.Extend(Study, request, new StudyEditor("owner", check ?? (_ => [])), Now);
        Study = change.Study ?? Study;
        return change;
    }

    /// <summary>Hides a trial, or shows it again.</summary>
    public void Hide(int number, bool hidden = true) => Ask(study => SpaceEditing.Hide(study, number, hidden, Trials, "owner", Now));

    /// <summary>Computes the point of a trial again, as another process would.</summary>
    public ReplayView Replay(int number) =>
        TrialReplay.Of(Study, Trials, number, SamplerCatalog.BuiltIn.Create(Study.Spec.Sampler), []);

    public void Extend(ExtendRequest request) => Study = StudyExtension.Extend(Study, request).Study!;

    /// <summary>A sampler learns anew when its study was changed.</summary>
    private void Relearn()
    {
        if (_edits == Study.Edits.Count) return;
        _edits = Study.Edits.Count;
        _history = StudyHistory.Empty(Study.Spec, SearchSpace.Of(Study.Spec), Study.Edits, null, null, []);
        _sampler = SamplerCatalog.BuiltIn.Create(Study.Spec.Sampler);
    }

    /// <summary>A request that comes again, because its answer was lost, changes nothing more; none moves counters or money.</summary>
    private void Ask(Func<Study, StudyChange> request)
    {
        var before = Study;
        if (request(before).Study is not { } study) return;
        Assert.Same(study, request(study).Study);
        Assert.Equal((before.Ended, before.NextNumber, before.Ledger), (study.Ended, study.NextNumber, study.Ledger));
        Assert.Equal((before.State, before.StopReason, before.Run), (study.State, study.StopReason, study.Run));
        Assert.Equal(before.Open.Select(o => (o.Number, o.Reserved)), study.Open.Select(o => (o.Number, o.Reserved)));
        Study = study;
    }

    private void CheckTells(Study before, AdvanceResult result)
    {
        var after = result.Study;
        var gone = before.Open.Select(o => o.Number).Except(after.Open.Select(o => o.Number)).ToList();
        Assert.All(gone, n => Assert.True(Trials[n].HasEnded && !Running.Contains(n)));
        foreach (var number in gone.Concat(result.NewTrials.Where(t => t.HasEnded).Select(t => t.Number)))
            Assert.True(_told.Add(number), $"trial {number} was told twice");

        var told = _told.Select(n => Trials[n]).ToList();
        var shown = told.Where(t => !SpaceEditing.HiddenOf(after).Contains(t.Number));
        Assert.Equal(told.Count(t => t.State == TrialState.Complete), after.Complete);
        Assert.Equal(told.Count(t => t.State == TrialState.Pruned), after.Pruned);
        Assert.Equal(told.Count(t => t.State == TrialState.Failed), after.Failed);
        Assert.Equal(Money.Sum(told.Select(t => t.Cost)), after.Spent);
        Assert.Equal(BestTrials.Of(after.Spec.Directions, shown).FirstOrDefault()?.Number, after.Best?.Number);
        Assert.Equal(after.Best is { } best ? Trials[best.Number].Outcome.Values![0] : null, after.Best?.Value);
    }

    private void CheckSlots(Study before, AdvanceResult result, bool drain)
    {
        var (after, created) = result;
        var spec = after.Spec;
        Assert.Equal(Enumerable.Range(before.NextNumber, created.Count), created.Select(t => t.Number));
        Assert.Equal(Trials.Count, after.NextNumber);
        Assert.Equal(after.NextNumber, after.Ended + after.Open.Count);
        Assert.Equal(
            created.Where(t => !t.HasEnded).Select(t => t.Number), after.Open.Select(o => o.Number).Where(n => n >= before.NextNumber));
        Assert.InRange(after.Open.Count, 0, spec.Parallelism);
        Assert.InRange(after.NextNumber, 0, spec.Trials);
        Assert.InRange(created.Count, 0, MaxNewTrials);
        if (drain || before.IsPaused || before.StopReason is not null) Assert.Empty(created);
        if (before.StopReason is { } reason) Assert.Equal(reason, after.StopReason);
        if (IsOver) Assert.Empty(after.Open);
        if (IsOver) Assert.NotNull(after.EndedAt);
        if (IsOver && after.StopReason == StopReason.Trials) Assert.Equal(spec.Trials, after.Ended);
        if (after.LastPlan!.More) Assert.True(created.Count == MaxNewTrials && after.Open.Count < spec.Parallelism);
        var misfits = created.Count(t => t.HasEnded);
        Assert.InRange(misfits, 0, after.Open.Any(o => o.Number < before.NextNumber) ? 2 : 8);
        if (spec.Waves && created.Count > 0 && before.LastPlan is not { More: true })
            Assert.All(after.Open, o => Assert.True(o.Number >= before.NextNumber));
    }

    private void CheckMoney()
    {
        if (Study.Ledger is not { Limit: { } limit } ledger) return;
        if (IsMetered) Assert.True(ledger.Spent + ledger.Reserved <= limit, $"{ledger}");
        Assert.Equal(Money.Max(Money.Zero, ledger.Spent - limit), ledger.Overrun);
    }
}
