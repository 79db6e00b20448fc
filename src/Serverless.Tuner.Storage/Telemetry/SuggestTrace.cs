using System.Diagnostics;

namespace Serverless.Tuner.Storage.Telemetry;

/// <summary>What the search for the point of one trial is seen by.</summary>
internal sealed class SuggestTrace : IDisposable
{
    private readonly StudySpec _spec;
    private readonly TimeProvider _time;
    private readonly Activity? _span;
    private readonly long _begun;

    private SuggestTrace(Study study, int number, TimeProvider time)
    {
        (_spec, _time) = (study.Spec, time);
        _span = StudyTrace.Begin("suggest", study, number)?.SetTag(SpanTags.Sampler, _spec.Sampler.Type);
        _begun = time.GetTimestamp();
    }

    /// <summary>What is told of each suggestion of an advance; null when nobody wants to know.</summary>
    public static Func<int, IDisposable?>? Of(Study study, TimeProvider time) =>
        TunerTelemetry.Source.HasListeners() || TunerMeters.SuggestDuration.Enabled
            ? number => new SuggestTrace(study, number, time)
            : null;

    public void Dispose()
    {
        TunerMeters.SuggestDuration.Record(
            _time.GetElapsedTime(_begun).TotalSeconds, new KeyValuePair<string, object?>(TunerMeters.SamplerTag, _spec.Sampler.Type));
        _span?.Dispose();
    }
}
