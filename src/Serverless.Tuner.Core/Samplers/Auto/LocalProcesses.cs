using Serverless.Tuner.Core.Samplers.Gp;

namespace Serverless.Tuner.Core.Samplers.Auto;

/// <summary>Gaussian processes of the trials near the best, and of what lies in a box around it.</summary>
internal sealed class LocalProcesses(bool costAware) : ISampler
{
    // Few enough for about ten milliseconds a suggestion.
    private readonly GpOptions _options = new() { NMaxTrials = 100, NCandidates = 500, NLocalSearches = 3, CostAware = costAware };

    private readonly GpWorkspace _work = new();

    /// <summary>Which trials are its own; set before it is asked.</summary>
    public Portfolio? Portfolio { get; set; }

    public ISuggester Prepare(SamplerHistory history)
    {
        var portfolio = Portfolio!;
        var region = TrustRegion.Of(
            history, number => number >= portfolio.First && portfolio.MemberOf(number) == Member.Local);
        return new GpSuggester(history, _options, _work, [], region);
    }
}
