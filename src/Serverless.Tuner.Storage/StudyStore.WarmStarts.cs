using Serverless.Tuner.Core.Memory;

namespace Serverless.Tuner.Storage;

// How new studies find those that they learn from.
public sealed partial class StudyStore
{
    /// <summary>The most that the points of a warm start may take on the study's row, in characters of JSON.</summary>
    private const int MostPointCharacters = 64 * 1024;

    /// <summary>Finds the studies that a new one learns from, and how similar the others are.</summary>
    /// <param name="spec">A spec that was parsed without errors.</param>
    /// <param name="all">Whether all are ranked, also where the study names its own.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    public async Task<SimilarStudies> FindSimilarAsync(StudySpec spec, bool all, CancellationToken cancellationToken)
    {
        IReadOnlyList<SimilarStudy> ranked = all || spec.WarmStart is { Similar: true }
            ? WarmStarts.Rank(spec, await Memory.ListAsync(cancellationToken).ToListAsync(cancellationToken))
            : [];
        return spec.WarmStart switch
        {
            null => new SimilarStudies(ranked, null, []),
            { From: { } names } => await NamedAsync(spec, names, ranked, cancellationToken),
            { } wanted => new SimilarStudies(ranked, await WithPointsAsync(WarmStarts.Choose(wanted, ranked), cancellationToken), []),
        };
    }

    private async Task<IReadOnlyList<SimilarStudy>> WithPointsAsync(IReadOnlyList<SimilarStudy> chosen, CancellationToken cancellationToken)
    {
        var whole = new List<SimilarStudy>();
        foreach (var similar in chosen)
            if (await Memory.FindAsync(similar.Entry.Id, cancellationToken) is { } entry) whole.Add(similar with { Entry = entry });
        return whole;
    }

    private async Task<SimilarStudies> NamedAsync(
        StudySpec spec, IReadOnlyList<string> names, IReadOnlyList<SimilarStudy> ranked, CancellationToken cancellationToken)
    {
        var (entries, errors) = (new List<MemoryEntry>(), new List<FieldError>());
        for (var i = 0; i < names.Count; i++)
        {
            var entry = await EntryAsync(StudyName.Parse(names[i]), cancellationToken);
            if (entry is { Best.Count: > 0 }) entries.Add(entry);
            else errors.Add(new FieldError(
                $"/warmStart/from/{i}", entry is null
                    ? $"is '{names[i]}', and there is no study of that name"
                    : $"is '{names[i]}', of which no trial is complete yet: there is nothing to learn from it"));
        }

        return new SimilarStudies(ranked, WarmStarts.Rank(spec, entries), errors);
    }

    /// <summary>What is kept of a study, or would be if it ended now.</summary>
    private async Task<MemoryEntry?> EntryAsync(StudyName name, CancellationToken cancellationToken)
    {
        if (await ReadAsync(name, cancellationToken) is not { Id: { } id } study) return null;
        return (study.State == StudyState.Ended ? await Memory.FindAsync(id, cancellationToken) : null)
            ?? await Memory.EntryAsync(study, cancellationToken);
    }

    /// <summary>A new study with what it learns from earlier ones, and the row of their trials.</summary>
    private async Task<(Study Study, TableEntity? Row, IReadOnlyList<FieldError> Errors)> WarmAsync(
        Study study, CancellationToken cancellationToken)
    {
        if (study.Spec.WarmStart is null) return (study, null, []);
        var similar = await FindSimilarAsync(study.Spec, all: false, cancellationToken);
        if (similar.Errors.Count > 0) return (study, null, similar.Errors);
        var resolved = WarmStarts.Resolve(study.Spec, similar.From!);
        var points = resolved.Points.ToList();
        while (System.Text.Json.JsonSerializer.Serialize(points, TunerJson.Options).Length > MostPointCharacters)
            points.RemoveAt(points.Count - 1);
        return (
            study with { Queue = points, WarmStart = resolved.State with { Points = points.Count, Waiting = points.Count } },
            resolved.State.HasTrials ? WarmStartRow.ToEntity(study.Name, resolved.Studies) : null, []);
    }
}
