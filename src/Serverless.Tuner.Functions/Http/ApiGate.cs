using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace Serverless.Tuner.Functions.Http;

/// <summary>The way into every HTTP function, on whichever host: says what a caller needs, and turns what goes wrong behind it into
/// problem details.</summary>
public sealed class ApiGate(KeyedRequests keyed, ILogger<ApiGate> logger)
{
    /// <summary>Answers a request that needs a key.</summary>
    /// <param name="request">The request.</param>
    /// <param name="scope">What the caller's key must allow.</param>
    /// <param name="answer">Answers it.</param>
    internal Task<IActionResult> RunAsync(HttpRequest request, KeyScope scope, Func<Task<IActionResult>> answer) =>
        OpenAsync(request, answer);

    /// <summary>Answers a request that anyone may make.</summary>
    internal async Task<IActionResult> OpenAsync(HttpRequest request, Func<Task<IActionResult>> answer)
    {
        try
        {
            return await keyed.AnswerAsync(request, answer, request.HttpContext.RequestAborted);
        }
        catch (RequestTooLargeException e)
        {
            return JsonAnswer.Invalid(ProblemKind.TooLarge, "The request is too large", [e.Error]);
        }
        catch (StudyChangedException e)
        {
            return JsonAnswer.Problem(ProblemKind.Changed, "The study has changed", $"{e.Message} Read it again; nothing was changed.");
        }
        catch (UnreadableRowException e)
        {
            Logs.Unreadable(logger, e);
            return JsonAnswer.Problem(ProblemKind.Unreadable, "The study cannot be read", e.Message);
        }
        catch (Exception e) when (e is not BadHttpRequestException && StorageFailure.Is(e))
        {
            Logs.StorageFailed(logger, e);
            return JsonAnswer.Problem(
                ProblemKind.StorageSilent, "Storage does not answer", "Try again in a while; what was accepted is not lost.");
        }
    }
}
