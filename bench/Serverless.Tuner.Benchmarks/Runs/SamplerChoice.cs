using Serverless.Tuner.Core.SearchSpaces;

namespace Serverless.Tuner.Benchmarks.Runs;

/// <summary>A sampler to measure.</summary>
/// <param name="Label">What it is called in reports: as it was asked for.</param>
/// <param name="Spec">Its type and options; for a sampler of one's own the type's full name and nothing else.</param>
/// <param name="Create">Makes one, for one run.</param>
public sealed record SamplerChoice(string Label, SamplerSpec Spec, Func<ISampler> Create)
{
    /// <summary>The assembly it comes from; null when it is one of ours.</summary>
    public string? Assembly { get; init; }

    /// <summary>Whether it may try points again that were tried, which a study does not let it.</summary>
    public bool Repeats { get; init; }

    /// <summary>Why it cannot serve a study of this space and these directions; null when it can.</summary>
    internal string? Refusal(SearchSpace space, IReadOnlyList<Direction> directions) => Create().Refusal(space, directions);
}
