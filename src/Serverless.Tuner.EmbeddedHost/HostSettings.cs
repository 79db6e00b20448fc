using System.Text.Json;

namespace Serverless.Tuner.EmbeddedHost;

/// <summary>What <c>host.json</c> says that matters here.</summary>
internal sealed record HostSettings(string RoutePrefix, int MaxConcurrentActivities)
{
    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        ReadCommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
    };

    /// <summary>Reads a file; what it does not say has the Functions host's default.</summary>
    /// <exception cref="InvalidDataException">The file is not valid.</exception>
    public static HostSettings Read(string? path)
    {
        try
        {
            var extensions = path is null ? null : JsonSerializer.Deserialize<HostJson>(File.ReadAllText(path), Json)?.Extensions;
            var activities = extensions?.DurableTask?.MaxConcurrentActivityFunctions ?? 10 * Environment.ProcessorCount;
            return activities > 0
                ? new((extensions?.Http?.RoutePrefix ?? "api").Trim('/'), activities)
                : throw new InvalidDataException($"{path}: maxConcurrentActivityFunctions must be at least 1.");
        }
        catch (JsonException exception)
        {
            throw new InvalidDataException($"{path} is not a valid host.json: {exception.Message}", exception);
        }
    }

    private sealed record HostJson(Extensions? Extensions);

    private sealed record Extensions(Http? Http, DurableTask? DurableTask);

    private sealed record Http(string? RoutePrefix);

    private sealed record DurableTask(int? MaxConcurrentActivityFunctions);
}
