using Microsoft.DurableTask.Client;
using Serverless.Tuner.Core.StudyFiles;
using Serverless.Tuner.Functions.Access;
using Serverless.Tuner.Functions.Http;
using Serverless.Tuner.Functions.Orchestration;
using Serverless.Tuner.Outbound;

namespace Serverless.Tuner.Functions;

/// <summary>
/// The one way in which studies begin, whoever brings them: read, checked against what the caller may, paid, created and started. Each
/// step can be repeated: the same study file again is the same study.
/// </summary>
public sealed class StudyLaunch(
    StudyStarter starter, StudyCatalogs catalogs, ApiAccess access, StudyPayments payments, OutboundClient calls, SharedBudgets budgets,
    QueuedStudies queue, StudyAdmission admission, StudyStore store)
{
    /// <summary>The title of every refusal that is about the study file.</summary>
    internal const string Title = "The study cannot be started";

    /// <summary>Reads a study file as the caller may bring it, and starts nothing.</summary>
    /// <param name="caller">Who brings it.</param>
    /// <param name="file">The study file, as UTF-8.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>The spec, or why there will be no such study.</returns>
    internal async Task<(StudySpec? Spec, JsonAnswer? Refusal)> ReadAsync(
        Caller caller, ReadOnlyMemory<byte> file, CancellationToken cancellationToken)
    {
        var programs = new ProgramRule(catalogs, access, caller);
        var parsed = StudySpecParser.Parse(file, programs.Catalogs);
        if (programs.Refusal is { } refusal) return (null, refusal);
        if (parsed.Spec is not { } spec) return (null, JsonAnswer.Invalid(Title, parsed.Errors));
        if (await FindWrongGroupAsync(spec, cancellationToken) is { } wrong) return (null, JsonAnswer.Invalid(Title, [wrong]));
        return await FindUncallableAsync(spec, cancellationToken) is { Count: > 0 } uncallable
            ? (null, JsonAnswer.Invalid(Title, uncallable))
            : (spec, null);
    }

    /// <summary>That the budget which a study is to share is not there; null where it is, or the study shares none.</summary>
    internal async Task<FieldError?> FindWrongGroupAsync(StudySpec spec, CancellationToken cancellationToken)
    {
        if (spec.Budget?.Group is not { } group || await budgets.FindAsync(group, cancellationToken) is not null) return null;
        var known = await budgets.ListAsync(cancellationToken);
        return new FieldError("/budget/group", $"names no budget: '{group}'{DidYouMean.Hint(group, known.Select(b => b.Name))}");
    }

    /// <summary>Creates a study, or continues the same one that is there, and makes sure that it is driven.</summary>
    /// <param name="caller">On whose behalf; whoever has an allowance pays.</param>
    /// <param name="spec">What <see cref="ReadAsync"/> has read for that caller.</param>
    /// <param name="client">The durable client.</param>
    /// <param name="cancellationToken">Stops waiting; what was written stays.</param>
    /// <returns>The study, or why it was not started.</returns>
    internal async Task<(Study? Study, JsonAnswer? Refusal)> StartAsync(
        Caller caller, StudySpec spec, DurableTaskClient client, CancellationToken cancellationToken)
    {
        // Before anything is written, so that what a process that is lost leaves is looked after.
        await starter.WatchOverAsync(client, cancellationToken);
        var limits = await queue.LimitsAsync(spec.Budget?.Group, caller.LimitedKey, cancellationToken);
        var (created, unpaid) = await payments.CreateAsync(
            caller, spec, new QueueAsk(limits.Count > 0, caller.LimitedKey), cancellationToken);
        if (created is null) return (null, unpaid);
        if (created.IsOther)
        {
            return (null, JsonAnswer.Problem(
                ProblemKind.StudyExists,
                "Another study has that name",
                $"Study '{spec.Name}' exists with another spec (only more trials may differ). Give this one another name, or "
                + "delete that one. What differs",
                created.Errors));
        }

        if (created.Errors.Count > 0) return (null, JsonAnswer.Invalid(Title, created.Errors));
        var study = created.Study!;
        return (await EnsureStartedAsync(client, study, cancellationToken), null);
    }

    /// <summary>Makes sure that a study which runs is driven, and that one which is pending runs as soon as it may.</summary>
    /// <returns>The study as it then is.</returns>
    internal async Task<Study> EnsureStartedAsync(DurableTaskClient client, Study study, CancellationToken cancellationToken)
    {
        if (study.State == StudyState.Running) await starter.EnsureStartedAsync(client, study, cancellationToken);
        if (study.State != StudyState.Pending) return study;
        await admission.AdmitAsync(client, cancellationToken);
        return await store.ReadAsync(study.Name, cancellationToken) is { } now && now.Id == study.Id ? now : study;
    }

    /// <summary>Whether a study that goes on after its end waits for its turn.</summary>
    internal async Task<bool> QueuesAsync(StudyName name, CancellationToken cancellationToken) =>
        await store.FindWarmAsync(name, cancellationToken) is { } study
        && (await queue.LimitsAsync(study.Spec.Budget?.Group, study.QueueKey, cancellationToken)).Count > 0;

    /// <summary>A study is gone: others have its place, and the money that it gave back.</summary>
    internal async Task AfterDeletionAsync(DurableTaskClient client, Study study, CancellationToken cancellationToken)
    {
        await admission.AfterEndAsync(client, study, cancellationToken);
        if (study.Spec.Budget?.Group is { } group) await admission.WakeAsync(client, budgets.ToWake(group), cancellationToken);
    }

    /// <summary>Reads a study file and starts its study.</summary>
    internal async Task<(Study? Study, JsonAnswer? Refusal)> StartAsync(
        Caller caller, ReadOnlyMemory<byte> file, DurableTaskClient client, CancellationToken cancellationToken)
    {
        var (spec, refusal) = await ReadAsync(caller, file, cancellationToken);
        return spec is null ? (null, refusal) : await StartAsync(caller, spec, client, cancellationToken);
    }

    /// <summary>Checks a spec that was read before, for the same caller: what it names may be gone, or not be allowed any more.</summary>
    /// <returns>Why there will be no such study; null when nothing is wrong.</returns>
    internal async Task<JsonAnswer?> CheckAsync(Caller caller, StudySpec spec, CancellationToken cancellationToken)
    {
        if (new ProgramRule(catalogs, access, caller).RefusalOf(spec) is { } refusal) return refusal;
        if (spec.Objective is { Kind: ObjectiveKind.Registered, Name: { } name } && catalogs.Objectives.Find(name) is null)
            return JsonAnswer.Invalid(Title, [new FieldError("/objective", $"names no objective of this app any more: '{name}'")]);
        FieldError[] errors = [.. catalogs.Objectives.Check(spec), .. await FindUncallableAsync(spec, cancellationToken)];
        return errors.Length > 0 ? JsonAnswer.Invalid(Title, errors) : null;
    }

    /// <summary>The URLs that this app would not call, as their names' addresses tell.</summary>
    internal Task<IReadOnlyList<FieldError>> FindUncallableAsync(StudySpec spec, CancellationToken cancellationToken)
    {
        var webhooks = (spec.Notify ?? []).Select((webhook, i) => ($"/notify/{i}/url", (string?)webhook.Url));
        return FindUncallableAsync(webhooks.Prepend(("/objective/url", spec.Objective.Url)), cancellationToken);
    }

    /// <summary>The same of any URLs, each with the field that it is in.</summary>
    internal async Task<IReadOnlyList<FieldError>> FindUncallableAsync(
        IEnumerable<(string At, string? Url)> urls, CancellationToken cancellationToken)
    {
        var errors = new List<FieldError>();
        foreach (var (at, url) in urls)
            if (url is not null && await calls.FindWrongWithAsync(url, cancellationToken) is { } wrong)
                errors.Add(new FieldError(at, wrong));
        return errors;
    }
}
