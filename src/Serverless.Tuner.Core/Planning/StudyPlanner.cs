using Serverless.Tuner.Core.Memory;
using Serverless.Tuner.Core.StudyFiles;

namespace Serverless.Tuner.Core.Planning;

/// <summary>Says what a study would come to, from its spec and from what is kept of earlier ones. Nothing of it is stored.</summary>
public static class StudyPlanner
{
    private const int MostSimilar = 10;

    // Less is hardly worth a look.
    private const double LeastSimilarity = 0.25;

    /// <summary>The plan of a study.</summary>
    /// <param name="spec">A spec that was parsed without errors.</param>
    /// <param name="ranked">The studies of the memory, as <see cref="WarmStarts.Rank"/> has them.</param>
    /// <param name="from">Those that it would learn from; null where it asks for no warm start.</param>
    /// <param name="catalogs">What it can name in this app.</param>
    /// <param name="groupUsd">What the budget that it shares has left now, in US dollars; null where it shares none.</param>
    public static PlanView Plan(
        StudySpec spec, IReadOnlyList<SimilarStudy> ranked, IReadOnlyList<SimilarStudy>? from, StudyCatalogs catalogs,
        double? groupUsd = null)
    {
        var space = PlannedSpace.Of(spec);
        var evidence = PlanEvidence.Of(spec, ranked);
        var figures = new PlanFigures(spec, evidence, space.Points, groupUsd);
        return new PlanView
        {
            Name = spec.Name,
            Trials = figures.Trials,
            CostPerTrialUsd = figures.CostPerTrial,
            CostUsd = figures.Cost,
            TrialSeconds = figures.TrialSeconds,
            DurationSeconds = figures.Duration,
            Space = space,
            Similar = [.. ranked.Where(s => s.Similarity.Score >= LeastSimilarity).Take(MostSimilar).Select(WarmStarts.View)],
            WarmStart = from is null ? null : WarmStart(WarmStarts.Resolve(spec, from)),
            Warnings = [
                .. SpaceWarnings.Of(spec, space, catalogs), .. MoneyWarnings.Of(spec, figures),
                .. RunWarnings.Of(spec, figures, evidence, ranked, from)],
        };
    }

    private static PlannedWarmStartView WarmStart(ResolvedWarmStart resolved) => new()
    {
        From = resolved.State.From,
        Points = resolved.Points,
        Learned = resolved.State.Learned,
    };
}
