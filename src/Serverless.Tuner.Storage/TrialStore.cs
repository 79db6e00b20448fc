using Serverless.Tuner.Contracts;
using Serverless.Tuner.Core.Budgets;

namespace Serverless.Tuner.Storage;

/// <summary>Reads trials for people: pages, one trial with its reports, the best.</summary>
public sealed class TrialStore(StudyStore store)
{
    /// <summary>One page of a study's trials by ascending number.</summary>
    /// <param name="name">The study.</param>
    /// <param name="after">The last number of the page before; -1 for the first.</param>
    /// <param name="limit">How many at most.</param>
    /// <param name="state">Only trials in this state; null for all.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public async Task<PageView<TrialView>> ListAsync(string name, int after, int limit, TrialState? state, CancellationToken cancellationToken)
    {
        var items = new List<TrialView>();
        await foreach (var entity in store.Reader.QueryTrialsAsync(name, after + 1, state?.ToString(), cancellationToken))
        {
            if (items.Count == limit)
                return new PageView<TrialView>(items, items[^1].Number.ToString(System.Globalization.CultureInfo.InvariantCulture));
            items.Add(StudyViews.View(TrialRow.FromEntity(entity)));
        }

        return new PageView<TrialView>(items, null);
    }

    /// <summary>One trial with its intermediate values; null when there is none.</summary>
    public async Task<TrialView?> FindAsync(string name, int number, CancellationToken cancellationToken)
    {
        if (await store.Reader.ReadTrialAsync(name, number, cancellationToken) is not var (trial, _)) return null;
        var batches = new List<ReportBatch>();
        await foreach (var page in store.Reader.QueryReportsAsync(name, number, number, cancellationToken)) batches.AddRange(page);
        return StudyViews.View(trial) with { Reports = Reports(batches, trial.Attempt) };
    }

    /// <summary>The reports of an attempt by step, of each the last.</summary>
    private static List<ReportView> Reports(List<ReportBatch> batches, int attempt)
    {
        var bySteps = new SortedDictionary<int, ReportView>();
        foreach (var report in batches.Where(batch => batch.Attempt == attempt).SelectMany(batch => batch.Reports))
            bySteps[report.Step] = new ReportView(report.Step, report.Value, report.Cost is { } cost ? cost.Usd : null);
        return [.. bySteps.Values];
    }
}
