using Serverless.Tuner.Core.Budgets;
using Serverless.Tuner.Core.Budgets.Groups;
using Serverless.Tuner.Core.Editing;
using Serverless.Tuner.Core.Memory;
using Serverless.Tuner.Core.Samplers;
using Serverless.Tuner.Core.Samplers.Gp;

namespace Serverless.Tuner.Core.Studies;

/// <summary>The study's state machine: pure functions from one state of the study row to the next.</summary>
public static class StudyMachine
{
    /// <summary>Ended trials from which on a share of failures says something.</summary>
    private const int FewestForShare = 10;

    /// <summary>Runs that fail in a row before it is an error: a refusal of
    /// the storage that lasts some minutes does not end a study.</summary>
    internal const int MostFailedRuns = 10;

    /// <summary>A new study.</summary>
    public static Study Create(StudySpec spec, string run, DateTimeOffset now) => new()
    {
        Spec = spec with { Attributes = null },
        Attributes = spec.Attributes ?? new Dictionary<string, string>(),
        Run = run,
        CreatedAt = now,
        StartedAt = now,
    };

    /// <summary>Counts the outcomes that have arrived, decides whether the study goes on, and suggests trials for free slots.</summary>
    /// <param name="study">The study; running.</param>
    /// <param name="trials">All its trials, each at the index of its number, open ones as far as their rows are known.</param>
    /// <param name="step">The advance.</param>
    /// <param name="sampler">The study's sampler.</param>
    /// <param name="history">What the sampler knows of the study; brought up to date by the advance.</param>
    public static AdvanceResult Advance(
        Study study, IReadOnlyList<Trial> trials, AdvanceStep step, ISampler sampler, SamplerHistory history)
    {
        var before = study;
        study = Tell(study with { LacksOfGroup = Money.Zero }, trials, step.Running);
        if (study.StopReason is null) study = Forecast(study, study.Complete - before.Complete, trials, history);
        study = study with { StopReason = study.StopReason ?? DecideStop(study, step.Now) };
        if (study is { StopReason: StopReason.Failures, Error: null }) study = study with { Error = LastFailure(before, study, trials) };

        var (next, created, more) = study is { StopReason: null, IsPaused: false } && !step.Drain
            ? SlotFiller.Fill(study, trials, step, sampler, history)
            : (study, [], false);
        return Close(next, created, more, step);
    }

    /// <summary>
    /// What takes the place of an advance that threw, since it would throw
    /// again: the study starts nothing more, and ends when its open trials
    /// have. When not even their outcomes can be counted, it ends at once and leaves them open, for a later run to count.
    /// </summary>
    /// <param name="study">The study before the advance.</param>
    /// <param name="trials">Its trials, as far as they could be read.</param>
    /// <param name="step">The advance.</param>
    /// <param name="fault">What it threw.</param>
    public static AdvanceResult Fail(Study study, IReadOnlyList<Trial> trials, AdvanceStep step, Exception fault)
    {
        var failed = study with { StopReason = StopReason.Error, Error = TrialOutcome.Cut($"{fault.GetType().Name}: {fault.Message}") };
        try
        {
            return Close(Tell(failed, trials, step.Running), [], false, step) with { Fault = fault };
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            return Close(
                failed with { State = StudyState.Ended, EndedAt = step.Now }, [], false, step with { Drain = true }) with
            { Fault = fault };
        }
    }

    /// <summary>
    /// A run of the study's orchestration has failed: another takes its place. When so many have that the next would fail, too, the study
    /// ends, and leaves its open trials for a later run to count.
    /// </summary>
    /// <param name="study">The study; running.</param>
    /// <param name="run">The next run.</param>
    /// <param name="error">What the last one failed of.</param>
    /// <param name="now">The time.</param>
    public static Study FailRun(Study study, string run, string error, DateTimeOffset now)
    {
        var failed = study with { FailedRuns = study.FailedRuns + 1 };
        return failed.FailedRuns < MostFailedRuns
            ? Restart(failed, run)
            : failed with
            {
                State = StudyState.Ended,
                StopReason = StopReason.Error,
                Error = TrialOutcome.Cut(error),
                EndedAt = now,
                IsPaused = false,
            };
    }

