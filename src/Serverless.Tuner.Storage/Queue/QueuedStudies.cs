using Serverless.Tuner.Core.Budgets.Groups;

namespace Serverless.Tuner.Storage;

/// <summary>
/// Lets studies run, at most so many at once: of the app, of a budget, of a key. The others are pending, those of a higher priority first,
/// of the same one those that were created first. Where nothing is limited it asks the storage nothing.
/// </summary>
public sealed class QueuedStudies(StudyStore store, TunerTables tables, KeyStore keys, QueueSettings settings, TimeProvider time)
{
    /// <summary>Who takes a place has its study run within this time.</summary>
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(1);

    private readonly QueuePlaces _places = new(tables, time);

    /// <summary>The limits to which a study counts; none where nothing is limited.</summary>
    /// <param name="group">The budget that it shares; null when it shares none.</param>
    /// <param name="key">The key whose studies are limited, with which it was started; null when there is none.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public async Task<IReadOnlyList<QueueLimit>> LimitsAsync(string? group, string? key, CancellationToken cancellationToken)
    {
        var limits = new List<QueueLimit>();
        if (settings.MaxStudies is { } ofApp) limits.Add(new QueueLimit(QueueLimit.App, ofApp));
        if (group is not null && await GroupAsync(group, cancellationToken) is { MaxStudies: { } ofGroup })
            limits.Add(new QueueLimit(QueueLimit.OfGroup(group), ofGroup));
        if (key is not null && await keys.FindAsync(key, cancellationToken) is { MaxStudies: { } ofKey })
            limits.Add(new QueueLimit(QueueLimit.OfKey(key), ofKey));
        return limits;
    }

    /// <summary>Lets those of the pending studies run that may, in their order.</summary>
    /// <returns>The studies that run from now on: their orchestrations are to be started.</returns>
    public async Task<IReadOnlyList<Study>> AdmitAsync(CancellationToken cancellationToken)
    {
        var admitted = new List<Study>();
        var full = new HashSet<string>(StringComparer.Ordinal);
        foreach (var pending in await PendingAsync(cancellationToken))
        {
            var limits = await LimitsAsync(pending.Group, pending.Key, cancellationToken);
            // Of what is limited, nobody overtakes one who waits for it.
            if (limits.Any(limit => full.Contains(limit.Name))) continue;
            if (await TryReadAsync(pending.Name, cancellationToken) is not { } study) continue;
            if (study.State != StudyState.Pending) await store.Index.RepairAsync(study, cancellationToken);
            else if (await AdmitAsync(study, limits, full, cancellationToken) is { } running) admitted.Add(running);
        }

        return admitted;
    }

    /// <summary>Gives the places back of a study that has ended, or is gone.</summary>
    /// <returns>Whether it had any: then others may be admitted.</returns>
    public async Task<bool> ReleaseAsync(Study study, CancellationToken cancellationToken)
    {
        if (study.Id is not { } id) return false;
        foreach (var limit in study.Places) await _places.ReleaseAsync(limit, id, study.Turn, cancellationToken);
        return study.Places.Count > 0;
    }

    /// <summary>The positions of the pending studies, from 1.</summary>
    public async Task<IReadOnlyDictionary<StudyName, int>> PositionsAsync(CancellationToken cancellationToken) =>
        (await PendingAsync(cancellationToken)).Select((pending, i) => (pending.Name, i + 1)).ToDictionary(p => p.Name, p => p.Item2);

    /// <summary>Repairs the places from the studies' rows, and lets those run that may.</summary>
    /// <returns>The studies that run from now on.</returns>
    public async Task<IReadOnlyList<Study>> SweepAsync(CancellationToken cancellationToken)
    {
        foreach (var (limit, places) in await _places.ListAsync(cancellationToken))
        {
            foreach (var place in places)
                if (await IsVacantAsync(place, cancellationToken))
                    await _places.ReleaseAsync(limit, place.Id, place.Turn, cancellationToken);
            var missing = new List<QueuePlace>();
            foreach (var running in await RunningAsync(limit, cancellationToken))
                if (places.All(p => p.Id != running.Id)) missing.Add(running);
            if (missing.Count > 0) await _places.EnterAsync(limit, missing, cancellationToken);
        }

        return await AdmitAsync(cancellationToken);
    }

