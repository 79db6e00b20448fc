using System.Reflection;
using Microsoft.Azure.Functions.Worker;
using Serverless.Tuner.Functions.Http;
using Serverless.Tuner.Functions.Orchestration;

namespace Serverless.Tuner.Functions.Tests.Keys;

/// <summary>What each route asks of its caller: one line a route.</summary>
internal static class RouteRules
{
    private const string Outcome = """{"value":1}""", Report = """{"step":1,"value":1}""";

    /// <summary>The scope that a route needs; null: anyone may ask it, or it checks a token of its own.</summary>
    public static IReadOnlyDictionary<string, KeyScope?> All { get; } = new Dictionary<string, KeyScope?>
    {
        ["GET {nothing:maxlength(0)?}"] = null,
        ["GET assets/{file}"] = null,
        ["GET {place:alpha}"] = null,
        ["GET studies/{name}"] = null,
        ["GET v1/tuner/health"] = null,
        ["GET v1/tuner/ready"] = null,
        ["GET v1/tuner/openapi.json"] = null,
        ["GET v1/tuner/docs"] = null,
        ["POST v1/tuner/callbacks/{name}/{number}/{attempt}"] = null,
        ["POST v1/tuner/callbacks/{name}/{number}/{attempt}/report"] = null,
        ["POST v1/tuner/keys"] = KeyScope.Admin,
        ["GET v1/tuner/keys"] = KeyScope.Admin,
        ["DELETE v1/tuner/keys/{id}"] = KeyScope.Admin,
        ["POST v1/tuner/plan"] = KeyScope.Read,
        ["GET v1/tuner/memory"] = KeyScope.Read,
        ["GET v1/tuner/memory/{id}"] = KeyScope.Read,
        ["DELETE v1/tuner/memory/{id}"] = KeyScope.Write,
        ["GET v1/tuner/studies/{name}/trials/{number}/explain"] = KeyScope.Read,
        ["GET v1/tuner/studies/{name}/trials/{number}/replay"] = KeyScope.Read,
        ["GET v1/tuner/budgets"] = KeyScope.Read,
        ["GET v1/tuner/budgets/{name}"] = KeyScope.Read,
        ["PUT v1/tuner/budgets/{name}"] = KeyScope.Admin,
        ["DELETE v1/tuner/budgets/{name}"] = KeyScope.Admin,
        ["GET v1/tuner/schedules"] = KeyScope.Read,
        ["POST v1/tuner/schedules"] = KeyScope.Write,
        ["GET v1/tuner/schedules/{name}"] = KeyScope.Read,
        ["PUT v1/tuner/schedules/{name}"] = KeyScope.Write,
        ["PATCH v1/tuner/schedules/{name}"] = KeyScope.Write,
        ["DELETE v1/tuner/schedules/{name}"] = KeyScope.Write,
        ["POST v1/tuner/schedules/{name}/run"] = KeyScope.Write,
        ["GET v1/tuner/schedules/{name}/promoted"] = KeyScope.Read,
        ["POST v1/tuner/studies"] = KeyScope.Write,
        ["GET v1/tuner/studies"] = KeyScope.Read,
        ["GET v1/tuner/studies/{name}"] = KeyScope.Read,
        ["PATCH v1/tuner/studies/{name}"] = KeyScope.Write,
        ["DELETE v1/tuner/studies/{name}"] = KeyScope.Write,
        ["POST v1/tuner/studies/{name}/stop"] = KeyScope.Write,
        ["POST v1/tuner/studies/{name}/pause"] = KeyScope.Write,
        ["POST v1/tuner/studies/{name}/resume"] = KeyScope.Write,
        ["POST v1/tuner/studies/{name}/enqueue"] = KeyScope.Write,
        ["GET v1/tuner/studies/{name}/best"] = KeyScope.Read,
        ["GET v1/tuner/studies/{name}/result"] = KeyScope.Read,
        ["GET v1/tuner/studies/{name}/history"] = KeyScope.Read,
        ["GET v1/tuner/studies/{name}/scatter"] = KeyScope.Read,
        ["GET v1/tuner/studies/{name}/importance"] = KeyScope.Read,
        ["GET v1/tuner/studies/{name}/pareto"] = KeyScope.Read,
        ["GET v1/tuner/studies/{name}/hints"] = KeyScope.Read,
        ["GET v1/tuner/compare"] = KeyScope.Read,
        ["POST v1/tuner/studies/{name}/copy"] = KeyScope.Write,
        ["POST v1/tuner/studies/{name}/import"] = KeyScope.Write,
        ["GET v1/tuner/studies/{name}/export"] = KeyScope.Read,
        ["GET v1/tuner/failures"] = KeyScope.Read,
        ["POST v1/tuner/mcp"] = KeyScope.Read,
        ["GET v1/tuner/studies/{name}/trials"] = KeyScope.Read,
        ["GET v1/tuner/studies/{name}/trials/{number}"] = KeyScope.Read,
        ["PATCH v1/tuner/studies/{name}/trials/{number}"] = KeyScope.Work,
        ["GET v1/tuner/studies/{name}/trials/{number}/log"] = KeyScope.Read,
        ["POST v1/tuner/studies/{name}/trials/suggest"] = KeyScope.Work,
        ["POST v1/tuner/studies/{name}/trials/{number}/report"] = KeyScope.Work,
        ["POST v1/tuner/studies/{name}/trials/{number}/heartbeat"] = KeyScope.Work,
        ["POST v1/tuner/studies/{name}/trials/{number}/parameters"] = KeyScope.Work,
        ["POST v1/tuner/studies/{name}/trials/{number}/complete"] = KeyScope.Work,
        ["POST v1/tuner/studies/{name}/trials/{number}/prune"] = KeyScope.Work,
        ["POST v1/tuner/studies/{name}/trials/{number}/fail"] = KeyScope.Work,
        ["GET v1/tuner/studies/{name}/trials/{number}/artifacts"] = KeyScope.Read,
        ["GET v1/tuner/studies/{name}/trials/{number}/artifacts/{file}"] = KeyScope.Read,
        ["PUT v1/tuner/studies/{name}/trials/{number}/artifacts/{file}"] = KeyScope.Work,
        ["POST v1/tuner/studies/{name}/trials/{number}/cancel"] = KeyScope.Write,
        ["POST v1/tuner/studies/{name}/trials/{number}/retry"] = KeyScope.Write,
    };

