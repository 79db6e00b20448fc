using System.Globalization;

namespace Serverless.Tuner.Core.Budgets.Groups;

/// <summary>The periods of a shared budget, by keys that sort by time within a kind; they begin in UTC.</summary>
public static class GroupPeriods
{
    /// <summary>The key of the one period of a budget that holds for ever.</summary>
    public const string ForEver = "all";

    /// <summary>The period in which a moment lies.</summary>
    public static string KeyOf(BudgetPeriod period, DateTimeOffset at) => period switch
    {
        BudgetPeriod.Month => StartOf(period, at)!.Value.ToString("'m'yyyy-MM", CultureInfo.InvariantCulture),
        BudgetPeriod.Week => StartOf(period, at)!.Value.ToString("'w'yyyy-MM-dd", CultureInfo.InvariantCulture),
        _ => ForEver,
    };

    /// <summary>When the period began in which a moment lies; null for the one that has no beginning.</summary>
    public static DateTimeOffset? StartOf(BudgetPeriod period, DateTimeOffset at)
    {
        var day = new DateTimeOffset(at.UtcDateTime.Date, TimeSpan.Zero);
        return period switch
        {
            BudgetPeriod.Month => day.AddDays(1 - day.Day),
            BudgetPeriod.Week => day.AddDays(-(((int)day.DayOfWeek + 6) % 7)),
            _ => null,
        };
    }

    /// <summary>When the next period begins; null when none does.</summary>
    public static DateTimeOffset? EndOf(BudgetPeriod period, DateTimeOffset at) => StartOf(period, at) is { } start
        ? period == BudgetPeriod.Month ? start.AddMonths(1) : start.AddDays(7)
        : null;
}
