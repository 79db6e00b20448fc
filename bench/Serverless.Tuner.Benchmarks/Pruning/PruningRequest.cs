using Serverless.Tuner.Core.Pruners;

namespace Serverless.Tuner.Benchmarks.Pruning;

/// <summary>What somebody wants to know; what is left out is chosen by the task.</summary>
public sealed record PruningRequest
{
    /// <summary>The task's name.</summary>
    public string Task { get; init; } = PruningTasks.Default;

    /// <summary>How many studies each pair of sampler and pruner does: null: 20, or 10 of a real training.</summary>
    public int? Seeds { get; init; }

    /// <summary>The first of their seeds; each is one more than the one before.</summary>
    public int FirstSeed { get; init; }

    /// <summary>The samplers, as <see cref="Runs.SamplerChoices.Parse"/> reads them; null: those of the task.</summary>
    public string? Samplers { get; init; }

    /// <summary>The pruners, as <see cref="PrunerChoice.Parse"/> reads them; null: those of the task.</summary>
    public string? Pruners { get; init; }

    /// <summary>The samplers that can be named.</summary>
    public SamplerCatalog SamplerCatalog { get; init; } = SamplerCatalog.BuiltIn;

    /// <summary>The pruners that can be named.</summary>
    public PrunerCatalog PrunerCatalog { get; init; } = PrunerCatalog.BuiltIn;

    /// <summary>How many studies at once; null: one on each core.</summary>
    public int? Cores { get; init; }
}
