namespace Serverless.Tuner.Core.Budgets.Groups;

/// <summary>Which alerts of a group its webhooks are still to be told.</summary>
public static class GroupAlerts
{
    /// <summary>What is not delivered by then is dropped.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromHours(24);

    private static readonly TimeSpan s_firstWait = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan s_longestWait = TimeSpan.FromHours(1);

    /// <summary>The group with the alerts that are due taken for telling.</summary>
    public static (GroupBudget After, IReadOnlyList<GroupAlert> Due) Take(GroupBudget budget, DateTimeOffset now)
    {
        var due = budget.Alerts.Where(alert => alert.DueAt <= now).ToArray();
        return due.Length == 0
            ? (budget, due)
            : (budget with { Alerts = [.. budget.Alerts.Select(alert => alert.DueAt <= now ? Tried(alert, now) : alert)] }, due);
    }

    /// <summary>The group with an alert of which some webhooks were told.</summary>
    public static GroupBudget Told(GroupBudget budget, GroupAlert alert, IReadOnlyCollection<int> told, DateTimeOffset now) => budget with
    {
        Alerts =
        [
            .. budget.Alerts.Select(known => (known.Period, known.Percent, known.Limit) == (alert.Period, alert.Percent, alert.Limit)
                ? Without(known with { Told = [.. (known.Told ?? []).Union(told)] }, budget, now)
                : known),
        ],
    };

    private static GroupAlert Without(GroupAlert alert, GroupBudget budget, DateTimeOffset now) =>
        now - alert.At >= Lifetime || Enumerable.Range(0, budget.Notify.Count).All(alert.Told!.Contains)
            ? alert with { DueAt = null }
            : alert;

    private static GroupAlert Tried(GroupAlert alert, DateTimeOffset now)
    {
        var wait = s_firstWait * Math.Pow(2, alert.Tries);
        return alert with { Tries = alert.Tries + 1, DueAt = now + (wait < s_longestWait ? wait : s_longestWait) };
    }
}
