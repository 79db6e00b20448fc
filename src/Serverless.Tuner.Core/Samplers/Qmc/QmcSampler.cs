namespace Serverless.Tuner.Core.Samplers.Qmc;

/// <summary>Draws the points of a low-discrepancy sequence, the trial's number being the point's index among those that are not excluded,
/// whatever the history.</summary>
internal sealed class QmcSampler(QmcOptions options) : ISampler
{
    private (long Seed, int Dimensions, HaltonSequence Sequence)? _halton;
    private (SamplerHistory History, QmcSuggester Suggester)? _last;

    public ISuggester Prepare(SamplerHistory history)
    {
        // Kept for the next time: where points are excluded it has counted those before.
        if (_last is not { } last || !ReferenceEquals(last.History, history))
            _last = last = (history, new QmcSuggester(history.Encoding, SequenceOf(history), history.Excluded));
        return last.Suggester;
    }

    private Func<long, int, double> SequenceOf(SamplerHistory history)
    {
        if (options.QmcType == QmcType.Sobol) return new SobolSequence(history.Seed, options.Scramble).Value;

        // Kept for the next time: a space of many dimensions needs many primes.
        var (seed, dimensions) = (history.Seed, history.Encoding.Dimensions);
        if (_halton is not { } kept || kept.Seed != seed || kept.Dimensions != dimensions)
            _halton = kept = (seed, dimensions, new HaltonSequence(seed, dimensions, options.Scramble));
        return kept.Sequence.Value;
    }
}
