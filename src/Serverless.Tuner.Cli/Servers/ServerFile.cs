using System.Text.Json;

namespace Serverless.Tuner.Cli.Servers;

/// <summary>The record of the server that works on a data directory, for other commands.</summary>
internal sealed class ServerFile(string path)
{
    /// <summary>The record; null when there is none, or it cannot be read.</summary>
    public ServerRecord? Read()
    {
        try
        {
            return JsonSerializer.Deserialize<ServerRecord>(File.ReadAllText(path), TunerJson.Options) is { Url: not null } record
                ? record
                : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException)
        {
            return null;
        }
    }

    public void Write(ServerRecord record) => OwnerOnlyFile.Write(path, JsonSerializer.Serialize(record, TunerJson.Indented));

    public void Remove() => File.Delete(path);

    /// <summary>Removes it, unless another server has replaced it.</summary>
    public void Remove(int pid)
    {
        if (Read()?.Pid == pid) File.Delete(path);
    }
}
