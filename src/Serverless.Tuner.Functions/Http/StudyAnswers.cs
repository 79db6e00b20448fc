using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Serverless.Tuner.Core.Editing;

namespace Serverless.Tuner.Functions.Http;

/// <summary>Answers those who look at a study: as it is, or what has changed of it since they last did.</summary>
public sealed class StudyAnswers(
    StudyStore store, TrialAttributes attributes, StudyObserver observer, StudyViews views, PollAdvice advice)
{
    private const string Since = "since";
    private const string FromTheStart = "0";

    /// <summary>For callers that have the trials so far from elsewhere: they want what changes from now on.</summary>
    private const string FromNow = "now";

    /// <summary>How many trials one answer tells of.</summary>
    private const int MostTrials = 1_000;

    internal async Task<IActionResult> AnswerAsync(HttpRequest request, string name, CancellationToken cancellationToken)
    {
        var query = new Query(request);
        var since = ReadSince(query);
        if (query.Errors.Count > 0) return JsonAnswer.Invalid("The study cannot be shown", query.Errors);
        if (StudyName.TryParse(name) is not { } known) return JsonAnswer.NoStudy(name);
        return (since is null
            ? await WholeAsync(request, known, cancellationToken)
            : await ChangesAsync(request, known, since, query.Text(Since) == FromNow, cancellationToken)) ?? JsonAnswer.NoStudy(name);
    }

    private async Task<JsonAnswer?> WholeAsync(HttpRequest request, StudyName name, CancellationToken cancellationToken)
    {
        if (await observer.ReadAsync(name, cancellationToken) is not var (study, version)) return null;
        var declared = await store.DeclaredAsync(study, cancellationToken);
        var mlflow = await views.MlflowAsync(study, cancellationToken);
        // What trials declare is not on the study's row, and only ever becomes more. Nor is what was sent.
        if (declared is not null) version = $"{version}-{declared.Count}";
        if (mlflow is not null) version = $"{version}-{mlflow.Value.State.Writes}";
        var tag = StudyTag.Of(study, version);
        // The position of one that is pending is on no row.
        return StudyTag.IsKnown(request, tag) && study.State != StudyState.Pending
            ? JsonAnswer.NotModified(tag)
            : new(StatusCodes.Status200OK, await views.PlacedAsync(
                views.View(study, declared) with { Mlflow = StudyViews.View(study, mlflow?.State) }, cancellationToken))
            {
                ETag = tag,
            };
    }

    private async Task<JsonAnswer?> ChangesAsync(
        HttpRequest request, StudyName name, StudyMark since, bool fromNow, CancellationToken cancellationToken)
    {
        var most = fromNow ? int.MaxValue : MostTrials;
        if (await observer.ChangesAsync(name, since, most, cancellationToken) is not { } changes) return null;
        if (fromNow) changes = changes with { Trials = [] };
        var view = await views.ViewAsync(changes.Study, cancellationToken);
        // Room on the disk is in no row.
        var version = $"{changes.Mark.Version}{view.Waiting?.For}{view.Waiting?.Position}";
        var (tag, retryAfter) = ($"\"{version}\"", advice.SecondsFor(changes.Study));
        if (!changes.IsCut && StudyTag.IsKnown(request, tag)) return JsonAnswer.NotModified(tag, retryAfter);
        var hidden = SpaceEditing.HiddenOf(changes.Study);
        var trials = await attributes.AddToAsync(name, changes.Trials, cancellationToken);
        var body = new StudyChangesView
        {
            Seq = Text(changes.Mark with { Version = version }),
            IsCut = changes.IsCut,
            Study = changes.IsAsked ? view : null,
            Progress = StudyProgressView.Of(view),
            Trials = await views.WithRunsAsync(
                changes.Study, [.. trials.Select(trial => views.View(trial, hidden))], cancellationToken),
        };
        return new JsonAnswer(StatusCodes.Status200OK, body)
        {
            ETag = changes.IsCut ? null : tag,
            RetryAfter = changes.IsCut ? 0 : retryAfter,
        };
    }

    private static StudyMark? ReadSince(Query query)
    {
        if (query.Text(Since) is not { } text) return null;
        if (text is FromTheStart or FromNow) return StudyMark.Start;
        // One from before studies could be changed does not say how many changes were told.
        if (PageCursor.TryRead(text)?.ToArray() is [var created, var revision, var memory, var stamp, var floor, var version, .. var told]
            && long.TryParse(created, NumberStyles.None, CultureInfo.InvariantCulture, out var ticks)
            && long.TryParse(stamp, NumberStyles.None, CultureInfo.InvariantCulture, out var last)
            && Query.Number(revision) is { } asked && Query.Number(floor) is { } lowest
            && (told.Length == 0 ? 0 : Query.Number(told[0])) is { } edits)
            return new StudyMark(ticks, asked, memory, last, lowest, version) { Edits = edits };
        query.Error(
            Since, $"must be the `seq` of an earlier answer, {FromTheStart} for everything, or {FromNow} for what changes from now on");
        return null;
    }

    private static string Text(StudyMark mark) => PageCursor.Of(
        mark.Created.ToString(CultureInfo.InvariantCulture), mark.Revision.ToString(CultureInfo.InvariantCulture), mark.Memory,
        mark.Stamp.ToString(CultureInfo.InvariantCulture), mark.Floor.ToString(CultureInfo.InvariantCulture), mark.Version,
        mark.Edits.ToString(CultureInfo.InvariantCulture));
}
