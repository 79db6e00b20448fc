using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;
using Serverless.Tuner.EmbeddedHost.Invocation;

namespace Serverless.Tuner.EmbeddedHost.Http;

/// <summary>Gives each HTTP function its route.</summary>
internal static class HttpFunctions
{
    public static void MapFunctions(this IEndpointRouteBuilder routes, FunctionCatalog catalog, HostSettings settings, ILogger logger)
    {
        foreach (var function in catalog.OfKind(FunctionKind.Http))
        {
            var trigger = (HttpTriggerAttribute)function.Binding;
            var route = string.Join('/', new[] { settings.RoutePrefix, (trigger.Route ?? function.Name).Trim('/') }.Where(part => part.Length > 0));
            var endpoint = new HttpFunctionEndpoint(function, logger);
            if (trigger.Methods is { Length: > 0 } methods)
                routes.MapMethods(route, methods.Select(method => method.ToUpperInvariant()), endpoint.HandleAsync);
            else
                routes.Map(route, endpoint.HandleAsync);
        }
    }
}
