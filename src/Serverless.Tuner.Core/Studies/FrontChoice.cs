namespace Serverless.Tuner.Core.Studies;

/// <summary>Orders the best trials by what a caller asks for: one of the values, or the knee of the front.</summary>
public static class FrontChoice
{
    /// <summary>What asks for the knee: the trial of the front that is farthest from the plane through its extremes.</summary>
    public const string Knee = "knee";

    /// <summary>What can be asked for: each value by its name and, with several directions, the knee.</summary>
    public static IReadOnlyList<string> Names(StudySpec spec)
    {
        ArgumentNullException.ThrowIfNull(spec);
        return spec.Directions.Count > 1 ? [.. ValueNames.Of(spec), Knee] : ValueNames.Of(spec);
    }

    /// <summary>The complete, feasible trials of which no other is better in every value, in an order.</summary>
    /// <param name="spec">The study's spec.</param>
    /// <param name="trials">Its trials.</param>
    /// <param name="by">One of <see cref="Names"/>, what is to come first; null for the order of <see cref="BestTrials.Of"/>.</param>
    /// <exception cref="ArgumentException"><paramref name="by"/> is none of the names.</exception>
    public static IEnumerable<Trial> Of(StudySpec spec, IEnumerable<Trial> trials, string? by)
    {
        var best = BestTrials.Of(spec.Directions, trials);
        if (by is null) return best;
        if (!Names(spec).Contains(by)) throw new ArgumentException($"'{by}' is none of {string.Join(", ", Names(spec))}.", nameof(by));
        if (spec.Directions.Count == 1) return best;
        var front = best.ToArray();
        if (by == Knee)
        {
            var distances = Pareto.Knee.Distances([.. front.Select(t => BestTrials.ToLosses(spec.Directions, t.Outcome.Values!))]);
            return front.Index().OrderByDescending(f => distances[f.Index]).ThenBy(f => f.Item.Number).Select(f => f.Item);
        }

        var index = ValueNames.Of(spec).Index().First(name => name.Item == by).Index;
        return front.OrderBy(t => BestTrials.ToLosses(spec.Directions, t.Outcome.Values!)[index]).ThenBy(t => t.Number);
    }
}
