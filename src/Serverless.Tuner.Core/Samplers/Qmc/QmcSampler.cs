namespace Serverless.Tuner.Core.Samplers.Qmc;

/// <summary>Draws the points of a low-discrepancy sequence, the trial's number being the point's index, whatever the history.</summary>
internal sealed class QmcSampler(QmcOptions options) : ISampler
{
    private (long Seed, int Dimensions, HaltonSequence Sequence)? _halton;

    public ISuggester Prepare(SamplerHistory history)
    {
        if (options.QmcType == QmcType.Sobol)
            return new QmcSuggester(history.Encoding, new SobolSequence(history.Seed, options.Scramble).Value);

        // Kept for the next time: a space of many dimensions needs many primes.
        var (seed, dimensions) = (history.Seed, history.Encoding.Dimensions);
        if (_halton is not { } kept || kept.Seed != seed || kept.Dimensions != dimensions)
            _halton = kept = (seed, dimensions, new HaltonSequence(seed, dimensions, options.Scramble));
        return new QmcSuggester(history.Encoding, kept.Sequence.Value);
    }
}
