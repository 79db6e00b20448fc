namespace Serverless.Tuner.Benchmarks.Quality;

/// <summary>What somebody wants to know; what is left out is chosen by the suite.</summary>
public sealed record QualityRequest
{
    /// <summary>The name that stands for every suite.</summary>
    public const string AllSuites = "all";

    /// <summary>A suite's name, or <see cref="AllSuites"/>.</summary>
    public string Suite { get; init; } = Suites.Single;

    /// <summary>The functions' names; null: all of the suite.</summary>
    public IReadOnlyList<string>? Functions { get; init; }

    /// <summary>How many runs each sampler does on each function: seeds 0, 1, ….</summary>
    public int Seeds { get; init; } = 30;

    /// <summary>The samplers, as <see cref="Runs.SamplerChoices.Parse"/> reads them; null: those of the suite.</summary>
    public string? Samplers { get; init; }

    /// <summary>The samplers that can be named.</summary>
    public SamplerCatalog Catalog { get; init; } = SamplerCatalog.BuiltIn;

    /// <summary>Whom to compare with, in place of the suite's peers: names in the files of <c>bench/data</c>, or samplers of this request.
    /// </summary>
    public IReadOnlyList<string> Peers { get; init; } = [];

    /// <summary>After how many trials to compare; null: where the peers were measured.</summary>
    public IReadOnlyList<int>? Trials { get; init; }

    /// <summary>How many runs at once; null: one on each core.</summary>
    public int? Cores { get; init; }
}
