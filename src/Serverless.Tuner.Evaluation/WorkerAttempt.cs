using Microsoft.Extensions.Logging;
using Serverless.Tuner.Core.Budgets;
using Serverless.Tuner.Core.Pruners;
using Serverless.Tuner.Core.Studies;

namespace Serverless.Tuner.Evaluation;

/// <summary>
/// An attempt at a trial that a worker makes, elsewhere, and calls about. Its time, money, reports and pruner are those of an evaluation
/// here; but nothing watches over it between two calls, and whatever cuts it short ends the trial at once, in the answer to a call.
/// </summary>
internal sealed class WorkerAttempt
{
    /// <summary>What the study's row asks for is looked at so often, while another process may have written it.</summary>
    private static readonly TimeSpan LookInterval = TimeSpan.FromSeconds(10);

    private readonly TimeProvider _time;
    private readonly Attempt _attempt;
    private long _lookedAt;

    public WorkerAttempt(TrialLease lease, PrunerCatalog pruners, TimeProvider time, ILogger logger)
    {
        (Lease, Claim, _time) = (lease, lease.Trial.Claim!, time);
        lease.Reported = lease.Trial.Reported;
        _attempt = new Attempt(lease, pruners, deadline: null, time, logger);
        _attempt.Continue(time.GetUtcNow() - (lease.Trial.StartedAt ?? time.GetUtcNow()));
        _attempt.Reports.Restore(lease.Earlier);
        _lookedAt = time.GetTimestamp();
    }

    /// <summary>The trial.</summary>
    public TrialLease Lease { get; }

    /// <summary>What the worker's calls about it carry.</summary>
    public string Claim { get; }

    /// <summary>The calls about it are answered one after another.</summary>
    public SemaphoreSlim Gate { get; } = new(1, 1);

    private StudySpec Spec => Lease.Study.Spec;

    private Cutoff Cutoff => _attempt.Cutoff;

    /// <summary>Takes intermediate values, asks the pruner at each if it is to, and stores them.</summary>
    public async Task<LeaseState> ReportAsync(ReportRequest told, CancellationToken cancellationToken)
    {
        foreach (var view in told.Reports)
        {
            Money? cost = view.CostUsd is { } usd ? _attempt.Budget.Report(usd) : null;
            var report = Report.Of(view.Step, view.Values ?? [view.Value], cost);
            // What is cut short for good keeps the value that it was cut at; a value that is told again is not stored twice.
            if (Cutoff.IsFinal) break;
            if (_attempt.Reports.Has(report)) continue;
            await _attempt.Reports.TakeAsync(report, isLast: !told.Judge, cancellationToken);
        }

        return await GoOnAsync(_time.GetElapsedTime(_lookedAt) >= LookInterval, cancellationToken);
    }

    /// <summary>Why the study does not take intermediate values; null when it does.</summary>
    public WorkerRefusal? Refusal(ReportRequest told)
    {
        FieldError[] wrong =
            [.. told.Reports.Index().SelectMany(r => ReportRule.WrongWith(Spec, r.Item.Values) is { } detail
                ? [new FieldError($"/reports/{r.Index}/values", detail)]
                : Array.Empty<FieldError>())];
        return wrong.Length > 0 ? WorkerRefusal.Invalid("The report cannot be taken", wrong) : null;
    }

    /// <summary>Takes which parameters the evaluation has asked for so far; the next write keeps it.</summary>
    /// <returns>Why it cannot be; null when it can.</returns>
    public WorkerRefusal? Use(IReadOnlyList<string>? used)
    {
        if (used is null) return null;
        var given = EvaluatedPoint.Of(Spec, Lease.Trial.Parameters);
        FieldError[] unknown =
            [.. used.Index().Where(u => !given.ContainsKey(u.Item)).Select(
                u => new FieldError($"/used/{u.Index}", $"'{u.Item}' is no parameter of the trial"))];
        if (unknown.Length > 0) return WorkerRefusal.Invalid("That cannot be told of a trial", unknown);
        // Where the space is listed, its conditions say what is absent.
        if (Spec.OpenSpace) Lease.Used = used;
        return null;
    }

    /// <summary>Gives the trial values of the parameters that it asks for, unless it is to end.</summary>
    public async Task<LeaseState> DeclareAsync(WorkerDeclaration call, CancellationToken cancellationToken)
    {
        if (!call.IsFor(Lease.Study.Spec)) return LeaseState.Held;
        await _attempt.CutIfUnpaidAsync(cancellationToken);
        _attempt.CutIfUnwanted();
        _attempt.CutIfTooLong();
        if (Cutoff.Reason is not null) return await CutAsync();

        var (state, declaration) = await Lease.DeclareAsync(call.Asked, cancellationToken);
        if (state == LeaseState.Held) call.Take(declaration!);
        return state;
    }

