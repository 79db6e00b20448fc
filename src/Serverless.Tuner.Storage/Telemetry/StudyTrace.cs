using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;

namespace Serverless.Tuner.Storage.Telemetry;

/// <summary>
/// The trace of a study, to which every process that works on it adds spans. It begins with the span <c>start</c>, which is kept on the
/// study's row and links to the request that started the study; all others hang below it. A span that a request of another trace brings
/// about links to that request. Only activities and functions make spans: an orchestrator, which is replayed, never does.
/// </summary>
public static class StudyTrace
{
    /// <summary>Begins a span of the study's trace: below the current one when that is of the same trace.</summary>
    /// <param name="name">What is done, in a word.</param>
    /// <param name="study">The study.</param>
    /// <param name="trial">The trial that it is about; null when it is about more than one.</param>
    /// <returns>The span; null when nobody listens.</returns>
    public static Activity? Begin(string name, Study study, int? trial = null)
    {
        if (!TunerTelemetry.Source.HasListeners()) return null;
        var root = ContextOf(study);
        var isWithin = Activity.Current?.TraceId == root.TraceId;
        return Begin(name, study, isWithin ? Activity.Current!.Context : root, startedAt: default)?.SetTag(SpanTags.Trial, trial);
    }

    /// <summary>Says that what a span is about has failed.</summary>
    /// <param name="span">The span; null when nobody listens.</param>
    /// <param name="study">The study.</param>
    /// <param name="reason">Why, in words that may hold secrets of the study.</param>
    public static void Fail(Activity? span, Study study, string reason)
    {
        ArgumentNullException.ThrowIfNull(study);
        span?.SetStatus(ActivityStatusCode.Error, SpanText.Reason(study.Spec, reason));
    }

    /// <summary>Says what a trial came to, in the span of its evaluation.</summary>
    /// <param name="span">The span; null when nobody listens.</param>
    /// <param name="study">The study.</param>
    /// <param name="trial">The trial, as its row has it.</param>
    public static void Conclude(Activity? span, Study study, Trial trial)
    {
        ArgumentNullException.ThrowIfNull(study);
        ArgumentNullException.ThrowIfNull(trial);
        span?.SetTag(SpanTags.Attempt, trial.Attempt).Conclude(study, trial);
    }

    /// <summary>Begins the trace of a new study.</summary>
    /// <returns>Its first span, current until it is disposed of; null when nobody listens.</returns>
    internal static Activity? Start(Study study)
    {
        if (!TunerTelemetry.Source.HasListeners()) return null;
        var request = Activity.Current;
        // Below the request it would be sampled as that is, and a study may go on for weeks after it.
        Activity.Current = null;
        var span = TunerTelemetry.Source.StartActivity(
            ActivityKind.Internal, parentContext: default, tags: null, LinksTo(request), startTime: default, name: "start");
        if (span is null) Activity.Current = request;
        return span?.Describe(study);
    }

    /// <summary>Leaves a span out of the trace: what it was begun for did not come about.</summary>
    internal static void Drop(Activity? span)
    {
        if (span is null) return;
        span.IsAllDataRequested = false;
        span.ActivityTraceFlags &= ~ActivityTraceFlags.Recorded;
    }

    /// <summary>Adds the span of the whole study, with what it came to, when a change has ended it.</summary>
    internal static void EndIfOver(Study before, Study after)
    {
        if (after.State != StudyState.Ended || before.State == StudyState.Ended) return;
        BudgetsSeen.Forget(after.Name);
        if (!TunerTelemetry.Source.HasListeners()) return;
        using var span = Begin("study", after, ContextOf(after), after.StartedAt ?? after.CreatedAt);
        if (span is null) return;
        span.Describe(after).Conclude(after);
        if (after.EndedAt is { } ended) span.SetEndTime(ended.UtcDateTime);
    }

    /// <summary>Adds the span of an evaluation that a worker made elsewhere.</summary>
    internal static void AddEvaluation(Study study, Trial trial)
    {
        if (trial is not { StartedAt: { } started, EndedAt: { } ended }) return;
        using var span = Begin("evaluate", study, ContextOf(study), started);
        if (span is null) return;
        Conclude(span.SetTag(SpanTags.Trial, trial.Number), study, trial);
        span.SetEndTime(ended.UtcDateTime);
    }

    private static Activity? Begin(string name, Study study, ActivityContext parent, DateTimeOffset startedAt)
    {
        var current = Activity.Current;
        var links = current?.TraceId == parent.TraceId ? null : LinksTo(current);
        return TunerTelemetry.Source.StartActivity(ActivityKind.Internal, parent, tags: null, links, startedAt, name)
            ?.SetTag(SpanTags.Study, study.Name.ToString());
    }

    private static ActivityLink[]? LinksTo(Activity? request) => request is null ? null : [new(request.Context)];

    private static ActivityContext ContextOf(Study study)
    {
        if (study.TraceParent is { } kept && ActivityContext.TryParse(kept, null, isRemote: true, out var context)) return context;
        // Nobody listened when it was created. What identifies it makes one trace of its spans all the same.
        Span<char> id = stackalloc char[32];
        if (study.Id is { } known) known.TryFormat(id, out _, "N");
        else Convert.TryToHexStringLower(
            SHA256.HashData(Encoding.UTF8.GetBytes($"{study.CreatedAt.UtcTicks:x}-{study.Name}")).AsSpan(0, 16), id, out _);
        return new ActivityContext(
            ActivityTraceId.CreateFromString(id), ActivitySpanId.CreateFromString(id[16..]), ActivityTraceFlags.Recorded, isRemote: true);
    }
}
