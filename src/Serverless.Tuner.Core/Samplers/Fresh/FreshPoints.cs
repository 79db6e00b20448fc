using Serverless.Tuner.Core.Samplers.Scales;

namespace Serverless.Tuner.Core.Samplers.Fresh;

/// <summary>Asks a sampler for points, and lets another take the place of one that is not worth a trial because it was tried.</summary>
/// <remarks>
/// A deterministic study tries no point twice. In any other, a point of discrete values is not tried again while it is being
/// evaluated, nor afterwards unless equal points have given different values; but when no other is left it is. Points with a
/// continuous value are the sampler's alone. No point of an excluded region is taken.
/// </remarks>
/// <param name="sampler">The sampler; it is fitted when it is first asked.</param>
/// <param name="history">What it knows of the study; what it has to learn of the points asked for is put there.</param>
public sealed class FreshPoints(ISampler sampler, SamplerHistory history)
{
    private readonly List<SampledTrial> _new = [];
    private readonly HashSet<double[]> _taken = new(PointComparer.Instance);
    private ISuggester? _suggester;
    private bool _isUsedUp;

    /// <summary>What the sampler says of the point that it has suggested last.</summary>
    internal SuggestionNote? Note { get; private set; }

    /// <summary>Whether the last point took the place of the sampler's own.</summary>
    internal bool IsReplaced { get; private set; }

    /// <summary>The point of trial <paramref name="number"/>; null when a deterministic study has tried them all, or none is found that is
    /// not excluded. An open space never is used up: what is known of it is not all.</summary>
    public IReadOnlyDictionary<string, ParameterValue>? Next(int number)
    {
        var suggested = Suggest(number);
        var other = IsExcluded(suggested) || IsRepeated(suggested) ? Other(suggested, number) : suggested;
        if (other is null)
        {
            if (history is { IsDeterministic: true, Space.IsOpen: false }) return null;
            other = IsExcluded(suggested) ? UntriedPoint.Near(history, suggested, IsExcluded, number) : suggested;
            if ((other is null || IsExcluded(other)) && (other = NearATrial(number)) is null) return null;
        }

        Take(number, other);
        IsReplaced = !ReferenceEquals(other, suggested);
        if (IsReplaced) Tell();
        return other;
    }

    /// <summary>What the sampler suggests by itself.</summary>
    internal IReadOnlyDictionary<string, ParameterValue> Suggest(int number)
    {
        var point = (_suggester ??= sampler.Prepare(history)).Suggest(number);
        Note = _suggester.Note;
        return point;
    }

    /// <summary>The sampler has suggested a point that becomes no trial.</summary>
    internal void Forget() => _suggester = null;

    /// <summary>Counts a point that the sampler did not suggest as a trial to come.</summary>
    internal void Add(int number, IReadOnlyDictionary<string, ParameterValue> point)
    {
        Take(number, point);
        Tell();
    }

    /// <summary>Whether a trial of this point would tell nothing new.</summary>
    internal bool IsRepeated(IReadOnlyDictionary<string, ParameterValue> values)
    {
        var point = history.Encoding.Encode(values);
        if (history.IsDeterministic) return IsTried(point);
        if (!history.Encoding.IsDiscrete(point)) return false;
        return _taken.Contains(point) || (history.Visits.IsNoisy ? history.Visits.IsPending(point) : history.Visits.Contains(point));
    }

    /// <summary>Whether a point is in a region that is excluded.</summary>
    internal bool IsExcluded(IReadOnlyDictionary<string, ParameterValue> point) => history.Excluded?.Contains(point) == true;

    private bool IsExcluded(double[] point) => history.Excluded?.Contains(history.Encoding.Decode(point)) == true;

    private bool IsTried(double[] point) => _taken.Contains(point) || history.Visits.Contains(point);

    private IReadOnlyDictionary<string, ParameterValue>? Other(IReadOnlyDictionary<string, ParameterValue> suggested, int number)
    {
        if (_isUsedUp) return null;
        var other = UntriedPoint.Near(history, suggested, p => IsTried(p) || IsExcluded(p), number);
        // Where the space cannot be looked through, what comes back may be the point that it was to replace.
        if (other is not null && IsExcluded(other)) other = null;
        _isUsedUp = other is null;
        return other;
    }

    /// <summary>Where chance finds nothing of the little that regions leave: a point near a trial that lies there, or else the same again;
    /// null when no trial does.</summary>
    private IReadOnlyDictionary<string, ParameterValue>? NearATrial(int number)
    {
        var there = history.Trials.Where(t => t.Number >= history.FirstOfSpace && !IsExcluded(t.Parameters)).ToArray();
        if (there.Length == 0) return null;
        var trial = there[number % there.Length].Parameters;
        return UntriedPoint.Near(history, trial, IsExcluded, number) is { } near && !IsExcluded(near) ? near : trial;
    }

    private void Take(int number, IReadOnlyDictionary<string, ParameterValue> point)
    {
        _new.Add(new SampledTrial(number, TrialState.Waiting, point, null));
        _taken.Add(history.Encoding.Encode(point));
    }

    /// <summary>The last point is not the one that the sampler suggested: before its
    /// next suggestion it is fitted again, to all points that were asked for.</summary>
    private void Tell()
    {
        foreach (var trial in _new) history.Set(trial);
        _new.Clear();
        _suggester = null;
    }
}
