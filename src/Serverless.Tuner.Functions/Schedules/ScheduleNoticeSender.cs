using System.Text.Json;
using Serverless.Tuner.Core.Schedules;
using Serverless.Tuner.Functions.Notifying;
using Serverless.Tuner.Outbound;

namespace Serverless.Tuner.Functions.Schedules;

/// <summary>Sends to a schedule's webhooks what they are to be told, as <see cref="NoticeSender"/> does for studies.</summary>
public sealed class ScheduleNoticeSender(
    ScheduleStore store, OutboundClient client, TimeProvider time, ILogger<ScheduleNoticeSender> logger)
{
    /// <summary>Sends what is due.</summary>
    internal async Task SendDueAsync(string name, CancellationToken cancellationToken)
    {
        IReadOnlyList<ScheduleNotice> due = [];
        var schedule = await store.ChangeAsync(
            name,
            schedule =>
            {
                (schedule, due) = ScheduleNotices.Take(schedule, time.GetUtcNow());
                return schedule;
            },
            cancellationToken);
        if (schedule is null || due.Count == 0) return;
        var done = await Task.WhenAll(due.Select(notice => IsDoneAsync(schedule, notice, cancellationToken)));
        var ids = due.Where((_, i) => done[i]).Select(notice => notice.Id).ToHashSet(StringComparer.Ordinal);
        await store.ChangeAsync(name, now => ScheduleNotices.Without(now, ids), cancellationToken);
    }

    /// <summary>Whether a notice was delivered, or is given up.</summary>
    private async Task<bool> IsDoneAsync(Schedule schedule, ScheduleNotice notice, CancellationToken cancellationToken)
    {
        if (schedule.Spec.Notify is not { } webhooks || notice.Target >= webhooks.Count) return true;
        var webhook = webhooks[notice.Target];
        var failure = await WebhookPost.FailureAsync(
            client, (webhook.Url, webhook.Secret), notice.Id, Body(schedule, notice), cancellationToken);
        if (failure is null) return true;
        var isGivenUp = time.GetUtcNow() - notice.At >= Notices.Lifetime;
        if (isGivenUp) Logs.ScheduleNoticeGivenUp(logger, notice.Id, schedule.Spec.Name, failure);
        else if (notice.Tries == 0)
            Logs.ScheduleNoticeFailed(logger, notice.Id, schedule.Spec.Name, WebhookPost.HostOf(webhook.Url), failure);
        return isGivenUp;
    }

    private static ScheduleNoticeBody Body(Schedule schedule, ScheduleNotice notice) => new(
        $"schedule.{JsonNamingPolicy.CamelCase.ConvertName(notice.Event.ToString())}",
        notice.At,
        new ScheduleNoticeData(schedule.Spec.Name, notice.Run.Study, notice.Run.Value, notice.Run.PromotedValue, notice.Run.Reason));
}
