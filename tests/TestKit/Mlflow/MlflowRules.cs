using System.Text;
using System.Text.Json;

namespace Serverless.Tuner.TestKit.Mlflow;

/// <summary>What MLflow's REST API 2.0 says of a request: which fields it has, of which type, how many and how long.</summary>
internal static class MlflowRules
{
    public const int MostBytes = 1_000_000;

    private static readonly string[] s_statuses = ["RUNNING", "SCHEDULED", "FINISHED", "FAILED", "KILLED"];

    /// <summary>The fields of each request; those that it must have begin with an exclamation mark.</summary>
    private static readonly Dictionary<string, string[]> s_fields = new(StringComparer.Ordinal)
    {
        ["experiments/create"] = ["!name:text", "artifact_location:text", "tags:array"],
        ["runs/create"] = ["!experiment_id:text", "user_id:text", "run_name:text", "start_time:whole", "tags:array"],
        ["runs/update"] = ["!run_id:text", "status:text", "end_time:whole", "run_name:text"],
        ["runs/delete"] = ["!run_id:text"],
        ["runs/set-tag"] = ["!run_id:text", "!key:text", "!value:text"],
        ["runs/log-batch"] = ["!run_id:text", "metrics:array", "params:array", "tags:array"],
        ["runs/search"] =
            ["!experiment_ids:array", "filter:text", "run_view_type:text", "max_results:whole", "order_by:array", "page_token:text"],
    };

    /// <summary>Whether there is such a request.</summary>
    public static bool Knows(string path) => s_fields.ContainsKey(path);

    /// <summary>What is wrong with a request.</summary>
    public static IEnumerable<string> Wrong(string path, JsonElement body)
    {
        if (body.ValueKind != JsonValueKind.Object) return ["the body is no object"];
        return [.. Fields(s_fields[path], body), .. Contents(path, body)];
    }

    private static IEnumerable<string> Fields(string[] fields, JsonElement body)
    {
        var known = fields.Select(field => field.TrimStart('!').Split(':')).ToDictionary(field => field[0], field => field[1]);
        foreach (var missing in fields.Where(f => f[0] == '!').Select(f => f[1..].Split(':')[0]).Where(f => !body.TryGetProperty(f, out _)))
            yield return $"{missing} is missing";
        foreach (var member in body.EnumerateObject())
            if (!known.TryGetValue(member.Name, out var type)) yield return $"{member.Name} is unknown";
            else if (!Is(member.Value, type)) yield return $"{member.Name} is no {type}: {member.Value}";
    }

    private static bool Is(JsonElement value, string type) => type switch
    {
        "text" => value.ValueKind == JsonValueKind.String && value.GetString()!.Length > 0,
        "array" => value.ValueKind == JsonValueKind.Array,
        "number" => value.ValueKind == JsonValueKind.Number && double.IsFinite(value.GetDouble()),
        _ => value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out _),
    };

    private static IEnumerable<string> Contents(string path, JsonElement body)
    {
        if (path == "experiments/create" && Text(body, "name").Length > 500) yield return "the experiment's name is too long";
        if (path == "runs/create" && Text(body, "run_name").Length > 250) yield return "the run's name is too long";
        if (path == "runs/update" && !s_statuses.Contains(Text(body, "status"))) yield return $"status is {Text(body, "status")}";
        if (path == "runs/search" && body.TryGetProperty("max_results", out var most) && most.GetInt64() is < 1 or > 50_000)
            yield return "max_results";
        if (path == "runs/search" && Text(body, "run_view_type") is not ("ACTIVE_ONLY" or "DELETED_ONLY" or "ALL" or ""))
            yield return "run_view_type";
        if (path == "runs/set-tag")
            foreach (var wrong in Pair(body, 5_000)) yield return wrong;
        var (metrics, parameters, tags) = (Items(body, "metrics"), Items(body, "params"), Items(body, "tags"));
        if (metrics.Length > 1_000 || parameters.Length > 100 || tags.Length > 100
            || metrics.Length + parameters.Length + tags.Length > 1_000)
            yield return $"{metrics.Length} metrics, {parameters.Length} parameters and {tags.Length} tags are too many";
        foreach (var wrong in tags.SelectMany(tag => Pair(tag, 5_000)).Concat(parameters.SelectMany(one => Pair(one, 6_000))))
            yield return wrong;
        foreach (var wrong in metrics.SelectMany(Metric)) yield return wrong;
        foreach (var items in new[] { parameters, tags })
            if (items.Select(item => Text(item, "key")).Distinct().Count() < items.Length) yield return "a key stands twice in a batch";
    }

    private static IEnumerable<string> Pair(JsonElement pair, int mostBytes)
    {
        if (!pair.TryGetProperty("key", out var key) || !Is(key, "text") || !pair.TryGetProperty("value", out var value)
            || value.ValueKind != JsonValueKind.String) return [$"{pair} is no key with a text"];
        var members = pair.EnumerateObject().Select(member => member.Name).Except(["key", "value", "run_id"]);
        return
        [
            .. members.Select(name => $"{name} is unknown"), .. Key(key.GetString()!),
            .. Encoding.UTF8.GetByteCount(value.GetString()!) > mostBytes ? new[] { $"the value of {key} is too long" } : [],
            .. value.GetString()!.Any(char.IsControl) ? new[] { $"the value of {key} has control characters" } : [],
        ];
    }

    private static IEnumerable<string> Metric(JsonElement metric) =>
        metric.EnumerateObject().Count() == 4 && metric.TryGetProperty("key", out var key) && Is(key, "text")
        && metric.TryGetProperty("value", out var value) && Is(value, "number")
        && metric.TryGetProperty("timestamp", out var timestamp) && Is(timestamp, "whole") && timestamp.GetInt64() > 1_500_000_000_000
        && metric.TryGetProperty("step", out var step) && Is(step, "whole")
            ? Key(key.GetString()!)
            : [$"{metric} is no metric"];

    /// <summary>As <c>_validate_param_name</c> and its like: some characters, and a path that is in its plainest form.</summary>
    private static IEnumerable<string> Key(string key)
    {
        if (Encoding.UTF8.GetByteCount(key) > 250) yield return $"the key {key[..20]}… is too long";
        if (!key.All(c => char.IsLetterOrDigit(c) || char.IsSurrogate(c) || "_-./ ".Contains(c)))
            yield return $"the key '{key}' has other characters";
        if (key.StartsWith("..", StringComparison.Ordinal) || key.Split('/').Any(part => part is "" or "." or ".."))
            yield return $"the key '{key}' is no plain path";
    }

    private static JsonElement[] Items(JsonElement body, string name) =>
        body.TryGetProperty(name, out var items) && items.ValueKind == JsonValueKind.Array ? [.. items.EnumerateArray()] : [];

    internal static string Text(JsonElement body, string name) =>
        body.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";
}
