using System.Globalization;

namespace Serverless.Tuner.Storage;

/// <summary>How many studies the app runs at once.</summary>
/// <param name="MaxStudies">How many; null when that is not limited.</param>
public sealed record QueueSettings(int? MaxStudies = null)
{
    /// <summary>The setting.</summary>
    public const string Setting = "TUNER_MAX_STUDIES";

    /// <summary>What the settings say.</summary>
    /// <exception cref="InvalidOperationException">It is not a number from 1.</exception>
    public static QueueSettings Read(Func<string, string?> setting)
    {
        ArgumentNullException.ThrowIfNull(setting);
        if (setting(Setting)?.Trim() is not { Length: > 0 } text) return new QueueSettings();
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var most) && most > 0
            ? new QueueSettings(most)
            : throw new InvalidOperationException($"{Setting} must be a whole number from 1, not '{text}'.");
    }
}
