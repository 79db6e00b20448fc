using System.Diagnostics;

namespace Serverless.Tuner.Benchmarks.App;

/// <summary>The memory of a process that is resident, in megabytes (10⁶ bytes).</summary>
internal static class PeakMemory
{
    /// <summary>The most that this process had so far.</summary>
    public static double Mb()
    {
        using var process = Process.GetCurrentProcess();
        return Math.Round(process.PeakWorkingSet64 / 1e6, 1);
    }

    /// <summary>What a process has now.</summary>
    public static double NowMb(Process process)
    {
        process.Refresh();
        return Math.Round(process.WorkingSet64 / 1e6, 1);
    }
}
