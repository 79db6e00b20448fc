using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Configuration;
using NCrontab;

namespace Serverless.Tuner.EmbeddedHost.Timers;

/// <summary>When a timer function is due: an NCRONTAB expression (five or six fields, UTC) or an interval.</summary>
internal sealed partial class TimerSchedule
{
    private readonly CrontabSchedule? _crontab;
    private readonly TimeSpan _interval;

    private TimerSchedule(CrontabSchedule? crontab, TimeSpan interval)
    {
        _crontab = crontab;
        _interval = interval;
    }

    /// <summary>Reads a schedule, in which <c>%Name%</c> stands for a setting.</summary>
    /// <exception cref="FormatException">It is neither, or a setting is missing.</exception>
    public static TimerSchedule Parse(string expression, IConfiguration configuration)
    {
        var text = SettingName().Replace(expression, match => configuration[match.Groups[1].Value]
            ?? throw new FormatException($"The schedule '{expression}' needs the setting '{match.Groups[1].Value}', which is not there."));
        var fields = text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length;
        if (fields >= 5)
        {
            var crontab = CrontabSchedule.TryParse(text, new() { IncludingSeconds = fields == 6 })
                ?? throw new FormatException($"'{text}' is not an NCRONTAB expression.");
            return new(crontab, default);
        }

        return TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var interval) && interval > TimeSpan.Zero
            ? new(null, interval)
            : throw new FormatException($"'{text}' is neither an NCRONTAB expression nor an interval.");
    }

    public DateTimeOffset Next(DateTimeOffset now) => _crontab is null
        ? now + _interval
        : new(DateTime.SpecifyKind(_crontab.GetNextOccurrence(now.UtcDateTime), DateTimeKind.Utc), TimeSpan.Zero);

    [GeneratedRegex("%([^%]+)%")]
    private static partial Regex SettingName();
}