    /// <summary>Sets more aside for a trial that runs, as far as the limit allows.</summary>
    /// <param name="study">The study.</param>
    /// <param name="number">The trial.</param>
    /// <param name="amount">How much more.</param>
    /// <param name="group">What the study's group has; null where it has no group.</param>
    /// <returns>The study with the larger reservation; null when not even a part of <paramref name="amount"/> is free.</returns>
    public static Study? ExtendReservation(Study study, int number, Money amount, GroupOffer? group = null)
    {
        var (_, granted) = study.Ledger.Extend(amount);
        if (group is not null && study.Open.FirstOrDefault(o => o.Number == number) is { Period: { } period })
            granted = Money.Min(granted, group.Room(study, period));
        return granted == Money.Zero || study.Open.All(o => o.Number != number)
            ? null
            : study with { Open = [.. study.Open.Select(o => o.Number == number ? o with { Reserved = o.Reserved + granted } : o)] };
    }

    /// <summary>Asks the study to end: nothing more is started. A second
    /// request can only cut short the trials that the first let run.</summary>
    /// <param name="study">The study.</param>
    /// <param name="mode">Whether the trials that run are cut short, or end by themselves.</param>
    public static Study RequestStop(Study study, StopMode mode)
    {
        if (study.State == StudyState.Ended || study.Interruption is not null) return study;
        var isWaiting = study is { StopReason: StopReason.Requested, EndsAfterRunning: true };
        if (mode == StopMode.AfterRunning && isWaiting) return study;
        return study with { StopReason = StopReason.Requested, EndsAfterRunning = mode == StopMode.AfterRunning, IsPaused = false };
    }

    /// <summary>Puts a study into a new run of its orchestration: one that has ended goes on, one that is ending still does.</summary>
    public static Study Restart(Study study, string run) => study with
    {
        State = StudyState.Running,
        StopReason = study.State == StudyState.Running ? study.StopReason : null,
        Error = study.State == StudyState.Running ? study.Error : null,
        EndsAfterRunning = study.State == StudyState.Running && study.EndsAfterRunning,
        IsPaused = study.State == StudyState.Running && study.IsPaused,
        FailedRuns = study.State == StudyState.Running ? study.FailedRuns : 0,
        // A study that is resumed is judged by what comes from now on.
        FailedInARow = study.State == StudyState.Running ? study.FailedInARow : 0,
        CompleteSinceBest = study.State == StudyState.Running ? study.CompleteSinceBest : 0,
        ExpectingLittle = study.State == StudyState.Running ? study.ExpectingLittle : 0,
        EndedBefore = study.State == StudyState.Running ? study.EndedBefore : study.Ended,
        FailedBefore = study.State == StudyState.Running ? study.FailedBefore : study.Failed,
        EndedAt = null,
        Result = null,
        // The place that it had is given back.
        Places = study.State == StudyState.Running ? study.Places : [],
        Run = run,
        Sequence = 0,
        LastPlan = null,
    };

    /// <summary>Has a study wait for its turn that would run.</summary>
    public static Study Queue(Study study) => study with
    {
        State = StudyState.Pending,
        StartedAt = study.NextNumber > 0 ? study.StartedAt : null,
        Turn = study.Turn + 1,
        Places = [],
    };

    /// <summary>Lets a pending study run; the time of one that has not run yet begins.</summary>
    public static Study Admit(Study study, IReadOnlyList<string> places, DateTimeOffset now) =>
        study with { State = StudyState.Running, StartedAt = study.StartedAt ?? now, Places = places };

    /// <summary>Ends a pending study, which has not come to its turn.</summary>
    public static Study Cancel(Study study, DateTimeOffset now) =>
        study with { State = StudyState.Ended, StopReason = StopReason.Requested, EndedAt = now };

    /// <summary>Whether <paramref name="value"/> is better than <paramref name="than"/>.</summary>
    internal static bool IsBetter(Direction direction, double value, double than) =>
        direction == Direction.Minimize ? value < than : value > than;

    /// <summary>Whether each constraint of the study is kept.</summary>
    internal static bool IsFeasible(Trial trial) => trial.Outcome.Constraints is null || trial.Outcome.Constraints.Values.All(c => c <= 0);

    /// <summary>The result of the advance; a study that is to stop and has no open trial has ended.</summary>
    private static AdvanceResult Close(Study next, IReadOnlyList<Trial> created, bool more, AdvanceStep step)
    {
        if (next.StopReason is null && next.Open.Count == 0 && next.Ended >= next.Spec.Trials)
            next = next with { StopReason = StopReason.Trials };
        if (next.StopReason is not null && next.Open.Count == 0)
            next = next with { State = StudyState.Ended, EndedAt = step.Now, IsPaused = false };

        int[] start = step.Drain || step.IsForWorkers ? [] : [.. next.Open.Select(o => o.Number).Where(n => !step.Running.Contains(n))];
        var plan = new AdvancePlan(start, next.State == StudyState.Ended ? next.StopReason : null) { More = more };
        return new AdvanceResult(next with { Sequence = step.Sequence, LastPlan = plan }, created);
    }

