using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Serverless.Tuner.Core.SearchSpaces;
using Serverless.Tuner.Core.StudyFiles;
using Serverless.Tuner.Evaluation;
using Serverless.Tuner.Functions.Orchestration;

namespace Serverless.Tuner.Functions.Http;

/// <summary>Studies over HTTP: start, list, get, extend, stop, resume, enqueue, delete.</summary>
public sealed class StudyFunctions(
    StudyStore store, StudyStarter starter, StudyCatalogs catalogs, DiskSpace disk, ILogger<StudyFunctions> logger)
{
    private const string Studies = "v1/tuner/studies";
    private const int MaxExtendBytes = 64 * 1024;
    private const int MaxStopBytes = 1024;
    private const int MaxEnqueueBytes = 256 * 1024;

    /// <summary>Starts a study; the same name and spec again is the same study, with more trials it is extended.</summary>
    [Function("StartStudy")]
    public Task<IActionResult> StartAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = Studies)] HttpRequest request, [DurableClient] DurableTaskClient client,
        CancellationToken cancellationToken) =>
        StorageErrors.RunAsync(logger, async () =>
        {
            var parsed = StudySpecParser.Parse(await RequestBody.ReadAsync(request, StudySpecParser.MaxBytes, cancellationToken), catalogs);
            if (parsed.Spec is not { } spec) return JsonAnswer.Invalid("The study cannot be started", parsed.Errors);

            var created = await store.CreateAsync(spec, cancellationToken);
            if (created.IsOther)
            {
                return JsonAnswer.Problem(
                    StatusCodes.Status409Conflict,
                    "Another study has that name",
                    $"Study '{spec.Name}' exists with another spec (only more trials may differ). Give this one another name, or delete "
                    + $"that one. What differs:",
                    created.Errors);
            }

            if (created.Errors.Count > 0) return JsonAnswer.Invalid("The study cannot be started", created.Errors);

            return await AcceptAsync(client, created.Study!, cancellationToken);
        });

    /// <summary>Lists studies by name.</summary>
    [Function("ListStudies")]
    public Task<IActionResult> ListAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = Studies)] HttpRequest request, CancellationToken cancellationToken) =>
        StorageErrors.RunAsync(logger, async () =>
        {
            var query = new Query(request);
            var limit = query.Int("limit", 1, 1000, 100);
            return query.Errors.Count > 0
                ? JsonAnswer.Invalid("The studies cannot be listed", query.Errors)
                : JsonAnswer.Ok(View(await store.ListAsync(query.Text("after"), limit, cancellationToken)));
        });

    /// <summary>Shows one study.</summary>
    [Function("GetStudy")]
    public Task<IActionResult> GetAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = Studies + "/{name}")] HttpRequest request, string name,
        CancellationToken cancellationToken) =>
        StorageErrors.RunAsync(logger, async () =>
            StudyName.IsValid(name)
                && await store.ReadAsync(name, cancellationToken) is { } study ? JsonAnswer.Ok(View(study)) : JsonAnswer.NoStudy(name));

    /// <summary>Gives a study more trials, money or time; one that has ended goes on.</summary>
    [Function("ExtendStudy")]
    public Task<IActionResult> ExtendAsync(
        [HttpTrigger(AuthorizationLevel.Function, "patch", Route = Studies + "/{name}")] HttpRequest request, string name,
        [DurableClient] DurableTaskClient client, CancellationToken cancellationToken) =>
        StorageErrors.RunAsync(logger, async () =>
        {
            var (extend, errors) = ExtendRequestReader.Read(await RequestBody.ReadAsync(request, MaxExtendBytes, cancellationToken));
            if (extend is null) return JsonAnswer.Invalid("The study cannot be extended", errors);
            if (!StudyName.IsValid(name)) return JsonAnswer.NoStudy(name);

            var change = await store.ExtendAsync(name, extend, cancellationToken);
            if (change.Errors.Count > 0) return JsonAnswer.Invalid("The study cannot be extended", change.Errors);
            if (change.Study is not { } study) return JsonAnswer.NoStudy(name);
            // A study that was waiting for money has free slots again.
            if (study.State == StudyState.Running) await starter.WakeAsync(client, study, lostTrial: null, cancellationToken);
            return await AcceptAsync(client, study, cancellationToken, StatusCodes.Status200OK);
        });

    /// <summary>Asks a study to end: nothing more is started, running trials are cut short or, if asked so, end by themselves.</summary>
    [Function("StopStudy")]
    public Task<IActionResult> StopAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = Studies + "/{name}/stop")] HttpRequest request, string name,
        [DurableClient] DurableTaskClient client, CancellationToken cancellationToken) =>
        StorageErrors.RunAsync(logger, async () =>
        {
            var (stop, errors) = StopRequestReader.Read(await RequestBody.ReadAsync(request, MaxStopBytes, cancellationToken));
            if (stop is null) return JsonAnswer.Invalid("The study cannot be stopped", errors);
            if (!StudyName.IsValid(name)
                || await store.ChangeAsync(name, study => StudyMachine.RequestStop(study, stop.Mode), cancellationToken) is not { } study)
                return JsonAnswer.NoStudy(name);
            if (study.State == StudyState.Running) await starter.WakeAsync(client, study, lostTrial: null, cancellationToken);
            return await AcceptAsync(client, study, cancellationToken);
        });

    /// <summary>Lets a study that has ended go on, as far as its limits allow.</summary>
    [Function("ResumeStudy")]
    public Task<IActionResult> ResumeAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = Studies + "/{name}/resume")] HttpRequest request, string name,
        [DurableClient] DurableTaskClient client, CancellationToken cancellationToken) =>
        StorageErrors.RunAsync(logger, async () =>
        {
            if (!StudyName.IsValid(name) || await store.FindAsync(name, cancellationToken) is not { } study)
                return JsonAnswer.NoStudy(name);
            if (study.State == StudyState.Running
                && (study.Interruption ?? (study.StopReason is null ? null : "its running trials end")) is { } why)
                return JsonAnswer.Problem(
                    StatusCodes.Status409Conflict, "The study cannot be resumed",
                    $"Study '{name}' is still ending ({why}); try again when it has.");
            if (study.State == StudyState.Ended)
            {
                if (study.Ended >= study.Spec.Trials)
                    return JsonAnswer.Problem(
                        StatusCodes.Status409Conflict, "The study cannot be resumed",
                        $"All {study.Spec.Trials} trials of study '{name}' have ended; extend it to give it more.");
                study = await store.RestartAsync(name, study.Run, cancellationToken);
                if (study is null) return JsonAnswer.NoStudy(name);
            }

            return await AcceptAsync(client, study, cancellationToken);
        });

    /// <summary>Gives a study points to try before its sampler's own.</summary>
    [Function("EnqueuePoints")]
    public Task<IActionResult> EnqueueAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = Studies + "/{name}/enqueue")] HttpRequest request, string name,
        CancellationToken cancellationToken) =>
        StorageErrors.RunAsync(logger, async () =>
        {
            var body = await RequestBody.ReadAsync(request, MaxEnqueueBytes, cancellationToken);
            if (!StudyName.IsValid(name) || await store.FindWarmAsync(name, cancellationToken) is not { } known)
                return JsonAnswer.NoStudy(name);
            var (enqueue, errors) = EnqueueRequestReader.Read(body, SearchSpace.Of(known.Spec));
            if (enqueue is null) return JsonAnswer.Invalid("The points cannot be enqueued", errors);

            var change = await store.EnqueueAsync(name, enqueue, cancellationToken);
            if (change.Errors.Count > 0) return JsonAnswer.Invalid("The points cannot be enqueued", change.Errors);
            return change.Study is { } study ? JsonAnswer.Ok(View(study)) : JsonAnswer.NoStudy(name);
        });

    /// <summary>Deletes a study with its trials and reports.</summary>
    [Function("DeleteStudy")]
    public Task<IActionResult> DeleteAsync(
        [HttpTrigger(AuthorizationLevel.Function, "delete", Route = Studies + "/{name}")] HttpRequest request, string name,
        [DurableClient] DurableTaskClient client, CancellationToken cancellationToken) =>
        StorageErrors.RunAsync(logger, async () =>
        {
            if (!StudyName.IsValid(name)) return JsonAnswer.NoStudy(name);
            var study = await FindIfReadableAsync(name, cancellationToken);
            if (!await store.DeleteAsync(name, cancellationToken)) return JsonAnswer.NoStudy(name);
            if (study is not null) await starter.RemoveAsync(client, study, cancellationToken);
            return JsonAnswer.NoContent();
        });

    private StudyView View(Study study) => StudyViews.View(study) with { Waiting = disk.WaitingOf(study.State) };

    private PageView<StudySummary> View(PageView<StudyOutline> page) =>
        new([.. page.Items.Select(study => StudyViews.Summary(study) with { Waiting = disk.WaitingOf(study.State) })], page.Next);

    /// <summary>The study; null too when it cannot be read, which is no
    /// reason not to delete it: its orchestration ends by itself.</summary>
    private async Task<Study?> FindIfReadableAsync(string name, CancellationToken cancellationToken)
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

    private async Task<IActionResult> AcceptAsync(
        DurableTaskClient client, Study study, CancellationToken cancellationToken, int status = StatusCodes.Status202Accepted)
    {
        if (study.State == StudyState.Running) await starter.EnsureStartedAsync(client, study, cancellationToken);
        return new JsonAnswer(status, View(study)) { Location = $"/{Studies}/{study.Spec.Name}" };
    }
}
