using System.Globalization;
using Serverless.Tuner.Core.Budgets;
using Serverless.Tuner.Functions.Http;

namespace Serverless.Tuner.Functions.Access;

/// <summary>Has studies created and continued on behalf of a caller: one whose key has an allowance pays first what they may spend.
/// </summary>
public sealed class StudyPayments(StudyStore store, Allowances allowances, TimeProvider time)
{
    private const int MaxTries = 10;
    private const string Title = "The key's allowance does not allow that";
    private static readonly TimeSpan s_beat = TimeSpan.FromMilliseconds(50);

    /// <summary>Creates a study, or continues the same one that is there.</summary>
    internal async Task<(CreateResult? Result, JsonAnswer? Refusal)> CreateAsync(
        Caller caller, StudySpec spec, QueueAsk queue, CancellationToken cancellationToken)
    {
        if (caller.PayingKey is not { } key) return (await store.CreateAsync(spec, cancellationToken, queue), null);
        if (spec.Budget?.LimitUsd is not { } usd)
            return (null, JsonAnswer.Invalid(
                "The study cannot be started",
                [new FieldError("/budget/limitUsd", "is required: the key has an allowance, of which it is taken")]));

        for (var tries = 0; tries < MaxTries; tries++)
        {
            if (await store.ReadAsync(StudyName.Parse(spec.Name), cancellationToken) is { } existing)
                return await MeetAsync(caller, existing, spec, queue, cancellationToken);
            var (result, refusal) = await CreateNewAsync(key, spec, Money.Limit(usd), queue, cancellationToken);
            if (result is not null || refusal is not null) return (result, refusal);
            await Task.Delay(s_beat * tries, time, cancellationToken);
        }

        return (null, JsonAnswer.Conflict(
            "The study cannot be started", $"Another request is about to start or delete study '{spec.Name}'; try again in a while."));
    }

    /// <summary>Gives a study more trials, money or time.</summary>
    internal Task<(StudyChange? Change, JsonAnswer? Refusal)> ExtendAsync(
        Caller caller, StudyName name, ExtendRequest request, StudyAsk ask, CancellationToken cancellationToken)
    {
        return request is { Trials: null, LimitUsd: null, TimeoutSeconds: null, SearchSpace: null, Exclude: null, Where: null }
            ? NoteAsync()
            : GoOnAsync(caller, name, request.LimitUsd is { } usd ? Money.Limit(usd) : null, ExtendAsync, cancellationToken);

        Task<StudyChange> ExtendAsync() => store.ExtendAsync(name, request, cancellationToken, ask);

        // Notes let no study go on, and cost nothing.
        async Task<(StudyChange? Change, JsonAnswer? Refusal)> NoteAsync() => (await ExtendAsync(), null);
    }

    /// <summary>Lets a study go on that is paused or has ended.</summary>
    internal Task<(StudyChange? Change, JsonAnswer? Refusal)> ResumeAsync(
        Caller caller, StudyName name, StudyAsk ask, CancellationToken cancellationToken) =>
        GoOnAsync(caller, name, limit: null, () => store.ResumeAsync(name, cancellationToken, ask), cancellationToken);

    /// <summary>Books what a study has cost that is about to be deleted.</summary>
    /// <exception cref="StudyChangedException">The condition of <paramref name="ask"/> does not hold: it will not be deleted.</exception>
    internal Task SettleDeletedAsync(Study study, StudyAsk ask, CancellationToken cancellationToken)
    {
        ask.Check(study);
        return allowances.SettleDeletedAsync(study, cancellationToken);
    }

