using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Serverless.Tuner.Functions.Access;

namespace Serverless.Tuner.Functions.Http;

/// <summary>The way into every HTTP function, on whichever host: lets those in who have a key for it, and turns what goes wrong behind it
/// into problem details.</summary>
public sealed class ApiGate
{
    private readonly Doorkeeper _doorkeeper;
    private readonly ILogger<ApiGate> _logger;

    internal ApiGate(Doorkeeper doorkeeper, ILogger<ApiGate> logger) => (_doorkeeper, _logger) = (doorkeeper, logger);

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
            return caller.May(scope) ? await answer(caller) : Doorkeeper.Forbidden(caller, scope);
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
            return JsonAnswer.Invalid("The request is too large", [e.Error]);
        }
        catch (UnreadableRowException e)
        {
            Logs.Unreadable(_logger, e);
            return JsonAnswer.Problem(StatusCodes.Status500InternalServerError, "The study cannot be read", e.Message);
        }
        catch (Exception e) when (e is not BadHttpRequestException && StorageFailure.Is(e))
        {
            Logs.StorageFailed(_logger, e);
            return JsonAnswer.Problem(
                StatusCodes.Status503ServiceUnavailable, "Storage does not answer", "Try again in a while; what was accepted is not lost.");
        }
    }
}
