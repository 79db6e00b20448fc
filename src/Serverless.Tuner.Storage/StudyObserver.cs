namespace Serverless.Tuner.Storage;

/// <summary>Looks at studies with their trials, reading only rows that can have changed since this process last did. Unlike those who
/// change a study it waits for none of them.</summary>
public sealed class StudyObserver(StudyStore store)
{
    /// <summary>A study that was deleted and created anew meanwhile is looked at again.</summary>
    private const int MaxTries = 10;

    /// <summary>The study, and what names the version of its row; null when there is none.</summary>
    public async Task<(Study Study, string Version)?> ReadAsync(StudyName name, CancellationToken cancellationToken) =>
        await store.Reader.ReadVersionAsync(name, cancellationToken) is var (study, version)
            ? (study, StudyMark.VersionOf(version, []))
            : null;

    /// <summary>The study with its trials by number; null when there is none.</summary>
    public Task<IReadOnlyList<Trial>?> TrialsAsync(StudyName name, CancellationToken cancellationToken) =>
        LookAsync<IReadOnlyList<Trial>>(name, (warm, study, _) => warm.Trials() is { } all && all.Count >= study.NextNumber ? all : null,
            cancellationToken);

    /// <summary>What has changed of a study since a mark; null when there is none.</summary>
    /// <param name="name">The study.</param>
    /// <param name="since">The mark; <see cref="StudyMark.Start"/> for everything.</param>
    /// <param name="most">How many trials at most.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    public Task<StudyChanges?> ChangesAsync(StudyName name, StudyMark since, int most, CancellationToken cancellationToken) =>
        LookAsync(name, (warm, study, version) => warm.ChangesSince(study, version, since, most), cancellationToken);

    private async Task<T?> LookAsync<T>(StudyName name, Func<WarmStudy, Study, ETag, T?> look, CancellationToken cancellationToken)
        where T : class
    {
        for (var tries = 0; tries < MaxTries; tries++)
        {
            // The study first: trials that it has been told of have ended by now, and their rows say so.
            if (await store.Reader.ReadVersionAsync(name, cancellationToken) is not var (study, version)) return null;
            var warm = store.Cache.Get(name);
            if (!warm.TryMeet(study, version)) continue;
            await store.Reader.ReadOpenAsync(warm, study, cancellationToken);
            if (look(warm, study, version) is { } seen) return seen;
        }

        throw new InvalidOperationException($"Study '{name}' is being deleted and created again all the time.");
    }
}
