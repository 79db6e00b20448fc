using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Serverless.Tuner.EmbeddedHost.Invocation;

namespace Serverless.Tuner.EmbeddedHost.Http;

internal static class HttpFunctions
{
    /// <summary>Gives each HTTP function its route.</summary>
    public static void MapFunctions(this IEndpointRouteBuilder routes, string prefix, ILogger logger)
    {
        foreach (var function in routes.ServiceProvider.GetRequiredService<FunctionCatalog>().TriggeredBy<HttpTriggerAttribute>())
        {
            var trigger = (HttpTriggerAttribute)function.Binding;
            var route = $"{prefix}/{(trigger.Route ?? function.Name).Trim('/')}".TrimStart('/');
            var endpoint = routes.Map(route, new HttpFunctionEndpoint(function, logger).HandleAsync);
            if (trigger.Methods is { Length: > 0 } methods)
                endpoint.WithMetadata(new HttpMethodMetadata(methods.Select(method => method.ToUpperInvariant())));
        }
    }
}
