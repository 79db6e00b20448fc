using System.Globalization;

namespace Serverless.Tuner.Cli.Servers;

/// <summary>
/// Checks once a second whether the disk of a data directory has room. Azurite rejects writes only when it cannot keep them at all;
/// studies wait earlier, so that running trials can still be recorded.
/// </summary>
internal sealed class DiskWatch : IAsyncDisposable
{
    /// <summary>The environment variable with the room that must be left.</summary>
    public const string Variable = "TUNER_MIN_FREE";

    private const long Default = 64_000_000;
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);
    private static readonly (string Unit, long Bytes)[] Units = [
        ("KB", 1_000), ("MB", 1_000_000), ("GB", 1_000_000_000), ("B", 1), ("", 1)];

    private readonly string _directory;
    private readonly long _least;
    private readonly Action<bool> _tell;
    private readonly Action<string> _say;
    private readonly Timer _timer;
    private bool _isFull;

    public DiskWatch(string directory, long least, Action<bool> tell, Action<string> say)
    {
        (_directory, _least, _tell, _say) = (directory, least, tell, say);
        Look();
        _timer = new Timer(_ => Look(), null, Interval, Interval);
    }

    /// <summary>How many bytes must be free, by the environment or else these settings.</summary>
    public static long Least(IReadOnlyDictionary<string, string> settings) =>
        (Environment.GetEnvironmentVariable(Variable) ?? settings.GetValueOrDefault(Variable))?.Trim() is { Length: > 0 } text
            ? Parse(text)
            : Default;

    /// <summary>Reads a size such as <c>64MB</c>.</summary>
    public static long Parse(string text)
    {
        foreach (var (unit, bytes) in Units)
        {
            if (!text.EndsWith(unit, StringComparison.OrdinalIgnoreCase)) continue;
            if (decimal.TryParse(
                text[..^unit.Length].TrimEnd(), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
                    && number <= long.MaxValue / bytes)
                return (long)(number * bytes);
            break;
        }

        throw new CliException($"{Variable} must be a number of bytes, such as 64MB, 100KB or 1GB, not '{text}'.", ExitCode.InvalidInput);
    }

    public ValueTask DisposeAsync() => _timer.DisposeAsync();

    private void Look()
    {
        if (IsFull() is not { } isFull || isFull == _isFull) return;
        _isFull = isFull;
        _tell(isFull);
        _say(isFull
            ? $"The disk with {_directory} is full (less than {Size(_least)} free, {Variable}): studies wait until there is room."
            : $"The disk with {_directory} has room again; studies go on.");
    }

    private bool? IsFull()
    {
        try
        {
            return new DriveInfo(_directory).AvailableFreeSpace < _least;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null; // Unknown: it counts as before.
        }
    }

    private static string Size(long bytes) => bytes >= 1_000_000
        ? string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e6:0.#} MB")
        : string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e3:0.#} KB");
}
