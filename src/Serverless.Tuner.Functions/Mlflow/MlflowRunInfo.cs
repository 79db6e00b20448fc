using System.Text.Json;

namespace Serverless.Tuner.Functions.Mlflow;

/// <summary>A run as the MLflow server tells of it.</summary>
/// <param name="Id">Its identifier.</param>
/// <param name="ArtifactUri">Where its files are.</param>
internal sealed record MlflowRunInfo(string Id, string ArtifactUri)
{
    private const string Proxied = "mlflow-artifacts:";

    /// <summary>Where the server itself takes the run's files, below its own address; null where only clients reach that place.</summary>
    public string? FilesPath
    {
        get
        {
            if (!ArtifactUri.StartsWith(Proxied, StringComparison.Ordinal)) return null;
            var path = ArtifactUri[Proxied.Length..];
            // A host that stands in it is not called: the token is for the server that the app is set to.
            if (path.StartsWith("//", StringComparison.Ordinal)) path = path[2..].Contains('/') ? path[(path.IndexOf('/', 2) + 1)..] : "";
            string[] parts = [.. path.Split('/', StringSplitOptions.RemoveEmptyEntries)];
            return parts.Any(part => part is "." or "..") ? null : string.Join('/', parts.Select(Uri.EscapeDataString));
        }
    }

    /// <summary>What kind of place its files are at, for people.</summary>
    public string FilesScheme => ArtifactUri.IndexOf(':', StringComparison.Ordinal) is > 0 and var end
        ? MlflowText.Value(ArtifactUri[..end], 40)
        : "a directory";

    /// <summary>Reads it from what the server has answered.</summary>
    /// <exception cref="MlflowException">It is no run.</exception>
    public static MlflowRunInfo Read(JsonElement run)
    {
        if (run.ValueKind == JsonValueKind.Object && run.TryGetProperty("info", out var info) && info.ValueKind == JsonValueKind.Object
            && MlflowServer.TextOf(info, "run_id") is { Length: > 0 } id)
            return new MlflowRunInfo(id, MlflowServer.TextOf(info, "artifact_uri") ?? "");
        throw new MlflowException("the server answered with something that is no run");
    }
}
