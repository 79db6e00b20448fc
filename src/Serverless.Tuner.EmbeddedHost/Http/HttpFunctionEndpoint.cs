using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Serverless.Tuner.EmbeddedHost.Invocation;

namespace Serverless.Tuner.EmbeddedHost.Http;

/// <summary>Answers the requests to one HTTP function.</summary>
internal sealed class HttpFunctionEndpoint(FunctionDescriptor function, ILogger logger)
{
    // Where the worker's own integration keeps it, so that code that looks there finds it.
    private const string HttpContextKey = "HttpRequestContext";

    private readonly FunctionInvoker _invoker = new(function, parameter => RouteValues.CanConvert(parameter.ParameterType));

    public async Task HandleAsync(HttpContext http)
    {
        try
        {
            var context = new EmbeddedFunctionContext(function, http.RequestServices, http.RequestAborted, http.Request.RouteValues);
            context.Items[HttpContextKey] = http;
            await WriteAsync(http, await _invoker.InvokeAsync(context, http.Request, parameter => RouteValues.Bind(http, parameter)));
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            // The client has gone.
        }
        catch (BadHttpRequestException exception)
        {
            await ProblemAsync(http, exception.StatusCode, exception.Message);
        }
        catch (Exception exception)
        {
            logger.HttpFunctionFailed(exception, function.Name, http.Request.Method, http.Request.Path);
            await ProblemAsync(http, StatusCodes.Status500InternalServerError, "The request failed on the server; its log says why.");
        }
    }

    private static Task WriteAsync(HttpContext http, object? result) => result switch
    {
        null => Task.CompletedTask,
        IResult direct => direct.ExecuteAsync(http),
        _ => (result as IActionResult ?? new ObjectResult(result)).ExecuteResultAsync(new ActionContext(http, http.GetRouteData(), new())),
    };

    private static async Task ProblemAsync(HttpContext http, int status, string detail)
    {
        // A response that has begun can only be cut off.
        if (http.Response.HasStarted)
        {
            http.Abort();
            return;
        }

        http.Response.Clear();
        await HostProblem.WriteAsync(http, status, detail);
    }
}
