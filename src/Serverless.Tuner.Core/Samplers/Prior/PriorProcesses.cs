using Serverless.Tuner.Core.Samplers.Gp;

namespace Serverless.Tuner.Core.Samplers.Prior;

/// <summary>The processes of the earlier studies that a history was given, fitted once for it.</summary>
internal sealed class PriorProcesses
{
    private SamplerHistory? _history;
    private IReadOnlyList<PriorProcess> _fitted = [];

    /// <summary>The processes; none where there is nothing to learn from, and in spaces of more dimensions than are modelled.</summary>
    public IReadOnlyList<PriorProcess> Of(SamplerHistory history, GpWorkspace work)
    {
        if (ReferenceEquals(history, _history)) return _fitted;
        _history = history;
        var space = new GpSpace(history, []);
        _fitted = history.PriorSources.Count == 0 || history.Encoding.Scales.Count(s => !s.IsConstant) > GpSpace.MostDimensions
            ? []
            : [.. history.PriorSources.Select(s => PriorProcess.Fit(s, space, work)).OfType<PriorProcess>()];
        return _fitted;
    }
}
