using Serverless.Tuner.Core.Editing;

namespace Serverless.Tuner.Storage;

/// <content>What is asked of studies. Each method changes one or says what is wrong with the request, does nothing when the request has
/// been answered before, and throws a <see cref="StudyChangedException"/> when the condition of its ask does not hold.</content>
public sealed partial class StudyStore
{
    /// <summary>What an edited study's row leaves free for its open trials, its last plan and the parameters of its best trial.</summary>
    private const int EditedSpareBytes = 128 * 1024;

    /// <summary>Gives a study more trials, money or time, upon which one that has ended goes on, as does one that has tried every point
    /// of a space that is changed; and changes its notes.</summary>
    /// <returns>The changed study, or what is wrong with the request; both empty when there is no such study.</returns>
    public Task<StudyChange> ExtendAsync(
        StudyName name, ExtendRequest request, CancellationToken cancellationToken, StudyAsk? ask = null) => ChangeAsync(
        name,
        study =>
        {
            var change = StudyExtension.Extend(study, request, ask?.Editor, time.GetUtcNow());
            if (change.Study is not { } extended
                || (extended.Spec == study.Spec && extended.Attributes == study.Attributes && extended.Edits == study.Edits))
                return change with { Study = null };
            if (extended.Edits != study.Edits && !LongText.Fits(StudyRow.ToEntity(extended), EditedSpareBytes))
                return new StudyChange(
                    null, [new FieldError("/searchSpace", "would make the study's row larger than it may be in Table Storage (1 MiB)")]);
            var isExhausted = extended.Edits != study.Edits && study.StopReason == StopReason.Exhausted;
            return extended.State == StudyState.Ended && (isExhausted || HasMore(extended.Spec, study.Spec))
                ? change with { Study = Queued(StudyMachine.Restart(extended, RunToken(time.GetUtcNow(), study.Run)), ask) }
                : change;
        },
        ask,
        cancellationToken);

    /// <summary>Takes a trial out of what the study's sampler learns from and out of the best, or lets it count again.</summary>
    /// <returns>The changed study, or why it is not changed; both empty when there is no such study, and the study unchanged when it has no
    /// such trial.</returns>
    public async Task<StudyChange> HideAsync(
        StudyName name, int number, bool hidden, string by, CancellationToken cancellationToken, StudyAsk? ask = null)
    {
        for (var tries = 0; ; tries++)
        {
            if (await FindWithTrialsAsync(name, cancellationToken) is not var (_, trials)) return new StudyChange(null, []);
            var isBehind = false;
            var change = await ChangeAsync(
                name,
                study =>
                {
                    isBehind = !SpaceEditing.KnowsCounted(study, trials);
                    return isBehind || number >= study.NextNumber
                        ? new StudyChange(null, [])
                        : SpaceEditing.Hide(study, number, hidden, trials, by, time.GetUtcNow());
                },
                ask,
                cancellationToken);
            // An advance has counted what had not ended when the trials were read.
            if (isBehind && tries < Conflict.MaxTries) continue;
            // Asked for again, it is kept anew again: the first time it may not have come to that.
            if (change.Study is { State: StudyState.Ended } ended)
                await _memory.RenewAsync(ended, () => FindAsync(name, cancellationToken), cancellationToken);
            return change;
        }
    }

    /// <summary>Puts points at the end of a study's queue.</summary>
    /// <returns>The changed study, or what is wrong with the request; both empty when there is no such study.</returns>
    public Task<StudyChange> EnqueueAsync(
        StudyName name, EnqueueRequest request, CancellationToken cancellationToken, StudyAsk? ask = null) =>
        ChangeAsync(name, study => Enqueueing.Enqueue(study, request, ask?.Key), ask, cancellationToken);

    /// <summary>Puts the point of a trial that has ended at the end of a study's queue.</summary>
    /// <returns>The changed study, or why it does not try the point again; both empty when there is no such study.</returns>
    public Task<StudyChange> RetryAsync(StudyName name, Trial trial, CancellationToken cancellationToken, StudyAsk? ask = null) =>
        ChangeAsync(name, study => StudyRequests.Retry(study, trial, ask?.Key), ask, cancellationToken);

    /// <summary>Asks a study to end.</summary>
    /// <returns>The changed study; empty when there is no such study.</returns>
    public Task<StudyChange> StopAsync(StudyName name, StopMode mode, CancellationToken cancellationToken, StudyAsk? ask = null) =>
        ChangeAsync(
            name,
            study => new StudyChange(
                study.State == StudyState.Pending
                    ? StudyMachine.Cancel(study, time.GetUtcNow())
                    : StudyMachine.RequestStop(study, mode),
                []),
            ask,
            cancellationToken);

    /// <summary>Lets a study start nothing more until it is resumed.</summary>
    /// <returns>The changed study, or why it cannot be paused; both empty when there is no such study.</returns>
    public Task<StudyChange> PauseAsync(StudyName name, CancellationToken cancellationToken, StudyAsk? ask = null) =>
        ChangeAsync(name, StudyRequests.Pause, ask, cancellationToken);

    /// <summary>Lets a study go on that is paused or has ended.</summary>
    /// <returns>The changed study, or why it cannot go on; both empty when there is no such study.</returns>
    public Task<StudyChange> ResumeAsync(StudyName name, CancellationToken cancellationToken, StudyAsk? ask = null) => ChangeAsync(
        name,
        study =>
        {
            var now = time.GetUtcNow();
            var change = StudyRequests.Resume(study, RunToken(now, study.Run), now);
            return study.State == StudyState.Ended && change.Study is { } resumed ? change with { Study = Queued(resumed, ask) } : change;
        },
        ask,
        cancellationToken);

    /// <summary>Lets a pending study run, unless its turn is over or it does not wait any more.</summary>
    /// <returns>The study as it is afterwards; null when there is none.</returns>
    internal Task<Study?> AdmitAsync(Study study, IReadOnlyList<string> places, CancellationToken cancellationToken) => ChangeAsync(
        study.Name,
        now => now.Id == study.Id && now.State == StudyState.Pending && now.Turn == study.Turn
            ? StudyMachine.Admit(now, places, time.GetUtcNow()) with { Revision = now.Revision + 1 }
            : null,
        cancellationToken);

    private static Study Queued(Study study, StudyAsk? ask) => ask is { Queues: true } ? StudyMachine.Queue(study) : study;

    /// <summary>Whether a study may do more than before.</summary>
    private static bool HasMore(StudySpec after, StudySpec before) =>
        (after.Trials, after.Budget, after.TimeoutSeconds) != (before.Trials, before.Budget, before.TimeoutSeconds);

    private async Task<StudyChange> ChangeAsync(
        StudyName name, Func<Study, StudyChange> request, StudyAsk? ask, CancellationToken cancellationToken)
    {
        StudyChange? refused = null;
        var isFirst = true;
        var study = await ChangeAsync(
            name,
            study =>
            {
                refused = null;
                if (ask?.Key is { } key && study.EnqueueRequests.Contains(key)) return null;
                // Later, what is asked may hold because the first write went through and its answer was lost.
                if (isFirst) ask?.Check(study);
                var change = request(study);
                if (change is not { Conflict: null, Errors.Count: 0 }) refused = change;
                if (change.Study is not { } changed || ReferenceEquals(changed, study)) return null;
                if (!isFirst) ask?.Check(study);
                isFirst = false;
                return changed with { Revision = study.Revision + 1 };
            },
            cancellationToken);
        return refused ?? new StudyChange(study, []);
    }
}
