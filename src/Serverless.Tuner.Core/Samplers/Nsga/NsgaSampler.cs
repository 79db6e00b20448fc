namespace Serverless.Tuner.Core.Samplers.Nsga;

/// <summary>An evolutionary sampler: children of the trials that survived so far.</summary>
/// <remarks>
/// NSGA-II (Deb, Pratap, Agarwal and Meyarivan 2002) or NSGA-III (Deb and Jain 2014; Jain and Deb 2014 for constraints), by the survival
/// given. With one objective it is a genetic algorithm. Generations may be smaller than the population, so that
/// few trials go further.
/// </remarks>
internal sealed class NsgaSampler : ISampler
{
    private readonly NsgaOptions _options;
    private readonly Generations _generations;

    private NsgaSampler(NsgaOptions options, ISurvival survival)
    {
        _options = options;
        _generations = new Generations(options.PopulationSize, options.OffspringSize ?? Math.Max(1, options.PopulationSize / 10), survival);
    }

    /// <summary>NSGA-II.</summary>
    public static NsgaSampler Nsga2(Nsga2Options options) =>
        new(options, options.Survival == Nsga2Survival.Crowding ? new CrowdingSurvival() : new HypervolumeSurvival());

    /// <summary>NSGA-III.</summary>
    public static NsgaSampler Nsga3(Nsga3Options options) => new(options, new ReferencePointSurvival(options.PopulationSize, options.DividingParameter));

    /// <inheritdoc />
    public ISuggester Prepare(SamplerHistory history) => new NsgaSuggester(history, _options, _generations);
}
