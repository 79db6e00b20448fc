using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Serverless.Tuner.Core.Editing;
using Serverless.Tuner.Core.StudyFiles;
using Serverless.Tuner.Functions.Access;
using Serverless.Tuner.Functions.Orchestration;

namespace Serverless.Tuner.Functions.Http;

/// <summary>What is asked of one trial over HTTP: to end, to be tried again, to keep notes.</summary>
public sealed class TrialRequestFunctions(
    StudyStore store, TrialCancellation cancellation, TrialAttributes attributes, StudyStarter starter, StudyViews views, ApiGate gate)
{
    private const string Trial = "v1/tuner/studies/{name}/trials/{number}";
    private const string NotKept = "The notes cannot be kept";
    private const int MaxRetryBytes = 1024;
    private const int MaxAttributesBytes = 256 * 1024;

    /// <summary>Asks a trial to end as pruned, whatever it comes to; what it has cost is counted.</summary>
    [Function("CancelTrial")]
    public Task<IActionResult> CancelAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = Trial + "/cancel")] HttpRequest request, string name, string number,
        [DurableClient] DurableTaskClient client, CancellationToken cancellationToken) =>
        gate.RunAsync(request, KeyScope.Write, async () =>
        {
            if (StudyName.TryParse(name) is not { } known || await store.ReadAsync(known, cancellationToken) is null)
                return JsonAnswer.NoStudy(name);
            if (Query.Number(number) is not { } n || await cancellation.CancelAsync(known, n, cancellationToken) is not var (study, trial))
                return JsonAnswer.NoTrial(name, number);
            if (trial.HasEnded && trial.Outcome.Reason != TrialOutcome.CancelledReason)
                return JsonAnswer.Conflict(
                    "The trial cannot be cancelled",
                    $"Trial {number} of study '{name}' has ended already: it is {trial.State.ToString().ToLowerInvariant()}.");
            // It waited between two attempts: its slot is free at once.
            if (trial.HasEnded && study.State == StudyState.Running)
                await starter.WakeAsync(client, study, lostTrial: n, cancellationToken);
            var noted = await attributes.AddToAsync(known, [trial], cancellationToken);
            return new JsonAnswer(StatusCodes.Status202Accepted, views.View(noted[0], SpaceEditing.HiddenOf(study)));
        });

    /// <summary>Keeps notes with a trial, in whatever state it is; hides it from the sampler's model and the best, or shows it again.
    /// </summary>
    [Function("AnnotateTrial")]
    public Task<IActionResult> AnnotateAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "patch", Route = Trial)] HttpRequest request, string name, string number,
        CancellationToken cancellationToken) =>
        gate.RunAsync(request, KeyScope.Work, async caller =>
        {
            var (asked, errors) = AttributesRequestReader.Read(
                await RequestBody.ReadAsync(request, MaxAttributesBytes, cancellationToken));
            if (asked is null) return JsonAnswer.Invalid(NotKept, errors);
            if (StudyName.TryParse(name) is not { } known || await store.ReadAsync(known, cancellationToken) is null)
                return JsonAnswer.NoStudy(name);
            if (Query.Number(number) is not { } n) return JsonAnswer.NoTrial(name, number);
            // What a study learns from is its owner's to say; notes are its workers' too.
            if (asked.Hidden is not null && !caller.May(KeyScope.Write)) return Doorkeeper.Forbidden(caller, KeyScope.Write);
            // Both or neither.
            if (asked is { Hidden: not null, Attributes: { } notes }
                && await attributes.WrongWithAsync(known, n, notes, cancellationToken) is { } unfit)
                return JsonAnswer.Invalid(NotKept, [new FieldError("/attributes", unfit)]);
            if (asked.Hidden is { } hidden && await HideAsync(known, n, hidden, caller, request, cancellationToken) is { } refusal)
                return refusal;
            var (trial, wrong) = await attributes.ChangeAsync(
                known, n, asked.Attributes ?? new Dictionary<string, string?>(), cancellationToken);
            if (wrong is not null) return JsonAnswer.Invalid(NotKept, [new FieldError("/attributes", wrong)]);
            if (trial is null || await store.ReadAsync(known, cancellationToken) is not { } study) return JsonAnswer.NoTrial(name, number);
            return JsonAnswer.Ok(views.View(trial, SpaceEditing.HiddenOf(study)));
        });

    /// <returns>Why the trial is not hidden, or not shown; null when it is.</returns>
    private async Task<IActionResult?> HideAsync(
        StudyName study, int number, bool hidden, Caller caller, HttpRequest request, CancellationToken cancellationToken)
    {
        if (await store.FindTrialAsync(study, number, cancellationToken) is null)
            return JsonAnswer.NoTrial(study.ToString(), number.ToString(System.Globalization.CultureInfo.InvariantCulture));
        var ask = new StudyAsk(StudyTag.Condition(request), KeyedRequests.IdOf(request));
        var change = await store.HideAsync(study, number, hidden, caller.Id, cancellationToken, ask);
        return JsonAnswer.Refusal(change, study.ToString(), hidden ? "The trial cannot be hidden" : "The trial cannot be shown");
    }

    /// <summary>Has the point of a trial that has ended tried again, as a new trial.</summary>
    [Function("RetryTrial")]
    public Task<IActionResult> RetryAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = Trial + "/retry")] HttpRequest request, string name, string number,
        CancellationToken cancellationToken) =>
        gate.RunAsync(request, KeyScope.Write, async () =>
        {
            var errors = NoFieldsReader.Read(await RequestBody.ReadAsync(request, MaxRetryBytes, cancellationToken));
            if (errors.Count > 0) return JsonAnswer.Invalid("The trial cannot be tried again", errors);
            if (StudyName.TryParse(name) is not { } known || await store.ReadAsync(known, cancellationToken) is null)
                return JsonAnswer.NoStudy(name);
            if (Query.Number(number) is not { } n || await store.FindTrialAsync(known, n, cancellationToken) is not var (trial, _))
                return JsonAnswer.NoTrial(name, number);

            var change = await store.RetryAsync(
                known, trial, cancellationToken, new StudyAsk(StudyTag.Condition(request), KeyedRequests.IdOf(request)));
            return JsonAnswer.Refusal(change, name, "The trial cannot be tried again")
                ?? JsonAnswer.Ok(await views.ViewAsync(change.Study!, cancellationToken));
        });
}
