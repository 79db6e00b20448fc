namespace Serverless.Tuner.Core.Samplers.Nsga;

/// <summary>An evolutionary sampler: children of the trials that survived so far.</summary>
/// <remarks>
/// NSGA-II (Deb, Pratap, Agarwal and Meyarivan 2002) or NSGA-III (Deb and Jain 2014; Jain and Deb 2014 for constraints), by the survival
/// given. With one objective it is a genetic algorithm. Generations may be smaller than the population, so that
/// few trials go further.
/// </remarks>
internal abstract class NsgaSampler : ISampler
{
    private readonly NsgaOptions _options;
    private readonly Generations _generations;

    protected NsgaSampler(NsgaOptions options, ISurvival survival)
    {
        _options = options;
        _generations = new Generations(options.PopulationSize, options.OffspringSize ?? Math.Max(1, options.PopulationSize / 10), survival);
    }

    public ISuggester Prepare(SamplerHistory history) => new NsgaSuggester(history, _options, _generations);
}
