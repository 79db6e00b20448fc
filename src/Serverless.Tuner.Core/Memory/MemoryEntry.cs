using Serverless.Tuner.Core.Editing;
using Serverless.Tuner.Core.SearchSpaces;
using Serverless.Tuner.Core.Studies;

namespace Serverless.Tuner.Core.Memory;

/// <summary>What is kept of a study that has ended.</summary>
public sealed record MemoryEntry
{
    /// <summary>The most points that are kept as the best.</summary>
    public const int MostBest = 10;

    /// <summary>The most points that are kept for what they tell of the whole space.</summary>
    public const int MostSampled = 50;

    /// <summary>The most values of parameters in all of those points.</summary>
    private const int MostValues = 10_000;

    /// <summary>The study's identifier.</summary>
    public required Guid Id { get; init; }

    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>When it ended last.</summary>
    public required DateTimeOffset EndedAt { get; init; }

    /// <summary>What it evaluated, in a word.</summary>
    public required string Objective { get; init; }

    /// <summary>By what it is found.</summary>
    public required StudyFingerprint Fingerprint { get; init; }

    /// <summary>How many of its trials have ended.</summary>
    public int Trials { get; init; }

    /// <summary>How many of them are complete, and keep every constraint.</summary>
    public int Complete { get; init; }

    /// <summary>Its best value; with several directions the best of each that is on its front. Null when there is none.</summary>
    public IReadOnlyList<double>? BestValues { get; init; }

    /// <summary>Its best points, the best first; with several directions some of those that no other dominates.</summary>
    public IReadOnlyList<MemoryPoint> Best { get; init; } = [];

    /// <summary>Some of its complete trials, in the order of the study: the best and, evenly by their rank, others. None with several
    /// directions.</summary>
    public IReadOnlyList<MemoryPoint> Sample { get; init; } = [];

    /// <summary>What trials cost that went to their end, in micro-dollars.</summary>
    public MemoryFigures? Cost { get; init; }

    /// <summary>How long they took, in seconds.</summary>
    public MemoryFigures? Seconds { get; init; }

    /// <summary>How many of them reported intermediate values.</summary>
    public int Reporting { get; init; }

    /// <summary>What is kept of a study.</summary>
    /// <param name="study">The study; ended, and with an identifier.</param>
    /// <param name="trials">Its trials.</param>
    /// <param name="declared">What they have declared, where its search space is open.</param>
    public static MemoryEntry Of(Study study, IReadOnlyList<Trial> trials, IReadOnlyList<ParameterSpec>? declared)
    {
        var spec = study.Spec;
        var (hidden, evidence) = (SpaceEditing.HiddenOf(study), new Evidence(study, SearchSpace.Of(spec)));
        var complete = trials.Where(t => t.State == TrialState.Complete && !hidden.Contains(t.Number)).ToArray();
        var ranked = BestTrials.Of(spec.Directions, complete).ToArray();
        var most = MostValues / Math.Max(1, ranked.Length == 0 ? 1 : ranked.Max(t => t.Parameters.Count));
        return new MemoryEntry
        {
            Id = study.Id!.Value,
            Name = spec.Name,
            EndedAt = study.EndedAt ?? study.CreatedAt,
            Objective = TrialOutcome.Cut(spec.Objective.Name ?? spec.Objective.Kind.ToString().ToLowerInvariant()),
            Fingerprint = StudyFingerprint.Of(spec, declared),
            Trials = study.Ended,
            Complete = ranked.Length,
            BestValues = ranked.Length > 0 ? [.. spec.Directions.Select((direction, i) => BestOf(ranked, direction, i))] : null,
            Best = [.. Spread(ranked, spec.Directions.Count == 1, Math.Clamp(most, 1, MostBest)).Select(Point)],
            Sample = spec.Directions.Count > 1 ? [] : [.. Thinned(ranked, Math.Min(most, MostSampled)).Select(Point)],
            Cost = MemoryFigures.Of(complete.Where(t => t.Cost.Micro > 0).Select(t => (double)t.Cost.Micro)),
            Seconds = MemoryFigures.Of(complete.Where(t => t.EndedAt > t.StartedAt).Select(SecondsOf)),
            Reporting = complete.Count(t => t.LastStep is not null),
        };

        static double BestOf(Trial[] ranked, Direction direction, int i) => direction == Direction.Minimize
            ? ranked.Min(t => t.Outcome.Values![i])
            : ranked.Max(t => t.Outcome.Values![i]);

        // Of the space as the study has left it, which is what the fingerprint tells.
        MemoryPoint Point(Trial trial) => new(evidence.Filled(trial), trial.Outcome.Values!);

        static double SecondsOf(Trial trial) => (trial.EndedAt!.Value - trial.StartedAt!.Value).TotalSeconds;
    }

    /// <summary>The first of them; of a front, which has no order, some from end to end.</summary>
    private static IEnumerable<Trial> Spread(Trial[] ranked, bool isOrdered, int most)
    {
        if (isOrdered || ranked.Length <= most) return ranked.Take(most);
        var byFirst = ranked.OrderBy(t => t.Outcome.Values![0]).ThenBy(t => t.Number).ToArray();
        return Enumerable.Range(0, most).Select(k => byFirst[k * (byFirst.Length - 1) / Math.Max(1, most - 1)]);
    }

    /// <summary>The best third, and of the others some that are evenly spaced by their rank; in the order of the study.</summary>
    private static IEnumerable<Trial> Thinned(Trial[] ranked, int most)
    {
        if (ranked.Length <= most) return ranked.OrderBy(t => t.Number);
        var best = (most + 2) / 3;
        var others = most - best;
        return ranked.Take(best)
            .Concat(Enumerable.Range(0, others).Select(k => ranked[best + (k * (ranked.Length - best) / others)]))
            .OrderBy(t => t.Number);
    }
}
