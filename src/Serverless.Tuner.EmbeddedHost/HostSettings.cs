using System.Text.Json;

namespace Serverless.Tuner.EmbeddedHost;

/// <summary>What <c>host.json</c> says that matters here.</summary>
/// <param name="RoutePrefix">Comes before every HTTP function's route.</param>
/// <param name="MaxConcurrentActivities">How many activity functions may run at the same time.</param>
internal sealed record HostSettings(string RoutePrefix, int MaxConcurrentActivities)
{
    // The Functions host's own defaults.
    private const string DefaultRoutePrefix = "api";
    private static readonly int DefaultActivities = 10 * Environment.ProcessorCount;

    /// <summary>Reads a file; what it does not say has the Functions host's default.</summary>
    /// <exception cref="InvalidDataException">The file is not valid.</exception>
    public static HostSettings Read(string? path)
    {
        if (path is null)
            return new(DefaultRoutePrefix, DefaultActivities);
        try
        {
            using var document = JsonDocument.Parse(
                File.ReadAllText(path),
                new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
            var prefix = Find(document.RootElement, "extensions", "http", "routePrefix")?.GetString() ?? DefaultRoutePrefix;
            var activities = Find(document.RootElement, "extensions", "durableTask", "maxConcurrentActivityFunctions")?.GetInt32() ?? DefaultActivities;
            return activities > 0
                ? new(prefix.Trim('/'), activities)
                : throw new InvalidDataException($"{path}: maxConcurrentActivityFunctions must be at least 1.");
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or FormatException)
        {
            throw new InvalidDataException($"{path} is not a valid host.json: {exception.Message}", exception);
        }
    }

    private static JsonElement? Find(JsonElement element, params ReadOnlySpan<string> path)
    {
        foreach (var name in path)
        {
            if (element.ValueKind != JsonValueKind.Object || !element.TryGetProperty(name, out element))
                return null;
        }

        return element;
    }
}
