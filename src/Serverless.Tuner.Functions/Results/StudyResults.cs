using Serverless.Tuner.Core.Budgets;
using Serverless.Tuner.Core.SearchSpaces;
using Serverless.Tuner.Core.StudyFiles;
using Serverless.Tuner.Functions.Http;

namespace Serverless.Tuner.Functions.Results;

/// <summary>Answers what studies have come to: as their last advance has stored it, else made of their rows as they are now.</summary>
public sealed class StudyResults(StudyStore store, StudyCatalogs catalogs, StudyViews views)
{
    /// <summary>The result of a study; null when there is none of that name.</summary>
    /// <param name="name">The study.</param>
    /// <param name="by">With several directions, what chooses from the front; the knee when null.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    internal async Task<(Study Study, ResultView Result)?> FindAsync(StudyName name, string? by, CancellationToken cancellationToken)
    {
        if (await store.ReadAsync(name, cancellationToken) is not { } study) return null;
        if (!IsKnownHere(study.Spec)) return (study, View(study, StudyResult.Defaults(study.Spec)));
        if (by is null && study is { State: StudyState.Ended, Result: { } kept } && kept.Revision == study.Revision)
            return (study, View(study, kept));
        if (await store.FindWithTrialsAsync(name, cancellationToken) is not var (now, trials)) return null;
        var declared = await store.DeclaredAsync(now, cancellationToken);
        var space = declared is null ? SearchSpace.Of(now.Spec) : SearchSpace.Open(declared);
        return (now, View(now, StudyResult.Of(now, trials, space, by)));
    }

    /// <summary>Whether this app could evaluate the study's trials: what a missing objective means by its parameters nobody here knows.
    /// </summary>
    private bool IsKnownHere(StudySpec spec) =>
        spec.Objective.Kind != ObjectiveKind.Registered || catalogs.Objectives.Names.Contains(spec.Objective.Name!);

    private ResultView View(Study study, StudyResult result)
    {
        var view = views.View(study, declared: null);
        return new()
        {
            Completed = study.State == StudyState.Ended,
            BestTrial = result.Trial,
            BestParameters = result.Parameters,
            BestValue = result.Values?[0],
            BestValues = study.Spec.Directions.Count > 1 ? result.Values : null,
            TrialsRun = view.TrialsRun,
            TrialsPruned = study.Pruned,
            PrunedForBudget = study.PrunedForBudget,
            DurationSeconds = view.DurationSeconds,
            SpentUsd = view.Ledger.SpentUsd,
            SavedUsd = result.Saved.Usd,
            Azure = DrivingCost.Of(study, catalogs.Defaults ?? new StudyDefaults()),
            StopReason = study.State == StudyState.Ended ? study.StopReason : null,
            Fallback = result.Trial is null,
        };
    }
}
