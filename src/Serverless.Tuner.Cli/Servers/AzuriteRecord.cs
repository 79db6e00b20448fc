using System.Diagnostics;
using System.Text.Json;

namespace Serverless.Tuner.Cli.Servers;

/// <summary>The Azurite that was last started on a directory: two must never use the same files.</summary>
internal sealed record AzuriteRecord(int Pid, DateTime StartedAt)
{
    // Of the start of a process; ids are used again.
    private static readonly TimeSpan Tolerance = TimeSpan.FromSeconds(2);

    public static void Write(string file, Process process)
    {
        try
        {
            OwnerOnlyFile.Write(
                file, JsonSerializer.Serialize(new AzuriteRecord(process.Id, process.StartTime.ToUniversalTime()), TunerJson.Options));
        }
        catch (IOException)
        {
            // The disk is full, but its studies can still be read. The directory's
            // lock keeps others away, and an Azurite ends with its host.
            File.Delete(file);
        }
    }

    /// <summary>The process on record, if it still runs.</summary>
    public static Process? FindAlive(string file)
    {
        try
        {
            if (!File.Exists(file)
                || JsonSerializer.Deserialize<AzuriteRecord>(File.ReadAllText(file), TunerJson.Options) is not { } record)
                return null;
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
