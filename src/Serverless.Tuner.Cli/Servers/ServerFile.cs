using System.Text.Json;
using Serverless.Tuner.Contracts;

namespace Serverless.Tuner.Cli.Servers;

/// <summary>Tells other commands where the server is that works on a data directory.</summary>
internal sealed class ServerFile(string path)
{
    /// <summary>What it says; null when there is none, or none that can be read.</summary>
    public ServerRecord? Read()
    {
        try
        {
            return JsonSerializer.Deserialize<ServerRecord>(File.ReadAllText(path), TunerJson.Options) is { Url: not null } record ? record : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException)
        {
            return null;
        }
    }

    /// <summary>Writes it in one step, so that nobody reads half of it.</summary>
    public void Write(ServerRecord record) => OwnerOnlyFile.Write(path, JsonSerializer.Serialize(record, TunerJson.Indented));

    /// <summary>Removes it, whoever wrote it.</summary>
    public void Remove() => File.Delete(path);

    /// <summary>Removes it, unless another server has replaced it.</summary>
    public void Remove(int pid)
    {
        if (Read()?.Pid == pid) File.Delete(path);
    }
}
