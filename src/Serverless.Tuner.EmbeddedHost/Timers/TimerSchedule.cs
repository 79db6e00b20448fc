using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Configuration;
using NCrontab;

namespace Serverless.Tuner.EmbeddedHost.Timers;

/// <summary>When a timer function is due.</summary>
internal sealed partial record TimerSchedule(Func<DateTimeOffset, DateTimeOffset> Next)
{
    /// <summary>Reads an NCRONTAB expression (five or six fields, UTC) or
    /// an interval, in which <c>%Name%</c> stands for a setting.</summary>
    /// <exception cref="FormatException">It is neither, or a setting is missing.</exception>
    public static TimerSchedule Parse(string expression, IConfiguration configuration)
    {
        var text = SettingName.Replace(expression, match => configuration[match.Groups[1].Value]
            ?? throw new FormatException($"The schedule '{expression}' needs the setting '{match.Groups[1].Value}', which is not there."));
        var fields = text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length;
        if (fields >= 5)
        {
            var crontab = CrontabSchedule.TryParse(text, new() { IncludingSeconds = fields == 6 })
                ?? throw new FormatException($"'{text}' is not an NCRONTAB expression.");
            return new(now => DateTime.SpecifyKind(crontab.GetNextOccurrence(now.UtcDateTime), DateTimeKind.Utc));
        }

        return TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var interval) && interval > TimeSpan.Zero
            ? new(now => now + interval)
            : throw new FormatException($"'{text}' is neither an NCRONTAB expression nor an interval.");
    }

    [GeneratedRegex("%([^%]+)%")]
    private static partial Regex SettingName { get; }
}
