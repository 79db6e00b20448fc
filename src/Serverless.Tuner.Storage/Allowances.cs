using Serverless.Tuner.Core.Budgets;

namespace Serverless.Tuner.Storage;

/// <summary>
/// The money that studies hold of their keys' allowances: taken by one write of the key's row before a study may spend it, and given
/// back, but for what was spent, when the study has ended. What a crash left between the two is settled by <see cref="SweepAsync"/>.
/// </summary>
public sealed class Allowances(KeyStore keys, StudyStore studies, TimeProvider time)
{
    /// <summary>A study is created, or its limit raised, within so long after the money was taken, or not at all.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(15);

    // For so long a study that has ended may be about to go on with money that was taken for that.
    private static readonly TimeSpan s_recent = TimeSpan.FromMinutes(1);

    /// <summary>Takes money for what a study may spend from <paramref name="from"/> up to <paramref name="limit"/>, as far as its key
    /// has not taken it already.</summary>
    /// <param name="key">The key.</param>
    /// <param name="study">The study, and the run with which it has ended; null when it has not.</param>
    /// <param name="from">What is spent before.</param>
    /// <param name="limit">The study's limit, or what it will be.</param>
    /// <param name="cancellationToken">Stops waiting; what was written stays.</param>
    /// <returns>What was taken, null when nothing had to be; and whether the allowance suffices.</returns>
    public async Task<(AllowanceLayer? Taken, bool Suffices)> TakeAsync(
        string key, (StudyName Name, Guid Id, string? EndedRun) study, Money from, Money limit, CancellationToken cancellationToken)
    {
        var (taken, suffices) = ((AllowanceLayer?)null, false);
        await keys.ChangeAsync(
            key,
            before =>
            {
                if (before.Allowance is not { } allowance) return null;
                // A first try of this write may have gone through although its answer was lost.
                if (taken is not null && allowance.Layers.Contains(taken)) return null;
                var start = UpTo(allowance, study.Id, from);
                taken = start < limit
                    ? new AllowanceLayer(study.Name, study.Id, start, limit - start, time.GetUtcNow(), study.EndedRun)
                    : null;
                suffices = taken is null || taken.Amount <= allowance.Left;
                if (!suffices) taken = null;
                return taken is null ? null : before with { Allowance = allowance.With(taken) };
            },
            cancellationToken);
        return (taken, suffices);
    }

    /// <summary>Whether a key has taken money for a study of a name, which may be about to be created.</summary>
    public async Task<bool> HoldsAsync(string key, StudyName study, CancellationToken cancellationToken) =>
        await keys.FindAsync(key, cancellationToken) is { Allowance.Layers: { } layers } && layers.Any(layer => layer.Study == study);

    /// <summary>Gives back what was taken for something that did not come about.</summary>
    public Task ReturnAsync(string key, AllowanceLayer layer, CancellationToken cancellationToken) =>
        keys.ChangeAsync(key, before => With(before, allowance => allowance.Return(layer, Money.Zero)), cancellationToken);

    /// <summary>Books what a study that has ended has spent, and gives the rest back; once.</summary>
    public async Task SettleAsync(Study study, CancellationToken cancellationToken)
    {
        var holding = await HoldingAsync(study, cancellationToken);
        var now = time.GetUtcNow();
        if (holding.SelectMany(key => LayersOf(key, study.Id)).Any(layer => layer.IsPending(study) && layer.TakenAt + s_recent > now))
            return; // The sweep comes by again.
        await SettleAsync(holding, study, study.Ledger.Spent, cancellationToken);
    }

    /// <summary>The same, as far as the storage answers: the study has ended all the same, and the sweep settles it.</summary>
    public async Task TrySettleAsync(Study study, CancellationToken cancellationToken)
    {
        try
        {
            await SettleAsync(study, cancellationToken);
        }
        catch (Exception e) when (StorageFailure.Is(e))
        {
            // The sweep comes by.
        }
    }

    /// <summary>Books what a study that is about to be deleted has spent, and what its running trials may yet.</summary>
    public async Task SettleDeletedAsync(Study study, CancellationToken cancellationToken) =>
        await SettleAsync(
            await HoldingAsync(study, cancellationToken), study, study.Ledger.Spent + study.Ledger.Reserved, cancellationToken);

    /// <summary>Settles what nobody has: studies that ended while nobody looked, that were never created, or never raised.</summary>
    /// <returns>Whether there may be more to settle soon: money of a study that has ended, or is not there yet.</returns>
    public async Task<bool> SweepAsync(CancellationToken cancellationToken)
    {
        var isLeft = false;
        foreach (var key in await keys.ListHoldingAsync(cancellationToken))
            foreach (var (name, id) in key.Allowance!.Layers.Select(layer => (layer.Study, layer.Id)).Distinct())
            {
                var study = await studies.ReadAsync(StudyName.Parse(name), cancellationToken);
                var own = study?.Id == id ? study : null;
                if (own is { State: StudyState.Ended }) await SettleAsync(own, cancellationToken);
                else await ReturnAbandonedAsync(key.Id, id, own?.Ledger.Limit ?? Money.Zero, cancellationToken);
                if (own is null or { State: StudyState.Ended })
                    isLeft |= await keys.FindAsync(key.Id, cancellationToken) is { } after && LayersOf(after, id).Any();
            }

        return isLeft;
    }

    /// <summary>Gives back what was taken long ago for a study that does not exist, or above the limit of one that does.</summary>
    private Task ReturnAbandonedAsync(string key, Guid id, Money limit, CancellationToken cancellationToken) => keys.ChangeAsync(
        key,
        before => With(before, allowance => LayersOf(before, id)
            .Where(layer => layer.To > limit && layer.TakenAt + Patience < time.GetUtcNow())
            .Aggregate(allowance, (left, layer) => left.Cut(layer, limit))),
        cancellationToken);

    private async Task SettleAsync(IEnumerable<TunerKey> holding, Study study, Money spent, CancellationToken cancellationToken)
    {
        foreach (var key in holding)
            await keys.ChangeAsync(
                key.Id,
                before => With(before, allowance => LayersOf(before, study.Id)
                    .Aggregate(allowance, (left, layer) => left.Return(layer, layer.Used(spent, study.Ledger.Limit)))),
                cancellationToken);
    }

    private async Task<IReadOnlyList<TunerKey>> HoldingAsync(Study study, CancellationToken cancellationToken) =>
        [.. (await keys.ListHoldingAsync(cancellationToken)).Where(key => LayersOf(key, study.Id).Any())];

    private static IEnumerable<AllowanceLayer> LayersOf(TunerKey key, Guid? id) =>
        key.Allowance?.Layers.Where(layer => layer.Id == id) ?? [];

    /// <summary>Up to where the key pays for a study already, without a gap.</summary>
    private static Money UpTo(Allowance allowance, Guid id, Money from)
    {
        foreach (var layer in allowance.Layers.Where(layer => layer.Id == id).OrderBy(layer => layer.From))
            if (layer.From <= from && layer.To > from)
                from = layer.To;
        return from;
    }

    private static TunerKey? With(TunerKey key, Func<Allowance, Allowance> change) =>
        key.Allowance is { } before && change(before) is var after && !ReferenceEquals(after, before)
            ? key with { Allowance = after }
            : null;
}
