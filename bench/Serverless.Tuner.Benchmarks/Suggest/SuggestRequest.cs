using Serverless.Tuner.Benchmarks.Runs;

namespace Serverless.Tuner.Benchmarks.Suggest;

/// <summary>Which suggestions are to be timed.</summary>
public sealed record SuggestRequest
{
    /// <summary>Our samplers that are timed unless others are named.</summary>
    public const string DefaultSamplers = "tpe,gp,nsga2,auto";

    private static readonly int[] ManyTrials = [100, 1_000, 10_000];

    /// <summary>A Gaussian process costs the cube of the trials.</summary>
    private static readonly int[] FewTrials = [50, 100, 200];

    /// <summary>The samplers.</summary>
    public required IReadOnlyList<SamplerChoice> Samplers { get; init; }

    /// <summary>The histories' lengths; null: those that suit each sampler.</summary>
    public IReadOnlyList<int>? Trials { get; init; }

    /// <summary>The numbers of floats.</summary>
    public IReadOnlyList<int> Parameters { get; init; } = [10, 40];

    /// <summary>Whether Optuna is timed beside ours.</summary>
    public bool WithOptuna { get; init; } = true;

    internal IReadOnlyList<int> TrialsFor(SamplerChoice sampler) => Trials ?? (sampler.Spec.Type == "gp" ? FewTrials : ManyTrials);
}
