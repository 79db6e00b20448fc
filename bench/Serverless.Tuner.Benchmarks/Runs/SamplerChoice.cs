using Serverless.Tuner.Core.SearchSpaces;

namespace Serverless.Tuner.Benchmarks.Runs;

/// <summary>A sampler to measure.</summary>
/// <param name="Label">What it is called in reports: as it was asked for.</param>
/// <param name="Spec">Its type and options.</param>
/// <param name="Create">Makes one, for one run.</param>
public sealed record SamplerChoice(string Label, SamplerSpec Spec, Func<ISampler> Create)
{
    /// <summary>Whether it is one of the program's own, not built in.</summary>
    public bool IsOwn { get; init; }

    /// <summary>Whether it may try points again that were tried, which a study does not let it.</summary>
    public bool Repeats { get; init; }

    /// <summary>Why it cannot serve a study of this space and these directions; null when it can.</summary>
    internal string? Refusal(SearchSpace space, IReadOnlyList<Direction> directions) => Create().Refusal(space, directions);
}
