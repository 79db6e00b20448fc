using Serverless.Tuner.Core.Samplers.CmaEs;

namespace Serverless.Tuner.Core.Samplers.Auto;

/// <summary>CMA-ES that has only some of a study's trials, and starts from the best tenth of those before, as wide as ever: as narrow as
/// these lie it would stay in their basin. Quadratic models of its trials let it converge in fewer.</summary>
internal sealed class SharedEvolution : ISampler
{
    private static readonly CmaEsOptions s_options = new() { Surrogate = true };

    private Portfolio? _portfolio;
    private CmaEsSuggester? _suggester;

    /// <summary>Which trials are its own; set before it is asked.</summary>
    public Portfolio? Portfolio { get; set; }

    public ISuggester Prepare(SamplerHistory history)
    {
        if (_suggester is null || !ReferenceEquals(Portfolio, _portfolio))
            (_portfolio, _suggester) = (Portfolio, new CmaEsSuggester(history, s_options, Portfolio!.Evolution, Portfolio.First));
        return _suggester;
    }
}
