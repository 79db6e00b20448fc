namespace Serverless.Tuner.Core.Studies;

/// <summary>Finds in a change of a study what its webhooks are to be told: it is written with the change, and kept until it is
/// delivered.</summary>
public static class Notices
{
    /// <summary>What is not delivered by then is dropped.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromHours(24);

    /// <summary>So many may wait; more would not fit into the study's row beside the rest.</summary>
    private const int Most = 200;

    private static readonly TimeSpan s_firstWait = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan s_longestWait = TimeSpan.FromHours(1);

    /// <summary>The study with the events that a change of it made.</summary>
    /// <param name="before">The study before the change.</param>
    /// <param name="after">The study after it.</param>
    /// <param name="now">The time.</param>
    public static Study Added(Study before, Study after, DateTimeOffset now)
    {
        if (after.Spec.Notify is not { } webhooks || ReferenceEquals(before, after)) return after;
        var events = Events(before, after).ToArray();
        Notice[] added =
        [
            .. webhooks.SelectMany((webhook, target) => events.Where(e => webhook.On.Contains(e.Event))
                .Select(e => new Notice($"{after.Id:N}_{e.Key}_{target}", target, e.Event, now)
                {
                    // Something else that happened as the study ended is not its end.
                    StopReason = e.Event is NotifyEvent.Ended or NotifyEvent.Failed ? after.StopReason : null,
                    Error = after.Error,
                    Best = after.Best?.Number,
                    BestValue = after.Best?.Value,
                    Ended = after.Ended,
                    Spent = after.Spent,
                })),
        ];
        return added.Length == 0 ? after : after with { Notices = [.. after.Notices.Concat(added).TakeLast(Most)] };
    }

    /// <summary>The study with the notices that are due taken for sending: meanwhile nobody else sends them, and when whoever does is
    /// lost, they come again.</summary>
    public static (Study Study, IReadOnlyList<Notice> Due) Take(Study study, DateTimeOffset now)
    {
        var due = study.Notices.Where(n => n.DueAt <= now).ToArray();
        return due.Length == 0
            ? (study, due)
            : (study with { Notices = [.. study.Notices.Select(n => n.DueAt <= now ? Tried(n, now) : n)] }, due);
    }

    /// <summary>The study without notices that were delivered, or have waited too long.</summary>
    public static Study Without(Study study, IReadOnlySet<string> ids) =>
        study.Notices.Any(n => ids.Contains(n.Id)) ? study with { Notices = [.. study.Notices.Where(n => !ids.Contains(n.Id))] } : study;

    /// <summary>How long to wait before a notice is sent again that was sent so often before.</summary>
    internal static TimeSpan WaitAfter(int tries)
    {
        var wait = s_firstWait * Math.Pow(2, tries);
        return wait < s_longestWait ? wait : s_longestWait;
    }

    private static Notice Tried(Notice notice, DateTimeOffset now) =>
        notice with { Tries = notice.Tries + 1, DueAt = now + WaitAfter(notice.Tries) };

    private static IEnumerable<(NotifyEvent Event, string Key)> Events(Study before, Study after)
    {
        if (after.Best is { } best && best.Number != before.Best?.Number) yield return (NotifyEvent.Improved, $"improved{best.Number}");
        if (IsNearLimit(after) && !IsNearLimit(before)) yield return (NotifyEvent.Budget80, $"budget{after.Ledger.Limit!.Value.Micro}");
        if (after.State != StudyState.Ended || before.State == StudyState.Ended) yield break;
        yield return (NotifyEvent.Ended, $"ended{after.Run}");
        if (after.StopReason is StopReason.Error or StopReason.Failures) yield return (NotifyEvent.Failed, $"failed{after.Run}");
    }

    private static bool IsNearLimit(Study study) =>
        study.Ledger.Limit is { } limit && (decimal)study.Spent.Micro * 5 >= (decimal)limit.Micro * 4;
}
