using Serverless.Tuner.Core.Samplers.Scales;

namespace Serverless.Tuner.Core.Samplers.Distinct;

/// <summary>Keeps another sampler from trying a point again: with a deterministic objective that would tell nothing new.</summary>
internal sealed class DistinctSampler(ISampler sampler) : ISampler
{
    private readonly HashSet<double[]> _tried = new(PointComparer.Instance);
    private SamplerHistory? _history;
    private int _count;

    /// <inheritdoc />
    public ISuggester Prepare(SamplerHistory history)
    {
        // Ended trials never change: each is entered once.
        if (!ReferenceEquals(_history, history) || history.EndedCount < _count)
        {
            _tried.Clear();
            (_history, _count) = (history, 0);
        }

        for (; _count < history.EndedCount; _count++) _tried.Add(history.Encoded[_count].Point);
        var pending = new HashSet<double[]>(history.Encoded.Skip(_count).Select(t => t.Point), PointComparer.Instance);
        return new DistinctSuggester(sampler.Prepare(history), history, point => _tried.Contains(point) || pending.Contains(point), point => pending.Add(point));
    }
}
