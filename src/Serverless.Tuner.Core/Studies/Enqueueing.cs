namespace Serverless.Tuner.Core.Studies;

/// <summary>The points that wait to be tried: those of the spec, then those that were enqueued since.</summary>
public static class Enqueueing
{
    /// <summary>The most that the waiting points may take on the study's row, in characters of JSON.</summary>
    internal const int MaxCharacters = 128 * 1024;

    private const int RequestsKept = 64;

    /// <summary>The study with the points at the end of its queue; itself when the same request came before.</summary>
    /// <param name="study">The study.</param>
    /// <param name="request">The points.</param>
    /// <param name="key">By what the request is known when it comes twice; null for one that always counts.</param>
    public static StudyChange Enqueue(Study study, EnqueueRequest request, string? key = null)
    {
        if (key is not null && study.EnqueueRequests.Contains(key)) return new StudyChange(study, []);
        IReadOnlyDictionary<string, ParameterValue>[] queue = [.. study.Queue, .. request.Points];
        if (Editing.SpaceEditing.Excluded(study, request.Points).ToList() is { Count: > 0 } excluded)
            return new StudyChange(null, excluded);
        if (queue.Length > StartPoints.Most)
            return new StudyChange(
                null,
                [new FieldError("/points", $"would make {queue.Length} points wait, of which a study holds {StartPoints.Most}; "
                    + $"{study.Queue.Count} wait already")]);
        if (System.Text.Json.JsonSerializer.Serialize(queue, TunerJson.Options).Length > MaxCharacters)
            return new StudyChange(
                null,
                [new FieldError(
                    "/points",
                    $"would make the waiting points larger than {MaxCharacters} characters, the most that a study's row holds")]);
        return new StudyChange(
            study with
            {
                Queue = queue,
                EnqueueRequests = key is null ? study.EnqueueRequests : [.. study.EnqueueRequests.TakeLast(RequestsKept - 1), key],
            },
            []);
    }

    /// <summary>The first point that waits, and the study without it; null when none does.</summary>
    internal static (IReadOnlyDictionary<string, ParameterValue> Point, Study After)? Take(
        Study study, IReadOnlyList<IReadOnlyDictionary<string, ParameterValue>> startPoints)
    {
        if (study.StartPointsTaken < startPoints.Count)
            return (startPoints[study.StartPointsTaken], study with { StartPointsTaken = study.StartPointsTaken + 1 });
        if (study.Queue.Count == 0) return null;
        var after = study with { Queue = [.. study.Queue.Skip(1)] };
        // The points of a warm start are the first of the queue.
        return (study.Queue[0], study.WarmStart is { Waiting: > 0 and var waiting } warm
            ? after with { WarmStart = warm with { Waiting = waiting - 1, WaitingOf = warm.WaitingOf?.Skip(1).ToArray() } }
            : after);
    }

    /// <summary>The study with a trial noted that was made of a point of its warm start.</summary>
    internal static Study Noted(Study before, Study after, int number) =>
        IsWarm(before, after) ? after with { WarmStart = after.WarmStart! with { Trials = [.. after.WarmStart!.Trials, number] } } : after;

    /// <summary>Whose point was taken from the queue; null where it was none of a warm start, or that is not known.</summary>
    internal static Memory.WarmPoint? WarmPointOf(Study before, Study after) =>
        IsWarm(before, after) && before.WarmStart!.WaitingOf is [var first, ..] ? first : null;

    private static bool IsWarm(Study before, Study after) => after.WarmStart?.Waiting < before.WarmStart?.Waiting;
}
