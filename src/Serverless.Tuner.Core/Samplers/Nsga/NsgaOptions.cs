using Serverless.Tuner.Core.Json;

namespace Serverless.Tuner.Core.Samplers.Nsga;

/// <summary>The options that NSGA-II and NSGA-III share.</summary>
public record NsgaOptions
{
    /// <summary>How many trials survive as parents; so many also start a study. 2 to 10,000; 20 by default, which in our measurements beat the usual 50 up to thousands of trials.</summary>
    public int PopulationSize { get; init; } = 20;

    /// <summary>How many trials make a generation, all of the same parents; from the 250th on five times as many. 1 to 10,000; by default a tenth of the population, at least 1.</summary>
    public int? OffspringSize { get; init; }

    /// <summary>How probably a parameter of a child mutates, 0 to 1; by default 1 / the number of parameters.</summary>
    public double? MutationProb { get; init; }

    /// <summary>How probably a child has two parents and not one, 0 to 1; 0.9 by default.</summary>
    public double CrossoverProb { get; init; } = 0.9;

    /// <summary>How probably a parameter of a child of two comes from the second, 0 to 1; 0.5 by default.</summary>
    public double SwappingProb { get; init; } = 0.5;

    /// <summary>The distribution index of simulated binary crossover: the greater, the nearer are children to their parents. 0 to 1,000; 5 by default.</summary>
    public double CrossoverEta { get; init; } = 5;

    /// <summary>The distribution index of polynomial mutation: the greater, the smaller are its steps. 0 to 1,000; 5 by default.</summary>
    public double MutationEta { get; init; } = 5;

    /// <summary>How probably a child moves along the difference of two further parents instead of simulated binary crossover, 0 to 1; 0.7 by default.</summary>
    public double DifferentialProb { get; init; } = 0.7;

    /// <summary>How many parents, drawn at random, compete for each parent of a child. 1 to 100; 6 by default.</summary>
    public int TournamentSize { get; init; } = 6;

    /// <summary>Reads the options of a spec.</summary>
    internal static NsgaOptions Read(ObjectReader options)
    {
        var defaults = new NsgaOptions();
        return new NsgaOptions
        {
            PopulationSize = options.Int("populationSize", 2, 10_000) ?? defaults.PopulationSize,
            OffspringSize = options.Int("offspringSize", 1, 10_000),
            MutationProb = options.Number("mutationProb", 0, 1),
            CrossoverProb = options.Number("crossoverProb", 0, 1) ?? defaults.CrossoverProb,
            SwappingProb = options.Number("swappingProb", 0, 1) ?? defaults.SwappingProb,
            CrossoverEta = options.Number("crossoverEta", 0, 1000) ?? defaults.CrossoverEta,
            MutationEta = options.Number("mutationEta", 0, 1000) ?? defaults.MutationEta,
            DifferentialProb = options.Number("differentialProb", 0, 1) ?? defaults.DifferentialProb,
            TournamentSize = options.Int("tournamentSize", 1, 100) ?? defaults.TournamentSize,
        };
    }
}
