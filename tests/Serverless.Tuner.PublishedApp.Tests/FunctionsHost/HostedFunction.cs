using System.Text.Json;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Template;
using Serverless.Tuner.PublishedApp.Tests.FunctionsHost.Rpc;

namespace Serverless.Tuner.PublishedApp.Tests.FunctionsHost;

/// <summary>A function as its worker has described it.</summary>
internal sealed class HostedFunction(RpcFunctionMetadata metadata)
{
    private const string HttpTrigger = "httpTrigger";

    public RpcFunctionMetadata Metadata => metadata;

    public string Id => metadata.FunctionId;

    public string Name => metadata.Name;

    /// <summary>What it takes: the trigger's data, and what else the host gives it.</summary>
    public IReadOnlyList<FunctionBinding> Inputs { get; } = [.. metadata.RawBindings
        .Select(raw => JsonSerializer.Deserialize<FunctionBinding>(raw, JsonSerializerOptions.Web)!)
        .Where(binding => binding.Direction.Equals("in", StringComparison.OrdinalIgnoreCase))];

    public bool IsHttp => HttpBinding is not null;

    private FunctionBinding? HttpBinding => Inputs.SingleOrDefault(input => input.Type == HttpTrigger);

    /// <summary>Whether it answers a request, and what the request's path says.</summary>
    public bool Answers(HttpMethod method, string path, string routePrefix, RouteValueDictionary values)
    {
        if (HttpBinding is not { } http || !http.Methods!.Contains(method.Method, StringComparer.OrdinalIgnoreCase)) return false;
        var template = TemplateParser.Parse($"{routePrefix}/{http.Route ?? Name}".TrimStart('/'));
        return new TemplateMatcher(template, []).TryMatch(path, values);
    }
}
