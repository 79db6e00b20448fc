using Cronos;

namespace Serverless.Tuner.Core.Schedules;

/// <summary>
/// When a cron expression comes due in a time zone. Where clocks are put forward, a time of day that does not exist comes right after the
/// gap; where they are put back, one that exists twice comes once, the first time, and what recurs within the hour goes on through it.
/// </summary>
public sealed class CronSlots
{
    private const int Fields = 5;
    private readonly CronExpression _cron;
    private readonly TimeZoneInfo _zone;

    private CronSlots(CronExpression cron, TimeZoneInfo zone) => (_cron, _zone) = (cron, zone);

    /// <summary>The slots of a spec that was read without errors.</summary>
    /// <exception cref="FormatException">The expression is none, or the time zone is not known here.</exception>
    public static CronSlots Of(ScheduleSpec spec)
    {
        ArgumentNullException.ThrowIfNull(spec);
        return TryRead(spec.Cron, spec.TimeZone, out var wrong) ?? throw new FormatException(wrong!.Value.Detail);
    }

    /// <summary>Reads an expression; null, and which of the two is wrong, when it is none.</summary>
    internal static CronSlots? TryRead(string cron, string timeZone, out (bool IsZone, string Detail)? wrong)
    {
        wrong = null;
        if (!TimeZoneInfo.TryFindSystemTimeZoneById(timeZone, out var zone))
        {
            wrong = (true, $"is no time zone that is known here: '{Excerpt.Start(timeZone, 60)}'; give its IANA name, as Europe/Berlin");
            return null;
        }

        try
        {
            // Other forms than the five fields, as @daily, mean other things elsewhere.
            if (cron.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Length == Fields)
                return new CronSlots(CronExpression.Parse(cron, CronFormat.Standard), zone);
            wrong = (false, "must have five fields: minute, hour, day of the month, month and day of the week, as 0 3 * * 1-5");
        }
        catch (CronFormatException e)
        {
            wrong = (false, $"is no cron expression of five fields: {e.Message}");
        }

        return null;
    }

    /// <summary>The slots after a time, in UTC; without end, unless the expression comes no more.</summary>
    public IEnumerable<DateTimeOffset> After(DateTimeOffset time)
    {
        while (_cron.GetNextOccurrence(time, _zone) is { } next)
        {
            time = next.ToUniversalTime();
            yield return time;
        }
    }

    /// <summary>The slots after a time, up to and with another.</summary>
    public IEnumerable<DateTimeOffset> Between(DateTimeOffset after, DateTimeOffset upTo) => After(after).TakeWhile(slot => slot <= upTo);
}
