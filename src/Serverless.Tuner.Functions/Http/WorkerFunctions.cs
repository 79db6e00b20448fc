using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Serverless.Tuner.Core.StudyFiles;
using Serverless.Tuner.Evaluation;
using Serverless.Tuner.Functions.Orchestration;

namespace Serverless.Tuner.Functions.Http;

/// <summary>Workers over HTTP: they ask for trials, report of them, and tell what came of them.</summary>
public sealed class WorkerFunctions(
    StudyStore store, TrialLeasing leasing, StudyStarter starter, WorkerTrials trials, DiskSpace disk, ApiGate gate)
{
    private const string Trials = "v1/tuner/studies/{name}/trials";
    private const string Trial = Trials + "/{number}";
    private const int MaxBytes = 64 * 1024;
    private const int MaxCompleteBytes = 1024 * 1024;
    private const int DiskPauseSeconds = 10;

    /// <summary>Gives a worker trials.</summary>
    [Function("SuggestTrials")]
    public Task<IActionResult> SuggestAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = Trials + "/suggest")] HttpRequest request, string name,
        [DurableClient] DurableTaskClient client, CancellationToken cancellationToken) =>
        gate.RunAsync(request, KeyScope.Work, async () =>
        {
            var (suggest, errors) = WorkerRequestReader.ReadSuggest(await RequestBody.ReadAsync(request, MaxBytes, cancellationToken));
            if (suggest is null) return JsonAnswer.Invalid("No trials can be given", errors);
            // Nothing more is started; what runs may still tell.
            if (disk.IsFull)
                return new JsonAnswer(StatusCodes.Status200OK, new SuggestView { Trials = [] }) { RetryAfter = DiskPauseSeconds };
            // A lease ends by itself, also when no worker comes any more.
            await starter.WatchOverAsync(client, cancellationToken);
            if (StudyName.TryParse(name) is not { } known
                || await leasing.SuggestAsync(known, suggest, cancellationToken) is not { } suggestions)
                return JsonAnswer.NoStudy(name);
            return suggestions.Study.Spec.IsExternal
                ? new JsonAnswer(StatusCodes.Status200OK, StudyViews.View(suggestions)) { RetryAfter = Seconds(suggestions.RetryAfter) }
                : JsonAnswer.Conflict(
                    "The study is not for workers",
                    $"Study '{name}' evaluates its trials itself; one with \"objective\": {{\"kind\": \"external\"}} gives "
                    + "them to workers.");
        });

    /// <summary>Takes intermediate values of a trial, and says whether to go on.</summary>
    [Function("ReportTrial")]
    public Task<IActionResult> ReportAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = Trial + "/report")] HttpRequest request, string name, string number,
        CancellationToken cancellationToken) =>
        TellAsync(
            request, name, number, MaxBytes, WorkerRequestReader.ReadReport,
            (study, trial, told) => trials.ReportAsync(study, trial, told, cancellationToken), GoOn, cancellationToken);

    /// <summary>Gives a trial the values of parameters, and declares those that the study does not know yet.</summary>
    [Function("DeclareParameters")]
    public Task<IActionResult> DeclareAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = Trial + "/parameters")] HttpRequest request, string name, string number,
        CancellationToken cancellationToken) =>
        TellAsync(
            request, name, number, MaxBytes, WorkerRequestReader.ReadParameters,
            (study, trial, asked) => trials.DeclareAsync(study, trial, asked, cancellationToken), Values, cancellationToken);

    /// <summary>Takes a sign of life of a trial's worker, and says whether to go on.</summary>
    [Function("HeartbeatTrial")]
    public Task<IActionResult> HeartbeatAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = Trial + "/heartbeat")] HttpRequest request, string name, string number,
        CancellationToken cancellationToken) =>
        TellAsync(
            request, name, number, MaxBytes, WorkerRequestReader.ReadHeartbeat,
            (study, trial, told) => trials.HeartbeatAsync(study, trial, told, cancellationToken), GoOn, cancellationToken);

    /// <summary>Takes the result of a trial.</summary>
    [Function("CompleteTrial")]
    public Task<IActionResult> CompleteAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = Trial + "/complete")] HttpRequest request, string name, string number,
        CancellationToken cancellationToken) =>
        TellAsync(
            request, name, number, MaxCompleteBytes, WorkerRequestReader.ReadComplete,
            (study, trial, told) => trials.CompleteAsync(study, trial, told, cancellationToken), Told, cancellationToken);

    /// <summary>The worker gives a trial up.</summary>
    [Function("PruneTrial")]
    public Task<IActionResult> PruneAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = Trial + "/prune")] HttpRequest request, string name, string number,
        CancellationToken cancellationToken) =>
        TellAsync(
            request, name, number, MaxBytes, WorkerRequestReader.ReadPrune,
            (study, trial, told) => trials.PruneAsync(study, trial, told, cancellationToken), Told, cancellationToken);

    /// <summary>The worker could not evaluate a trial.</summary>
    [Function("FailTrial")]
    public Task<IActionResult> FailAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = Trial + "/fail")] HttpRequest request, string name, string number,
        CancellationToken cancellationToken) =>
        TellAsync(
            request, name, number, MaxBytes, WorkerRequestReader.ReadFail,
            (study, trial, told) => trials.FailAsync(study, trial, told, cancellationToken), Told, cancellationToken);

    private static JsonAnswer Refused(WorkerRefusal refusal) => refusal.Errors.Count > 0
        ? JsonAnswer.Invalid(refusal.Kind, refusal.Title, refusal.Errors)
        : JsonAnswer.Problem(refusal.Kind, refusal.Title, refusal.Detail);

    private static ParametersView Values(int number, WorkerAnswer answer)
    {
        var goOn = GoOn(number, answer);
        return new ParametersView(answer.Parameters ?? new Dictionary<string, ParameterValue>())
        {
            Prune = goOn.Prune,
            Reason = goOn.Reason,
        };
    }

    private static GoOnView GoOn(int number, WorkerAnswer answer) =>
        answer.State is TrialState.Running or TrialState.Complete ? new GoOnView(false) : new GoOnView(true, answer.Reason);

    private static ToldView Told(int number, WorkerAnswer answer) => new(number, answer.State!.Value, answer.Reason);

    private static int? Seconds(TimeSpan? time) => time is { } wait ? (int)Math.Ceiling(wait.TotalSeconds) : null;

    private Task<IActionResult> TellAsync<TRequest>(
        HttpRequest request, string name, string number, int maxBytes,
        Func<ReadOnlyMemory<byte>, (TRequest? Request, IReadOnlyList<FieldError> Errors)> read,
        Func<StudyName, int, TRequest, Task<WorkerAnswer>> tell, Func<int, WorkerAnswer, object> view, CancellationToken cancellationToken)
        where TRequest : class => gate.RunAsync(request, KeyScope.Work, async () =>
        {
            var (told, errors) = read(await RequestBody.ReadAsync(request, maxBytes, cancellationToken));
            if (told is null) return JsonAnswer.Invalid("That cannot be told of a trial", errors);
            if (StudyName.TryParse(name) is not { } known) return JsonAnswer.NoStudy(name);
            if (Query.Number(number) is not { } n) return JsonAnswer.NoTrial(name, number);
            var answer = await tell(known, n, told);
            if (answer.Refusal is { } refusal) return Refused(refusal);
            if (answer.IsUnknown)
            {
                return await store.ReadAsync(known, cancellationToken) is null
                    ? JsonAnswer.NoStudy(name)
                    : JsonAnswer.NoTrial(name, number);
            }

            return answer.State is not null
                ? JsonAnswer.Ok(view(n, answer))
                : JsonAnswer.Problem(
                    ProblemKind.LeaseLost, "The lease is lost",
                    $"Trial {n} of study '{name}' is not held with this lease: it ran out, or it is another trial's. What is told with it "
                    + "no longer counts; ask for the next trial.");
        });
}
