using System.ComponentModel.DataAnnotations;

namespace Serverless.Tuner.Core.Samplers.Nsga;

/// <summary>The options that NSGA-II and NSGA-III share.</summary>
internal record NsgaOptions
{
    /// <summary>Trials that survive as parents; so many start the study.</summary>
    /// <remarks>In our measurements 20 beat the usual 50 up to thousands of trials.</remarks>
    [Range(2, 10_000)]
    public int PopulationSize { get; init; } = 20;

    /// <summary>Trials in a generation, all of the same parents; from the 250th generation on five times as many.</summary>
    /// <value>a tenth of the population</value>
    [Range(1, 10_000)]
    public int? OffspringSize { get; init; }

    /// <summary>How probably a parameter of a child mutates.</summary>
    /// <value>1 / parameters</value>
    [Range(0.0, 1.0)]
    public double? MutationProb { get; init; }

    /// <summary>How probably a child has two parents and not one.</summary>
    [Range(0.0, 1.0)]
    public double CrossoverProb { get; init; } = 0.9;

    /// <summary>How probably a parameter of such a child comes from the second.</summary>
    [Range(0.0, 1.0)]
    public double SwappingProb { get; init; } = 0.5;

    /// <summary>The distribution index of simulated binary crossover: the greater, the nearer are children to their parents.</summary>
    [Range(0.0, 1_000.0)]
    public double CrossoverEta { get; init; } = 5;

    /// <summary>The distribution index of polynomial mutation: the greater, the smaller are its steps.</summary>
    [Range(0.0, 1_000.0)]
    public double MutationEta { get; init; } = 5;

    /// <summary>How probably a child moves along the difference of two further parents instead of crossover.</summary>
    [Range(0.0, 1.0)]
    public double DifferentialProb { get; init; } = 0.7;

    /// <summary>Parents, drawn at random, that compete for each parent of a child.</summary>
    [Range(1, 100)]
    public int TournamentSize { get; init; } = 6;
}
