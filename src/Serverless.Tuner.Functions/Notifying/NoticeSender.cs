using System.Text.Json;
using Serverless.Tuner.Outbound;

namespace Serverless.Tuner.Functions.Notifying;

/// <summary>
/// Sends to a study's webhooks what they are to be told. A notice is taken on the study's row before it is sent, so that two hosts do not
/// both send it, and removed when it was delivered; one that was taken by a host that was lost comes again later, with the same id.
/// </summary>
public sealed class NoticeSender(StudyStore store, OutboundClient client, TimeProvider time, ILogger<NoticeSender> logger)
{
    /// <summary>Sends what is due.</summary>
    /// <returns>When the next notice is due; null when there is none.</returns>
    internal async Task<DateTimeOffset?> SendDueAsync(StudyName name, CancellationToken cancellationToken)
    {
        IReadOnlyList<Notice> due = [];
        var study = await store.ChangeAsync(
            name,
            study =>
            {
                (study, due) = Notices.Take(study, time.GetUtcNow());
                return study;
            },
            cancellationToken);
        if (study is null || due.Count == 0) return NextOf(study);

        // The end is told last.
        var done = await DoneAsync(study, due.Where(notice => !IsOfEnd(notice)), cancellationToken);
        var ids = done.Concat(await DoneAsync(study, due.Where(IsOfEnd), cancellationToken)).ToHashSet(StringComparer.Ordinal);
        var after = await store.ChangeAsync(name, now => Notices.Without(now, ids), cancellationToken);
        // The index need not lead to it any more.
        if (after is { State: StudyState.Ended, Notices.Count: 0 }) await store.Index.RepairAsync(after, cancellationToken);
        return NextOf(after);
    }

    private static DateTimeOffset? NextOf(Study? study) => study?.Notices.Min(notice => (DateTimeOffset?)notice.DueAt);

    /// <summary>Sends notices all at once.</summary>
    /// <returns>Those that need not be sent again.</returns>
    private async Task<IEnumerable<string>> DoneAsync(Study study, IEnumerable<Notice> notices, CancellationToken cancellationToken)
    {
        Notice[] sent = [.. notices];
        var done = await Task.WhenAll(sent.Select(notice => IsDoneAsync(study, notice, cancellationToken)));
        return sent.Where((_, i) => done[i]).Select(n => n.Id);
    }

    private static bool IsOfEnd(Notice notice) => notice.Event is NotifyEvent.Ended or NotifyEvent.Failed;

    /// <summary>Whether a notice was delivered, or is given up.</summary>
    private async Task<bool> IsDoneAsync(Study study, Notice notice, CancellationToken cancellationToken)
    {
        if (study.Spec.Notify is not { } webhooks || notice.Target >= webhooks.Count) return true;
        var failure = await FailureAsync(study, webhooks[notice.Target], notice, cancellationToken);
        if (failure is null) return true;
        var isGivenUp = time.GetUtcNow() - notice.At >= Notices.Lifetime;
        if (isGivenUp) Logs.NoticeGivenUp(logger, notice.Id, study.Name, failure);
        else if (notice.Tries == 0)
            Logs.NoticeFailed(logger, notice.Id, study.Name, WebhookPost.HostOf(webhooks[notice.Target].Url), failure);
        else Logs.NoticeFailedAgain(logger, notice.Id, study.Name, failure);
        return isGivenUp;
    }

    private Task<string?> FailureAsync(Study study, NotifySpec webhook, Notice notice, CancellationToken cancellationToken) =>
        WebhookPost.FailureAsync(client, (webhook.Url, webhook.Secret), notice.Id, Body(study, notice), cancellationToken);

    private static NoticeBody Body(Study study, Notice notice) => new(
        $"study.{JsonNamingPolicy.CamelCase.ConvertName(notice.Event.ToString())}",
        notice.At,
        new NoticeData(
            study.Name, study.Id, notice.StopReason, notice.Error, notice.Ended, notice.Best, notice.BestValue, notice.Spent.Usd,
            study.Spec.Budget?.LimitUsd));
}
