using Serverless.Tuner.Core.SearchSpaces;

namespace Serverless.Tuner.Core.Samplers.CmaEs;

/// <summary>CMA-ES: a normal distribution over the numeric coordinates that learns from
/// each generation of trials where to go, how far, and in which directions.</summary>
/// <remarks>
/// N. Hansen 2016 (The CMA evolution strategy: a tutorial, arXiv 1604.00772). Trials belong to generations by their numbers, so that
/// the state follows from the history alone. A generation counts once half of it has ended. Categorical parameters are drawn
/// beside it, by how often they were among the better half.
/// </remarks>
internal sealed class CmaEsSampler(CmaEsOptions options) : ISampler
{
    private SamplerHistory? _history;
    private CmaEsSuggester? _suggester;

    public string? Refusal(SearchSpace space, IReadOnlyList<Direction> directions) => directions.Count > 1
        ? $"cmaes has one objective, not {directions.Count}: for several choose auto"
        : null;

    /// <remarks>The suggester reads a growing history anew at each suggestion.</remarks>
    public ISuggester Prepare(SamplerHistory history)
    {
        if (_suggester is null || !ReferenceEquals(history, _history))
            (_history, _suggester) = (history, new CmaEsSuggester(history, options));
        return _suggester;
    }
}
