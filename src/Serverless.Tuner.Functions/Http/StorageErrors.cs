using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace Serverless.Tuner.Functions.Http;

/// <summary>Runs an HTTP function and turns what goes wrong behind it into problem details.</summary>
internal static class StorageErrors
{
    public static async Task<IActionResult> RunAsync(ILogger logger, Func<Task<IActionResult>> answer)
    {
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
            Logs.Unreadable(logger, e);
            return JsonAnswer.Problem(StatusCodes.Status500InternalServerError, "The study cannot be read", e.Message);
        }
        catch (Exception e) when (e is not BadHttpRequestException && StorageFailure.Is(e))
        {
            Logs.StorageFailed(logger, e);
            return JsonAnswer.Problem(
                StatusCodes.Status503ServiceUnavailable, "Storage does not answer", "Try again in a while; what was accepted is not lost.");
        }
    }
}
