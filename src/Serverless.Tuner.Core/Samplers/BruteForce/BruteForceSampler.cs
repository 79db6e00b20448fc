using Serverless.Tuner.Core.Samplers.Grid;
using Serverless.Tuner.Core.Samplers.Random;
using Serverless.Tuner.Core.Samplers.Scales;
using Serverless.Tuner.Core.SearchSpaces;

namespace Serverless.Tuner.Core.Samplers.BruteForce;

/// <summary>Takes every point of a finite space once, in a random order; afterwards points are repeated at random.</summary>
/// <remarks>In a study that was not refused for it, a space that is not finite or has more than 2⁶² points is sampled at random.</remarks>
internal sealed class BruteForceSampler : ISampler, IExhaustive
{
    private readonly TriedPoints.Memory _memory = new();
    private SamplerHistory? _history;
    private FiniteSpace? _space;

    public int LevelsOfContinuous => 0;

    public string? Refusal(SearchSpace space, IReadOnlyList<Direction> directions)
    {
        if (space.IsOpen) return "brute-force tries every point, and an open search space has none at its start: choose auto";
        return FiniteSpace.FirstContinuous(space) is { } continuous
            ? $"brute-force tries every point, but '{continuous.Name}' is continuous: give it a step, or choose the sampler grid"
            : GridLimit.Refusal("brute-force", space, levelsOfContinuous: 0);
    }

    public ISuggester Prepare(SamplerHistory history)
    {
        if (!ReferenceEquals(history, _history)) (_history, _space) = (history, FiniteSpace.Of(history.Space, history.Encoding));
        if (_space is not { } space) return new RandomSuggester(history.Space, history.Seed, history.Excluded);
        return new ExhaustiveSuggester(
            history, space, _memory.Of(history, space), (number, count) => new TrialRandom(history.Seed, number).NextInt(count));
    }
}
