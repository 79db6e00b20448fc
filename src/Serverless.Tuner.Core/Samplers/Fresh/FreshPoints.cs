using Serverless.Tuner.Core.Samplers.Scales;

namespace Serverless.Tuner.Core.Samplers.Fresh;

/// <summary>Asks a sampler for points, and lets another take the place of one that is not worth a trial because it was tried.</summary>
/// <remarks>
/// A deterministic study tries no point twice. In any other, a point of discrete values is not tried again while it is being
/// evaluated, nor afterwards unless equal points have given different values; but when no other is left it is. Points with a
/// continuous value are the sampler's alone.
/// </remarks>
/// <param name="sampler">The sampler; it is fitted when it is first asked.</param>
/// <param name="history">What it knows of the study; what it has to learn of the points asked for is put there.</param>
public sealed class FreshPoints(ISampler sampler, SamplerHistory history)
{
    private readonly List<SampledTrial> _new = [];
    private readonly HashSet<double[]> _taken = new(PointComparer.Instance);
    private ISuggester? _suggester;
    private bool _isUsedUp;

    /// <summary>The point of trial <paramref name="number"/>; null when a deterministic study has tried them all. An open space never is
    /// used up: what is known of it is not all.</summary>
    public IReadOnlyDictionary<string, ParameterValue>? Next(int number)
    {
        var suggested = Suggest(number);
        var other = IsRepeated(suggested) ? Other(suggested, number) : suggested;
        if (other is null)
        {
            if (history is { IsDeterministic: true, Space.IsOpen: false }) return null;
            other = suggested;
        }

        Take(number, other);
        if (!ReferenceEquals(other, suggested)) Tell();
        return other;
    }

    /// <summary>What the sampler suggests by itself.</summary>
    internal IReadOnlyDictionary<string, ParameterValue> Suggest(int number) => (_suggester ??= sampler.Prepare(history)).Suggest(number);

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

    private bool IsTried(double[] point) => _taken.Contains(point) || history.Visits.Contains(point);

    private IReadOnlyDictionary<string, ParameterValue>? Other(IReadOnlyDictionary<string, ParameterValue> suggested, int number)
    {
        if (_isUsedUp) return null;
        var other = UntriedPoint.Near(history, suggested, IsTried, number);
        _isUsedUp = other is null;
        return other;
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
