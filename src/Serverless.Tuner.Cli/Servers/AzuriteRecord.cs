using System.Diagnostics;
using System.Text.Json;
using Serverless.Tuner.Contracts;

namespace Serverless.Tuner.Cli.Servers;

/// <summary>The Azurite that was last started on a directory: two must never work on the same files.</summary>
/// <param name="Pid">Its process.</param>
/// <param name="StartedAt">When that process started, since process ids are used again.</param>
internal sealed record AzuriteRecord(int Pid, DateTime StartedAt)
{
    private static readonly TimeSpan Tolerance = TimeSpan.FromSeconds(2);

    /// <summary>Notes a process beside its database.</summary>
    public static void Write(string file, Process process)
    {
        try
        {
            OwnerOnlyFile.Write(file, JsonSerializer.Serialize(new AzuriteRecord(process.Id, process.StartTime.ToUniversalTime()), TunerJson.Options));
        }
        catch (IOException)
        {
            // On a full disk there must still be a look at what it holds. The directory's lock keeps others away, and an Azurite ends with its host.
            File.Delete(file);
        }
    }

    /// <summary>The process that was noted, if it still lives.</summary>
    public static Process? FindAlive(string file)
    {
        try
        {
            if (!File.Exists(file) || JsonSerializer.Deserialize<AzuriteRecord>(File.ReadAllText(file), TunerJson.Options) is not { } record) return null;
            var process = Process.GetProcessById(record.Pid);
            if ((process.StartTime.ToUniversalTime() - record.StartedAt).Duration() < Tolerance) return process;
            process.Dispose();
            return null;
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException or JsonException or IOException)
        {
            return null; // No such process, or it ended just now.
        }
    }
}
