using Serverless.Tuner.Core.Budgets;

namespace Serverless.Tuner.Storage;

/// <summary>How attempts at a trial begin, and what becomes of a trial whose worker was lost: the same whoever evaluates it.</summary>
internal static class Attempts
{
    /// <summary>A trial fails when its workers were lost so often: the trial may be what ends them.</summary>
    public const int MaxLosses = 10;

    /// <summary>The trial with its next attempt begun.</summary>
    public static Trial Begin(Trial trial, string claim, DateTimeOffset now) => trial with
    {
        Claim = claim,
        Attempt = trial.Attempt + 1,
        Outcome = TrialOutcome.Running,
        StartedAt = now,
        HeartbeatAt = now,
        NotBefore = null,
        LastStep = null,
        Used = null,
        Reported = Money.Zero,
        Callback = null,
    };

    /// <summary>The trial without the worker that was lost: its attempt is charged by the meter up to
    /// the time it may have lived, and with what it had reported; after too many losses the trial has failed.</summary>
    public static Trial Lose(Study study, Trial trial, DateTimeOffset lastAlive, DateTimeOffset now)
    {
        var lost = trial with
        {
            Outcome = TrialOutcome.Waiting,
            Claim = null,
            Host = null,
            Losses = trial.Losses + 1,
            Cost = trial.Cost + Charge(study, trial, lastAlive < now ? lastAlive : now),
            Reported = Money.Zero,
        };
        return lost.Losses < MaxLosses
            ? lost
            : lost.WithoutUnused() with { Outcome = TrialOutcome.Failed($"its worker was lost {lost.Losses} times"), EndedAt = now };
    }

    private static Money Charge(Study study, Trial trial, DateTimeOffset lastAlive)
    {
        if (trial.StartedAt is not { } started) return Money.Zero;
        var reserved = study.Open.Single(o => o.Number == trial.Number).Reserved;
        return AttemptMoney.Of(study.Spec.Budget, reserved, trial.Cost, trial.Reported).Charge(lastAlive - started);
    }
}
