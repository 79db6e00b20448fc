namespace Serverless.Tuner.Functions.Http;

/// <summary>Reads pages of a study's trials. By number a page is a range of rows; in another order, or of one state, it is picked from all
/// trials as this process remembers them.</summary>
public sealed class TrialPages(StudyStore store, StudyObserver observer)
{
    /// <summary>The first trials after a place; null when there is no such study.</summary>
    internal async Task<Trial[]?> ReadAsync(
        StudyName name, TrialState? state, TrialOrder order, TrialPlace? after, int count, CancellationToken cancellationToken)
    {
        if (state is null && order.IsByNumber) return await RangeAsync(name, order, after, count, cancellationToken);
        return await observer.TrialsAsync(name, cancellationToken) is { } trials
            ? order.Page(state is null ? trials : trials.Where(trial => trial.State == state), after, count)
            : null;
    }

    private async Task<Trial[]?> RangeAsync(
        StudyName name, TrialOrder order, TrialPlace? after, int count, CancellationToken cancellationToken)
    {
        if (await store.ReadAsync(name, cancellationToken) is not { } study) return null;
        var (first, last) = order.IsDescending
            ? Before(after?.Number ?? study.NextNumber, count)
            : ((after?.Number ?? -1) + 1L, (after?.Number ?? -1L) + count);
        // A caller may hold a place that no trial has.
        last = Math.Min(last, study.NextNumber - 1);
        if (last < first) return [];
        var trials = await store.ListTrialsAsync(study.Name, (int)first, (int)last, cancellationToken).ToArrayAsync(cancellationToken);
        if (order.IsDescending) Array.Reverse(trials);
        return trials;
    }

    private static (long First, long Last) Before(int number, int count) => (Math.Max(0L, (long)number - count), number - 1L);
}
