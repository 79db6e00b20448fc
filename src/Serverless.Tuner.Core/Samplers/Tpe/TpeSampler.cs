namespace Serverless.Tuner.Core.Samplers.Tpe;

/// <summary>A tree-structured Parzen estimator, multivariate by default.</summary>
/// <remarks>
/// Trials are split into a few good and many bad ones; each side becomes a mixture of product kernels l and g, and of some
/// candidates drawn from l the one with the highest l/g is suggested. Bergstra et al. 2011 (Algorithms for hyper-parameter
/// optimization, section 4); kernels and weights after Watanabe 2023 (arXiv
/// 2304.11127, section 3); constraints: <see cref="ConstraintSplit"/>;
/// several objectives: <see cref="RankedTrials"/>.
/// </remarks>
internal sealed class TpeSampler(TpeOptions options) : ISampler
{
    // Where suggestions are computed. Each fills it anew: only the memory itself is used again.
    private readonly List<DensityRatio> _ratios = [];
    private CandidateSearch? _search;

    public ISuggester Prepare(SamplerHistory history)
    {
        if (_search?.Encoding != history.Encoding) _search = new CandidateSearch(history.Encoding, history.Excluded);
        return new TpeSuggester(history, options, _search, _ratios);
    }
}