    private static Study Tell(Study study, IReadOnlyList<Trial> trials, IReadOnlySet<int> running)
    {
        var opened = study.Open.Count;
        var open = new List<OpenTrial>(opened);
        var ledger = study.Ledger;
        foreach (var entry in study.Open)
        {
            var trial = trials[entry.Number];
            if (running.Contains(entry.Number) || !trial.HasEnded)
            {
                open.Add(entry);
                continue;
            }

            ledger = ledger.Settle(entry.Reserved, trial.Cost);
            if (entry.Period is { } period) study = study with { Shares = GroupShares.Told(study.Shares, period, trial.Cost) };
            study = Count(study, trial);
        }

        study = study with { Open = open, Spent = ledger.Spent };
        return open.Count < opened ? WarmStarts.Measure(study, trials) : study;
    }

    /// <summary>The study with a trial counted that has ended.</summary>
    internal static Study Count(Study study, Trial trial)
    {
        study = study with { FailedInARow = trial.State == TrialState.Failed ? study.FailedInARow + 1 : 0, FailedRuns = 0 };
        switch (trial.State)
        {
            case TrialState.Pruned:
                return study with
                {
                    Pruned = study.Pruned + 1,
                    PrunedForBudget = study.PrunedForBudget + (trial.Outcome.Reason == TrialOutcome.BudgetReason ? 1 : 0)
                };
            case TrialState.Failed: return study with { Failed = study.Failed + 1 };
            default:
                study = study with { Complete = study.Complete + 1, CompleteSinceBest = study.CompleteSinceBest + 1 };
                if (study.Spec.Directions.Count != 1 || !IsFeasible(trial)) return study;
                if (Edition.Hidden(study.Edits).Contains(trial.Number)) return study;
                var value = trial.Outcome.Values![0];
                var told = new BestTrial(trial.Number, value, trial.Parameters);
                if (study.Best is not { } best || IsBetter(study.Spec.Directions[0], value, best.Value))
                    return study with { Best = told, CompleteSinceBest = 0 };
                // Among equals the earlier one, in whatever order they end; that is no improvement.
                return value == best.Value && trial.Number < best.Number ? study with { Best = told } : study;
        }
    }

    private static bool HasFailedTooOften(Study study) => study.Spec.MaxFailures switch
    {
        null => false,
        < 1 and var share =>
            study.Ended - study.EndedBefore is >= FewestForShare and var ended && study.Failed - study.FailedBefore >= share * ended,
        var most => study.FailedInARow >= most,
    };

    /// <summary>How the last of the failed trials ended that an advance has counted.</summary>
    private static string? LastFailure(Study before, Study after, IReadOnlyList<Trial> trials)
    {
        var open = after.Open.Select(o => o.Number).ToHashSet();
        var last = before.Open.Where(o => !open.Contains(o.Number)).Select(o => trials[o.Number])
            .Where(t => t.State == TrialState.Failed).MaxBy(t => (t.EndedAt, t.Number));
        return last is null ? null : TrialOutcome.Cut($"trial {last.Number} failed: {last.Outcome.Reason}");
    }

    /// <summary>Adds the complete trials that this advance has counted to those for which little improvement was to be expected.</summary>
    private static Study Forecast(Study study, int told, IReadOnlyList<Trial> trials, SamplerHistory history)
    {
        if (told == 0 || study.Spec.PlateauThreshold is not { } threshold) return study;
        PointSource.BringUpToDate(history, study, trials);
        return study with { ExpectingLittle = ImprovementForecast.Of(history) < threshold ? study.ExpectingLittle + told : 0 };
    }

    private static StopReason? DecideStop(Study study, DateTimeOffset now)
    {
        var spec = study.Spec;
        if (study.Best is { } best && spec.Target is { } target && !IsBetter(spec.Directions[0], target, best.Value))
            return StopReason.Target;
        if (HasFailedTooOften(study)) return StopReason.Failures;
        if (study.Best is not null
            && (spec.PlateauThreshold is null ? study.CompleteSinceBest : study.ExpectingLittle) >= spec.PlateauTrials)
            return StopReason.Plateau;
        if (study.Open.Count == 0 && study.Ended >= spec.Trials) return StopReason.Trials;
        return now >= study.Deadline ? StopReason.Timeout : null;
    }
}
