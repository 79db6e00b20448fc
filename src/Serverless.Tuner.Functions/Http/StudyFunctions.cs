using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Serverless.Tuner.Core.Editing;
using Serverless.Tuner.Core.Samplers;
using Serverless.Tuner.Core.SearchSpaces;
using Serverless.Tuner.Core.StudyFiles;
using Serverless.Tuner.Functions.Access;
using Serverless.Tuner.Functions.Orchestration;

namespace Serverless.Tuner.Functions.Http;

/// <summary>Studies over HTTP: start, list, get, extend, stop, pause, resume, enqueue, delete.</summary>
public sealed class StudyFunctions(
    StudyStore store, StudyStarter starter, StudyCatalogs catalogs, StudyLaunch launch, StudyPayments payments, StudyViews views,
    StudyAnswers answers, ApiGate gate)
{
    private const string Studies = "v1/tuner/studies";
    private const int MaxExtendBytes = 256 * 1024;
    private const int MaxStopBytes = 1024;
    private const int MaxEnqueueBytes = 256 * 1024;

    /// <summary>Starts a study; the same name and spec again is the same study, with more trials it is extended.</summary>
    [Function("StartStudy")]
    public Task<IActionResult> StartAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = Studies)] HttpRequest request, [DurableClient] DurableTaskClient client,
        CancellationToken cancellationToken) =>
        gate.RunAsync(request, KeyScope.Write, async caller =>
        {
            var body = await RequestBody.ReadAsync(request, StudySpecParser.MaxBytes, cancellationToken);
            var (study, refusal) = await launch.StartAsync(caller, body, client, cancellationToken);
            if (study is null) return refusal!;
            return Accepted(study, await views.ViewWithRemarksAsync(study, cancellationToken));
        });

    /// <summary>Lists studies by name.</summary>
    [Function("ListStudies")]
    public Task<IActionResult> ListAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = Studies)] HttpRequest request, CancellationToken cancellationToken) =>
        gate.RunAsync(request, KeyScope.Read, async () =>
        {
            var query = new Query(request);
            var (limit, state) = (query.Int("limit", 1, 1000, 100), query.State<StudyState>("state"));
            var tags = query.Tags("tag");
            var after = query.After("after", text => PageCursor.TryRead(text) is ["name", var name] ? StudyName.TryParse(name) : null);
            var fields = SparseFields.Read<StudySummary>(query);
            if (query.Errors.Count > 0) return JsonAnswer.Invalid("The studies cannot be listed", query.Errors);
            var wanted = new StudyFilter { State = state, Tags = tags };
            var page = await store.ListAsync(wanted, after?.ToString(), limit, cancellationToken);
            var next = page.Next is { } last ? PageCursor.AfterStudy(last) : null;
            return JsonAnswer.Page(await views.SummariesAsync(page.Items, cancellationToken), next, fields);
        });

    /// <summary>Shows one study, or what has changed of it.</summary>
    [Function("GetStudy")]
    public Task<IActionResult> GetAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = Studies + "/{name}")] HttpRequest request, string name,
        CancellationToken cancellationToken) =>
        gate.RunAsync(request, KeyScope.Read, () => answers.AnswerAsync(request, name, cancellationToken));

    /// <summary>Gives a study more trials, money or time, upon which one that has ended goes on; changes its notes and what it
    /// searches.</summary>
    [Function("ExtendStudy")]
    public Task<IActionResult> ExtendAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "patch", Route = Studies + "/{name}")] HttpRequest request, string name,
        [DurableClient] DurableTaskClient client, CancellationToken cancellationToken) =>
        gate.RunAsync(request, KeyScope.Write, async caller =>
        {
            var (extend, errors) = ExtendRequestReader.Read(await RequestBody.ReadAsync(request, MaxExtendBytes, cancellationToken));
            if (extend is null) return JsonAnswer.Invalid("The study cannot be changed", errors);
            if (StudyName.TryParse(name) is not { } known) return JsonAnswer.NoStudy(name);

            var (change, unpaid) = await payments.ExtendAsync(
                caller,
                known,
                extend,
                Ask(request) with
                {
                    Queues = await launch.QueuesAsync(known, cancellationToken),
                    Editor = new StudyEditor(caller.Id, spec => WrongWith(extend, spec)),
                },
                cancellationToken);
            if (change is null) return unpaid!;
            if (JsonAnswer.Refusal(change, name, "The study cannot be changed") is { } refusal) return refusal;
            var study = change.Study!;
            // A study that was waiting for money has free slots again.
            if (study.State == StudyState.Running) study = await starter.WakeAsync(client, study, lostTrial: null, cancellationToken);
            study = await launch.EnsureStartedAsync(client, study, cancellationToken);
            var remarks = SpaceEditing.Remarks(study, extend).ToArray();
            var view = await views.ViewAsync(study, cancellationToken) with { Remarks = remarks.Length > 0 ? remarks : null };
            return Accepted(study, view, StatusCodes.Status200OK);
        });

    /// <summary>Asks a study to end: nothing more is started, running trials are cut short or, if asked so, end by themselves.</summary>
    [Function("StopStudy")]
    public Task<IActionResult> StopAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = Studies + "/{name}/stop")] HttpRequest request, string name,
        [DurableClient] DurableTaskClient client, CancellationToken cancellationToken) =>
        gate.RunAsync(request, KeyScope.Write, async () =>
        {
            var (stop, errors) = StopRequestReader.Read(await RequestBody.ReadAsync(request, MaxStopBytes, cancellationToken));
            if (stop is null) return JsonAnswer.Invalid("The study cannot be stopped", errors);
            if (StudyName.TryParse(name) is not { } known
                || (await store.StopAsync(known, stop.Mode, cancellationToken, Ask(request))).Study is not { } study)
                return JsonAnswer.NoStudy(name);
            if (study.State == StudyState.Running) study = await starter.WakeAsync(client, study, lostTrial: null, cancellationToken);
            return await AcceptAsync(client, study, cancellationToken);
        });

    /// <summary>Lets a study start nothing more until it is resumed; its running trials end by themselves.</summary>
    [Function("PauseStudy")]
    public Task<IActionResult> PauseAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = Studies + "/{name}/pause")] HttpRequest request, string name,
        [DurableClient] DurableTaskClient client, CancellationToken cancellationToken) =>
        gate.RunAsync(request, KeyScope.Write, async () =>
        {
            if (StudyName.TryParse(name) is not { } known) return JsonAnswer.NoStudy(name);
            var change = await store.PauseAsync(known, cancellationToken, Ask(request));
            return JsonAnswer.Refusal(change, name, "The study cannot be paused")
                ?? await AcceptAsync(client, change.Study!, cancellationToken);
        });

    /// <summary>Lets a study go on that is paused or has ended, as far as its limits allow.</summary>
    [Function("ResumeStudy")]
    public Task<IActionResult> ResumeAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = Studies + "/{name}/resume")] HttpRequest request, string name,
        [DurableClient] DurableTaskClient client, CancellationToken cancellationToken) =>
        gate.RunAsync(request, KeyScope.Write, async caller =>
        {
            if (StudyName.TryParse(name) is not { } known) return JsonAnswer.NoStudy(name);
            var (change, unpaid) = await payments.ResumeAsync(
                caller, known, Ask(request) with { Queues = await launch.QueuesAsync(known, cancellationToken) }, cancellationToken);
            if (change is null) return unpaid!;
            if (JsonAnswer.Refusal(change, name, "The study cannot be resumed") is { } refusal) return refusal;
            var study = change.Study!;
            // A study that was paused has free slots again.
            if (study.State == StudyState.Running) study = await starter.WakeAsync(client, study, lostTrial: null, cancellationToken);
            return await AcceptAsync(client, study, cancellationToken);
        });

    /// <summary>Gives a study points to try before its sampler's own.</summary>
    [Function("EnqueuePoints")]
    public Task<IActionResult> EnqueueAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = Studies + "/{name}/enqueue")] HttpRequest request, string name,
        CancellationToken cancellationToken) =>
        gate.RunAsync(request, KeyScope.Write, async () =>
        {
            var body = await RequestBody.ReadAsync(request, MaxEnqueueBytes, cancellationToken);
            if (StudyName.TryParse(name) is not { } known || await store.FindWarmAsync(known, cancellationToken) is not { } before)
                return JsonAnswer.NoStudy(name);
            var declared = await store.DeclaredAsync(before, cancellationToken);
            var space = declared is null ? SearchSpace.Of(before.Spec) : SearchSpace.Open(declared);
            var (enqueue, errors) = EnqueueRequestReader.Read(body, space);
            if (enqueue is null) return JsonAnswer.Invalid("The points cannot be enqueued", errors);

            var change = await store.EnqueueAsync(known, enqueue, cancellationToken, Ask(request));
            return JsonAnswer.Refusal(change, name, "The points cannot be enqueued")
                ?? JsonAnswer.Ok(await views.ViewAsync(change.Study!, cancellationToken));
        });

    /// <summary>Deletes a study with its trials and reports.</summary>
    [Function("DeleteStudy")]
    public Task<IActionResult> DeleteAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = Studies + "/{name}")] HttpRequest request, string name,
        [DurableClient] DurableTaskClient client, CancellationToken cancellationToken) =>
        gate.RunAsync(request, KeyScope.Write, async () =>
        {
            if (StudyName.TryParse(name) is not { } known) return JsonAnswer.NoStudy(name);
            var study = await FindIfReadableAsync(known, cancellationToken);
            if (study is not null) await payments.SettleDeletedAsync(study, Ask(request), cancellationToken);
            if (!await store.DeleteAsync(known, cancellationToken, Ask(request))) return JsonAnswer.NoStudy(name);
            if (study is null) return JsonAnswer.NoContent();
            await starter.RemoveAsync(client, study, cancellationToken);
            await launch.AfterDeletionAsync(client, study, cancellationToken);
            return JsonAnswer.NoContent();
        });

    /// <summary>What the study's sampler and its objective say of a search space that was changed.</summary>
    private List<FieldError> WrongWith(ExtendRequest request, StudySpec spec)
    {
        var errors = new List<FieldError>();
        if (SamplerRefusal.Of(catalogs.Samplers, spec) is { } refusal) errors.Add(new FieldError("/searchSpace", refusal));
        if (request.SearchSpace is not null) errors.AddRange(catalogs.Objectives.Check(spec));
        return errors;
    }

    /// <summary>The study; null too when it cannot be read, which is no
    /// reason not to delete it: its orchestration ends by itself.</summary>
    private async Task<Study?> FindIfReadableAsync(StudyName name, CancellationToken cancellationToken)
    {
        try
        {
            return await store.FindAsync(name, cancellationToken);
        }
        catch (UnreadableRowException)
        {
            return null;
        }
    }

    private static StudyAsk Ask(HttpRequest request) => new(StudyTag.Condition(request), KeyedRequests.IdOf(request));

    private async Task<JsonAnswer> AcceptAsync(
        DurableTaskClient client, Study study, CancellationToken cancellationToken, int status = StatusCodes.Status202Accepted)
    {
        study = await launch.EnsureStartedAsync(client, study, cancellationToken);
        return Accepted(study, await views.ViewAsync(study, cancellationToken), status);
    }

    private static JsonAnswer Accepted(Study study, StudyView view, int status = StatusCodes.Status202Accepted) =>
        new(status, view) { Location = $"/{Studies}/{study.Name}" };
}