    private async Task<Study?> AdmitAsync(
        Study study, IReadOnlyList<QueueLimit> limits, HashSet<string> full, CancellationToken cancellationToken)
    {
        var place = new QueuePlace(study.Id!.Value, study.Name, study.Turn, time.GetUtcNow());
        var taken = new List<string>();
        foreach (var limit in limits)
        {
            if (await _places.TakeAsync(limit, place, () => RunningAsync(limit.Name, cancellationToken), cancellationToken))
            {
                taken.Add(limit.Name);
                continue;
            }

            full.Add(limit.Name);
            foreach (var name in taken) await _places.ReleaseAsync(name, place.Id, place.Turn, cancellationToken);
            return null;
        }

        var running = await store.AdmitAsync(study, taken, cancellationToken);
        if (running is { State: StudyState.Running } && (running.Id, running.Turn) == (study.Id, study.Turn))
            return running;
        foreach (var name in taken) await _places.ReleaseAsync(name, place.Id, place.Turn, cancellationToken);
        return null;
    }

    /// <summary>Whether nobody is in a place: its study has ended or is gone, or whoever took it did not let the study run.</summary>
    private async Task<bool> IsVacantAsync(QueuePlace place, CancellationToken cancellationToken)
    {
        var name = StudyName.Parse(place.Study);
        var study = await store.ReadAsync(name, cancellationToken);
        if (study?.Id != place.Id || study.State == StudyState.Ended || study.Turn != place.Turn) return true;
        if (study.State == StudyState.Running || time.GetUtcNow() - place.TakenAt < s_patience) return false;
        // Whoever took it may only be slow: from now on it is another turn, for which the place does not hold.
        var fenced = await store.ChangeAsync(
            name,
            now => now.Id == place.Id && now.State == StudyState.Pending && now.Turn == place.Turn
                ? now with { Turn = now.Turn + 1 }
                : null,
            cancellationToken);
        return fenced?.Id != place.Id || fenced.Turn != place.Turn;
    }

    private async Task<IReadOnlyList<QueuePlace>> RunningAsync(string limit, CancellationToken cancellationToken)
    {
        var running = new List<QueuePlace>();
        await foreach (var entry in store.Index.QueuedAsync(StudyState.Running, cancellationToken))
        {
            if (limit != QueueLimit.App && (entry.Group is null || limit != QueueLimit.OfGroup(entry.Group))
                && (entry.Key is null || limit != QueueLimit.OfKey(entry.Key)))
                continue;
            if (await TryReadAsync(entry.Name, cancellationToken) is { State: StudyState.Running, Id: { } id } study)
                running.Add(new QueuePlace(id, study.Name, study.Turn, time.GetUtcNow()));
        }

        return running;
    }

    /// <summary>A study; null where there is none, or its row cannot be read: it does not run then, and keeps no other from it.</summary>
    private async Task<Study?> TryReadAsync(StudyName name, CancellationToken cancellationToken)
    {
        try
        {
            return await store.ReadAsync(name, cancellationToken);
        }
        catch (UnreadableRowException)
        {
            return null;
        }
    }

    private async Task<IReadOnlyList<QueueEntry>> PendingAsync(CancellationToken cancellationToken) =>
    [
        .. (await store.Index.QueuedAsync(StudyState.Pending, cancellationToken).ToListAsync(cancellationToken))
            .OrderByDescending(entry => entry.Priority).ThenBy(entry => entry.CreatedAt)
            .ThenBy(entry => entry.Name.ToString(), StringComparer.Ordinal),
    ];

    private async Task<GroupBudget?> GroupAsync(string name, CancellationToken cancellationToken)
    {
        var account = store.Money.Account(name);
        return account.Known ?? await account.ReadAsync(cancellationToken);
    }
}
