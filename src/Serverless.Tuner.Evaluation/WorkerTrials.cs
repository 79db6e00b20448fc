using Microsoft.Extensions.Logging;
using Serverless.Tuner.Core.Pruners;
using Serverless.Tuner.Core.SearchSpaces;
using Serverless.Tuner.Core.Studies;

namespace Serverless.Tuner.Evaluation;

/// <summary>
/// What workers tell of trials that they were given. Everything is on the trial's row before the answer; told twice, the answer is the
/// same; and whichever process a call arrives at can answer it.
/// </summary>
public sealed class WorkerTrials(
    StudyStore store, TrialClaims claims, TrialLeasing leasing, PrunerCatalog pruners, TimeProvider time,
    ILogger<WorkerTrials> logger)
{
    private const int MostKept = 10_000;

    /// <summary>How often a call is begun anew because another process has written to the trial.</summary>
    private const int MaxTries = 5;

    private readonly WorkerAttempts _attempts = new(MostKept);

    /// <summary>Takes intermediate values; the answer says whether the worker is to go on.</summary>
    public async Task<WorkerAnswer> ReportAsync(StudyName study, int number, ReportRequest told, CancellationToken cancellationToken)
    {
        WorkerRefusal? refusal = null;
        var answer = await TellAsync(study, number, told.Lease, told.Used, ReportAsync, cancellationToken);
        return refusal is null ? answer : answer with { Refusal = refusal };

        Task<LeaseState> ReportAsync(WorkerAttempt attempt)
        {
            refusal = attempt.Refusal(told);
            return refusal is null ? attempt.ReportAsync(told, cancellationToken) : Task.FromResult(LeaseState.Held);
        }
    }

    /// <summary>Gives a trial values of the parameters that it asks for, and declares those that the study does not know.</summary>
    public async Task<WorkerAnswer> DeclareAsync(
        StudyName study, int number, ParametersRequest asked, CancellationToken cancellationToken)
    {
        var call = new WorkerDeclaration(asked);
        var answer = await CallAsync(
            study, number, asked.Lease, attempt => attempt.DeclareAsync(call, cancellationToken), cancellationToken);
        if (answer.State is not null && call is { Declaration: null, Refusal: null })
            await AnswerEndedAsync(study, number, call, cancellationToken);
        return answer with { Refusal = call.Refusal, Parameters = call.Declaration?.Values };
    }

    /// <summary>A trial that has ended declares nothing any more, but its worker may not know yet: it has its values all the same.
    /// </summary>
    private async Task AnswerEndedAsync(StudyName study, int number, WorkerDeclaration call, CancellationToken cancellationToken)
    {
        if (await store.ReadAsync(study, cancellationToken) is not { } found || !call.IsFor(found.Spec)) return;
        if (await store.FindTrialAsync(study, number, cancellationToken) is not var (trial, _)) return;
        var space = new OpenSpace(await store.DeclaredAsync(found, cancellationToken) ?? []);
        call.Take(Declaration.Of(found.Spec, space, trial, call.Asked));
    }

    /// <summary>Takes a sign of life; the answer says whether the worker is to go on.</summary>
    public Task<WorkerAnswer> HeartbeatAsync(StudyName study, int number, HeartbeatRequest told, CancellationToken cancellationToken) =>
        CallAsync(study, number, told.Lease, attempt => attempt.HeartbeatAsync(cancellationToken), cancellationToken);

    /// <summary>Takes a result.</summary>
    public async Task<WorkerAnswer> CompleteAsync(
        StudyName study, int number, CompleteRequest told, CancellationToken cancellationToken)
    {
        FieldError? refusal = null;
        var answer = await TellAsync(study, number, told.Lease, told.Used, Complete, cancellationToken);
        return refusal is null ? answer : answer with { Refusal = WorkerRefusal.Invalid("The result cannot be used", refusal) };

        async Task<LeaseState> Complete(WorkerAttempt attempt)
        {
            var outcome = attempt.OutcomeOf(told);
            if (outcome.State != TrialState.Failed) return await attempt.CompleteAsync(outcome, told.CostUsd);
            refusal = attempt.Refusal(told, outcome.Reason!);
            return LeaseState.Held;
        }
    }

    /// <summary>The worker gives the trial up.</summary>
    public Task<WorkerAnswer> PruneAsync(StudyName study, int number, PruneRequest told, CancellationToken cancellationToken) =>
        TellAsync(study, number, told.Lease, told.Used, attempt => attempt.PruneAsync(told), cancellationToken);

    /// <summary>The worker could not evaluate the trial.</summary>
    public Task<WorkerAnswer> FailAsync(StudyName study, int number, FailRequest told, CancellationToken cancellationToken) =>
        TellAsync(study, number, told.Lease, told.Used, attempt => attempt.FailAsync(told), cancellationToken);

    /// <summary>A call that may say which parameters were used.</summary>
    private async Task<WorkerAnswer> TellAsync(
        StudyName study, int number, string lease, IReadOnlyList<string>? used, Func<WorkerAttempt, Task<LeaseState>> act,
        CancellationToken cancellationToken)
    {
        WorkerRefusal? refusal = null;
        var isFresh = false;
        var answer = await CallAsync(study, number, lease, TellUsed, cancellationToken);
        return refusal is null ? answer : answer with { Refusal = refusal };

        async Task<LeaseState> TellUsed(WorkerAttempt attempt)
        {
            refusal = attempt.Use(used);
            if (refusal is null) return await act(attempt);
            // The trial may have asked another process for a parameter that this one does not know of: its row says.
            var state = isFresh ? LeaseState.Held : LeaseState.Behind;
            isFresh = true;
            return state;
        }
    }

    private async Task<WorkerAnswer> CallAsync(
        StudyName study, int number, string lease, Func<WorkerAttempt, Task<LeaseState>> act, CancellationToken cancellationToken)
    {
        for (var tries = 0; tries < MaxTries; tries++)
        {
            var (attempt, trial) = await FindAsync(study, number, lease, isFresh: tries > 0, cancellationToken);
            if (attempt is null)
            {
                // A trial that runs with this lease, and is not held, is left over from a study that could not go on.
                var isLeftOver = trial is { State: TrialState.Running } && trial.Claim == lease;
                return isLeftOver ? new WorkerAnswer(State: null) : WorkerAnswer.Of(trial, lease);
            }

            if (await TryActAsync(attempt, act, cancellationToken) is { } answer)
            {
                if (answer.State != TrialState.Running) await EndIfOverAsync(study);
                return answer;
            }

            _attempts.Drop(attempt);
        }

        throw new IOException($"Trial {number} of study '{study}' is being changed by other processes all the time.");
    }

    private async Task<(WorkerAttempt? Attempt, Trial? Trial)> FindAsync(
        StudyName study, int number, string lease, bool isFresh, CancellationToken cancellationToken)
    {
        if (_attempts.Find(study, number, lease) is { } known) return (known, null);
        var (held, trial) = await claims.ReopenAsync(study, number, lease, isFresh, cancellationToken);
        return (held is null ? null : _attempts.Add(new WorkerAttempt(held, pruners, time, logger)), trial);
    }

    /// <returns>The answer; null when the lease was lost, or its row is not as this process knows it.</returns>
    private async Task<WorkerAnswer?> TryActAsync(
        WorkerAttempt attempt, Func<WorkerAttempt, Task<LeaseState>> act, CancellationToken cancellationToken)
    {
        await attempt.Gate.WaitAsync(cancellationToken);
        try
        {
            var lease = attempt.Lease;
            var isHeld = lease.Trial.State == TrialState.Running && lease.Trial.Claim == attempt.Claim;
            if (isHeld && await act(attempt) != LeaseState.Held) return null;
            if (lease.Trial.State != TrialState.Running) _attempts.Drop(attempt);
            return WorkerAnswer.Of(lease.Trial, attempt.Claim);
        }
        finally
        {
            attempt.Gate.Release();
        }
    }

    /// <summary>Ends the study with its last trial: no other request may come, and the sweep would end it only later.</summary>
    private Task EndIfOverAsync(StudyName study) => leasing.IsOver(study)
        ? BestEffort.TryAsync(logger, () => leasing.SettleAsync(study, CancellationToken.None))
        : Task.CompletedTask;
}
