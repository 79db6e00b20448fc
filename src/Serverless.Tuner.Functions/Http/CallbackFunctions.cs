using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Serverless.Tuner.Core.StudyFiles;
using Serverless.Tuner.Evaluation.Remote;
using Serverless.Tuner.Functions.Orchestration;
using Serverless.Tuner.Outbound;

namespace Serverless.Tuner.Functions.Http;

/// <summary>What endpoints tell of the trials that they evaluate. Each address carries a token of the attempt.</summary>
public sealed class CallbackFunctions(RemoteTrials remote, StudyStarter starter, ApiGate gate)
{
    private const string Attempt = CallbackUrls.Path + "/{name}/{number}/{attempt}";
    private const int MaxBytes = 256 * 1024;

    /// <summary>Takes the outcome of an attempt; the same one again gets the same answer.</summary>
    [Function("CompleteByCallback")]
    public Task<IActionResult> CompleteAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = Attempt)] HttpRequest request, string name, string number,
        string attempt, [DurableClient] DurableTaskClient client, CancellationToken cancellationToken) =>
        gate.OpenAsync(request, async () =>
        {
            if (await ReadAsync(request, name, number, attempt, cancellationToken) is not { } message) return NotFound();
            var (told, errors) = OutcomeReader.Read(message.Body);
            if (told is null) return JsonAnswer.Invalid("The outcome cannot be taken", errors);
            return await AnswerAsync(client, message, await remote.CompleteAsync(message, told, cancellationToken), cancellationToken);
        });

    /// <summary>Takes intermediate values, and says whether to go on.</summary>
    [Function("ReportByCallback")]
    public Task<IActionResult> ReportAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = Attempt + "/report")] HttpRequest request, string name, string number,
        string attempt, [DurableClient] DurableTaskClient client, CancellationToken cancellationToken) =>
        gate.OpenAsync(request, async () =>
        {
            if (await ReadAsync(request, name, number, attempt, cancellationToken) is not { } message) return NotFound();
            var (reports, errors) = ReportsReader.Read(message.Body);
            if (reports is null) return JsonAnswer.Invalid("The report cannot be taken", errors);
            return await AnswerAsync(
                client, message, await remote.ReportAsync(message, reports, cancellationToken), cancellationToken);
        });

    private static async Task<CallbackMessage?> ReadAsync(
        HttpRequest request, string name, string number, string attempt, CancellationToken cancellationToken)
    {
        if (StudyName.TryParse(name) is not { } study || Query.Number(number) is not { } n || Query.Number(attempt) is not { } a)
            return null;
        string? Header(string header) => request.Headers.TryGetValue(header, out var value) ? value.ToString() : null;
        var headers = new WebhookHeaders(
            Header(WebhookSignature.IdHeader), Header(WebhookSignature.TimestampHeader), Header(WebhookSignature.SignatureHeader));
        return new CallbackMessage(
            study, n, a, request.Query["token"], headers, await RequestBody.ReadAsync(request, MaxBytes, cancellationToken));
    }

    private async Task<IActionResult> AnswerAsync(
        DurableTaskClient client, CallbackMessage message, CallbackReply reply, CancellationToken cancellationToken)
    {
        // The row has it by now: that the orchestration is not woken only delays what follows.
        if (reply.Wake is { State: StudyState.Running } study)
            await starter.WakeTrialAsync(client, study, message.Number, cancellationToken);
        return reply.Kind switch
        {
            CallbackReplyKind.Accepted => JsonAnswer.Ok(new CallbackView()),
            CallbackReplyKind.Pruned => JsonAnswer.Ok(new CallbackView { Prune = true, Reason = reply.Detail }),
            CallbackReplyKind.NotFound => NotFound(),
            CallbackReplyKind.Invalid => JsonAnswer.Invalid("The report cannot be taken", reply.Errors),
            CallbackReplyKind.Late => JsonAnswer.Conflict("The call-back comes too late", $"It does not count: {reply.Detail}."),
            CallbackReplyKind.NoToken => JsonAnswer.Problem(
                ProblemKind.NoValidToken, "No valid token", "The address does not carry the token of this attempt."),
            _ => JsonAnswer.Problem(ProblemKind.NoValidToken, "No valid signature", $"The call-back is refused: {reply.Detail}."),
        };
    }

    private static JsonAnswer NotFound() => JsonAnswer.Problem(
        ProblemKind.NoSuchTrial, "No such attempt", "There is no such attempt at a trial of a study whose objective is an endpoint.");
}
