using Serverless.Tuner.Core.Budgets;

namespace Serverless.Tuner.Core.Studies;

/// <summary>What an attempt at a trial comes to whose evaluation goes on elsewhere: its time runs from its claim, whoever works.</summary>
public static class RemoteAttempt
{
    /// <summary>The attempt's money.</summary>
    public static AttemptMoney Money(Study study, Trial trial)
    {
        var reserved = study.Open.FirstOrDefault(o => o.Number == trial.Number)?.Reserved ?? Budgets.Money.Zero;
        return AttemptMoney.Of(study.Spec.Budget, reserved, trial.Cost, trial.Reported);
    }

    /// <summary>The trial as it ends, with the cost of this attempt.</summary>
    public static Trial Ended(Study study, Trial trial, TrialOutcome outcome, DateTimeOffset now) => trial with
    {
        Outcome = outcome,
        Cost = trial.Cost + Charge(study, trial, now),
        Reported = Budgets.Money.Zero,
        Failures = trial.Failures + (outcome.State == TrialState.Failed ? 1 : 0),
        EndedAt = now,
        Callback = trial.Callback! with { LookAt = null },
    };

    /// <summary>The trial as it waits for its next attempt, with the cost of this one.</summary>
    public static Trial GivenBack(Study study, Trial trial, string reason, DateTimeOffset retryAt, DateTimeOffset now) => trial with
    {
        Outcome = new TrialOutcome(TrialState.Waiting, TrialOutcome.Cut(reason)),
        Claim = null,
        Host = null,
        Cost = trial.Cost + Charge(study, trial, now),
        Reported = Budgets.Money.Zero,
        Failures = trial.Failures + 1,
        Callback = trial.Callback! with { LookAt = null, RetryAt = retryAt },
    };

    private static Money Charge(Study study, Trial trial, DateTimeOffset now) =>
        Money(study, trial).Charge(now - (trial.StartedAt ?? now));
}