    /// <summary>A file that the dashboard has: its name changes with what is in it.</summary>
    private static string DashboardScript =>
        $"assets/{DashboardFiles.All.Keys.First(name => name.EndsWith(".js", StringComparison.Ordinal))}";

    /// <summary>Whether a route checks a token of its own, so that without one nothing is there.</summary>
    public static bool HasOwnToken(string route) => route.Contains("/callbacks/", StringComparison.Ordinal);

    /// <summary>Every route of the function app, as the code has it.</summary>
    public static IReadOnlyList<string> Found { get; } =
    [
        .. typeof(StudyOrchestration).Assembly.GetTypes()
            .SelectMany(type => type.GetMethods())
            .SelectMany(method => method.GetParameters())
            .Select(parameter => parameter.GetCustomAttribute<HttpTriggerAttribute>())
            .OfType<HttpTriggerAttribute>()
            .SelectMany(trigger => trigger.Methods!.Select(method => $"{method.ToUpperInvariant()} {trigger.Route}")),
    ];

    /// <summary>A request to a route, for a study and a trial that are not there.</summary>
    public static HttpRequestMessage Request(string route)
    {
        var (method, path) = (route[..route.IndexOf(' ')], route[(route.IndexOf(' ') + 1)..]);
        (string, string)[] values =
        [
            ("{nothing:maxlength(0)?}", ""), ("assets/{file}", DashboardScript), ("{place:alpha}", "compare"),
            ("{number}", "0"), ("{name}", "not-there"), ("{id}", "0"),
            ("{attempt}", "1"), ("{file}", "model.bin"),
        ];
        foreach (var (name, value) in values)
            path = path.Replace(name, value, StringComparison.Ordinal);
        Assert.DoesNotContain('{', path);
        var request = new HttpRequestMessage(new HttpMethod(method), path);
        if (HasOwnToken(route)) request.Content = new StringContent(path.EndsWith("/report", StringComparison.Ordinal) ? Report : Outcome);
        return request;
    }
}
