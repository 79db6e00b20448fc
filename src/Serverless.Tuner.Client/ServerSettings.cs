using System.Text.Json;

namespace Serverless.Tuner.Client;

/// <summary>Which server a program means, and what lets it in.</summary>
/// <param name="Url">Where the server is.</param>
/// <param name="Key">A key, or the token of a data directory; null when none is known.</param>
internal sealed record ServerSettings(Uri Url, string? Key)
{
    private const string ApiPath = "/v1/tuner";

    /// <summary>What was given, then what the environment says, then the server that works on the data directory.</summary>
    public static ServerSettings Find(Uri? server, string? key)
    {
        server ??= Setting("TUNER_SERVER") is { } named ? Parse(named) : null;
        var data = Setting("TUNER_DATA") ?? ".tuner";
        var local = Local(data);
        if (server is null && local is null)
            throw new InvalidOperationException(
                $"No server is running for {Path.GetFullPath(data)}: start one with `tuner serve`, or name one in TUNER_SERVER.");
        var isLocal = local is not null && (server is null || Uri.Compare(
            server, local.Url, UriComponents.SchemeAndServer, UriFormat.UriEscaped, StringComparison.OrdinalIgnoreCase) == 0);
        var given = key ?? Setting("TUNER_KEY") ?? Setting("TUNER_TOKEN");
        var found = isLocal ? local! with { Key = given ?? local!.Key } : new ServerSettings(server!, given);
        return found.Key is null || found.Url.IsLoopback || found.Url.Scheme == Uri.UriSchemeHttps
            ? found
            : throw new InvalidOperationException($"A key is sent over https or within this machine alone, not to {found.Url}.");
    }

    private static Uri Parse(string text)
    {
        var address = text.TrimEnd('/');
        if (address.EndsWith(ApiPath, StringComparison.Ordinal)) address = address[..^ApiPath.Length];
        return Uri.TryCreate(address, UriKind.Absolute, out var server) && server.Scheme is ("http" or "https")
            ? server
            : throw new InvalidOperationException($"TUNER_SERVER: '{text}' is no server's address; it looks like http://127.0.0.1:7071.");
    }

    /// <summary>The server of a data directory: while a process has the directory, since another program may listen at the address that
    /// one left behind.</summary>
    private static ServerSettings? Local(string data)
    {
        try
        {
            if (!IsLocked(Path.Combine(data, "lock"))) return null;
            using var record = JsonDocument.Parse(File.ReadAllText(Path.Combine(data, "server.json")));
            var url = new Uri(record.RootElement.GetProperty("url").GetString()!);
            return url.IsLoopback ? new ServerSettings(url, File.ReadAllText(Path.Combine(data, "token")).Trim()) : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException or KeyNotFoundException
            or InvalidOperationException or UriFormatException)
        {
            return null;
        }
    }

    private static bool IsLocked(string file)
    {
        if (!File.Exists(file)) return false;
        try
        {
            using var look = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.Read);
            return false;
        }
        catch (IOException)
        {
            return true;
        }
    }

    private static string? Setting(string variable) =>
        Environment.GetEnvironmentVariable(variable)?.Trim() is { Length: > 0 } value ? value : null;
}
