namespace Serverless.Tuner.Core.Samplers.Tpe;

/// <summary>A tree-structured Parzen estimator, multivariate by default.</summary>
/// <remarks>
/// Trials are split into a few good and many bad ones; each side becomes a mixture of product kernels l and g, and of some
/// candidates drawn from l the one with the highest l/g is suggested. Bergstra et al. 2011 (Algorithms for hyper-parameter
/// optimization, section 4); kernels and weights after Watanabe 2023 (arXiv 2304.11127, section 3); constraints: <see cref="ConstraintSplit"/>;
/// several objectives: <see cref="RankedTrials"/>.
/// </remarks>
internal sealed class TpeSampler(TpeOptions options) : ISampler
{
    private TpeMemory? _memory;

    public ISuggester Prepare(SamplerHistory history)
    {
        if (_memory?.Encoding != history.Encoding) _memory = new TpeMemory(history.Encoding);
        return new TpeSuggester(history, options, _memory);
    }
}
