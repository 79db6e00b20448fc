using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Abstractions;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;
using Serverless.Tuner.EmbeddedHost.Invocation;

namespace Serverless.Tuner.EmbeddedHost.Http;

/// <summary>Answers the requests to one HTTP function.</summary>
internal sealed class HttpFunctionEndpoint
{
    // Where the worker's own integration keeps it, so that code that looks there finds it.
    private const string HttpContextKey = "HttpRequestContext";

    private static readonly ActionDescriptor NoAction = new();

    private readonly FunctionDescriptor _function;
    private readonly FunctionInvoker _invoker;
    private readonly ILogger _logger;

    public HttpFunctionEndpoint(FunctionDescriptor function, ILogger logger)
    {
        if (function.Trigger.ParameterType != typeof(HttpRequest))
            throw function.Unfit($"its trigger must be an {nameof(HttpRequest)}");
        _function = function;
        _logger = logger;
        _invoker = new(function, new(function, parameter => RouteValues.CanConvert(parameter.ParameterType)));
    }

    public async Task HandleAsync(HttpContext http)
    {
        try
        {
            var context = new EmbeddedFunctionContext(_function, http.RequestServices, http.Request.RouteValues, http.RequestAborted);
            context.Items[HttpContextKey] = http;
            var result = await _invoker.InvokeAsync(new(http.RequestServices, context, http.Request)
            {
                Named = parameter => RouteValues.Bind(http, parameter),
            });
            await WriteAsync(http, result);
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            // Nobody is there to answer.
        }
        catch (BadHttpRequestException exception)
        {
            await ProblemAsync(http, exception.StatusCode, exception.Message);
        }
        catch (Exception exception)
        {
            _logger.HttpFunctionFailed(exception, _function.Name, http.Request.Method, http.Request.Path);
            await ProblemAsync(http, StatusCodes.Status500InternalServerError, "The request failed on the server; its log says why.");
        }
    }

    private static Task WriteAsync(HttpContext http, object? result) => result switch
    {
        IActionResult action => action.ExecuteResultAsync(new ActionContext(http, http.GetRouteData(), NoAction)),
        IResult direct => direct.ExecuteAsync(http),
        null => Task.CompletedTask,
        _ => new ObjectResult(result).ExecuteResultAsync(new ActionContext(http, http.GetRouteData(), NoAction)),
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
        await Results.Problem(detail, statusCode: status).ExecuteAsync(http);
    }
}
