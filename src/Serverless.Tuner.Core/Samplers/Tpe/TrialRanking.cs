using Serverless.Tuner.Contracts;
using Serverless.Tuner.Core.Pareto;

namespace Serverless.Tuner.Core.Samplers.Tpe;

/// <summary>Ranks trials by value, or by non-domination when there are several directions; ties by trial number.</summary>
internal static class TrialRanking
{
    /// <summary>The best <paramref name="count"/> of <paramref name="trials"/> (all of them when there are fewer), the best first.</summary>
    /// <param name="trials">Trials by ascending number, each with one finite value for each direction.</param>
    /// <param name="directions">One direction or more.</param>
    /// <param name="count">How many are wanted.</param>
    public static IReadOnlyList<SampledTrial> Best(IReadOnlyList<SampledTrial> trials, IReadOnlyList<Direction> directions, int count)
    {
        var ranks = NonDominatedSort.Rank([.. trials.Select(t => t.Values!.Select((v, i) => directions[i] == Direction.Minimize ? v : -v).ToArray())]);
        return [.. Enumerable.Range(0, ranks.Length).OrderBy(i => ranks[i]).Take(count).Select(i => trials[i])];
    }
}
