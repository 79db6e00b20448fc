namespace Serverless.Tuner.Storage;

/// <summary>How much a trial may keep.</summary>
public sealed record ArtifactLimits
{
    private const long Megabyte = 1_000_000;

    /// <summary>How long a file may be.</summary>
    public long FileBytes { get; init; } = 100 * Megabyte;

    /// <summary>How many files a trial may keep.</summary>
    public int Files { get; init; } = 20;

    /// <summary>How long all files of a trial may be together.</summary>
    public long TrialBytes { get; init; } = 1_000 * Megabyte;

    /// <summary>The limits in megabytes, as settings have them.</summary>
    public static ArtifactLimits Of(int fileMb, int files, int trialMb) =>
        new() { FileBytes = fileMb * Megabyte, Files = files, TrialBytes = trialMb * Megabyte };

    /// <summary>How long one more file may be.</summary>
    /// <exception cref="ArtifactLimitException">There may be none.</exception>
    internal long RoomBeside(IReadOnlyList<Artifact> others)
    {
        if (others.Count >= Files) throw new ArtifactLimitException($"the trial keeps {others.Count} files, and may keep {Files}");
        return Math.Min(FileBytes, TrialBytes - others.Sum(o => o.Bytes));
    }

    /// <exception cref="ArtifactLimitException">A file has no room beside the others.</exception>
    internal void ThrowIfNoRoom(long bytes, IReadOnlyList<Artifact> others)
    {
        if (bytes <= RoomBeside(others)) return;
        throw new ArtifactLimitException(bytes > FileBytes
            ? $"the file is larger than {FileBytes} bytes, the most that one may have"
            : $"the trial's files would be larger than {TrialBytes} bytes, the most that they may have together");
    }
}

/// <summary>A trial may not keep that much: nothing of the file is kept.</summary>
/// <param name="reason">What is too much.</param>
public sealed class ArtifactLimitException(string reason) : Exception(reason);