    /// <returns>Nothing when another request has created the study meanwhile, or is about to.</returns>
    private async Task<(CreateResult? Result, JsonAnswer? Refusal)> CreateNewAsync(
        string key, StudySpec spec, Money limit, QueueAsk queue, CancellationToken cancellationToken)
    {
        var id = store.NewId();
        var name = StudyName.Parse(spec.Name);
        var (taken, suffices) = await allowances.TakeAsync(key, (name, id, null), Money.Zero, limit, cancellationToken);
        // The same request may have come twice, and the other one have paid.
        if (!suffices) return await allowances.HoldsAsync(key, name, cancellationToken) ? default : (null, TooLittle(limit));

        // Well before the sweep takes the study for one that will never be.
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var end = time.CreateTimer(_ => patience.Cancel(), null, Allowances.Patience / 3, Timeout.InfiniteTimeSpan);
        var created = await store.CreateAsync(spec, id, patience.Token, queue);
        if (created.Study?.Id == id) return (created, null);
        await allowances.ReturnAsync(key, taken!, cancellationToken);
        return (created.Study is null ? created : null, null);
    }

    private async Task<(CreateResult? Result, JsonAnswer? Refusal)> MeetAsync(
        Caller caller, Study existing, StudySpec spec, QueueAsk queue, CancellationToken cancellationToken)
    {
        var compared = store.Compare(existing, spec);
        if (compared.IsOther || spec.Trials == existing.Spec.Trials) return (compared, null);
        var (change, refusal) = await ExtendAsync(
            caller, existing.Name, new ExtendRequest { Trials = spec.Trials }, new StudyAsk { Queues = queue.Waits }, cancellationToken);
        return change is null ? (null, refusal) : (compared with { Study = change.Study ?? existing }, null);
    }

    private async Task<(StudyChange? Change, JsonAnswer? Refusal)> GoOnAsync(
        Caller caller, StudyName name, Money? limit, Func<Task<StudyChange>> goOn, CancellationToken cancellationToken)
    {
        // Whoever paid for it so far does not pay for what comes.
        if (await store.ReadAsync(name, cancellationToken) is { State: StudyState.Ended } ended)
            await allowances.SettleAsync(ended, cancellationToken);
        if (caller.PayingKey is not { } key) return (await goOn(), null);
        for (var tries = 0; tries < MaxTries; tries++)
        {
            if (await store.ReadAsync(name, cancellationToken) is not { } study) return (new StudyChange(null, []), null);
            if (study is not { Id: { } id, Ledger.Limit: { } before }) return (null, Unlimited(study));

            var (from, endedRun) = study.State == StudyState.Ended ? (study.Ledger.Spent, study.Run) : (before, null);
            var upTo = Money.Max(before, limit ?? before);
            var (taken, suffices) = await allowances.TakeAsync(key, (name, id, endedRun), from, upTo, cancellationToken);
            if (!suffices) return (null, TooLittle(upTo - from, isMore: true));
            if (await IsAsBeforeAsync(study, cancellationToken))
            {
                var change = await goOn();
                if (change.Study is null && taken is not null) await allowances.ReturnAsync(key, taken, cancellationToken);
                return (change, null);
            }

            if (taken is not null) await allowances.ReturnAsync(key, taken, cancellationToken);
        }

        return (null, JsonAnswer.Conflict("The study cannot go on", $"Study '{name}' changes all the time; try again."));
    }

    /// <summary>Whether the money was taken for the study as it stands: from now on it is not settled for a while.</summary>
    private async Task<bool> IsAsBeforeAsync(Study study, CancellationToken cancellationToken) =>
        await store.ReadAsync(study.Name, cancellationToken) is { } now
        && (now.Id, now.State, now.Ledger.Limit) == (study.Id, study.State, study.Ledger.Limit)
        && (now.State == StudyState.Running || now.Ledger.Spent == study.Ledger.Spent);

    private static JsonAnswer TooLittle(Money wanted, bool isMore = false) => JsonAnswer.Problem(
        ProblemKind.Forbidden, Title, string.Create(
            CultureInfo.InvariantCulture,
            $"It {(isMore ? "takes" : "may spend")} ${wanted.Usd:0.00####}{(isMore ? " more" : "")}; the key's allowance has less left."));

    private static JsonAnswer Unlimited(Study study) => JsonAnswer.Problem(
        ProblemKind.Forbidden, Title,
        $"Study '{study.Name}' has no money limit: a key with an allowance lets only studies go on that have one.");
}
