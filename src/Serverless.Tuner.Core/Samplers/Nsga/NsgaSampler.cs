namespace Serverless.Tuner.Core.Samplers.Nsga;

/// <summary>An evolutionary sampler: children of the trials that survived so far.</summary>
/// <remarks>
/// NSGA-II (Deb, Pratap, Agarwal and Meyarivan 2002) or NSGA-III (Deb and Jain 2014; Jain and Deb 2014 for constraints), by the survival
/// given. With one objective it is a genetic algorithm. Generations may be smaller than the population, so that
/// few trials go further.
/// </remarks>
internal sealed class NsgaSampler(NsgaOptions options, ISurvival survival) : ISampler
{
    private readonly Generations _generations = new(options.PopulationSize, options.OffspringSize ?? Math.Max(1, options.PopulationSize / 5), survival);

    /// <inheritdoc />
    public ISuggester Prepare(SamplerHistory history) => new NsgaSuggester(history, options, _generations);
}
