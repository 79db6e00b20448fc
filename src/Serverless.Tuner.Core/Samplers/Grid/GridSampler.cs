using Serverless.Tuner.Core.Samplers.Scales;
using Serverless.Tuner.Core.SearchSpaces;

namespace Serverless.Tuner.Core.Samplers.Grid;

/// <summary>Takes all combinations of the parameters' levels in a random order, each once; then all over again in another order.</summary>
/// <remarks>Branches that the conditions close are not counted. Where the conditions are too entangled to count
/// the points, or there are more than 2⁶² in a study that was not refused for it, levels are drawn at random.</remarks>
internal sealed class GridSampler(GridOptions options) : ISampler, IExhaustive
{
    private readonly TriedPoints.Memory _memory = new();
    private SamplerHistory? _history;
    private FiniteSpace? _grid;

    public int LevelsOfContinuous => options.Points;

    public string? Refusal(SearchSpace space, IReadOnlyList<Direction> directions) => space.IsOpen
        ? "grid tries the combinations of the parameters' levels, and an open search space has none at its start: choose auto"
        : GridLimit.Refusal("grid", space, options.Points);

    public ISuggester Prepare(SamplerHistory history)
    {
        if (!ReferenceEquals(history, _history))
            (_history, _grid) = (history, FiniteSpace.Of(history.Space, history.Encoding, options.Points));
        if (_grid is not { } grid) return new LevelSuggester(history.Encoding, history.Seed, options.Points);
        return new ExhaustiveSuggester(
            history,
            grid,
            _memory.Of(history, grid),
            (number, count) => ExhaustiveSuggester.OrderOf(count, history.Seed, 1 + (number / count))[number % count]);
    }
}
