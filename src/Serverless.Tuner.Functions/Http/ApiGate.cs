using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Serverless.Tuner.Functions.Access;

namespace Serverless.Tuner.Functions.Http;

/// <summary>The way into every HTTP function, on whichever host: lets those in who have a key for it, and turns what goes wrong behind it
/// into problem details.</summary>
public sealed class ApiGate
{
    private readonly Doorkeeper _doorkeeper;
    private readonly KeyedRequests _keyed;
    private readonly ILogger<ApiGate> _logger;

    internal ApiGate(Doorkeeper doorkeeper, KeyedRequests keyed, ILogger<ApiGate> logger) =>
        (_doorkeeper, _keyed, _logger) = (doorkeeper, keyed, logger);

    /// <summary>Answers a request that needs a key.</summary>
    /// <param name="request">The request.</param>
    /// <param name="scope">What the caller's key must allow.</param>
    /// <param name="answer">Answers it.</param>
    internal Task<IActionResult> RunAsync(HttpRequest request, KeyScope scope, Func<Task<IActionResult>> answer) =>
        RunAsync(request, scope, _ => answer());

    /// <summary>Answers a request that needs a key, and depends on whose it is.</summary>
    internal Task<IActionResult> RunAsync(HttpRequest request, KeyScope scope, Func<Caller, Task<IActionResult>> answer) =>
        OpenAsync(request, async () =>
        {
            var (caller, refusal) = await _doorkeeper.IdentifyAsync(request);
            if (caller is null) return refusal!;
            if (!caller.May(scope)) return Doorkeeper.Forbidden(caller, scope);
            caller.Made(request);
            return await _keyed.AnswerAsync(request, () => answer(caller), request.HttpContext.RequestAborted);
        });

    /// <summary>Answers a request that anyone may make.</summary>
    internal async Task<IActionResult> OpenAsync(HttpRequest request, Func<Task<IActionResult>> answer)
    {
        if (_doorkeeper.Closed() is { } closed) return closed;
        try
        {
            return await answer();
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
            Logs.Unreadable(_logger, e);
            return JsonAnswer.Problem(ProblemKind.Unreadable, "The study cannot be read", e.Message);
        }
        catch (Exception e) when (e is not BadHttpRequestException && StorageFailure.Is(e))
        {
            Logs.StorageFailed(_logger, e);
            return JsonAnswer.Problem(
                ProblemKind.StorageSilent, "Storage does not answer", "Try again in a while; what was accepted is not lost.");
        }
    }
}