    /// <summary>The worker lives: looks whether it is to go on.</summary>
    public Task<LeaseState> HeartbeatAsync(CancellationToken cancellationToken) => GoOnAsync(looks: true, cancellationToken);

    /// <summary>What the study makes of what the worker measured; a failed trial when that cannot be used.</summary>
    public TrialOutcome OutcomeOf(CompleteRequest told)
    {
        var measured = new Measurement(told.Values)
        {
            Metrics = told.Metrics,
            Constraints = told.Constraints,
            Attributes = told.Attributes,
            Names = Spec.ValueNames ?? [],
            Reports = _attempt.Reports.Count,
        };
        return TrialOutcome.Of(Spec, measured.WithNamedValues(Spec));
    }

    /// <summary>Why the worker's result cannot be used, and what is to be sent instead where values are missing.</summary>
    public FieldError Refusal(CompleteRequest told, string reason)
    {
        var count = Spec.Directions.Count;
        if (Spec.Score is not null || told.Values.Count == count) return new FieldError("", reason);
        var wanted = count == 1 ? "one number, or `value` with it" : $"{count} numbers, one for each direction of the study";
        var named = Spec.ValueNames is { } names ? $", or the metrics {string.Join(", ", names)}" : "";
        return new FieldError("/values", $"must be {wanted}{named}; {told.Values.Count} came");
    }

    /// <summary>The worker has a result, which counts unless the trial was to end before.</summary>
    public async Task<LeaseState> CompleteAsync(TrialOutcome outcome, decimal? costUsd)
    {
        await _attempt.CutIfUnpaidAsync(CancellationToken.None);
        _attempt.CutIfUnwanted();
        if (Cutoff.IsFinal) return await CutAsync();
        // A cost that is told only now may be more than is left: it is spent all the same.
        Spend(costUsd);
        return await EndAsync(outcome);
    }

    /// <summary>The worker gives the trial up.</summary>
    public Task<LeaseState> PruneAsync(PruneRequest told)
    {
        Spend(told.CostUsd);
        return EndAsync(TrialOutcome.PrunedAt(told.Reason ?? "pruned by its worker", Lease.Reports.Last?.Vector) with
        {
            Attributes = told.Attributes,
        });
    }

    /// <summary>The worker could not evaluate it: another may try, if the study lets it.</summary>
    public async Task<LeaseState> FailAsync(FailRequest told)
    {
        Spend(told.CostUsd);
        _attempt.CutIfUnwanted();
        return Cutoff.Reason is not null
            ? await CutAsync()
            : await EndOrRetryAsync(told.Reason ?? "failed by its worker", told.Final, told.Attributes);
    }

    /// <summary>It is over, or goes on elsewhere.</summary>
    public void Forget()
    {
        _attempt.Budget.StopAsking();
        _attempt.Reports.End();
    }

    private async Task<LeaseState> GoOnAsync(bool looks, CancellationToken cancellationToken)
    {
        await _attempt.CutIfUnpaidAsync(cancellationToken);
        _attempt.CutIfUnwanted();
        _attempt.CutIfTooLong();
        if (Cutoff.Reason is not null) return await CutAsync();
        if (!looks) return await Lease.FlushAsync(cancellationToken);

        _lookedAt = _time.GetTimestamp();
        if (await Lease.HeartbeatAsync(cancellationToken) is not LeaseState.Held and var state) return state;
        _attempt.CutIfUnwanted();
        return Cutoff.Reason is null ? LeaseState.Held : await CutAsync();
    }

    /// <summary>Ends what was cut short; one that took too long may be tried again.</summary>
    private Task<LeaseState> CutAsync() => Cutoff.Reason is CutoffReason.TrialTimeout
        ? EndOrRetryAsync(Cutoff.Text, isFinal: true)
        : EndAsync(TrialOutcome.PrunedAt(Cutoff.Text, Lease.Reports.Last?.Vector));

    private Task<LeaseState> EndOrRetryAsync(
        string reason, bool isFinal, IReadOnlyDictionary<string, string>? attributes = null) =>
        Retries.After(Spec, Lease.Trial, isFinal) is { } delay
            ? Lease.GiveBackAsync(reason, Cost, delay, CancellationToken.None)
            : EndAsync(TrialOutcome.Failed(reason) with { Attributes = attributes });

    private Task<LeaseState> EndAsync(TrialOutcome outcome) => Lease.EndAsync(outcome, Cost, CancellationToken.None);

    /// <summary>What the worker says of its cost at the end replaces what it had reported: told again, it counts once.</summary>
    private void Spend(decimal? costUsd)
    {
        if (costUsd is { } usd) _attempt.Budget.Report(usd);
    }

    private Money Cost => _attempt.Budget.Charge(_attempt.Elapsed);
}
