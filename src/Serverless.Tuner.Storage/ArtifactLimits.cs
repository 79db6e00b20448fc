using System.Globalization;

namespace Serverless.Tuner.Storage;

/// <summary>How much a trial may keep.</summary>
public sealed record ArtifactLimits
{
    /// <summary>The setting that names the megabytes of a file.</summary>
    public const string FileSetting = "TUNER_ARTIFACT_FILE_MB";

    /// <summary>The setting that names how many files there may be.</summary>
    public const string FilesSetting = "TUNER_ARTIFACT_FILES";

    /// <summary>The setting that names the megabytes of all files of a trial.</summary>
    public const string TrialSetting = "TUNER_ARTIFACT_TRIAL_MB";

    private const long Megabyte = 1_000_000;

    /// <summary>How long a file may be.</summary>
    public long FileBytes { get; init; } = 100 * Megabyte;

    /// <summary>How many files a trial may keep.</summary>
    public int Files { get; init; } = 20;

    /// <summary>How long all files of a trial may be together.</summary>
    public long TrialBytes { get; init; } = 1_000 * Megabyte;

    /// <summary>What the app's settings say; where they say nothing, what holds without them.</summary>
    /// <exception cref="InvalidOperationException">A setting is not a number that it may be.</exception>
    public static ArtifactLimits Read(Func<string, string?> setting)
    {
        var usual = new ArtifactLimits();
        return new ArtifactLimits
        {
            FileBytes = Number(FileSetting, 50_000) * Megabyte ?? usual.FileBytes,
            Files = Number(FilesSetting, 1_000) ?? usual.Files,
            TrialBytes = Number(TrialSetting, 1_000_000) * Megabyte ?? usual.TrialBytes,
        };

        int? Number(string name, int most)
        {
            if (setting(name) is not { Length: > 0 } text) return null;
            return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= 1 && number <= most
                ? number
                : throw new InvalidOperationException($"The setting {name} must be a whole number from 1 to {most}, not '{text}'.");
        }
    }

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
