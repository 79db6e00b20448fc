using Serverless.Tuner.Core.Studies;
using Serverless.Tuner.Core.StudyFiles;
using Serverless.Tuner.Objectives;
using Serverless.Tuner.Outbound;
using Serverless.Tuner.Storage.Telemetry;

namespace Serverless.Tuner.Evaluation.Remote;

/// <summary>
/// Trials whose evaluation goes on elsewhere: calls their endpoints, takes what call-backs tell, and looks at those that wait. Each
/// step reads the row, decides, and writes only if nobody has written meanwhile; otherwise it begins anew.
/// </summary>
public sealed class RemoteTrials(
    RemoteTrialRows rows, RemotePruning pruning, OutboundClient client, OutboundSettings settings, CallbackUrls urls, TimeProvider time)
{
    /// <summary>A trial that waits is looked at this often at least.</summary>
    private static readonly TimeSpan s_longestWait = TimeSpan.FromHours(6);

    internal IObjective ObjectiveOf(TrialLease lease) => new HttpObjective(lease, client, urls);

    /// <summary>Records an outcome that an endpoint tells. It is on the trial's row before this answers.</summary>
    /// <param name="message">The call-back.</param>
    /// <param name="told">What it tells.</param>
    /// <param name="cancellationToken">Stops waiting; what was written stays.</param>
    public Task<CallbackReply> CompleteAsync(CallbackMessage message, ToldOutcome told, CancellationToken cancellationToken)
    {
        var hash = CallbackToken.Hash(message.Body.Span);
        return TakeAsync(message, async (found, tries) =>
        {
            var (study, trial, _) = found;
            if (trial.Callback!.AnswerHash == hash) return CallbackReply.Accepted with { Wake = study };
            if (trial.State != TrialState.Running) return Late(trial);
            var next = After(study, WithCost(trial, told.CostUsd), told);
            next = next with { Callback = next.Callback! with { AnswerHash = hash } };
            var isWritten = await rows.TryWriteAsync(found, next, [], tries, cancellationToken);
            return isWritten ? CallbackReply.Accepted with { Wake = study } : null;
        }, cancellationToken);
    }

    /// <summary>Keeps intermediate values, and says whether the trial is to go on.</summary>
    /// <param name="message">The call-back.</param>
    /// <param name="reports">The values.</param>
    /// <param name="cancellationToken">Stops waiting; what was written stays.</param>
    public Task<CallbackReply> ReportAsync(
        CallbackMessage message, IReadOnlyList<ToldReport> reports, CancellationToken cancellationToken) =>
        TakeAsync(message, async (found, tries) =>
        {
            var (study, trial, _) = found;
            if (trial.State == TrialState.Pruned) return new CallbackReply(CallbackReplyKind.Pruned, trial.Outcome.Reason);
            if (trial.State != TrialState.Running) return Late(trial);
            if (Wrong(study.Spec, reports) is { Length: > 0 } errors)
                return new CallbackReply(CallbackReplyKind.Invalid) { Errors = errors };
            var taken = Taken(trial, reports);
            study = await WithMoneyAsync(study, taken, cancellationToken);
            Report[] kept = [.. reports.Select(KeptOf)];
            var reason = study.InterruptionOf(trial.Number)
                ?? (IsPaid(study, taken) ? await pruning.ReasonAsync(study, taken, kept, cancellationToken) : TrialOutcome.BudgetReason);
            var next = reason is null
                ? taken
                : RemoteAttempt.Ended(study, taken, TrialOutcome.PrunedAt(reason, taken.Callback!.Last), time.GetUtcNow());
            if (!await rows.TryWriteAsync(found, next, kept, tries, cancellationToken)) return null;
            foreach (var (step, value, _) in kept)
            {
                using var span = StudyTrace.Begin("report", study, trial.Number);
                span?.SetTag("step", step).SetTag("value", value).SetTag("pruned", reason is not null);
            }

            return reason is null ? CallbackReply.Accepted : new CallbackReply(CallbackReplyKind.Pruned, reason) { Wake = study };
        }, cancellationToken);

    /// <summary>Looks at a trial that waits for a call-back: ends it when its time or money is over or its study wants it to end.</summary>
    /// <returns>When it is to be looked at again, or claimed again; neither when it has ended.</returns>
    internal async Task<EvaluationResult> LookAsync(StudyName name, int number, CancellationToken cancellationToken)
    {
        for (var tries = 0; ; tries++)
        {
            if (await rows.FindAsync(name, number, cancellationToken) is not { } found) return EvaluationResult.Superseded;
            var (study, trial, now) = (found.Study, found.Trial, time.GetUtcNow());
            if (trial.HasEnded) return new EvaluationResult(trial.State);
            if (!trial.IsElsewhere)
                return new EvaluationResult(trial.State, trial.Callback?.RetryAt is { } at && at > now ? at - now : TimeSpan.Zero);

            if (MoneyEnd(study, trial) <= now) study = await WithMoneyAsync(study, trial, cancellationToken);
            var next = Look(study, trial, now);
            if (next == trial || await rows.TryWriteAsync(found, next, [], tries, cancellationToken)) return ResultOf(next, now);
        }
    }

    private static EvaluationResult ResultOf(Trial trial, DateTimeOffset now) => trial switch
    {
        { IsElsewhere: true } => new EvaluationResult(TrialState.Running) { LookAt = trial.Callback!.LookAt },
        { State: TrialState.Waiting } => new EvaluationResult(TrialState.Waiting, trial.Callback!.RetryAt - now),
        _ => new EvaluationResult(trial.State),
    };

    private Trial Look(Study study, Trial trial, DateTimeOffset now)
    {
        var callback = trial.Callback!;
        if (study.InterruptionOf(trial.Number) is { } interruption)
            return RemoteAttempt.Ended(study, trial, TrialOutcome.PrunedAt(interruption, callback.Last), now);
        if (callback.Deadline <= now) return AfterFailure(study, trial, "timeout: no call-back came in time");
        if (!IsPaid(study, trial))
            return RemoteAttempt.Ended(study, trial, TrialOutcome.PrunedAt(TrialOutcome.BudgetReason, callback.Last), now);
        DateTimeOffset[] ends = [callback.Deadline, MoneyEnd(study, trial), now + s_longestWait];
        return callback.LookAt > now && callback.LookAt <= ends.Min()
            ? trial
            : trial with { Callback = callback with { LookAt = ends.Min() } };
    }

    /// <summary>Does what a call-back asks once it is known to be the attempt's own, until no other writer is in between.</summary>
    private async Task<CallbackReply> TakeAsync(
        CallbackMessage message, Func<RemoteTrial, int, Task<CallbackReply?>> take, CancellationToken cancellationToken)
    {
        for (var tries = 0; ; tries++)
        {
            if (await rows.FindAsync(message.Study, message.Number, cancellationToken) is not { } found || message.Attempt < 1
                || message.Attempt > found.Trial.Attempt || found.Study.Spec.Objective.Kind != ObjectiveKind.Http)
                return new CallbackReply(CallbackReplyKind.NotFound);
            // The token of an earlier attempt is not kept; that it is over is no secret.
            if (message.Attempt < found.Trial.Attempt || found.Trial.Callback is not { } callback)
                return new CallbackReply(CallbackReplyKind.Late, $"attempt {message.Attempt} is over");
            if (!CallbackToken.Matches(message.Token, callback.TokenHash)) return new CallbackReply(CallbackReplyKind.NoToken);
            if (WrongWithSignature(message, found.Study.Spec.Objective.Secret) is { } wrong)
                return new CallbackReply(CallbackReplyKind.NotSigned, wrong);
            if (await take(found, tries) is { } reply) return reply;
        }
    }

    private string? WrongWithSignature(CallbackMessage message, string? secret)
    {
        if (secret is null) return null;
        try
        {
            return WebhookSignature.Refusal(settings.Secrets.Find(secret), message.Headers, message.Body.Span, time.GetUtcNow());
        }
        catch (OutboundRefusedException e)
        {
            return e.Message;
        }
    }

    private Trial After(Study study, Trial trial, ToldOutcome told)
    {
        var secrets = SecretValues.Of(study.Spec.Objective);
        if (told.Error is { } error) return AfterFailure(study, trial, secrets.Hide(error));
        var measurement = new Measurement(told.Measured) { Reports = trial.Callback!.Reports }.WithNamedValues(study.Spec);
        return RemoteAttempt.Ended(study, trial, secrets.Hide(TrialOutcome.Of(study.Spec, measurement)), time.GetUtcNow());
    }

    /// <summary>Another attempt may succeed.</summary>
    private Trial AfterFailure(Study study, Trial trial, string reason)
    {
        var now = time.GetUtcNow();
        return Retries.After(study.Spec, trial, isFinal: false) is { } delay
            ? RemoteAttempt.GivenBack(study, trial, reason, now + delay, now)
            : RemoteAttempt.Ended(study, trial, TrialOutcome.Failed(reason), now);
    }

    private static Report KeptOf(ToldReport told) =>
        Report.Of(told.Step, told.Values ?? [told.Value], told.CostUsd is { } usd ? AttemptMoneyOf(usd) : null);

    /// <summary>What of reports their study does not take.</summary>
    private static FieldError[] Wrong(StudySpec spec, IReadOnlyList<ToldReport> reports) =>
        [.. reports.Index().SelectMany(r => ReportRule.WrongWith(spec, r.Item.Values) is { } wrong
            ? [new FieldError($"/reports/{r.Index}/values", wrong)]
            : Array.Empty<FieldError>())];

    private static Trial Taken(Trial trial, IReadOnlyList<ToldReport> reports)
    {
        var last = reports.MaxBy(r => r.Step);
        var callback = trial.Callback! with { Reports = trial.Callback.Reports + reports.Count };
        if (trial.LastStep is null || last.Step >= trial.LastStep)
            callback = callback with { LastValue = last.Value, LastValues = last.Values };
        trial = trial with { LastStep = Math.Max(trial.LastStep ?? 0, last.Step), Callback = callback };
        return WithCost(trial, reports.Select(r => r.CostUsd).LastOrDefault(cost => cost is not null));
    }

    private static Trial WithCost(Trial trial, decimal? costUsd) =>
        costUsd is { } usd ? trial with { Reported = AttemptMoneyOf(usd) } : trial;

    private static Core.Budgets.Money AttemptMoneyOf(decimal usd) => Core.Budgets.AttemptMoney.FromReport(usd);

    private bool IsPaid(Study study, Trial trial) => RemoteMoney.IsPaid(study, trial, time.GetUtcNow());

    private static DateTimeOffset MoneyEnd(Study study, Trial trial) => RemoteMoney.End(study, trial);

    /// <summary>The study with more money set aside for a trial that has used up its own, as far as there is any.</summary>
    private async Task<Study> WithMoneyAsync(Study study, Trial trial, CancellationToken cancellationToken)
    {
        if (IsPaid(study, trial) && MoneyEnd(study, trial) > time.GetUtcNow()) return study;
        var sum = RemoteMoney.Wanted(study, trial, time.GetUtcNow());
        return await rows.ReserveUpToAsync(study.Name, trial.Number, sum, cancellationToken) ?? study;
    }

    private static CallbackReply Late(Trial trial) => new(
        CallbackReplyKind.Late,
        trial.HasEnded ? $"the trial has ended already: it is {trial.State.ToString().ToLowerInvariant()}" : "its attempt is over");
}
